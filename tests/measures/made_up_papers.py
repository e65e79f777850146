"""Twelve made-up papers in which every counting rule changes something, and a builder for others."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import pyarrow.parquet as pq

from byline.engine import DuckDBEngine
from byline.model import (
    AffiliationMatch,
    AffiliationMention,
    Authorship,
    Institution,
    Paper,
    Run,
    Technology,
    TechnologyMention,
    TechnologyRole,
    arrow_table,
)

# An institution is written `site/home/sector`, e.g. `CN/US/company`; `-` stands for empty. `?` is an
# affiliation that names nothing. Several institutions in one string are joined by `+`.


@dataclass(frozen=True)
class Author:
    """Affiliations of one author as each witness gives them: one string an affiliation mention."""

    pdf: tuple[str, ...] = ()
    metadata: tuple[str, ...] = ()
    email: tuple[str, ...] = ()
    name: str = "A. Nonymous"


@dataclass(frozen=True)
class MadeUpPaper:
    """A paper with its authors; `technologies` maps an id to its role."""

    key: str
    authors: tuple[Author, ...] = ()
    year: int = 2024
    track: str = "main"
    source: str = "folder"
    is_read: bool = True
    technologies: dict[str, str] = field(default_factory=dict)

    @property
    def paper_id(self) -> str:
        return f"v-{self.year}/{self.key}"


US, CN, GB = "US/US/university", "CN/CN/university", "GB/GB/university"
HK, TW, MO = "HK/HK/university", "TW/TW/university", "MO/MO/university"
BEIJING_LAB_OF_US_COMPANY = "CN/US/company"
US_COMPANY_ANYWHERE = "-/US/company"


def both(*texts: str) -> Author:
    """Return an author whose byline and profile say the same."""
    return Author(pdf=texts, metadata=texts)


TWELVE = (
    MadeUpPaper("01", (both(US), both(CN)), technologies={"llama": "built_on", "transformer": "cited"}),
    # One person with two affiliations, the profile names only one.
    MadeUpPaper("02", (Author(pdf=(US, CN), metadata=(US,)),), technologies={"qwen": "mentioned"}),
    MadeUpPaper("03", (both(BEIJING_LAB_OF_US_COMPANY), both(US)), technologies={"transformer": "evaluated"}),
    MadeUpPaper("04", (both(HK), both(US)), technologies={"qwen": "built_on"}),
    MadeUpPaper("05", (both(TW), both(MO), both(US)), track="datasets"),
    # The profile has moved on since the paper was printed.
    MadeUpPaper("06", (Author((CN,), (US,)), both(US)), technologies={"qwen": "evaluated"}),
    # A company with no printed place.
    MadeUpPaper("07", (Author(pdf=(US_COMPANY_ANYWHERE,)), Author(pdf=(CN,)))),
    # E-mail addresses alone; the list has affiliations.
    MadeUpPaper("08", (Author((), (CN,), (CN,)), Author((), (US,), ()))),
    # An unresolved affiliation; the e-mail does not speak where one is printed.
    MadeUpPaper("09", (Author(("?",), (), (US,)), Author(pdf=(CN,)))),
    MadeUpPaper("10", (), is_read=False),
    MadeUpPaper("11", (both(US), both(CN), both(US)), track="datasets", technologies={"llama": "mentioned"}),
    # One string that names institutions in two countries; another year.
    MadeUpPaper("12", (Author((f"{US}+{CN}",), (GB,)), both(GB)), year=2023),
)


def build(folder: Path, papers: Iterable[MadeUpPaper]) -> DuckDBEngine:
    """Write the papers' tables and return an engine over them."""
    tables = folder / "tables"
    tables.mkdir(parents=True, exist_ok=True)
    papers = list(papers)
    mentions = [mention for paper in papers for mention in _mentions(paper)]
    texts = sorted({part for m in mentions for part in m.affiliation_text.split("+") if part != "?"})
    rows: dict[str, Sequence[object]] = {
        "papers": [_paper(paper) for paper in papers],
        "authorships": [row for paper in papers for row in _authorships(paper)],
        "affiliation_mentions": mentions,
        "affiliation_matches": [match for mention in mentions for match in _matches(mention)],
        "institutions": [_institution(text) for text in texts],
        "technologies": TECHNOLOGIES,
        "technology_mentions": [row for paper in papers for row in _technology_mentions(paper)],
        "technology_roles": [row for paper in papers for row in _roles(paper)],
        "runs": [
            Run("run-1", "made-up", "0", "2026-01-01T00:00:00Z", "2026-01-01T00:00:01Z", "[]", "{}", "")
        ],
    }
    for name, records in rows.items():
        pq.write_table(arrow_table(name, records), tables / f"{name}.parquet")
    return DuckDBEngine.open(tables)


TECHNOLOGIES = [
    Technology("llama", "Llama", "language_model", "Meta", "US", "2023-02"),
    Technology("qwen", "Qwen", "language_model", "Alibaba", "CN", "2023-08"),
    Technology("transformer", "Transformer", "architecture", "Google", "US", "2017-06"),
]


def _paper(p: MadeUpPaper) -> Paper:
    pages = 9 if p.is_read else None
    return Paper(p.paper_id, "V", p.year, p.track, f"Paper {p.key}", None, p.source, None, None, pages)


def _authorships(p: MadeUpPaper) -> list[Authorship]:
    count = len(p.authors)
    return [Authorship(p.paper_id, i, count, a.name, a.name, ()) for i, a in enumerate(p.authors, 1)]


def _mentions(p: MadeUpPaper) -> list[AffiliationMention]:
    return [
        AffiliationMention(f"{p.paper_id}#{i}.{witness}.{k}", p.paper_id, i, witness, text, None, None, None)
        for i, author in enumerate(p.authors, 1)
        for witness in ("pdf", "metadata", "email")
        for k, text in enumerate(getattr(author, witness), 1)
    ]


def _matches(mention: AffiliationMention) -> list[AffiliationMatch]:
    return [_match(mention.mention_id, text) for text in mention.affiliation_text.split("+")]


def _match(mention_id: str, text: str) -> AffiliationMatch:
    if text == "?":
        return AffiliationMatch(mention_id, None, None, None, 0.0, "unresolved", "", "rules")
    site, home, _ = (None if part == "-" else part for part in text.split("/"))
    return AffiliationMatch(mention_id, f"byline:{text}", site, home, 1.0, "alias", "", "rules")


def _institution(text: str) -> Institution:
    site, home, sector = (None if part == "-" else part for part in text.split("/"))
    return Institution(f"byline:{text}", f"Institute {text}", site, home, sector, None)


def _technology_mentions(p: MadeUpPaper) -> list[TechnologyMention]:
    return [
        TechnologyMention(f"{p.paper_id}@{name}", p.paper_id, name, 1, "method", 0, 5, f"We use {name}.")
        for name in p.technologies
    ]


def _roles(p: MadeUpPaper) -> list[TechnologyRole]:
    return [
        TechnologyRole(p.paper_id, name, role, 1.0, "", (f"{p.paper_id}@{name}",))
        for name, role in p.technologies.items()
    ]
