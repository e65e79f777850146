"""`byline venues` and `byline new`: what can be fetched, and a study to start from."""

import re
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from byline.cli.console import fail, fail_to, out, print_json
from byline.cli.tables import print_table

if TYPE_CHECKING:
    from byline.sources import KnownEdition, Source


def register(app: typer.Typer) -> None:
    """Add the commands to the application."""
    app.command("venues", epilog="Example: byline venues")(venues)
    app.command("new", epilog="Example: byline new my-study")(new)


def venues(as_json: Annotated[bool, typer.Option("--json", help="Print as JSON.")] = False) -> None:
    """List the editions that Byline can fetch, the studies that ship with it, and the sources."""
    from dataclasses import asdict

    from byline.sources import SOURCES, known_editions
    from byline.sources.known import TOLERANCE
    from byline.study import studies

    if as_json:
        print_json(
            {
                "editions": [asdict(known) | {"expected": known.expected} for known in known_editions()],
                "studies": list(studies()),
                "sources": {name: facts(source) for name, source in SOURCES.items()},
            }
        )
        return
    columns = ("venue", "year", "track", "papers", "sources")
    print_table("Editions", columns, map(_edition_row, known_editions()))
    out.print(f"A list that differs from this number of papers by more than {TOLERANCE:.0%} is not used.\n")
    print_table(
        "Sources",
        ("name", "what it is", "gives", "terms"),
        ((n, s.title, s.gives, s.terms) for n, s in SOURCES.items()),
    )
    out.print("Studies that ship: " + ", ".join(studies()))


def _edition_row(known: "KnownEdition") -> tuple[object, ...]:
    papers = "" if known.papers is None else f"{known.papers:,}"
    return (known.venue, known.year, known.track, papers, ", ".join(known.sources))


def facts(source: "Source") -> dict[str, object]:
    """Return what a source declares of itself."""
    names = ("title", "address", "gives", "terms", "hosts", "login", "required", "optional")
    declared = {name: getattr(source, name) for name in names}
    return declared | {"is_fetched": source.fetch is not None, "is_read_from_disk": source.load is not None}


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
        fail_to("write", file, error, "name with --in a folder that you can write to")
    out.print(f"{file}", markup=False)
    out.print(f"Edit it, then: byline run {file}", markup=False)
