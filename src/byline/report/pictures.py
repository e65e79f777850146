"""The report's charts as files: SVG, and PNG in the width of an article and of a slide."""

import re
from pathlib import Path

from byline.charts import alone
from byline.report.view import Report

# Pixels: a column of text on a dense screen, and a slide.
WIDTHS = {"article": 1440, "slide": 1920}
_DRAWN_WIDTH = re.compile(r'viewBox="[-\d.]+ [-\d.]+ ([\d.]+) ')


def write_pictures(folder: Path, report: Report) -> list[Path]:
    """Write each chart of the report to the folder, with its caption and source in it; return the files.

    Files are named by section and number: `editions-1.svg`, `editions-1-article.png`.
    """
    import vl_convert

    folder.mkdir(parents=True, exist_ok=True)
    written = []
    for section in report.sections:
        for number, chart in enumerate(section.charts, 1):
            name = f"{section.anchor}-{number}"
            source = (
                "Invented for demonstration. Byline" if report.is_invented else f"{report.title} · Byline"
            )
            svg = alone(chart.svg, section.title, source)
            written.append(_written(folder / f"{name}.svg", svg.encode()))
            found = _DRAWN_WIDTH.search(svg)
            for size, width in WIDTHS.items():
                scale = width / float(found[1]) if found else 2.0
                png = vl_convert.svg_to_png(svg, scale=scale)
                written.append(_written(folder / f"{name}-{size}.png", png))
    return written


def _written(file: Path, content: bytes) -> Path:
    temporary = file.with_name(f".{file.name}.new")
    temporary.write_bytes(content)
    return temporary.replace(file)
