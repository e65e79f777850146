"""What a stage depends on, as one short hash: when it is unchanged, the stage is not run again."""

import hashlib
from collections.abc import Iterable
from functools import cache
from pathlib import Path

import byline

PACKAGE = Path(byline.__file__).parent


def fingerprint(*parts: object) -> str:
    """Return 16 hexadecimal digits that change when any part's text changes."""
    text = "\x1f".join(str(part) for part in parts)
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:16]


@cache
def code(*rooms: str) -> str:
    """Return the fingerprint of the code and data files of these rooms (files or folders of the package)."""
    files = sorted(file for room in rooms for file in _files(PACKAGE / room))
    digest = hashlib.sha256()
    for file in files:
        digest.update(str(file.relative_to(PACKAGE)).encode())
        digest.update(file.read_bytes())
    return digest.hexdigest()[:16]


def _files(room: Path) -> Iterable[Path]:
    if room.is_file():
        return [room]
    return (f for f in room.rglob("*") if f.is_file() and "__pycache__" not in f.parts)


def of_files(paths: Iterable[Path]) -> str:
    """Return a fingerprint of files by path, size and time of change: cheap enough for thousands."""
    return fingerprint(*(_stamp(path) for path in paths))


def _stamp(path: Path) -> str:
    try:
        stat = path.stat()
    except OSError:
        return f"{path} absent"
    return f"{path} {stat.st_size} {stat.st_mtime_ns}"


def of_content(paths: Iterable[Path]) -> str:
    """Return a fingerprint of what files say, whenever they were written."""
    return fingerprint(*(_content(path) for path in paths))


def _content(path: Path) -> str:
    return (
        f"{path.name} {hashlib.sha256(path.read_bytes()).hexdigest()}"
        if path.is_file()
        else f"{path.name} absent"
    )
