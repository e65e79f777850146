"""Bars with intervals: how many, of what, and how sure."""

from collections.abc import Sequence
from dataclasses import dataclass

from byline.charts.svg import Frame, colour, element, linked, picture, shorten, text, title

ROW, BAR, LABELS, NUMBERS = 30.0, 18.0, 190.0, 120.0


@dataclass(frozen=True, slots=True)
class Bar:
    """One bar. `low` and `high` are drawn as a whisker; `shown` is the figure as the page writes it."""

    label: str
    value: float
    shown: str
    href: str | None = None
    low: float | None = None
    high: float | None = None
    is_marked: bool = False


def render_bars(bars: Sequence[Bar], heading: str, description: str, width: float = 720.0) -> str:
    """Return horizontal bars from zero, one under the other, each a link to its members."""
    most = max((max(bar.value, bar.high or 0.0) for bar in bars), default=0.0) or 1.0
    scale = (width - LABELS - NUMBERS) / most
    frame = Frame(width, ROW * max(len(bars), 1), heading, description)
    return picture(frame, (_row(bar, index * ROW, scale, width) for index, bar in enumerate(bars)))


def _row(bar: Bar, top: float, scale: float, width: float) -> str:
    middle = top + ROW / 2
    fill = colour("second" if bar.is_marked else "accent")
    marks = [
        title(f"{bar.label}: {bar.shown}"),
        text(shorten(bar.label, 27), LABELS - 10, middle + 4, text_anchor="end"),
        element(
            "rect",
            x=LABELS,
            y=middle - BAR / 2,
            width=max(bar.value * scale, 1.0),
            height=BAR,
            fill=fill,
            rx=2,
        ),
        _whisker(bar, middle, scale),
        text(
            bar.shown, LABELS + max(bar.value, bar.high or 0.0) * scale + 8, middle + 4, fill=colour("muted")
        ),
    ]
    return linked(element("g", "".join(marks)), bar.href)


def _whisker(bar: Bar, middle: float, scale: float) -> str:
    if bar.low is None or bar.high is None:
        return ""
    low, high = LABELS + bar.low * scale, LABELS + bar.high * scale
    path = f"M{low:.1f} {middle - 5:.1f}v10M{low:.1f} {middle:.1f}H{high:.1f}M{high:.1f} {middle - 5:.1f}v10"
    return element("path", d=path, stroke=colour("ink"), stroke_width=1.5, fill="none")
