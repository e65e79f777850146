"""The report's charts as files: SVG and PNG, each in the size of an article and of a slide."""

from pathlib import Path

from byline.charts import FORMS, SIZES
from byline.report.view import Report


def write_pictures(folder: Path, report: Report) -> list[Path]:
    """Write each chart of the report to the folder, with its title and source in it; return the files.

    Files are named by section and number: `editions-1-article.svg`, `editions-1-slide.png`.
    """
    folder.mkdir(parents=True, exist_ok=True)
    written = []
    for section in report.sections:
        for number, chart in enumerate(section.charts, 1):
            for size in SIZES:
                for form, drawn in FORMS.items():
                    file = folder / f"{section.anchor}-{number}-{size}.{form}"
                    written.append(_written(file, drawn(chart.svg, chart.caption, report.source, size)))
    return written


def _written(file: Path, content: bytes) -> Path:
    temporary = file.with_name(f".{file.name}.new")
    temporary.write_bytes(content)
    return temporary.replace(file)
