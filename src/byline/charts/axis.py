"""Lines of an axis at round numbers, from zero."""

from collections.abc import Iterable
from math import ceil, floor, log10

from byline.charts.svg import colour, element, text


def step(value: float) -> float:
    """Return the distance of an axis's lines: 1, 2, 2.5 or 5 times a power of ten, at most five of them."""
    power = 10.0 ** floor(log10(value / 5)) if value > 0 else 0.1
    return next(power * part for part in (1, 2, 2.5, 5, 10) if power * part * 5 >= value - 1e-9)


def round_up(value: float) -> float:
    """Return the end of an axis: the first of its lines at or above the value."""
    return max(1, ceil(value / step(value) - 1e-9)) * step(value)


def lines(end: float) -> list[float]:
    """Return the values of the lines of an axis that ends at this one of them."""
    return [step(end) * i for i in range(round(end / step(end)) + 1)]


def ruled(places: Iterable[tuple[float, str]], left: float, right: float) -> str:
    """Return lines across a chart with their words to the left of it; `places` are the height and the words of each."""
    look: dict[str, object] = {"text_anchor": "end", "fill": colour("muted"), "font_size": 12}
    return "".join(
        element("path", d=f"M{left} {y:.1f}H{right}", stroke=colour("grid"), fill="none")
        + text(words, left - 8, y + 4, **look)
        for y, words in places
    )
