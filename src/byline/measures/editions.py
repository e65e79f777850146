"""What a run holds of each edition: which tracks, by whose word, and whether papers were read."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from byline.engine import Engine
from byline.model import CountingRules


@dataclass(frozen=True, slots=True)
class Edition:
    """One venue and year of a run. `witnesses` are `pdf` (bylines and e-mail domains) and `metadata` (a list)."""

    tracks: frozenset[str]
    witnesses: frozenset[str]
    has_text: bool

    @property
    def answerable(self) -> frozenset[str]:
        """The choices of the rule `witness` that this edition can answer: `agree` needs both witnesses."""
        return self.witnesses | {"prefer_pdf"} | ({"agree"} if len(self.witnesses) == 2 else set())


def load_editions(engine: Engine) -> Mapping[tuple[str, int], Edition]:
    """Return the editions of a run by venue and year."""
    sql = """
        SELECT p.venue, p.year, p.track, w.witness, COUNT(p.page_count) > 0 AS has_text
        FROM papers AS p
        LEFT JOIN (
            SELECT DISTINCT paper_id, CASE WHEN witness = 'metadata' THEN 'metadata' ELSE 'pdf' END AS witness
            FROM affiliation_mentions
        ) AS w ON w.paper_id = p.paper_id
        GROUP BY p.venue, p.year, p.track, w.witness
        ORDER BY p.venue, p.year, p.track, w.witness"""
    found: dict[tuple[str, int], list[dict[str, Any]]] = {}
    for row in engine.query(sql).to_pylist():
        found.setdefault((row["venue"], row["year"]), []).append(row)
    return {place: _edition(rows) for place, rows in found.items()}


def _edition(rows: list[dict[str, Any]]) -> Edition:
    return Edition(
        tracks=frozenset(row["track"] for row in rows),
        witnesses=frozenset(row["witness"] for row in rows if row["witness"]),
        has_text=any(row["has_text"] for row in rows),
    )


def heard_witnesses(engine: Engine) -> Mapping[str, frozenset[str]]:
    """Return, for each edition as `NeurIPS 2024`, the choices of the rule `witness` that its papers can answer."""
    return {f"{venue} {year}": held.answerable for (venue, year), held in load_editions(engine).items()}


def all_heard(heard: Mapping[str, frozenset[str]], rules: CountingRules) -> frozenset[str]:
    """Return the choices of `witness` to ask under: what any of the editions can answer, and the rules' own."""
    return frozenset({rules.witness}).union(*heard.values())
