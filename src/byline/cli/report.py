"""`byline report`: the static report of a run, written again."""

from pathlib import Path
from typing import Annotated

import typer

from byline.cli.console import fail, fail_to, out
from byline.cli.progress import waiting


def register(app: typer.Typer) -> None:
    """Add the command to the application."""
    app.command("report", epilog="Example: byline report out/demo")(report)


def report(
    out_folder: Annotated[Path, typer.Argument(metavar="OUT", help="The folder of a finished run.")],
    has_charts: Annotated[
        bool, typer.Option("--charts", help="Also OUT/charts: each chart as SVG, and as PNG in two sizes.")
    ] = False,
) -> None:
    """Write the report of a run again, whole, from its tables, and name the file.

    With every combination of rules, chance and published claims, which a run of many papers leaves out.
    """
    from byline.finished import load_finished
    from byline.pipeline.workspace import Workspace
    from byline.report import ReportError, render_report
    from byline.study import StudyError

    try:
        study = load_finished(out_folder)
        with waiting("Counting, and writing the report"):
            report, values = render_report(out_folder, study, is_full=True, has_pictures=has_charts)
        # What is exported is what the report shows, also where a decision came after the run.
        Workspace(out_folder).write_table("measure_values", values)
    except (ReportError, StudyError) as error:
        fail(str(error))
    except OSError as error:
        fail_to("write", error.filename or out_folder, error)
    out.print(str(report), markup=False, soft_wrap=True)
