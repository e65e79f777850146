"""A matrix of countries: the more papers two of them share, the darker the cell."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import sqrt

from byline.charts.svg import Frame, colour, element, linked, picture, shade, shorten, text, title

CELL, LEFT, TOP = 46.0, 124.0, 34.0
# A cell below the middle is never darker than ink stands out on: 5.7 to 1 at this opacity of orange.
BELOW = 0.5


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell. `shown` stands in it, `words` say it in full; `value` sets how dark it is.

    `strength`, from -1 to 1, sets it instead where there is a middle: below zero the cell is in the other colour.
    """

    value: float
    shown: str
    words: str
    href: str | None = None
    strength: float | None = None


def render_matrix(
    names: Sequence[str],
    cells: Mapping[tuple[str, str], Cell],
    heading: str,
    description: str,
    words: Mapping[str, str] | None = None,
) -> str:
    """Return the lower triangle with its diagonal: cells of (row, column) for names in the order given.

    `words` says each name in full, at its row.
    """
    most = max((cell.value for (row, column), cell in cells.items() if row != column), default=0.0) or 1.0
    # Without a diagonal the first name needs no row and the last no column.
    has_diagonal = any((name, name) in cells for name in names) or len(names) < 2
    rows, columns = (names, names) if has_diagonal else (names[1:], names[:-1])
    marks = [
        text(column, LEFT + CELL * (j + 0.5), TOP - 12, text_anchor="middle", font_weight=600, font_size=12)
        for j, column in enumerate(columns)
    ]
    for i, row in enumerate(rows):
        full = shorten((words or {}).get(row, row), 17)
        marks.append(text(full, LEFT - 10, TOP + CELL * (i + 0.5) + 4, text_anchor="end"))
        for j, column in enumerate(columns[: i + 1]):
            cell = cells.get((row, column)) or cells.get((column, row))
            if cell or row != column:
                marks.append(_cell(cell, LEFT + CELL * j, TOP + CELL * i, most, is_diagonal=row == column))
    width, height = CELL * len(columns), CELL * len(rows)
    return picture(Frame(LEFT + width + 2, TOP + height + 2, heading, description), marks)


def _cell(cell: Cell | None, x: float, y: float, most: float, *, is_diagonal: bool) -> str:
    place = {"x": x + 1, "y": y + 1, "width": CELL - 2, "height": CELL - 2, "rx": 2}
    if cell is None or not cell.value:
        return element("rect", **place, fill="none", stroke=colour("grid"))
    # Square root: one pair has ten times the papers of the next, and the eye should still tell the others apart.
    strength = cell.strength if cell.strength is not None else sqrt(cell.value / most)
    if is_diagonal:
        ground, ink = element("rect", **place, fill="none", stroke=colour("edge")), colour("ink")
    elif strength < 0:
        opacity, ink = BELOW * min(-strength, 1.0), colour("ink")
        ground = element("rect", **place, fill=colour("second"), fill_opacity=max(0.08, opacity))
    else:
        opacity, ink = shade(strength)
        ground = element("rect", **place, fill=colour("accent"), fill_opacity=opacity)
    words = text(cell.shown, x + CELL / 2, y + CELL / 2 + 4, text_anchor="middle", fill=ink, font_size=12)
    return linked(element("g", title(cell.words) + ground + words), cell.href)
