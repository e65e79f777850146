"""Tables for a person, on stdout: as wide as the terminal, and nothing of them lost."""

from collections.abc import Iterable
from typing import TYPE_CHECKING

from byline.cli.console import out, plain

if TYPE_CHECKING:
    from rich.table import Table


def print_table(title: str, columns: Iterable[str], rows: Iterable[Iterable[object]]) -> None:
    """Print rows as a table on stdout; empty cells for None."""
    from rich.table import Table

    table = Table(title=title, title_justify="left", header_style="bold")
    for column in columns:
        table.add_column(column)
    for row in rows:
        table.add_row(*("" if cell is None else plain(str(cell)) for cell in row))
    print_fitted(table)


def print_fitted(table: "Table") -> None:
    """Print a table; where it is wider than the terminal, cells are wrapped between words, and lines left out.

    Left to itself rich cuts the longest words first, such as `neurips_proceedings`, which a study needs whole.
    """
    from rich import box
    from rich.cells import cell_len
    from rich.text import Text

    cells = [
        [Text.from_markup(str(cell)).plain for cell in (column.header, *column.cells)]
        for column in table.columns
    ]
    natural = [max(map(cell_len, texts)) for texts in cells]
    least = [max(cell_len(word) for text in texts for word in ["", *text.split()]) for texts in cells]
    # A blank on each side of a cell and a line before it, and one line at the end; without lines two blanks between.
    room = out.console.width - 3 * len(natural) - 1
    if sum(least) > room:
        table.box, table.pad_edge, table.padding = box.SIMPLE_HEAD, False, (0, 1)
        table.show_edge = False
        room = out.console.width - 3 * (len(natural) - 1)
    for column, width in zip(table.columns, _shared(natural, least, room), strict=True):
        column.width, column.overflow = width, "fold"
    out.print(table)


def _shared(natural: list[int], least: list[int], room: int) -> list[int]:
    """Return widths that fit in the room: the widest shrink first, to their longest word, and only then below it."""
    widths = list(natural)
    for floor in (least, [1] * len(widths)):
        while sum(widths) > room:
            loose = [i for i, width in enumerate(widths) if width > floor[i]]
            if not loose:
                break
            widths[max(loose, key=widths.__getitem__)] -= 1
    return widths
