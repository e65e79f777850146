"""Charts as SVG drawn from rows: every mark is a link to what it counts, every chart says itself in words."""

from byline.charts.bars import Bar, render_bars
from byline.charts.matrix import Cell, render_matrix
from byline.charts.svg import alone

__all__ = ["Bar", "Cell", "alone", "render_bars", "render_matrix"]
