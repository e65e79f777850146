"""Work for the pool's tests; it must be importable in a fresh process."""

import os
import time
from pathlib import Path

from byline.documents import DocumentError

_word = "unset"


def set_word(word: str) -> None:
    """Keep a word for `say`."""
    global _word
    _word = word


def fail_to_start() -> None:
    """Fail as an initializer with a missing file does."""
    raise FileNotFoundError("catalogue.toml")


def die_at_start() -> None:
    """End the process before its first file."""
    os._exit(7)


def say(path: Path) -> str:
    """Return the word kept at the start, and the file's name."""
    return f"{_word} {path.name}"


def process_id(path: Path) -> int:
    """Return which process does the work."""
    return os.getpid()


def misbehave(path: Path) -> str:
    """Do what the file's name says."""
    match path.stem:
        case "sleep":
            time.sleep(600)
        case "exit":
            os._exit(3)
        case "abort":
            os.abort()
        case "eat":
            _ = [bytearray(10_000_000) for _ in range(10_000)]
        case "grow":
            kept = []
            while True:
                kept.append(bytearray(2_000_000))
                time.sleep(0.01)
        case "bug":
            raise ValueError("a bug")
        case "damaged":
            raise DocumentError("damaged", f"{path}: damaged")
    return path.name


def unpicklable(path: Path) -> object:
    """Return what cannot be sent to another process."""
    return lambda: path
