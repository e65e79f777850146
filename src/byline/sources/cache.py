"""Answers kept on disk: each with its address, when it was fetched, and a hash that is checked on reading."""

import hashlib
import os
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from pathlib import Path

import orjson


@dataclass(frozen=True, slots=True)
class Answer:
    """What a server answered. `fetched_at`: UTC, ISO 8601; for a confirmed copy, when it was confirmed."""

    address: str
    content: bytes
    content_type: str
    fetched_at: str
    validators: Mapping[str, str]

    def age_seconds(self) -> float:
        """Return how long ago the answer was fetched or confirmed."""
        return (datetime.now(UTC) - datetime.fromisoformat(self.fetched_at)).total_seconds()


class Cache:
    """A folder of answers. Every file is complete or absent: it is written aside and moved into place."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def load(self, key: str) -> Answer | None:
        """Return the stored answer; None where there is none, or where its bytes are not those stored."""
        facts_file, content_file = self._files(key)
        try:
            facts = orjson.loads(facts_file.read_bytes())
            content = content_file.read_bytes()
            digest = facts.pop("sha256")
            answer = Answer(content=content, **facts)
            datetime.fromisoformat(answer.fetched_at)
        except (OSError, ValueError, KeyError, TypeError, AttributeError):
            return None
        return answer if hashlib.sha256(content).hexdigest() == digest else None

    def store(self, key: str, answer: Answer) -> None:
        """Write the answer; the content first, so that facts always speak of content that is there."""
        facts_file, content_file = self._files(key)
        write_whole(content_file, answer.content)
        facts = {name: value for name, value in asdict(answer).items() if name != "content"}
        facts["sha256"] = hashlib.sha256(answer.content).hexdigest()
        write_whole(facts_file, orjson.dumps(facts, option=orjson.OPT_INDENT_2 | orjson.OPT_SORT_KEYS))

    def _files(self, key: str) -> tuple[Path, Path]:
        stem = self.folder / key[:2] / key
        return stem.with_suffix(".json"), stem.with_suffix(".content")


def key_of(method: str, address: str, body: bytes = b"") -> str:
    """Return the name under which an answer is kept: a hash of what was asked."""
    return hashlib.sha256(b"\0".join((method.encode(), address.encode(), body))).hexdigest()


def write_whole(path: Path, content: bytes) -> None:
    """Write a file so that a reader, or a run that is killed meanwhile, never sees half of it."""
    path.parent.mkdir(parents=True, exist_ok=True)
    aside = path.with_name(f"{path.name}.{os.getpid()}.partial")
    aside.write_bytes(content)
    aside.replace(path)
