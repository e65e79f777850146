"""Write docs/tables.md from the tables as declared: run it after a change to byline.model.

.venv/bin/python tools/write_table_docs.py
"""

from pathlib import Path
from typing import Any

from byline.model import TABLES, Column, Table

FILE = Path(__file__).parents[1] / "docs" / "tables.md"

HEAD = """# Tables

Every run writes these tables as Parquet under `OUT/tables`, and `OUT/byline.duckdb` holds views over them:

    cd OUT && duckdb byline.duckdb "SELECT venue, year, count(*) FROM papers GROUP BY ALL"

This page is written from the declarations in `src/byline/model` by `tools/write_table_docs.py`.
"""


def table_docs() -> str:
    """Return the page in Markdown: each table, what it holds, and every column."""
    return HEAD + "".join(_table(table) for table in TABLES.values())


def _table(table: Table) -> str:
    rows = "".join(_column(column) for column in table.columns)
    return f"\n## {table.name}\n\n{table.doc}\n\n| column | type | what it is |\n|---|---|---|\n{rows}"


def _column(column: Column) -> str:
    kind = _name(column.type) + (", may be empty" if column.is_nullable else "")
    return f"| `{column.name}` | {kind} | {column.doc.replace('|', '/')} |\n"


def _name(kind: Any) -> str:
    names: dict[Any, str] = {
        str: "text",
        int: "integer",
        float: "number",
        bool: "true or false",
        tuple[str, ...]: "list of text",
        tuple[float, ...]: "list of numbers",
    }
    return names[kind]


if __name__ == "__main__":
    FILE.write_text(table_docs(), encoding="utf-8")
