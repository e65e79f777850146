"""`byline explore`: a finished run in the browser."""

from pathlib import Path
from typing import Annotated

import typer

from byline.cli.console import err, fail, out


def register(app: typer.Typer) -> None:
    """Add the command to the application."""
    app.command("explore", epilog="Example: byline explore out/demo")(explore)


def explore(
    out_folder: Annotated[Path, typer.Argument(metavar="OUT", help="The folder of a finished run.")],
    port: Annotated[int, typer.Option("--port", min=0, max=65535, help="Port; 0: any free one.")] = 8808,
    host: Annotated[
        str,
        typer.Option("--host", help="Where to listen; anywhere but this machine needs the token printed."),
    ] = "127.0.0.1",
    is_opened: Annotated[bool, typer.Option("--open/--no-open", help="Open the browser.")] = True,
) -> None:
    """Explore a run: choose countries, years and rules, open every number's papers, decide what is unsure.

    Prints the address and serves until Ctrl-C. Decisions are written to the run's overrides file.
    """
    from byline.explorer import ExploreError, Guard, address_of, listen, serve
    from byline.finished import load_finished
    from byline.study import StudyError

    guard = Guard(host)
    try:
        study = load_finished(out_folder)
        listener = listen(host, port)
        address = address_of(listener, guard)
        out.print(address, markup=False, soft_wrap=True)
        err.print("Ctrl-C ends it.")
        if is_opened:
            typer.launch(address)
        serve(out_folder, study, listener, guard)
    except (ExploreError, StudyError) as error:
        fail(str(error))
