"""PDFs fetched to disk: continued where they broke off, checked before they count."""

import hashlib
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

import orjson

from byline.model import Issue
from byline.sources.cache import write_whole
from byline.sources.faults import FetchError, OfflineError, TransientError, check_status
from byline.sources.harvest import SourceError, source_issue
from byline.sources.http import Client, content_type_of

# A PDF starts with `%PDF-`, after at most a kilobyte of other bytes (readers of the format allow that), and
# ends with `%%EOF`; some programs append as much again.
HEAD_BYTES, TAIL_BYTES = 1024, 2048
PDF_TYPES = frozenset({"application/pdf", "application/octet-stream", "binary/octet-stream", ""})

# Each failure took all its attempts, minutes apart: five of them are an outage, not bad luck.
GIVE_UP_AFTER = 5

Progress = Callable[[str, int, int], None]


@dataclass(frozen=True, slots=True)
class Downloads:
    """PDFs on disk by paper id, and an issue for each that is missing."""

    paths: Mapping[str, Path]
    issues: tuple[Issue, ...]


def fetch_pdfs(client: Client, addresses: Mapping[str, str], folder: Path, progress: Progress) -> Downloads:
    """Return the PDFs of the papers; those already there and whole are not asked for again.

    One that cannot be fetched is an issue, never the end of the run. After several in a row the network or the
    host is down: the others are not asked for, only what is on disk is used.
    """
    paths: dict[str, Path] = {}
    issues = []
    failed_in_a_row = 0
    for number, (paper_id, address) in enumerate(addresses.items(), start=1):
        target = folder / f"{file_stem_of(paper_id)}.pdf"
        try:
            if failed_in_a_row >= GIVE_UP_AFTER and not is_whole(target, address):
                raise FetchError(f"{GIVE_UP_AFTER} PDFs in a row had failed; run again, it continues here")
            paths[paper_id] = fetch_pdf(client, address, target)
            failed_in_a_row = 0 if failed_in_a_row < GIVE_UP_AFTER else failed_in_a_row
        except SourceError as error:
            failed_in_a_row += isinstance(error, TransientError)
            issues.append(source_issue(paper_id, "pdf_missing", f"the PDF was not fetched: {error}"))
        progress("pdf", number, len(addresses))
    return Downloads(paths, tuple(issues))


def fetch_pdf(client: Client, address: str, target: Path) -> Path:
    """Return the file that holds the PDF of this address, whole; FetchError where that cannot be had."""
    if is_whole(target, address):
        return target
    if client.options.is_offline:
        raise OfflineError(f"{address} is not in the cache; run once without --offline")
    target.parent.mkdir(parents=True, exist_ok=True)
    partial = target.with_suffix(".part")
    client.retrying(lambda: _continue(client, address, partial))
    partial.replace(target)
    partial.with_suffix(".validator").unlink(missing_ok=True)
    size, changed = _size_and_time(target)
    facts = {"address": address, "sha256": sha256_of(target), "size": size, "changed_ns": changed}
    write_whole(target.with_suffix(".json"), orjson.dumps(facts, option=orjson.OPT_SORT_KEYS))
    return target


def is_whole(target: Path, address: str) -> bool:
    """Return whether the file on disk is the one fetched from this address, unchanged since.

    Size and time settle it for most: hashing the 5,290 PDFs of a conference anew takes half a minute.
    """
    try:
        facts = orjson.loads(target.with_suffix(".json").read_bytes())
        size, changed = _size_and_time(target)
        is_same = facts["address"] == address and facts["size"] == size
        return bool(is_same and (facts["changed_ns"] == changed or facts["sha256"] == sha256_of(target)))
    except (OSError, orjson.JSONDecodeError, KeyError, TypeError):
        return False


def file_stem_of(paper_id: str) -> str:
    """Return a file name for a paper id; ids come from servers and may hold anything.

    >>> file_stem_of("neurips-2024/0aHOVhkuOB")
    'neurips-2024_0aHOVhkuOB'
    """
    plain = paper_id.replace("/", "_")
    safe = re.sub(r"[^\w.-]", "_", plain)[:120]
    return safe if safe == plain else f"{safe}-{hashlib.sha256(paper_id.encode()).hexdigest()[:8]}"


def _size_and_time(path: Path) -> tuple[int, int]:
    status = path.stat()
    return status.st_size, status.st_mtime_ns


def sha256_of(path: Path) -> str:
    """Return the SHA-256 of a file's bytes, in hexadecimal."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _continue(client: Client, address: str, partial: Path) -> None:
    """Fetch what the partial file still lacks; its validator says whether the server has the same file."""
    validator_file = partial.with_suffix(".validator")
    have = partial.stat().st_size if partial.exists() and validator_file.exists() else 0
    headers = {"Accept": "application/pdf", "Accept-Encoding": "identity"}
    if have:
        headers |= {"Range": f"bytes={have}-", "If-Range": validator_file.read_text("ascii")}
    with client.stream("GET", address, headers) as response:
        if response.status_code == 416:
            _forget(partial)
            raise TransientError(f"{address} no longer has what was fetched; begun again")
        check_status(response, address)
        if content_type_of(response) not in PDF_TYPES:
            raise FetchError(f"{address} answers with {content_type_of(response)}, not with a PDF")
        if response.status_code == 206 and not _starts_at(response.headers, have):
            _forget(partial)
            raise TransientError(f"{address} answers with a part that was not asked for; begun again")
        is_continued = response.status_code == 206 and have > 0
        _keep_validator(response.headers, validator_file)
        with partial.open("ab" if is_continued else "wb") as file:
            for piece in client.limited(response, client.options.max_pdf_bytes, address):
                file.write(piece)
                if file.tell() > client.options.max_pdf_bytes:
                    raise FetchError(f"{address} is larger than {client.options.max_pdf_bytes:,} bytes")
    _check_pdf(partial, address)


def _starts_at(headers: Mapping[str, str], have: int) -> bool:
    return headers.get("content-range", "").startswith(f"bytes {have}-")


def _keep_validator(headers: Mapping[str, str], file: Path) -> None:
    """Note the strong validator by which a later request can continue; without one it must begin again."""
    validator = headers.get("etag", "") or headers.get("last-modified", "")
    if validator and validator.isascii() and not validator.startswith("W/"):
        file.write_text(validator, "ascii")
    else:
        file.unlink(missing_ok=True)


def _check_pdf(partial: Path, address: str) -> None:
    with partial.open("rb") as file:
        head = file.read(HEAD_BYTES)
        file.seek(max(0, partial.stat().st_size - TAIL_BYTES))
        tail = file.read()
    if not head:
        _forget(partial)
        raise TransientError(f"{address} sent nothing")
    if b"%PDF-" not in head:
        _forget(partial)
        raise FetchError(f"{address} answers with {head[:40]!r}, which is no PDF")
    if b"%%EOF" not in tail:
        _forget(partial)
        raise TransientError(f"{address} sent a PDF without an end; fetched again")


def _forget(partial: Path) -> None:
    partial.unlink(missing_ok=True)
    partial.with_suffix(".validator").unlink(missing_ok=True)
