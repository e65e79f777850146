"""Tables and charts as files that a reader takes along."""

import csv
import io
from urllib.parse import quote

from byline.views.parts import Cell, Table

# Each chart as a file: in words, its form and its size.
PICTURES = (
    ("SVG", "svg", "article"),
    ("PNG", "png", "article"),
    ("SVG for a slide", "svg", "slide"),
    ("PNG for a slide", "png", "slide"),
)


def csv_of(table: Table) -> str:
    """Return a table as CSV, numbers as numbers."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    # A column may be called after an edition, and so by a name from outside.
    writer.writerow([_safe(column.title) for column in table.columns])
    writer.writerows([_safe(cell) for cell in row] for row in table.rows)
    return out.getvalue()


def csv_address(table: Table) -> str:
    """Return the table as an address that holds it whole, so that a page opened from disk can offer it."""
    return f"data:text/csv;charset=utf-8,{quote(csv_of(table), safe=_UNQUOTED)}"


# What may stand in such an address as it is; fewer `%` keep the page small.
_UNQUOTED = " /;:@$!*(),'"


def _safe(cell: Cell) -> str | float:
    if not isinstance(cell, str) and cell.value is not None:
        return cell.value
    text = cell if isinstance(cell, str) else cell.shown
    # A spreadsheet would run a cell that begins like a formula; titles and names come from outside.
    marked = f"'{text}" if text[:1] in ("=", "+", "-", "@", "\t", "\r") else text
    # Before Python 3.13 a lone carriage return is written unquoted, and would begin a row.
    return marked.replace("\r", "\n")
