"""What every stage is given: the study, the run's folder, and how to speak of progress."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Protocol, TypeVar

from byline.pipeline.workspace import Workspace
from byline.study import Study

if TYPE_CHECKING:
    from byline.pipeline.adjudication import Judge
    from byline.pipeline.pool import Workers
    from byline.sources import FetchOptions

T = TypeVar("T")


class Progress(Protocol):
    """How a run tells a person what it does."""

    def start(self, stage: str, title: str) -> None:
        """A stage begins."""

    def advance(self, done: int, total: int) -> None:
        """`done` of `total` items of the stage are finished."""

    def finish(self, stage: str, is_fresh: bool) -> None:
        """A stage ends; `is_fresh` where it had nothing to do."""

    def note(self, words: str) -> None:
        """Something takes long for a reason that the stage's title does not say."""


class Silent:
    """Progress that nobody watches."""

    def start(self, stage: str, title: str) -> None:
        """Say nothing."""

    def advance(self, done: int, total: int) -> None:
        """Say nothing."""

    def finish(self, stage: str, is_fresh: bool) -> None:
        """Say nothing."""

    def note(self, words: str) -> None:
        """Say nothing."""


@dataclass(frozen=True, slots=True)
class Settings:
    """How to run, not what to count: none of it changes a number. `fetching`: manners towards servers."""

    workers: int = 2
    seconds_per_file: float = 60.0
    memory_mb_per_worker: int = 1024
    is_offline: bool = False
    fetching: "FetchOptions | None" = None


@dataclass(frozen=True, slots=True)
class Context:
    """One run of one study. `stamps` holds the fingerprint of every stage that is up to date.

    `judge`: who is asked about unsure roles; None, unless the user asks for it, leaves them to the rules.
    """

    study: Study
    workspace: Workspace
    settings: Settings
    progress: Progress
    workers: "Workers"
    judge: "Judge | None" = None
    stamps: dict[str, str] = field(default_factory=dict)
    started_at: str = field(default_factory=lambda: datetime.now(UTC).isoformat(timespec="seconds"))

    def watch(self, items: Iterable[T], total: int) -> Iterable[T]:
        """Yield the items and report each as done."""
        for done, item in enumerate(items, start=1):
            yield item
            self.progress.advance(done, total)


def default_out(study: Study) -> Path:
    """Return the folder that a study runs in where the user names none: `out/<name>`."""
    return Path("out") / study.name
