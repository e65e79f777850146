"""`byline run` against a simulated conference, killed with `kill -9` on its way; and what its tables are then.

As a program it does the full size and prints what happened:

    .venv/bin/python tests/sources/kills.py [PAPERS]
"""

import os
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from itertools import count
from pathlib import Path
from threading import Event

import byline_on_loopback
import duckdb
import simulated
from loopback import Answer, Asked, Loopback, Reply, serving

# The answer that a kill waits for comes in pieces of ten bytes, so that the run dies with half of it.
DRIP_SECONDS = 0.02
# Small conferences are read in a quarter of a second: early enough that some papers are still to be read.
READ_SHARE = 0.1


@dataclass
class Holding:
    """An answer that slows down at one request, and says so: the moment to kill whoever asked."""

    answer: Answer
    is_due: Callable[[Asked], bool] = lambda asked: False
    has_begun: Event = field(default_factory=Event)

    def __call__(self, asked: Asked) -> Reply:
        """Answer; slowly where it is due."""
        reply = self.answer(asked)
        if self.has_begun.is_set() or not self.is_due(asked):
            return reply
        self.has_begun.set()
        return replace(reply, pause=DRIP_SECONDS)

    def hold(self, is_due: Callable[[Asked], bool]) -> None:
        """Slow down at the next request that is due."""
        self.is_due = is_due
        self.has_begun.clear()

    def is_half_sent(self) -> bool:
        """Return whether some of the slow answer is on its way, once it has begun; waits for that."""
        if self.has_begun.is_set():
            time.sleep(2 * DRIP_SECONDS)
        return self.has_begun.is_set()


@dataclass(frozen=True)
class Conference:
    """A simulated conference that is served, and the study that asks for it."""

    paper_count: int
    server: Loopback
    holding: Holding
    study: Path

    def command(self, out: Path) -> list[str]:
        """Return the command that runs the study into a folder."""
        port, script = str(self.server.port), byline_on_loopback.__file__
        return [sys.executable, script, port, "run", str(self.study), "--out", str(out), "--workers", "2"]

    def run(self, out: Path) -> None:
        """Run the study to its end; CalledProcessError where it does not end well."""
        subprocess.run(self.command(out), env=_environment(), check=True, capture_output=True)

    def stop_at(self, is_due: Callable[[], bool], out: Path, by: int = signal.SIGKILL) -> tuple[int, str]:
        """Run until it is due, send the signal, and return exit code and what stood on stderr."""
        with subprocess.Popen(
            self.command(out),
            env=_environment(),
            stdout=subprocess.DEVNULL,
            stderr=subprocess.PIPE,
            text=True,
        ) as process:
            while process.poll() is None and not is_due():
                time.sleep(0.002)
            process.send_signal(by)
            _, said = process.communicate()
        return process.returncode, said


def _environment() -> dict[str, str]:
    return {**os.environ, **simulated.LOGIN, "COLUMNS": "200"}


@contextmanager
def conference(paper_count: int, folder: Path) -> Iterator[Conference]:
    """Yield the conference, served on loopback until the block ends."""
    year = simulated.FULL_YEAR if paper_count > 5000 else simulated.SMALL_YEAR
    holding = Holding(simulated.simulated(paper_count, year))
    study = folder / "study.toml"
    study.write_text(simulated.study_toml(year), "utf-8")
    with serving(holding) as server:
        yield Conference(paper_count, server, holding, study)


@dataclass(frozen=True)
class State:
    """How far a run was when it was killed."""

    where: str
    code: int
    requests: int
    pdf_count: int
    document_count: int
    table_count: int


def kill_at_every_step(held: Conference, out: Path) -> list[State]:
    """Kill a run while a list arrives, while profiles and PDFs do, and while PDFs are read."""
    pdfs, documents = out / "cache" / "sources" / "pdf", out / "cache" / "documents"
    states = []

    def kill(where: str, is_due: Callable[[], bool]) -> None:
        before = len(held.server.asked)
        code, _ = held.stop_at(is_due, out)
        counts = [_count(pdfs, "*.pdf"), _count(documents, "*.json"), _count(out / "tables", "*.parquet")]
        states.append(State(where, code, len(held.server.asked) - before, *counts))

    held.holding.hold(lambda asked: asked.path == "/notes")
    kill("list", held.holding.is_half_sent)
    held.holding.hold(lambda asked: asked.path == "/profiles/search")
    kill("profiles", held.holding.is_half_sent)
    fetched = count(1)
    held.holding.hold(lambda asked: asked.path.endswith(".pdf") and next(fetched) > 0.45 * held.paper_count)
    kill("PDFs", held.holding.is_half_sent)
    held.holding.hold(lambda asked: False)
    kill("reading", lambda: _count(documents, "*.json") >= READ_SHARE * held.paper_count)
    return states


def _count(folder: Path, pattern: str) -> int:
    return sum(1 for _ in folder.rglob(pattern)) if folder.is_dir() else 0


def _megabytes(folder: Path) -> float:
    return sum(path.stat().st_size for path in folder.rglob("*") if path.is_file()) / 1e6


def differing_tables(first: Path, second: Path) -> list[str]:
    """Return the tables of two runs that are not the same byte for byte; of `runs` only the times may differ."""
    names = sorted({path.name for out in (first, second) for path in (out / "tables").iterdir()})
    return [name for name in names if _content(first, name) != _content(second, name)]


def _content(out: Path, name: str) -> bytes | Sequence[object]:
    path = out / "tables" / name
    if name != "runs.parquet" or not path.is_file():
        return path.read_bytes() if path.is_file() else b""
    with duckdb.connect() as connection:
        return connection.execute(
            "SELECT * EXCLUDE (started_at, finished_at) FROM read_parquet(?)", [str(path)]
        ).fetchall()


def main(paper_count: int) -> None:
    """Run undisturbed, run and be killed four times, compare, and print the figures."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        with conference(paper_count, folder) as held:
            began = time.monotonic()
            held.run(folder / "whole")
            undisturbed = len(held.server.asked)
            fetched = _megabytes(folder / "whole" / "cache" / "sources")
            print(
                f"{paper_count} papers, undisturbed: {undisturbed} requests, {fetched:.1f} MB fetched, "
                f"{time.monotonic() - began:.0f} s"
            )
            began = time.monotonic()
            for state in kill_at_every_step(held, folder / "killed"):
                print(f"killed: {state}")
            held.run(folder / "killed")
            again = len(held.server.asked) - 2 * undisturbed
            print(
                f"killed and resumed: {again} requests more than undisturbed, {time.monotonic() - began:.0f} s"
            )
        tables = folder / "whole" / "tables"
        differing = differing_tables(folder / "whole", folder / "killed")
        print(
            f"{_count(tables, '*.parquet')} tables of {_megabytes(tables):.1f} MB; "
            f"differing: {', '.join(differing) or 'none'}"
        )


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else simulated.FULL_COUNT)
