"""`byline audit`: papers drawn at random for a person to check."""

from contextlib import closing
from pathlib import Path
from typing import Annotated

import typer

from byline.cli.console import err, fail, fail_to, out

EPILOG = """Examples:

    byline audit out/demo --size 30 --to checked.csv

Then fill in `countries` (US; CN, or - for none) from each paper's own byline, name the sheet in the study
(audit = "checked.csv"), and run the study again.
"""


def register(app: typer.Typer) -> None:
    """Add the command to the application."""
    app.command("audit", epilog=EPILOG)(audit)


def audit(
    out_folder: Annotated[Path, typer.Argument(metavar="OUT", help="The folder of a finished run.")],
    to: Annotated[Path, typer.Option("--to", metavar="FILE", help="The sheet to write.")],
    size: Annotated[int, typer.Option(min=1, help="Papers drawn of each edition.")] = 100,
    seed: Annotated[int, typer.Option(help="Draws the same papers each time.")] = 0,
) -> None:
    """Draw papers at random and write a sheet for a person to check them; the report then corrects for errors.

    Nothing that Byline found stands in the sheet, so that who reads is not led; `where` is the file or address.
    At least 30 checked papers of an edition are needed.
    """
    from byline.engine import DuckDBEngine, EngineError
    from byline.finished import load_finished
    from byline.measures import draw_sheet, write_sheet
    from byline.measures.uncertainty import LEAST_LABELS
    from byline.pipeline.workspace import Workspace
    from byline.study import StudyError

    try:
        load_finished(out_folder)
        with closing(DuckDBEngine.open(out_folder / "tables")) as engine:
            rows = draw_sheet(engine, size, seed, Workspace(out_folder).load("pdfs", dict[str, str]))
        write_sheet(to, rows)
    except (StudyError, EngineError) as error:
        fail(str(error))
    except FileExistsError:
        if to.is_dir():
            fail(f"{to} is a folder", "name a file, such as checked.csv")
        fail(f"{to} stands already, perhaps with somebody's work in it", "name another file")
    except OSError as error:
        fail_to("write", to, error, "name a file in a folder that you can write to")
    out.print(f"{len(rows)} papers to check: {to}", markup=False, soft_wrap=True)
    if size < LEAST_LABELS:
        err.print(f"At least {LEAST_LABELS} checked papers of an edition are needed for a corrected share.")
