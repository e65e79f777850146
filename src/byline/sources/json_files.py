"""JSON files that other people made: read with a limit, and read field by field without trust."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import orjson

from byline.files import reason
from byline.sources.harvest import SourceError, UnexpectedAnswerError

# The largest real list (ICLR with all submissions) has 60 MB; ten times that is no list of papers.
MAX_BYTES = 600_000_000


def load_json(path: Path) -> Any:
    """Return the file's content; SourceError where it is missing, too large or broken."""
    return parse_json(read_limited(path), str(path))


def parse_json(content: bytes, where: str) -> Any:
    """Return the JSON text's content; SourceError that names `where` it came from."""
    if not content.strip():
        raise UnexpectedAnswerError(f"{where} is empty")
    try:
        return orjson.loads(content)
    except orjson.JSONDecodeError as error:
        raise UnexpectedAnswerError(f"{where} is not valid JSON ({error}){_beginning(content)}") from error


def _beginning(content: bytes) -> str:
    """Return how the text begins, which tells the page of an error; nothing where it is no text."""
    try:
        start = content.strip().decode("utf-8")[:60]
    except UnicodeDecodeError:
        return ": it is no text"
    return f"; it begins {start!r}"


def read_limited(path: Path) -> bytes:
    """Return the file's bytes; SourceError where it is missing or larger than any list of papers."""
    try:
        if (size := path.stat().st_size) > MAX_BYTES:
            raise SourceError(f"file {path} has {size:,} bytes; a list of papers has at most {MAX_BYTES:,}")
        return path.read_bytes()
    except OSError as error:
        raise SourceError(
            f"cannot read {path}: {reason(error)}; name the list in the study's `path`"
        ) from None


def text_of(record: Any, key: str) -> str:
    """Return a field as text without blanks at its ends, empty where it is missing or no text."""
    value = record.get(key) if isinstance(record, Mapping) else None
    if isinstance(value, int) and not isinstance(value, bool):
        return str(value)
    return value.strip() if isinstance(value, str) else ""


def count_of(record: Any, key: str) -> int:
    """Return a field that counts something; 0 where it is missing or no number."""
    value = record.get(key) if isinstance(record, Mapping) else None
    return value if isinstance(value, int) else 0


def rows_of(record: Any, key: str) -> list[dict[str, Any]]:
    """Return a field that is a list of objects, empty where it is missing; SourceError where it is anything else.

    A changed format stops the source here, before anything of it is counted.
    """
    value = record.get(key) if isinstance(record, Mapping) else None
    if value is None:
        return []
    if not isinstance(value, list) or not all(isinstance(row, dict) for row in value):
        raise UnexpectedAnswerError(
            f"field {key!r} is expected to be a list of objects, and is {str(value)[:60]!r}"
        )
    return value
