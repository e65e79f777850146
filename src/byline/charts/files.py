"""Charts as files: SVG and PNG, in the size of an article and of a slide."""

from collections.abc import Callable, Mapping

from byline.charts.svg import alone

# Pixels: a column of text on a dense screen, as high as the chart needs; and a slide of 16 to 9.
WIDTHS = {"article": 1440, "slide": 1920}
RATIOS: Mapping[str, float | None] = {"article": None, "slide": 16 / 9}
SIZES = tuple(WIDTHS)
_OWN_WIDTH = 'width="'


def svg_file(svg: str, caption: str, source: str, size: str) -> bytes:
    """Return a chart as an SVG file in a size of SIZES, with its title above, its caption and source below."""
    return alone(svg, source, RATIOS[size], caption).encode("utf-8", "replace")


def png_file(svg: str, caption: str, source: str, size: str) -> bytes:
    """Return the same as PNG, as many pixels wide as WIDTHS says."""
    # Loading it takes half a second and 60 MB: only where a picture is asked for.
    import vl_convert

    drawn = alone(svg, source, RATIOS[size], caption)
    own = float(drawn.split(_OWN_WIDTH, 1)[1].split('"', 1)[0]) if _OWN_WIDTH in drawn else WIDTHS[size]
    png: bytes = vl_convert.svg_to_png(drawn, scale=WIDTHS[size] / own)
    return png


FORMS: Mapping[str, Callable[[str, str, str, str], bytes]] = {"svg": svg_file, "png": png_file}
