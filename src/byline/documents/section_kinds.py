"""What the words of a heading say about its section."""

import re

from byline.model.documents import SectionKind

# In order: the first that fits decides, so "Related work and background" is related work.
_KINDS: tuple[tuple[SectionKind, str], ...] = (
    ("abstract", r"abstract|summary$"),
    ("references", r"references$|bibliography|literature cited"),
    ("appendix", r"appendi|supplement|checklist"),
    ("acknowledgements", r"acknowledg|author contribution|funding|disclosure"),
    ("introduction", r"introduc|motivation$"),
    ("related_work", r"related|prior work|previous work|literature"),
    ("conclusion", r"conclu|summary|closing|final remarks"),
    ("discussion", r"discussion|limitation|impact|ethic|future|reproducib"),
    ("background", r"background|preliminar|problem|notation|setting$|definitions|formulation"),
    (
        "experiments",
        r"experiment|evaluat|empirical|setup|implementation|simulation|ablation|benchmark|case stud|dataset|baseline"
        r"|numerical",
    ),
    ("results", r"result|findings|analysis|analyses|performance|comparison"),
    (
        "method",
        r"method|approach|proposed|our |model|framework|architecture|algorithm|training|overview|system",
    ),
)
_KIND_PATTERNS = tuple((kind, re.compile(rf"\b(?:{words})")) for kind, words in _KINDS)
# Headings that papers set without a number, though their sections have them or not.
UNNUMBERED = frozenset(
    (  # noqa: SIM905
        "abstract|introduction|related work|related works|background|preliminaries|method|methods|methodology"
        "|experiment|experiments|experimental results|experimental setup|evaluation|results|discussion"
        "|conclusion|conclusions|conclusion and future work|limitations"
        "|acknowledgement|acknowledgements|acknowledgment|acknowledgments|author contributions"
        "|references|bibliography|literature cited|appendix|appendices|supplementary material"
        "|supplementary materials|supplemental material|broader impact|broader impacts|broader impact statement"
        "|impact statement|ethics statement|ethical considerations|reproducibility statement"
        "|paper checklist|neurips paper checklist|contents|table of contents"
    ).split("|")
)


def kind_of(title: str) -> SectionKind | None:
    """Return what a heading's words say the section is, None if they do not say.

    >>> kind_of("Experimental Setup"), kind_of("HeLU")
    ('experiments', None)
    """
    words = title.lower()
    return next((kind for kind, pattern in _KIND_PATTERNS if pattern.search(words)), None)
