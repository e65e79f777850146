"""How the command line speaks: results on stdout, everything else on stderr, exit codes with one meaning."""

import os
import sys
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any, NoReturn

import typer

if TYPE_CHECKING:
    from rich.console import Console

# Columns of what is no terminal.
ENDLESS = 10_000
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

        stream = sys.stderr if self._is_error else sys.stdout
        # What a file or another program is given is whole: nothing is wrapped to a width that it does not have.
        is_wrapped = stream.isatty() or "COLUMNS" in os.environ
        return Console(stderr=self._is_error, width=None if is_wrapped else ENDLESS)

    def print(self, *words: Any, **options: Any) -> None:
        """Print as `rich.console.Console.print` does."""
        self.console.print(*words, **options)


out = Speaker()
err = Speaker(is_error=True)


def fail(message: str, remedy: str = "", code: int = WRONG_USAGE) -> NoReturn:
    """Print what is wrong and what to do, and end with exit code 2 where no other is given."""
    err.print(f"[bold red]byline:[/] {plain(message)}" + (f"\n  {plain(remedy)}" if remedy else ""))
    raise typer.Exit(code)


def fail_to(what: str, file: Path | str, error: Exception, remedy: str = "") -> NoReturn:
    """Print that a file could not be read or written (`what`), why, and what to do; exit code 2."""
    from byline.files import reason

    fail(f"cannot {what} {file}: {reason(error)}", remedy)


def plain(text: str) -> str:
    """Return text that rich prints as it is."""
    # File names and messages from outside may hold square brackets, which rich would read as markup.
    return text.replace("[", r"\[")


def print_json(record: Any) -> None:
    """Print a record as JSON on stdout, indented for a person, keys in their order."""
    import json

    sys.stdout.write(json.dumps(record, indent=2, ensure_ascii=False) + "\n")
