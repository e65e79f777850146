"""Tables of a run that reads the bundled conference without a mistake, and of one that does not."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from byline.demo.planted import PlantedAuthor, PlantedPaper, load_truth
from byline.model import (
    AffiliationMatch,
    AffiliationMention,
    Authorship,
    Issue,
    Paper,
    TechnologyRole,
    arrow_table,
)

Rows = dict[str, list[Any]]


@pytest.fixture
def perfect() -> Rows:
    """Return the rows that a perfect reading gives."""
    names = (
        "papers",
        "authorships",
        "affiliation_mentions",
        "affiliation_matches",
        "technology_roles",
        "issues",
    )
    rows: Rows = {name: [] for name in names}
    for paper in load_truth():
        if paper.kind == "paper":
            _add_paper(rows, paper)
        else:
            rows["issues"].append(
                Issue("documents", f"imcols-{paper.file.removesuffix('.pdf')}", paper.kind, "cannot be read")
            )
    return rows


@pytest.fixture
def written(tmp_path: Path) -> Callable[[Rows], Path]:
    """Return a function that writes rows as a run's tables and returns their folder."""

    def write(rows: Rows) -> Path:
        import pyarrow.parquet as pq

        for name, records in rows.items():
            pq.write_table(arrow_table(name, records), tmp_path / f"{name}.parquet")
        return tmp_path

    return write


def _add_paper(rows: Rows, paper: PlantedPaper) -> None:
    paper_id = f"imcols-{paper.file.removesuffix('.pdf')}"
    name = Path(paper.file).name
    rows["papers"].append(
        Paper(paper_id, "ImCoLS", paper.year, "main", paper.title, None, "folder", name, None, 3)
    )
    for position, author in enumerate(paper.authors, start=1):
        rows["authorships"].append(
            Authorship(paper_id, position, len(paper.authors), author.name, author.name.casefold(), ())
        )
        _add_mentions(rows, paper_id, position, author)
    for technology, role in paper.technologies.items():
        if role != "none":
            rows["technology_roles"].append(TechnologyRole(paper_id, technology, role, 1.0, "planted", ()))


def _add_mentions(rows: Rows, paper_id: str, position: int, author: PlantedAuthor) -> None:
    printed = [("pdf", text, *place) for text, place in zip(author.affiliations, author.places, strict=True)]
    listed = [("metadata", country, country, None) for country in author.listed]
    for number, (witness, text, site, home) in enumerate([*printed, *listed]):
        mention_id = f"{paper_id}/{position}/{number}"
        rows["affiliation_mentions"].append(
            AffiliationMention(mention_id, paper_id, position, witness, text, None, 1, None)
        )
        method = "planted" if site or home else "unresolved"
        rows["affiliation_matches"].append(
            AffiliationMatch(mention_id, None, site, home, 1.0, method, "planted", "rules")
        )
