"""`byline parse`: PDFs in, one JSON object a paper out."""

import os
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Annotated, Any, TextIO

import typer

from byline.cli.console import WITH_FAILURES, err, fail, fail_to
from byline.cli.progress import shown_progress
from byline.pipeline.failures import FAILURE_CODES


def register(app: typer.Typer) -> None:
    """Add the command to the application."""
    app.command("parse", epilog="Example: byline parse papers/ --jsonl papers.jsonl")(parse)


def parse(
    paths: Annotated[list[Path], typer.Argument(help="PDFs, or folders searched for PDFs at every depth.")],
    jsonl: Annotated[
        Path | None,
        typer.Option("--jsonl", help="Write one JSON object a paper here; without it, to stdout."),
    ] = None,
    workers: Annotated[int, typer.Option(min=1, help="Processes that read PDFs.")] = os.cpu_count() or 2,
    seconds: Annotated[float, typer.Option(min=1, help="Most seconds for one file.")] = 60.0,
) -> None:
    """Read PDFs: title, authors, affiliations with countries, and technologies with the sentences that prove them.

    Papers come out in the order of their paths. A file that cannot be read is a record with an issue; it
    never stops the run (exit code 1).
    """
    missing = [path for path in paths if not path.exists()]
    if missing:
        fail(f"{missing[0]} does not exist", "name PDFs or folders that hold them")
    from byline.parsing import pdfs_in

    empty = [path for path in paths if path.is_dir() and not pdfs_in([path])]
    pdfs = pdfs_in(paths)
    if not pdfs:
        fail(
            f"{empty[0]} is a folder in which no file ends in .pdf, at any depth",
            "name PDFs, or folders that hold them",
        )
    for folder in empty:
        err.print(f"{folder}: a folder in which no file ends in .pdf", markup=False)
    failed = _parse_all(pdfs, jsonl, workers, seconds)
    if failed:
        err.print(f"{failed} of {len(pdfs)} files could not be read; their records say why under `issues`")
        raise typer.Exit(WITH_FAILURES)


def _parse_all(pdfs: Sequence[Path], jsonl: Path | None, workers: int, seconds: float) -> int:
    """Write the records in the order of the PDFs and return how many could not be read."""
    from byline.affiliations import Resolver
    from byline.documents.pool import PoolLimits
    from byline.parsing import parse_pdfs

    failed = 0
    with shown_progress() as progress, _written(jsonl) as lines:
        resolver = Resolver.open(note=progress.note)
        progress.start("parse", "Reading papers")
        records = parse_pdfs(pdfs, resolver, workers, PoolLimits(seconds_per_file=seconds))
        for done, record in enumerate(records, start=1):
            failed += any(issue["code"] in FAILURE_CODES for issue in record["issues"])
            lines.write(_line(record) + "\n")
            progress.advance(done, len(pdfs))
        progress.finish("parse", is_fresh=False)
    return failed


def _line(record: dict[str, Any]) -> str:
    import orjson

    try:
        return orjson.dumps(record).decode()
    except TypeError:  # the name of a file may be no text in UTF-8
        import json

        return json.dumps(record, ensure_ascii=False).encode("utf-8", "replace").decode("utf-8")


@contextmanager
def _written(jsonl: Path | None) -> Iterator[TextIO]:
    if jsonl is None:
        yield sys.stdout
        return
    try:
        file = jsonl.open("w", encoding="utf-8")
    except OSError as error:
        fail_to("write", jsonl, error, "name a file in a folder that you can write to")
    with file:
        yield file
