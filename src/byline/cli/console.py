"""How the command line speaks: results on stdout, everything else on stderr, exit codes with one meaning."""

import sys
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from functools import cached_property
from types import TracebackType
from typing import TYPE_CHECKING, Any, NoReturn

import typer

if TYPE_CHECKING:
    from rich.console import Console

DONE, WITH_FAILURES, WRONG_USAGE, INTERRUPTED = 0, 1, 2, 130


class Speaker:
    """Prints for a person, on stdout or stderr; rich is loaded with the first word, as pipes never need it."""

    def __init__(self, is_error: bool = False) -> None:
        """Say nothing yet."""
        self._is_error = is_error

    @cached_property
    def console(self) -> "Console":
        """Return the console of rich behind it."""
        from rich.console import Console

        return Console(stderr=self._is_error)

    def print(self, *words: Any, **options: Any) -> None:
        """Print as `rich.console.Console.print` does."""
        self.console.print(*words, **options)


out = Speaker()
err = Speaker(is_error=True)


def fail(message: str, remedy: str = "", code: int = WRONG_USAGE) -> NoReturn:
    """Print what is wrong and what to do, and end with exit code 2 where no other is given."""
    err.print(f"[bold red]byline:[/] {_plain(message)}" + (f"\n  {_plain(remedy)}" if remedy else ""))
    raise typer.Exit(code)


def _plain(text: str) -> str:
    # File names and messages from outside may hold square brackets, which rich would read as markup.
    return text.replace("[", r"\[")


def print_json(record: Any) -> None:
    """Print a record as JSON on stdout, indented for a person, keys in their order."""
    import json

    sys.stdout.write(json.dumps(record, indent=2, ensure_ascii=False) + "\n")


def print_table(title: str, columns: Iterable[str], rows: Iterable[Iterable[object]]) -> None:
    """Print rows as a table on stdout; empty cells for None."""
    from rich.table import Table

    table = Table(title=title, title_justify="left", header_style="bold")
    for column in columns:
        table.add_column(column)
    for row in rows:
        table.add_row(*("" if cell is None else _plain(str(cell)) for cell in row))
    out.print(table)


class BarProgress:
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

    def __enter__(self) -> "BarProgress":
        """Start drawing."""
        self._bars.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Stop drawing, whatever happened."""
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
