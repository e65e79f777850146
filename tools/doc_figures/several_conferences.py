"""The same question at several conferences, with what each list allows."""

import json
from pathlib import Path
from typing import Any

from markdown_tables import count, share, table
from one_conference import PAIR, RULES

from byline.engine import DuckDBEngine, Engine
from byline.measures import bounds, compute, expected_by_chance, members

COLUMNS = (
    "edition",
    "papers",
    "all authors placed",
    "joint papers",
    "share of all",
    "share at most, if plausible",
    "joint of those placed",
    "share of those placed",
    "observed over chance",
)


def beside(tables: Path) -> str:
    """Return each edition's joint papers, of all papers and of those whose authors are all placed."""
    engine = DuckDBEngine.open(tables)
    placed = _papers(engine, "coverage", status="all")
    joint = _papers(engine, "collaboration", countries=PAIR)
    open_ = {_edition(b.keys): b for b in bounds(engine, "collaboration", RULES, countries=PAIR)}
    chance = {_edition(c.keys): c for c in expected_by_chance(engine, RULES, countries=PAIR)}
    rows = []
    for value in compute(engine, "collaboration", RULES, countries=PAIR):
        edition, whole = _edition(value.keys), value.denominator or 0.0
        both = joint[edition] & placed[edition]
        rows.append(
            (
                edition,
                count(whole),
                f"{count(len(placed[edition]))} ({share(len(placed[edition]), whole)})",
                count(value.numerator),
                share(value.numerator, whole),
                share(open_[edition].plausible, whole),
                count(len(both)),
                share(len(both), len(placed[edition])),
                f"{chance[edition].ratio:.2f}",
            )
        )
    return table(COLUMNS, rows)


def _papers(engine: Engine, measure: str, status: str = "", **asked: Any) -> dict[str, set[str]]:
    found: dict[str, set[str]] = {}
    for row in members(engine, measure, RULES, **asked).to_pylist():
        if not status or row["status"] == status:
            found.setdefault(f"{row['venue']} {row['year']}", set()).add(row["paper_id"])
    return found


def _edition(keys: str) -> str:
    found = json.loads(keys)
    return f"{found['venue']} {found['year']}"
