"""The commands of `byline`, and what an error outside them looks like."""

import os
import sys
from collections.abc import Sequence
from typing import TYPE_CHECKING, Annotated

import typer

from byline import __version__
from byline.cli import (
    audit,
    check,
    demo,
    explore,
    export,
    institutions,
    parse,
    registry,
    report,
    resolve,
    run,
    technologies,
    venues,
)
from byline.cli.console import INTERRUPTED, WITH_FAILURES, WRONG_USAGE, err, plain

if TYPE_CHECKING:
    from byline.sources import FetchOptions

EPILOG = """Examples:

    byline demo

    byline resolve "Tsinghua University, Beijing"

    byline parse papers/ --jsonl papers.jsonl

    byline run us-china-neurips-2025

`byline COMMAND --help` has examples of each command; those on out/demo work after `byline demo`.
"""

# Set, it shows the place of an error that no command expected.
TRACEBACK_VARIABLE = "BYLINE_TRACEBACK"

app = typer.Typer(
    name="byline",
    help="Who writes AI research together across borders, and whose technology they build on.\n\n"
    "Every number opens the papers, pages and lines that made it.",
    epilog=EPILOG,
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode="markdown",
)
for module in (demo, run, parse, resolve, report, check, audit, explore, export, venues):
    module.register(app)
app.add_typer(registry.app, name="registry")
app.add_typer(institutions.app, name="institutions")
app.add_typer(technologies.app, name="technologies")


def _print_version(is_asked: bool) -> None:
    if is_asked:
        typer.echo(f"byline {__version__}")
        raise typer.Exit


@app.callback()
def _options(
    version: Annotated[
        bool, typer.Option("--version", callback=_print_version, is_eager=True, help="Print the version.")
    ] = False,
) -> None:
    """Take the options that stand before a command."""


def main(arguments: Sequence[str] | None = None, fetching: "FetchOptions | None" = None) -> None:
    """Run the command line. Exit codes: 0 done, 1 done with failures, 2 wrong usage, 130 interrupted.

    `arguments`: those of the process where none are given. `fetching`: how `byline run` asks servers, for
    whoever starts it from Python.
    """
    try:
        app(arguments, obj=fetching, prog_name="byline")
    except SystemExit as end:
        # Typer turns Ctrl-C into this code, and says nothing.
        if end.code == INTERRUPTED:
            err.print("[yellow]Stopped.[/] What was finished is kept; the same command goes on from there.")
        raise
    except BrokenPipeError:
        # The reader of our output has gone, as in `byline resolve ... | head`; that is no fault.
        sys.stderr.close()
        sys.exit(WRONG_USAGE)
    except Exception as error:
        if TRACEBACK_VARIABLE in os.environ:
            raise
        err.print(f"[bold red]byline:[/] {plain(_unforeseen(error))}")
        sys.exit(WRONG_USAGE if isinstance(error, OSError) else WITH_FAILURES)


def _unforeseen(error: Exception) -> str:
    """Return what a person is told of an error that no command expected."""
    if isinstance(error, OSError) and error.errno:
        from byline.files import reason

        return f"cannot read or write {error.filename or 'what was asked'}: {reason(error)}"
    return (
        f"an error that was not foreseen: {type(error).__name__}: {error}\n"
        f"  It is most likely a fault of Byline. {TRACEBACK_VARIABLE}=1 before the same command shows where it is; "
        "please report it with what that prints."
    )
