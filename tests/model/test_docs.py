"""docs/tables.md says what the tables are."""

import runpy
from pathlib import Path

TOOL = Path(__file__).parents[2] / "tools" / "write_table_docs.py"


def test_the_page_on_tables_is_up_to_date() -> None:
    tool = runpy.run_path(str(TOOL))
    assert tool["FILE"].read_text(encoding="utf-8") == tool["table_docs"](), f"run {TOOL.name}"
