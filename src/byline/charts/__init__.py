"""Charts as SVG drawn from rows: every mark is a link to what it counts, every chart says itself in words."""

from byline.charts.bars import Bar, render_bars
from byline.charts.curve import Specification, render_curve
from byline.charts.files import FORMS, SIZES
from byline.charts.grid import render_grid
from byline.charts.matrix import Cell, render_matrix
from byline.charts.svg import alone
from byline.charts.trend import Point, render_trend
from byline.charts.world import Spot, render_world

__all__ = [
    "FORMS",
    "SIZES",
    "Bar",
    "Cell",
    "Point",
    "Specification",
    "Spot",
    "alone",
    "render_bars",
    "render_curve",
    "render_grid",
    "render_matrix",
    "render_trend",
    "render_world",
]
