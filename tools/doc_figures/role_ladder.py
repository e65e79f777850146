"""The three lines of the published table at each step of the ladder of roles."""

import json
from collections.abc import Iterator
from pathlib import Path

from markdown_tables import count, table

from byline.engine import DuckDBEngine, Engine
from byline.measures import compute
from byline.model import ROLES, CountingRules

LINES = (
    ("Transformer, institutions in China", "transformer", "CN"),
    ("Llama, institutions in China", "llama", "CN"),
    ("Qwen, institutions in the United States", "qwen", "US"),
)


def ladder(tables: Path) -> str:
    """Return papers of each venue in which each technology plays at least each role."""
    engine = DuckDBEngine.open(tables)
    return table(("papers with the technology", "venue", *ROLES, "papers of the country"), _rows(engine))


def _rows(engine: Engine) -> Iterator[list[str]]:
    for title, technology, country in LINES:
        steps = [_by_venue(engine, technology, country, role) for role in ROLES]
        for venue in sorted(steps[0]):
            numbers = [step[venue][0] for step in steps]
            yield [title, venue, *map(count, numbers), count(steps[0][venue][1])]
        sums = [sum(number for number, _ in step.values()) for step in steps]
        whole = sum(papers for _, papers in steps[0].values())
        yield [f"**{title}**", "**all**", *(f"**{count(n)}**" for n in sums), f"**{count(whole)}**"]


def _by_venue(engine: Engine, technology: str, country: str, role: str) -> dict[str, tuple[float, float]]:
    values = compute(
        engine,
        "technology_by_country",
        CountingRules(),
        countries=(country,),
        technology=technology,
        role=role,
    )
    keys = [json.loads(value.keys) for value in values]
    return {
        f"{k['venue']} {k['year']}": (v.numerator, v.denominator or 0.0)
        for k, v in zip(keys, values, strict=True)
    }
