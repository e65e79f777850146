"""`byline venues` and `byline new`: what can be fetched, and a study to start from."""

import re
from pathlib import Path
from typing import Annotated

import typer

from byline.cli.console import fail, out, print_json, print_table


def register(app: typer.Typer) -> None:
    """Add the commands to the application."""
    app.command("venues")(venues)
    app.command("new", epilog="Example: byline new my-study")(new)


def venues(as_json: Annotated[bool, typer.Option("--json", help="Print as JSON.")] = False) -> None:
    """List the editions that Byline can fetch, the studies that ship with it, and the sources."""
    from dataclasses import asdict

    from byline.sources import SOURCES, known_editions
    from byline.study import studies

    if as_json:
        print_json(
            {
                "editions": [asdict(known) for known in known_editions()],
                "studies": list(studies()),
                "sources": {name: {"title": s.title, "gives": s.gives} for name, s in SOURCES.items()},
            }
        )
        return
    rows = [
        (k.venue, k.year, k.track, "" if k.papers is None else f"{k.papers:,}", ", ".join(k.sources))
        for k in known_editions()
    ]
    print_table("Editions", ("venue", "year", "track", "papers", "sources"), rows)
    print_table(
        "Sources", ("name", "what it is", "gives"), ((n, s.title, s.gives) for n, s in SOURCES.items())
    )
    out.print("Studies that ship: " + ", ".join(studies()))


def new(
    name: Annotated[str, typer.Argument(help="Name of the study: lower-case letters, digits and hyphens.")],
    folder: Annotated[Path, typer.Option("--in", help="Folder to write it to.")] = Path(),
) -> None:
    """Write a study to start from, with comments that say what each line does."""
    from byline.study import template

    if not re.fullmatch(r"[a-z0-9][a-z0-9-]*", name):
        fail(f"{name!r} is no name for a study", "use lower-case letters, digits and hyphens")
    file = folder / f"{name}.toml"
    try:
        with file.open("x", encoding="utf-8") as stream:
            stream.write(template(name))
    except FileExistsError:
        fail(f"{file} exists already", "choose another name, or delete it")
    except OSError as error:
        fail(f"cannot write {file}: {error.strerror}", "name a folder that exists with --in")
    out.print(f"{file}", markup=False)
    out.print(f"Edit it, then: byline run {file}", markup=False)
