"""A finished run over the twelve made-up papers, with names that would harm a spreadsheet or XML."""

import sys
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import pyarrow.parquet as pq

sys.path.append(str(Path(__file__).parents[1] / "measures"))

from made_up_papers import TWELVE, build

from byline.measures import compute
from byline.model import TABLES, CountingRules, Issue, MeasureValue, arrow_table
from byline.study import Study

RULES = CountingRules()
HOSTILE = (
    '=HYPERLINK("https://example.org","x")',
    "@SUM(A1)",
    "'s-Hertogenbosch",
    '"quoted";\n+1',
    "\x01bell",
)
QUESTIONS: tuple[tuple[str, dict[str, Any]], ...] = (
    ("collaboration", {"countries": ("US", "CN")}),
    ("papers_by_country", {}),
    ("country_matrix", {}),
    ("technology_by_country", {"technology": ("llama", "qwen")}),
    ("institution_pairs", {}),
)

Exporting = Callable[[str], Path]


def write_run(out: Path, source: Path) -> None:
    """Write the folder of a finished run whose study reads this file."""
    source.write_text("{}\n")
    engine = build(out, TWELVE)
    both = [replace(RULES, counting="whole"), replace(RULES, counting="fractional")]
    values: list[MeasureValue] = []
    for name, parameters in QUESTIONS:
        values += compute(engine, name, both, **parameters)
    write(out, "measure_values", values)
    write(out, "issues", [Issue("sources", str(source), "unreadable", f"{source}: cut off; fetch it again")])
    rename(out, "papers", "title")
    rename(out, "institutions", "display_name")
    (out / "study.json").write_text(study(source).model_dump_json())
    (out / "report.html").write_text(f"<p>{source}: cut off</p>")


def study(source: Path) -> Study:
    """Return a study of the made-up venue, read from this file."""
    editions = [
        {"venue": "V", "year": year, "sources": [{"name": "paperlists", "path": str(source)}]}
        for year in (2023, 2024)
    ]
    values = {"name": "made-up", "title": "Twelve papers", "question": "Who?", "pairs": [("US", "CN")]}
    return Study.model_validate({**values, "is_invented": True, "editions": editions})


def write(out: Path, name: str, rows: Sequence[object]) -> None:
    """Write a table of the run."""
    pq.write_table(arrow_table(name, rows), out / "tables" / f"{name}.parquet")


def rename(out: Path, table: str, column: str) -> None:
    """Give the first rows of a table names that would do harm."""
    file = out / "tables" / f"{table}.parquet"
    rows = pq.read_table(file, partitioning=None).to_pylist()
    for row, name in zip(rows, HOSTILE, strict=False):
        row[column] = name
    write(out, table, [TABLES[table].row(**row) for row in rows])
