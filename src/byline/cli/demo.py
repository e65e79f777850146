"""`byline demo`: the bundled, invented conference, from PDFs to report, beside its planted truth."""

import sys
from pathlib import Path
from typing import Annotated

import typer

from byline.cli.console import fail, out, print_json
from byline.cli.progress import shown_progress
from byline.cli.tables import print_fitted


def register(app: typer.Typer) -> None:
    """Add the command to the application."""
    app.command("demo", epilog="Example: byline demo --open")(demo)


def demo(
    out_folder: Annotated[Path, typer.Option("--out", help="The run's folder.")] = Path("out/demo"),
    is_opened: Annotated[bool, typer.Option("--open", help="Open the report in a browser.")] = False,
    as_json: Annotated[bool, typer.Option("--json", help="Print the comparison as JSON.")] = False,
) -> None:
    """Run everything on an invented conference of two years, and print each figure beside the planted truth.

    The venue, its papers and their authors are made up; no such papers exist. Some of its files are damaged
    or no papers at all, on purpose, and are listed among the traps.
    """
    from byline.demo import compare, render, study_path
    from byline.pipeline.run import run_study
    from byline.pipeline.workspace import Workspace, WorkspaceError
    from byline.study import Study

    workspace = Workspace(out_folder)
    try:
        with shown_progress() as progress:
            run_study(Study.load(study_path()), workspace, progress=progress)
    except WorkspaceError as error:
        fail(str(error))
    comparison = compare(workspace.tables)
    if as_json:
        print_json(comparison.to_record() | {"report": str(workspace.report)})
    else:
        for table in render(comparison):
            print_fitted(table)
        out.print("This conference is invented: no such venue, papers or authors exist.")
        out.print(f"Report: {workspace.report.resolve()}", soft_wrap=True)
    if is_opened and sys.stdout.isatty():
        typer.launch(workspace.report.resolve().as_uri())
