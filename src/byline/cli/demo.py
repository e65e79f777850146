"""`byline demo`: the bundled, invented conference, from PDFs to report, beside its planted truth."""

from pathlib import Path
from typing import Annotated

import typer


def register(app: typer.Typer) -> None:
    """Add the command to the application."""
    app.command("demo")(demo)


def demo(
    out_folder: Annotated[Path, typer.Option("--out", help="The run's folder.")] = Path("out/demo"),
    as_json: Annotated[bool, typer.Option("--json", help="Print the comparison as JSON.")] = False,
) -> None:
    """Run everything on an invented conference of two years, and print each figure beside the planted truth.

    The papers, their authors and the venue are made up; no such papers exist.
    """
