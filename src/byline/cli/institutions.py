"""`byline institutions`: the curated institutions, checked."""

from pathlib import Path
from typing import Annotated

import typer

from byline.cli.console import WITH_FAILURES, err, fail_to, out, print_json
from byline.cli.tables import print_table

EPILOG = """Examples:

    byline institutions check

    byline institutions check --strings affiliations.txt
"""
app = typer.Typer(help="The curated institutions that people edit.", no_args_is_help=True)


@app.callback()
def _group() -> None:
    """Keep `check` a command of its own."""


@app.command("check", epilog=EPILOG)
def check(
    strings: Annotated[
        Path | None, typer.Option(help="A file of affiliation strings, one a line: how many are covered.")
    ] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print as JSON.")] = False,
) -> None:
    """Check the institutions and homonyms files, and how much of a list of strings they cover."""
    from byline.affiliations import Resolver
    from byline.affiliations.evaluate import check_institutions, coverage
    from byline.cli.progress import LineProgress

    try:
        lines = strings.read_text(encoding="utf-8-sig").splitlines() if strings else []
    except (OSError, UnicodeDecodeError) as error:
        fail_to("read", str(strings), error, "name a file with one affiliation a line")
    problems = [str(problem) for problem in check_institutions()]
    resolver = Resolver.open(note=LineProgress().note) if strings else None
    covered = coverage(lines, resolver) if strings else None
    if as_json:
        print_json({"problems": problems, "coverage": covered and covered.to_record()})
    else:
        for problem in problems:
            err.print(problem, markup=False)
        out.print(f"{len(problems)} problems")
        if covered:
            out.print(f"{covered.resolved_count} of {covered.string_count} strings resolved")
            print_table("Most frequent unresolved", ("strings", "text"), covered.unresolved[:40])
    if problems:
        raise typer.Exit(WITH_FAILURES)
