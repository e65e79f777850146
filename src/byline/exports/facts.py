"""What a run holds, in counts: the figures that its methods section states."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from byline.exports.run import FinishedRun
from byline.measures import compute
from byline.model import HEADQUARTERS, MeasureValue


@dataclass(frozen=True, slots=True)
class EditionFacts:
    """One edition and track: papers listed, and those whose PDF was read."""

    venue: str
    year: int
    track: str
    papers: int
    papers_read: int


@dataclass(frozen=True, slots=True)
class Facts:
    """Counts of one run.

    `mentions`: affiliation mentions by witness; `resolved_mentions`: those matched to a country at least;
    `placed_by_headquarters`: those for which neither the text nor the registry gives a place;
    `decided_by_people`: those that a person decided; `coverage`: papers by how much of their affiliations is
    resolved, under the study's rules.
    """

    editions: tuple[EditionFacts, ...]
    author_slots: int
    mentions: Mapping[str, int]
    resolved_mentions: int
    placed_by_headquarters: int
    decided_by_people: int
    institutions: int
    technologies: int
    technology_mentions: int
    issues: Mapping[str, int]
    measures: tuple[str, ...]
    coverage: tuple[MeasureValue, ...]

    @property
    def papers(self) -> int:
        """All papers of the run."""
        return sum(edition.papers for edition in self.editions)

    @property
    def papers_read(self) -> int:
        """Papers whose PDF was read."""
        return sum(edition.papers_read for edition in self.editions)


_EDITIONS = """
    SELECT venue, year, track, COUNT(*) AS papers, COUNT(page_count) AS papers_read
    FROM papers GROUP BY venue, year, track ORDER BY venue, year, track"""
_MENTIONS = "SELECT witness, COUNT(*) AS n FROM affiliation_mentions GROUP BY witness ORDER BY witness"
_RESOLVED = """
    SELECT COUNT(DISTINCT mention_id) AS n FROM affiliation_matches
    WHERE site_country IS NOT NULL OR home_country IS NOT NULL"""
_HEADQUARTERS = (
    f"SELECT COUNT(DISTINCT mention_id) AS n FROM affiliation_matches WHERE method = '{HEADQUARTERS}'"
)
_BY_PEOPLE = "SELECT COUNT(DISTINCT mention_id) AS n FROM affiliation_matches WHERE decided_by <> 'rules'"
_ISSUES = "SELECT code, COUNT(*) AS n FROM issues GROUP BY code ORDER BY code"
_MEASURES = "SELECT DISTINCT measure FROM measure_values ORDER BY measure"


def load_facts(run: FinishedRun) -> Facts:
    """Return the counts of a run."""
    return Facts(
        editions=tuple(EditionFacts(**row) for row in _rows(run, _EDITIONS)),
        author_slots=_count(run, "SELECT COUNT(*) AS n FROM authorships"),
        mentions={row["witness"]: row["n"] for row in _rows(run, _MENTIONS)},
        resolved_mentions=_count(run, _RESOLVED),
        placed_by_headquarters=_count(run, _HEADQUARTERS),
        decided_by_people=_count(run, _BY_PEOPLE),
        institutions=_count(run, "SELECT COUNT(*) AS n FROM institutions"),
        technologies=_count(run, "SELECT COUNT(*) AS n FROM technologies"),
        technology_mentions=_count(run, "SELECT COUNT(*) AS n FROM technology_mentions"),
        issues={row["code"]: row["n"] for row in _rows(run, _ISSUES)},
        measures=tuple(row["measure"] for row in _rows(run, _MEASURES)),
        coverage=compute(run.engine, "coverage", run.study.rules),
    )


def _count(run: FinishedRun, sql: str) -> int:
    return int(_rows(run, sql)[0]["n"])


def _rows(run: FinishedRun, sql: str) -> list[dict[str, Any]]:
    rows: list[dict[str, Any]] = run.engine.query(sql).to_pylist()
    return rows
