"""What a run read, file by file, with hashes: enough to see whether another copy is the same."""

import hashlib
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from pathlib import Path

from byline.exports.rights import source_names
from byline.exports.run import FinishedRun
from byline.exports.tables import ExportTable, rows_table
from byline.model import Column
from byline.sources.registry import SOURCES

WHEN_READ, AT_EXPORT, CHANGED, NOT_HELD = "when read", "at export", "changed since the run", "not held"


@dataclass(frozen=True, slots=True)
class Input:
    """One input. `hashed` says when the hash was taken: the run itself keeps those of PDFs alone.

    `changed since the run`: the file on disk is younger than the run, so its hash is not of what was read.
    """

    kind: str
    name: str
    source: str
    edition: str
    sha256: str | None
    byte_count: int | None
    hashed: str


def load_inputs(run: FinishedRun) -> list[Input]:
    """Return every input of the run: lists and data files, sources that were asked, then PDFs by paper."""
    files = [*_lists(run), *_data_files(run)]
    return [*files, *_asked(run), *_pdfs(run)]


def inputs_table(inputs: list[Input]) -> ExportTable:
    """Return the inputs as a table."""
    columns = (
        Column(
            "kind", str, False, "list, folder, catalogue, overrides, source (asked on the network) or pdf"
        ),
        Column("name", str, False, "file name, or the address that was asked"),
        Column("source", str, False, "name of the source; empty for data files of the study"),
        Column("edition", str, False, "venue and year; empty where it serves several"),
        Column("sha256", str, True, "SHA-256 of the bytes, in hexadecimal"),
        Column("byte_count", int, True, "size in bytes"),
        Column("hashed", str, False, f"{WHEN_READ}; {AT_EXPORT}; {CHANGED}; {NOT_HELD}"),
    )
    doc = "Everything the run read, with hashes."
    return rows_table("inputs", doc, columns, [asdict(entry) for entry in inputs])


def _lists(run: FinishedRun) -> Iterator[Input]:
    for edition in run.study.editions:
        for choice in edition.sources:
            if "path" in choice.options:
                path, where = choice.path(), f"{edition.venue} {edition.year}"
                kind = "folder" if choice.name == "folder" or path.is_dir() else "list"
                yield _file(run, kind, path, choice.name, where)


def _data_files(run: FinishedRun) -> Iterator[Input]:
    for kind, path in (("catalogue", run.study.catalogue), ("overrides", run.study.overrides)):
        if path is not None:
            yield _file(run, kind, path, "", "")


def _file(run: FinishedRun, kind: str, path: Path, source: str, edition: str) -> Input:
    if not path.is_file():
        return Input(kind, path.name, source, edition, None, None, NOT_HELD)
    with path.open("rb") as file:
        digest = hashlib.file_digest(file, "sha256").hexdigest()
    changed = datetime.fromtimestamp(path.stat().st_mtime, UTC)
    is_younger = changed > datetime.fromisoformat(run.record["started_at"])
    return Input(
        kind, path.name, source, edition, digest, path.stat().st_size, CHANGED if is_younger else AT_EXPORT
    )


def _asked(run: FinishedRun) -> Iterator[Input]:
    asked = {
        choice.name
        for edition in run.study.editions
        for choice in edition.sources
        if not SOURCES[choice.name].is_local(choice)
    }
    for name in source_names(run):
        if name in asked:
            yield Input("source", SOURCES[name].address, name, "", None, None, NOT_HELD)


def _pdfs(run: FinishedRun) -> Iterator[Input]:
    sql = """
        SELECT paper_id, venue, year, source, pdf_path, pdf_sha256 FROM papers
        WHERE pdf_path IS NOT NULL OR pdf_sha256 IS NOT NULL ORDER BY paper_id"""
    for row in run.engine.query(sql).to_pylist():
        name = row["pdf_path"] or row["paper_id"]
        hashed = WHEN_READ if row["pdf_sha256"] else NOT_HELD
        where = f"{row['venue']} {row['year']}"
        yield Input("pdf", run.without_folders(name), row["source"], where, row["pdf_sha256"], None, hashed)
