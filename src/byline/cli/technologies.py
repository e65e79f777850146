"""`byline technologies`: the catalogue, checked."""

from pathlib import Path
from typing import Annotated

import typer

from byline.cli.console import WITH_FAILURES, err, fail, out, print_json

EPILOG = """Examples:

    byline technologies check

    byline technologies check my-technologies.toml
"""
app = typer.Typer(help="The catalogue of technologies that people edit.", no_args_is_help=True)


@app.callback()
def _group() -> None:
    """Keep `check` a command of its own."""


@app.command("check", epilog=EPILOG)
def check(
    file: Annotated[Path | None, typer.Argument(help="A file of your own entries; without it, ours.")] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print as JSON.")] = False,
) -> None:
    """Check a catalogue file: known keys, unique aliases, countries, titles of the papers that introduce it."""
    from byline.technologies import Catalogue, CatalogueError, check_catalogue

    try:
        catalogue = Catalogue.load(file)
    except CatalogueError as error:
        fail(str(error))
    problems = [str(problem) for problem in check_catalogue(catalogue)]
    if as_json:
        print_json({"problems": problems})
    else:
        for problem in problems:
            err.print(problem, markup=False)
        out.print(f"{len(catalogue.technologies())} technologies, {len(problems)} problems")
    if problems:
        raise typer.Exit(WITH_FAILURES)
