"""Progress on stderr: bars on a terminal; elsewhere, as in a log, a line at the start of each stage."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from types import TracebackType
from typing import Self

from byline.cli.console import err


class LineProgress:
    """Progress of a run where there is no terminal: what goes on now, in plain lines."""

    def __enter__(self) -> Self:
        """Begin."""
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """End, whatever happened."""

    @contextmanager
    def paused(self) -> Iterator[None]:
        """Keep still while a person is asked something."""
        yield

    def start(self, stage: str, title: str) -> None:
        """A stage begins."""
        self.note(f"{title} ...")

    def advance(self, done: int, total: int) -> None:
        """`done` of `total` items of the stage are finished."""

    def finish(self, stage: str, is_fresh: bool) -> None:
        """A stage ends."""
        if is_fresh:
            self.note("  unchanged")

    def note(self, words: str) -> None:
        """Say something beside the stages."""
        print(words, file=sys.stderr, flush=True)


class BarProgress(LineProgress):
    """Progress of a run as bars on stderr: one line a stage, kept when it is done."""

    def __init__(self) -> None:
        """Draw nothing yet; use as a context manager."""
        from rich.progress import (
            BarColumn,
            MofNCompleteColumn,
            Progress,
            TextColumn,
            TimeElapsedColumn,
            TimeRemainingColumn,
        )

        self._bars = Progress(
            TextColumn("{task.description}"),
            BarColumn(bar_width=24),
            MofNCompleteColumn(),
            TimeElapsedColumn(),
            TimeRemainingColumn(),
            console=err.console,
            transient=False,
        )
        self._task = self._bars.add_task("", visible=False, total=None)

    def __enter__(self) -> Self:
        """Start drawing."""
        self._bars.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Stop drawing, whatever happened; what an error stopped does not look as if it went on."""
        for task in self._bars.tasks if kind else []:
            if task.total is None:
                self._bars.remove_task(task.id)
            elif not task.finished:
                self._bars.update(task.id, description=f"{task.description} [yellow](stopped)[/]")
        self._bars.stop()

    @contextmanager
    def paused(self) -> Iterator[None]:
        """Take the bars away while a person is asked something."""
        self._bars.stop()
        try:
            yield
        finally:
            self._bars.start()

    def start(self, stage: str, title: str) -> None:
        """A stage begins: a new bar, in place of one that never counted anything."""
        last = self._bars.tasks[-1]
        if last.total is None:
            self._bars.remove_task(last.id)
        self._task = self._bars.add_task(title, total=None)

    def advance(self, done: int, total: int) -> None:
        """`done` of `total` items of the stage are finished."""
        self._bars.update(self._task, completed=done, total=total)

    def finish(self, stage: str, is_fresh: bool) -> None:
        """A stage ends; a bar that never counted is filled."""
        task = next(task for task in self._bars.tasks if task.id == self._task)
        total = task.total or 1
        mark = " [dim](unchanged)[/]" if is_fresh else ""
        self._bars.update(self._task, completed=total, total=total, description=task.description + mark)

    def note(self, words: str) -> None:
        """Say something above the bars."""
        err.print(words, markup=False)


def shown_progress() -> LineProgress:
    """Return bars where somebody watches, lines where not."""
    return BarProgress() if sys.stderr.isatty() else LineProgress()


@contextmanager
def waiting(title: str) -> Iterator[LineProgress]:
    """Show that something slow goes on while the block runs."""
    with shown_progress() as progress:
        progress.start("", title)
        yield progress
        progress.finish("", is_fresh=False)
