"""Headings found in running text, by their numbers in sequence and by the words that stand alone on a line."""

import re
from collections.abc import Callable
from dataclasses import dataclass

from byline.model.documents import SectionKind

# "3 Method", "3.1. Setup", "IV. RESULTS", "A.2 Proofs", "Appendix B: Prompts", "Appendix A. Proof"
_NUMBERED = re.compile(
    r"(?P<prefix>(?:Appendix|APPENDIX) )?(?P<number>\d{1,2}(?:\.\d{1,2}){0,2}|[IVX]{1,5}"
    r"|[A-Z](?:\.\d{1,2}){0,2})"
    r"(?P<dot>[.:]?)[ \t]+(?P<title>[A-Z].{2,90})"
)
_UNNUMBERED = frozenset(
    name.strip()
    for name in [
        "abstract",
        " introduction",
        " related work",
        " related works",
        " background",
        " preliminaries",
        " method",
        " methods",
        "\n    methodology",
        " experiment",
        " experiments",
        " experimental results",
        " experimental setup",
        " evaluation",
        " results",
        " discussion",
        "\n    conclusion",
        " conclusions",
        " conclusion and future work",
        " limitations",
        " acknowledgement",
        " acknowledgements",
        " acknowledgment",
        "\n    acknowledgments",
        " references",
        " bibliography",
        " literature cited",
        " appendix",
        " appendices",
        " supplementary material",
        "\n    supplementary materials",
        " supplemental material",
        " broader impact",
        " broader impacts",
        " broader impact statement",
        "\n    impact statement",
        " ethics statement",
        " ethical considerations",
        " reproducibility statement",
        " author contributions",
        "\n    paper checklist",
        " neurips paper checklist",
        " contents",
        " table of contents",
    ]
)
_LONGEST_UNNUMBERED = max(map(len, _UNNUMBERED)) + 4
# "Abstract—We show", "Abstract. We show", "Acknowledgements. We thank" run into their text.
_RUN_IN = re.compile(r"(?P<title>abstract|acknowledge?ments?)[ \t]*[.:—–]+[ \t]*(?=[A-Z])", re.I)
# What a paper with numbered sections still leaves without a number.
_NEVER_NUMBERED = ("acknowledgements", "references", "appendix", "abstract")

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
_KIND_PATTERNS = tuple((kind, re.compile(rf"\b(?:{words})", re.IGNORECASE)) for kind, words in _KINDS)
_WORD = re.compile(r"[A-Za-z]{3}")
_ROMAN = {"I": 1, "V": 5, "X": 10}


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading and where it starts: `number` as printed ("" if none), `kind` if its wording tells.

    `style` is how it is set: what follows the number, and whether it is in capitals.
    """

    start: int
    number: str
    title: str
    kind: SectionKind | None
    style: tuple[str, bool] = ("", False)

    @property
    def depth(self) -> int:
        return self.number.count(".") + 1


def kind_of(title: str) -> SectionKind | None:
    """Return what a heading's words say the section is, None if they do not say.

    >>> kind_of("Experimental Setup"), kind_of("HeLU")
    ('experiments', None)
    """
    return next((kind for kind, pattern in _KIND_PATTERNS if pattern.search(title)), None)


def parse_headings(text: str) -> list[Heading]:
    """Return the headings of a document in order, those of the appendix too."""
    candidates, unnumbered = _candidates(text)
    candidates = _of_one_style(candidates)
    main = max(
        (_chain(candidates, ranks) for ranks in (_arabic, _roman)),
        key=lambda chain: sum(map(_weight, chain)),
        default=[],
    )
    if len(main) >= 3:
        unnumbered = [heading for heading in unnumbered if heading.kind in (*_NEVER_NUMBERED, "discussion")]
    unnumbered = _plausible(unnumbered, main)
    end = max([heading.start for heading in unnumbered if heading.kind == "references"], default=len(text))
    appendix = _chain([heading for heading in candidates if heading.start > end], _letter)
    sub = _subheadings(candidates, main, len(text)) + _subheadings(candidates, appendix, len(text))
    return sorted([*main, *sub, *unnumbered, *appendix], key=lambda heading: heading.start)


def _of_one_style(candidates: list[Heading]) -> list[Heading]:
    """Leave out top headings that are not set as the introduction's is: items of lists, lines of listings."""
    first = next(
        (heading for heading in candidates if heading.kind == "introduction" and heading.depth == 1), None
    )
    if first is None:
        return candidates
    return [
        heading
        for heading in candidates
        if heading.depth > 1
        or heading.style == first.style
        or not (_arabic(heading.number) or _roman(heading.number))
    ]


def _candidates(text: str) -> tuple[list[Heading], list[Heading]]:
    """Return the lines that could be numbered headings, and those that are headings without a number."""
    numbered: list[Heading] = []
    unnumbered: list[Heading] = []
    position = 0
    for line in text.split("\n"):
        start, position = position, position + len(line) + 1
        bare = line.strip()
        # Headings begin with a capital or a figure; "(Supplementary Material)" with a bracket.
        if len(bare) < 4 or not (bare[0].isupper() or bare[0].isdigit() or bare[0] == "("):
            continue
        if (match := _NUMBERED.fullmatch(bare)) and (heading := _numbered(match, start)):
            numbered.append(heading)
        elif heading := _unnumbered(bare, start):
            unnumbered.append(heading)
    return numbered, unnumbered


def _numbered(match: re.Match[str], start: int) -> Heading | None:
    title = match["title"]
    letters = sum(char.isalpha() or char in " -:,'’" for char in title)
    # Table rows and formulas have more than letters; sentences end in a point.
    if letters < 0.85 * len(title) or title[-1] in ".,;=" or not _WORD.search(title):
        return None
    return Heading(start, match["number"], title, kind_of(title), (match["dot"], title.isupper()))


def _unnumbered(line: str, start: int) -> Heading | None:
    if len(line) <= _LONGEST_UNNUMBERED and (title := line.strip("(). :")).casefold() in _UNNUMBERED:
        return Heading(start, "", title, kind_of(title))
    if match := _RUN_IN.match(line):
        return Heading(start, "", match["title"], kind_of(match["title"]))
    return None


def _plausible(unnumbered: list[Heading], main: list[Heading]) -> list[Heading]:
    """Leave out an abstract that is not first and a reference list before the last numbered section."""
    last = main[-1].start if main else 0
    references = [heading for heading in unnumbered if heading.kind == "references"]
    after = [heading for heading in references if heading.start > last]
    chosen = (after or references)[:1]
    abstracts = [heading for heading in unnumbered if heading.kind == "abstract"][:1]
    others = [heading for heading in unnumbered if heading.kind not in ("references", "abstract")]
    return abstracts + others + chosen


def _arabic(number: str) -> int:
    return int(number) if number.isdigit() else 0


def _roman(number: str) -> int:
    if not number or set(number) - set(_ROMAN):
        return 0
    values = [_ROMAN[letter] for letter in number]
    return sum(-v if v < max(values[i:]) else v for i, v in enumerate(values))


def _letter(number: str) -> int:
    return ord(number) - ord("A") + 1 if len(number) == 1 and number.isalpha() else 0


def _weight(heading: Heading) -> float:
    words = heading.title.split()
    is_titled = sum(word[0].isupper() for word in words if len(word) > 3) >= 0.6 * sum(
        len(word) > 3 for word in words
    )
    return 1.0 + (1.0 if heading.kind else 0.0) + (0.5 if is_titled else 0.0) - 0.05 * max(len(words) - 6, 0)


def _chain(candidates: list[Heading], rank: Callable[[str], int]) -> list[Heading]:
    """Return the headings numbered 1, 2, 3 ... in order that weigh most together; one number may be missing."""
    best: dict[int, tuple[float, list[Heading]]] = {}
    for heading in candidates:
        number = rank(heading.number)
        if not number:
            continue
        before = max((best.get(number - step, (0.0, [])) for step in (1, 2)), key=lambda chain: chain[0])
        if number > 1 and not before[1]:
            continue
        score = before[0] + _weight(heading)
        if score > best.get(number, (0.0, []))[0]:
            best[number] = (score, [*before[1], heading])
    return max(best.values(), key=lambda chain: chain[0], default=(0.0, []))[1]


def _subheadings(candidates: list[Heading], tops: list[Heading], end: int) -> list[Heading]:
    """Return the headings "3.1", "3.2" ... that stand under the top heading of their number, in sequence."""
    found = []
    bounds = [*[heading.start for heading in tops], end]
    for index, top in enumerate(tops):
        last = 0
        for heading in candidates:
            parts = heading.number.split(".")
            if (
                not (bounds[index] < heading.start < bounds[index + 1])
                or len(parts) != 2
                or parts[0] != top.number
            ):
                continue
            if last < int(parts[1]) <= last + 2:
                found.append(heading)
                last = int(parts[1])
    return found
