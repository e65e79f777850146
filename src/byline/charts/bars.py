"""Bars with intervals: how many, of what, and how sure."""

from collections.abc import Sequence
from dataclasses import dataclass

from byline.charts.svg import NARROW, Frame, colour, element, linked, picture, shorten, text, title

ROW, BAR = 30.0, 18.0
# Where a bar stands below its label: on a phone there is no room beside it.
NARROW_ROW, NARROW_LABEL = 46.0, 18.0
# Room for labels: countries fit the least; the names of institutions are longer, up to a third of the chart.
LEAST_LABELS, MOST_LABELS = 190.0, 300.0
LETTER = 7.4  # pixels of a letter, in the widest of the fonts that readers have


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

    @property
    def end(self) -> float:
        """How far it is drawn, whisker and all."""
        return max(self.value, self.high or 0.0)


@dataclass(frozen=True, slots=True)
class _Layout:
    row: float
    left: float
    scale: float
    is_narrow: bool


def render_bars(bars: Sequence[Bar], heading: str, description: str, *, is_narrow: bool = False) -> str:
    """Return horizontal bars from zero, one under the other, each a link to its members.

    `is_narrow`: as wide as a phone, with each label above its bar.
    """
    width = NARROW if is_narrow else 720.0
    longest = max((len(bar.label) for bar in bars), default=0)
    labels = 0.0 if is_narrow else min(max(LEAST_LABELS, LETTER * longest + 14), MOST_LABELS)
    numbers = LETTER * max((len(bar.shown) for bar in bars), default=0) + 12
    scale = (width - labels - numbers) / (max((bar.end for bar in bars), default=0.0) or 1.0)
    layout = _Layout(NARROW_ROW if is_narrow else ROW, labels, scale, is_narrow)
    frame = Frame(width, layout.row * max(len(bars), 1), heading, description)
    return picture(frame, (_row(bar, index, layout) for index, bar in enumerate(bars)))


def _row(bar: Bar, index: int, layout: _Layout) -> str:
    top = index * layout.row
    middle = top + (NARROW_LABEL + BAR / 2 + 4 if layout.is_narrow else layout.row / 2)
    fill = colour("second" if bar.is_marked else "accent")
    marks = [
        title(f"{bar.label}: {bar.shown}"),
        _label(bar, top, middle, layout),
        element(
            "rect",
            x=layout.left,
            y=middle - BAR / 2,
            width=max(bar.value * layout.scale, 1.0),
            height=BAR,
            fill=fill,
            rx=2,
        ),
        _whisker(bar, middle, layout),
        text(bar.shown, layout.left + bar.end * layout.scale + 8, middle + 4, fill=colour("muted")),
    ]
    return linked(element("g", "".join(marks)), bar.href)


def _label(bar: Bar, top: float, middle: float, layout: _Layout) -> str:
    if layout.is_narrow:
        return text(shorten(bar.label, int(NARROW / LETTER)), 0.0, top + NARROW_LABEL - 3)
    words = shorten(bar.label, int((layout.left - 12) / LETTER))
    return text(words, layout.left - 10, middle + 4, text_anchor="end")


def _whisker(bar: Bar, middle: float, layout: _Layout) -> str:
    if bar.low is None or bar.high is None:
        return ""
    low, high = layout.left + bar.low * layout.scale, layout.left + bar.high * layout.scale
    path = f"M{low:.1f} {middle - 5:.1f}v10M{low:.1f} {middle:.1f}H{high:.1f}M{high:.1f} {middle - 5:.1f}v10"
    return element("path", d=path, stroke=colour("ink"), stroke_width=1.5, fill="none")
