"""Bars with intervals: how many, of what, and how sure."""

from collections.abc import Sequence
from dataclasses import dataclass

from byline.charts.svg import Frame, colour, element, linked, picture, shorten, text, title

ROW, BAR, NUMBERS = 30.0, 18.0, 120.0
# Room for labels: countries fit the least; the names of institutions are longer, up to a third of the chart.
LEAST_LABELS, MOST_LABELS, LETTER = 190.0, 260.0, 7.0


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
    longest = max((len(bar.label) for bar in bars), default=0)
    labels = min(max(LEAST_LABELS, LETTER * longest + 12), MOST_LABELS)
    scale = (width - labels - NUMBERS) / most
    frame = Frame(width, ROW * max(len(bars), 1), heading, description)
    return picture(frame, (_row(bar, index * ROW, scale, labels) for index, bar in enumerate(bars)))


def _row(bar: Bar, top: float, scale: float, labels: float) -> str:
    middle = top + ROW / 2
    fill = colour("second" if bar.is_marked else "accent")
    marks = [
        title(f"{bar.label}: {bar.shown}"),
        text(shorten(bar.label, int((labels - 1) / LETTER)), labels - 10, middle + 4, text_anchor="end"),
        element(
            "rect",
            x=labels,
            y=middle - BAR / 2,
            width=max(bar.value * scale, 1.0),
            height=BAR,
            fill=fill,
            rx=2,
        ),
        _whisker(bar, middle, scale, labels),
        text(
            bar.shown, labels + max(bar.value, bar.high or 0.0) * scale + 8, middle + 4, fill=colour("muted")
        ),
    ]
    return linked(element("g", "".join(marks)), bar.href)


def _whisker(bar: Bar, middle: float, scale: float, labels: float) -> str:
    if bar.low is None or bar.high is None:
        return ""
    low, high = labels + bar.low * scale, labels + bar.high * scale
    path = f"M{low:.1f} {middle - 5:.1f}v10M{low:.1f} {middle:.1f}H{high:.1f}M{high:.1f} {middle - 5:.1f}v10"
    return element("path", d=path, stroke=colour("ink"), stroke_width=1.5, fill="none")
