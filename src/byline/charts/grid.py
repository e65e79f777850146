"""A table as shades: rows against columns, darker where there is more."""

from collections.abc import Mapping, Sequence
from math import sqrt

from byline.charts.matrix import Cell
from byline.charts.svg import Frame, colour, element, linked, picture, shade, shorten, text, title

ACROSS, DOWN, LEFT, TOP = 100.0, 34.0, 170.0, 40.0


def render_grid(
    rows: Sequence[tuple[str, str]],
    columns: Sequence[tuple[str, str]],
    cells: Mapping[tuple[str, str], Cell],
    heading: str,
    description: str,
) -> str:
    """Return cells of (row, column); rows and columns are (key, words), an empty cell is a frame."""
    frame = Frame(LEFT + ACROSS * len(columns), TOP + DOWN * len(rows) + 4, heading, description)
    most = max((cell.value for cell in cells.values()), default=0.0) or 1.0
    marks = [
        text(shorten(words, 14), LEFT + ACROSS * (j + 0.5), TOP - 12, text_anchor="middle", font_size=12)
        for j, (_, words) in enumerate(columns)
    ]
    for i, (row, words) in enumerate(rows):
        y = TOP + DOWN * i
        marks.append(
            text(shorten(words, 24), LEFT - 10, y + DOWN / 2 + 4, text_anchor="end", font_weight=600)
        )
        for j, (column, _) in enumerate(columns):
            marks.append(_cell(cells.get((row, column)), LEFT + ACROSS * j, y, most))
    return picture(frame, marks)


def _cell(cell: Cell | None, x: float, y: float, most: float) -> str:
    place = {"x": x + 1, "y": y + 1, "width": ACROSS - 2, "height": DOWN - 2, "rx": 2}
    if cell is None or not cell.value:
        return element("rect", **place, fill="none", stroke=colour("grid"))
    opacity, ink = shade(sqrt(cell.value / most))
    ground = element("rect", **place, fill=colour("accent"), fill_opacity=opacity)
    words = text(cell.shown, x + ACROSS / 2, y + DOWN / 2 + 4, text_anchor="middle", fill=ink, font_size=12)
    return linked(element("g", title(cell.words) + ground + words), cell.href)
