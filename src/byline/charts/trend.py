"""Shares by year, one line a venue, with what missing data leaves open."""

from collections.abc import Sequence
from dataclasses import dataclass

from byline.charts.axis import lines, round_up, ruled
from byline.charts.svg import NARROW, Frame, colour, element, linked, picture, text, title

WIDTH, HEIGHT = 720.0, 300.0
LEFT, RIGHT, TOP, BOTTOM = 52.0, 110.0, 18.0, 34.0
# For a phone, and between the axis and the first year.
NARROW_LEFT, NARROW_RIGHT, INDENT, NARROW_INDENT = 34.0, 64.0, 30.0, 12.0
# Told apart by shade and by mark, so that no reader depends on colour.
_LINES = (("accent", "circle"), ("second", "square"), ("muted", "diamond"), ("ink", "triangle"))


@dataclass(frozen=True, slots=True)
class Point:
    """One edition: its year, the value in percent as drawn, and in words; `low` and `high` bound it."""

    venue: str
    year: int
    value: float
    words: str
    href: str | None = None
    low: float | None = None
    high: float | None = None


def render_trend(points: Sequence[Point], heading: str, description: str, *, is_narrow: bool = False) -> str:
    """Return the lines from zero, a mark an edition, each a link to its members; `is_narrow`: as wide as a phone."""
    years = sorted({point.year for point in points})
    most = round_up(max((point.high or point.value for point in points), default=1.0))
    scale = _Scale(years, most)
    if is_narrow:
        scale = _Scale(years, most, NARROW, NARROW_LEFT, NARROW_RIGHT, NARROW_INDENT)
    places = [(scale.y(value), f"{value:g}%") for value in lines(most)]
    marks = [ruled(places, scale.left, scale.width - scale.right), *_years(scale)]
    for i, venue in enumerate(dict.fromkeys(point.venue for point in points)):
        series = sorted((p for p in points if p.venue == venue), key=lambda p: p.year)
        marks += _line(series, scale, *_LINES[i % len(_LINES)])
    return picture(Frame(scale.width, HEIGHT, heading, description), marks)


@dataclass(frozen=True, slots=True)
class _Scale:
    years: Sequence[int]
    most: float
    width: float = WIDTH
    left: float = LEFT
    right: float = RIGHT
    indent: float = INDENT

    def x(self, year: int) -> float:
        span = max(1, self.years[-1] - self.years[0]) if self.years else 1
        inner = self.width - self.left - self.right - 2 * self.indent
        return self.left + self.indent + inner * (year - self.years[0]) / span

    def y(self, value: float) -> float:
        return TOP + (HEIGHT - TOP - BOTTOM) * (1 - value / self.most)


def _years(scale: _Scale) -> list[str]:
    return [
        text(str(year), scale.x(year), HEIGHT - 12, text_anchor="middle", fill=colour("muted"), font_size=12)
        for year in scale.years
    ]


def _line(series: Sequence[Point], scale: _Scale, shade: str, shape: str) -> list[str]:
    places = [(scale.x(p.year), scale.y(p.value)) for p in series]
    path = "M" + "L".join(f"{x:.1f} {y:.1f}" for x, y in places)
    band = _band(series, scale)
    marks = [element("path", d=band, fill=colour(shade), fill_opacity=0.13)] if band else []
    marks.append(element("path", d=path, stroke=colour(shade), stroke_width=2, fill="none"))
    for point, (x, y) in zip(series, places, strict=True):
        mark = title(point.words) + _whisker(point, scale, x, shade) + _mark(shape, x, y, shade)
        number = text(f"{point.value:.1f}%", x + 9, y + 17, font_size=12, font_weight=600)
        marks.append(linked(element("g", mark + number), point.href))
    x, y = places[-1]
    marks.append(text(series[-1].venue, x + 12, y + 1, fill=colour(shade), font_size=12, font_weight=600))
    return marks


def _band(series: Sequence[Point], scale: _Scale) -> str:
    bounded = [p for p in series if p.low is not None and p.high is not None]
    if len(bounded) < 2:
        return ""
    upper = [f"{scale.x(p.year):.1f} {scale.y(p.high or 0):.1f}" for p in bounded]
    lower = [f"{scale.x(p.year):.1f} {scale.y(p.low or 0):.1f}" for p in reversed(bounded)]
    return f"M{'L'.join(upper + lower)}Z"


def _whisker(point: Point, scale: _Scale, x: float, shade: str) -> str:
    if point.low is None or point.high is None or point.low == point.high:
        return ""
    low, high = scale.y(point.low), scale.y(point.high)
    path = f"M{x - 4:.1f} {high:.1f}h8M{x:.1f} {high:.1f}V{low:.1f}M{x - 4:.1f} {low:.1f}h8"
    return element("path", d=path, stroke=colour(shade), stroke_width=1.5, fill="none")


def _mark(shape: str, x: float, y: float, shade: str) -> str:
    paths = {
        "square": f"M{x - 5:.1f} {y - 5:.1f}h10v10h-10Z",
        "diamond": f"M{x:.1f} {y - 6.5:.1f}l6.5 6.5l-6.5 6.5l-6.5 -6.5Z",
        "triangle": f"M{x:.1f} {y - 6:.1f}l6 11h-12Z",
    }
    look = {"fill": colour(shade), "stroke": colour("paper"), "stroke_width": 1.5}
    if shape in paths:
        return element("path", d=paths[shape], **look)
    return element("circle", cx=x, cy=y, r=5.5, **look)
