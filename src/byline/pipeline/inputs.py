"""What a run read, with its hash: two runs of the same inputs say so, wherever their files stood."""

import hashlib
import json
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

from byline.pipeline.context import Context
from byline.sources import Edition, SourceChoice

Hashes = Mapping[Path, str]


def load_inputs(context: Context) -> list[dict[str, Any]]:
    """Return one record for each source of each edition, and one for what the network answered.

    A list has the SHA-256 of its file. A folder has the number of its files and the SHA-256 of lines
    `<sha256>  <path below the folder>` in the order of paths, as `sha256sum` writes them. Paths of this machine
    are left out.
    """
    hashes = _hashes_of_pdfs(context)
    editions = context.study.editions
    records = [_record(edition, choice, hashes) for edition in editions for choice in edition.sources]
    return [*records, *_fetched(context)]


def _record(edition: Edition, choice: SourceChoice, hashes: Hashes) -> dict[str, Any]:
    options = {key: str(value) for key, value in choice.options.items() if key != "path"}
    record = {"edition": f"{edition.venue} {edition.year}", "source": choice.name, **options}
    if "path" not in choice.options:
        return record
    path = choice.path()
    if path.is_dir():
        files = sorted(file for file in path.rglob("*") if file.is_file() and not _is_hidden(file, path))
        listed = [(file.relative_to(path).as_posix(), hashes.get(file) or _hash(file)) for file in files]
        return {**record, "name": path.name, **_together(listed)}
    return {**record, "name": path.name, "sha256": _hash(path) if path.is_file() else None}


def _hashes_of_pdfs(context: Context) -> Hashes:
    """Return the hash of each PDF as it was read: no PDF is hashed twice."""
    rows = context.workspace.load_table("papers")
    paths = context.workspace.load("pdfs", dict[str, str]) or {}
    return {
        Path(paths[row["paper_id"]]): row["pdf_sha256"]
        for row in rows
        if row["pdf_sha256"] and row["paper_id"] in paths
    }


def _fetched(context: Context) -> Iterator[dict[str, Any]]:
    """Yield what was asked on the network and kept: the answers, and the PDFs."""
    kept = context.workspace.cache / "sources"
    if not kept.is_dir():
        return
    facts = sorted(kept.joinpath("answers").rglob("*.json"))
    answers = [(file.stem, json.loads(file.read_bytes()).get("sha256") or "") for file in facts]
    pdfs = [(str(path.relative_to(kept)), digest) for path, digest in _hashes_of_pdfs(context).items()
            if path.is_relative_to(kept)]  # fmt: skip
    for kind, listed in (("answers", answers), ("pdfs", sorted(pdfs))):
        if listed:
            yield {"fetched": kind, **_together(listed)}


def _together(listed: Iterable[tuple[str, str]]) -> dict[str, Any]:
    lines = [f"{digest}  {name}\n" for name, digest in listed]
    return {
        "files": len(lines),
        "sha256": hashlib.sha256("".join(lines).encode("utf-8", "surrogateescape")).hexdigest(),
    }


def _hash(path: Path) -> str:
    try:
        with path.open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest()
    except OSError:  # a file that may not be read is an issue of its paper, and no end of the run
        return "unreadable"


def _is_hidden(file: Path, folder: Path) -> bool:
    return any(part.startswith(".") for part in file.relative_to(folder).parts)
