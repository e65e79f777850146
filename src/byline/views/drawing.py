"""Charts for a page: drawn as wide as the page, and once more for a phone, where the letters would be too small."""

from collections.abc import Mapping, Sequence

from byline.charts import Bar, Point, Specification, render_bars, render_curve, render_trend
from byline.views.parts import Chart


def bar_chart(bars: Sequence[Bar], heading: str, caption: str) -> Chart:
    """Return bars with their caption; those who do not see them are told each one."""
    said = "; ".join(f"{bar.label}: {bar.shown}" for bar in bars)
    narrow = render_bars(bars, heading, said, is_narrow=True)
    return Chart(render_bars(bars, heading, said), caption, narrow=narrow)


def trend_chart(points: Sequence[Point], heading: str, caption: str) -> Chart:
    """Return lines by year with their caption."""
    said = "; ".join(point.words for point in points)
    narrow = render_trend(points, heading, said, is_narrow=True)
    return Chart(render_trend(points, heading, said), caption, narrow=narrow)


def curve_chart(
    specifications: Sequence[Specification],
    options: Mapping[str, Sequence[tuple[str, str]]],
    heading: str,
    said: str,
    caption: str,
) -> Chart:
    """Return a specification curve with its caption."""
    narrow = render_curve(specifications, options, heading, said, is_narrow=True)
    return Chart(render_curve(specifications, options, heading, said), caption, is_wide=True, narrow=narrow)
