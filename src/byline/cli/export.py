"""`byline export`: tables, networks, a research object or the methods of a run, for others."""

import sys
from dataclasses import asdict
from pathlib import Path
from typing import Annotated

import typer

from byline.cli.console import fail, out, print_json
from byline.cli.tables import print_table

EPILOG = """Examples:

    byline export out/demo --format csv --to tables

    byline export out/demo --format ro-crate --zip

    byline export out/demo --format methods --to methods.md
"""


def register(app: typer.Typer) -> None:
    """Add the command to the application."""
    app.command("export", epilog=EPILOG)(export)


def export(
    out_folder: Annotated[Path, typer.Argument(metavar="OUT", help="The folder of a finished run.")],
    form: Annotated[str, typer.Option("--format", help="csv, jsonl, parquet, graphml, ro-crate or methods.")],
    to: Annotated[
        Path | None,
        typer.Option(
            "--to",
            metavar="DIR",
            help="Folder to write; default: OUT/exports/FORMAT. For methods, a file such as methods.md too.",
        ),
    ] = None,
    as_zip: Annotated[bool, typer.Option("--zip", help="Also write DIR.zip.")] = False,
    as_json: Annotated[bool, typer.Option("--json", help="Print what was written as JSON.")] = False,
) -> None:
    """Export a run: every table with its data dictionary, networks, or all of it as a research object.

    `methods` prints the methods section as Markdown; with --to it writes it, to a file or into a folder. The
    counting rules of the study stand in every export, and no path of this machine does.
    """
    from byline.exports import ExportError, export_run, methods_text, opened, write_methods

    try:
        if form == "methods" and to is not None and to.suffix and not to.is_dir() and not as_zip:
            file = write_methods(out_folder, to)
            if as_json:
                print_json({"format": form, "to": str(file)})
            else:
                out.print(str(file), markup=False, soft_wrap=True)
            return
        if form == "methods" and to is None and not as_zip:
            with opened(out_folder) as run:
                text = methods_text(run)
            if as_json:
                print_json({"format": form, "text": text})
            else:
                sys.stdout.write(text)
            return
        where, files = export_run(out_folder, form, to, is_zipped=as_zip)
    except ExportError as error:
        fail(str(error))
    if as_json:
        print_json({"format": form, "to": str(where), "files": [asdict(file) for file in files]})
        return
    rows = ((f.path, "" if f.rows is None else f"{f.rows:,}", f"{f.byte_count:,}") for f in files)
    print_table(f"Written: {form}", ("file", "rows", "bytes"), rows)
    out.print(str(where), markup=False, soft_wrap=True)
