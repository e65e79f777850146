"""One page in three forms: HTML for people, JSON and CSV for programs, all of the same figures."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import orjson

from byline.views.downloads import csv_of
from byline.views.parts import Cell, Chart, Figure, Section, Table


@dataclass(frozen=True, slots=True)
class Page:
    """What a page shows. `context` is what its template needs besides; `record` what its JSON says besides."""

    title: str
    template: str = "page.html.j2"
    lead: str = ""
    sections: Sequence[Section] = ()
    crumbs: Sequence[tuple[str, str]] = ()
    context: Mapping[str, Any] = field(default_factory=dict)
    record: Mapping[str, Any] = field(default_factory=dict)
    has_choices: bool = True
    status: int = 200

    @property
    def charts(self) -> list[Chart]:
        """Every chart of the page, in order."""
        return [chart for section in self.sections for chart in section.charts]

    @property
    def tables(self) -> list[Table]:
        """Every table of the page, in order."""
        return [table for section in self.sections for table in section.tables]


def to_json(page: Page, about: Mapping[str, Any]) -> bytes:
    """Return the page as JSON: what it is about, its sections' figures and tables, and what it says besides."""
    sections = [
        {
            "title": section.title,
            "paragraphs": list(section.paragraphs),
            "figures": [_figure(f) | {"words": f.words, "note": f.note} for f in section.figures],
            "tables": [_table(table) for table in section.tables],
        }
        for section in page.sections
    ]
    record = {"title": page.title, **about, **page.record, "sections": sections}
    return orjson.dumps(_writable(record), option=orjson.OPT_INDENT_2)


def to_csv(page: Page, number: int) -> str:
    """Return a table of the page as CSV, numbers as numbers; IndexError where it has no such table."""
    return csv_of(page.tables[number - 1] if number > 0 else page.tables[len(page.tables)])


def _table(table: Table) -> dict[str, Any]:
    names = [column.title for column in table.columns]
    return {
        "title": table.title,
        "rows": [dict(zip(names, map(_value, row), strict=True)) for row in table.rows],
    }


def _value(cell: Cell) -> Any:
    return cell if isinstance(cell, str) else _figure(cell)


def _figure(figure: Figure) -> dict[str, Any]:
    return {"value": figure.shown if figure.value is None else figure.value, "address": figure.href}


def _writable(value: Any) -> Any:
    """Return the value with what JSON cannot hold replaced: a lone surrogate, half of a character."""
    if isinstance(value, str):
        return value.encode("utf-8", "replace").decode()
    if isinstance(value, Mapping):
        return {str(_writable(k)): _writable(v) for k, v in value.items()}
    return [_writable(v) for v in value] if isinstance(value, list | tuple) else value
