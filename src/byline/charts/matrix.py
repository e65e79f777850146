"""A matrix of countries: the more papers two of them share, the darker the cell."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import sqrt

from byline.charts.svg import Frame, colour, element, linked, picture, text, title

CELL, MARGIN = 46.0, 44.0


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell. `shown` stands in it, `words` say it in full; `value` sets how dark it is."""

    value: float
    shown: str
    words: str
    href: str | None = None


def render_matrix(
    names: Sequence[str], cells: Mapping[tuple[str, str], Cell], heading: str, description: str
) -> str:
    """Return the lower triangle with its diagonal: cells of (row, column) for names in the order given."""
    size = MARGIN + CELL * len(names)
    most = max((cell.value for (row, column), cell in cells.items() if row != column), default=0.0) or 1.0
    marks = []
    for i, row in enumerate(names):
        middle = MARGIN + CELL * i + CELL / 2
        marks.append(text(row, MARGIN - 8, middle + 4, text_anchor="end", font_weight=600))
        marks.append(text(row, middle, MARGIN - 12, text_anchor="middle", font_weight=600))
        for j, column in enumerate(names[: i + 1]):
            cell = cells.get((row, column)) or cells.get((column, row))
            marks.append(_cell(cell, MARGIN + CELL * j, MARGIN + CELL * i, most, is_diagonal=i == j))
    return picture(Frame(size, size, heading, description), marks)


def _cell(cell: Cell | None, x: float, y: float, most: float, *, is_diagonal: bool) -> str:
    if cell is None or not cell.value:
        return element(
            "rect", x=x + 1, y=y + 1, width=CELL - 2, height=CELL - 2, fill="none", stroke=colour("grid")
        )
    # Square root: one pair has ten times the papers of the next, and the eye should still tell the others apart.
    strength = 0.0 if is_diagonal else sqrt(cell.value / most)
    ground = element(
        "rect",
        x=x + 1,
        y=y + 1,
        width=CELL - 2,
        height=CELL - 2,
        fill=colour("accent"),
        fill_opacity=max(0.06, 0.92 * strength),
    )
    ink = colour("paper" if strength > 0.55 else "ink")
    words = text(cell.shown, x + CELL / 2, y + CELL / 2 + 4, text_anchor="middle", fill=ink, font_size=12)
    return linked(element("g", title(cell.words) + ground + words), cell.href)
