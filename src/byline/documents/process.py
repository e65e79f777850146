"""The parent's side of one worker process: what it is doing, since when, and whether it still may."""

import os
import signal
import time
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any

from byline.documents.template_process import CONTEXT
from byline.documents.worker import Failure, WorkerSetup, work_until_stopped

_SECONDS_TO_STOP = 0.5
_PAGE_BYTES = os.sysconf("SC_PAGE_SIZE")


class PoolError(RuntimeError):
    """The pool itself cannot work: its initializer fails, or a process cannot be started."""


@dataclass(frozen=True, slots=True)
class PoolLimits:
    """What one file may cost and when a worker is replaced by a fresh one.

    The slowest of 118 real papers takes about a second; workers stay near 150 MB.
    """

    seconds_per_file: float = 60.0
    memory_bytes: int = 700 << 20
    recycle_bytes: int = 400 << 20
    files_per_worker: int = 500
    seconds_to_start: float = 60.0


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of a file: the result of the work, or a Failure."""

    result: Any


class WorkerProcess:
    """One process, the file it works on (`path`; None while it is idle), and the one it has ready (`ahead`)."""

    def __init__(self, setup: WorkerSetup, limits: PoolLimits) -> None:
        self.connection: Connection
        self.connection, theirs = CONTEXT.Pipe()
        self._process = CONTEXT.Process(
            target=work_until_stopped, args=(theirs, setup), name="byline-document-worker", daemon=True
        )
        self._process.start()
        theirs.close()  # Else the pipe stays open when the process dies.
        self.path: object | None = None
        self.ahead: object | None = None
        self.is_dead = False
        self._limits = limits
        self._has_started = False
        self._deadline = time.monotonic() + limits.seconds_to_start
        self._file_count = 0

    @property
    def is_idle(self) -> bool:
        return self.path is None and not self.is_dead

    @property
    def is_spent(self) -> bool:
        """Whether it is idle and should be replaced before it gets another file."""
        return self.is_idle and self._is_worn

    @property
    def takes_one_more(self) -> bool:
        """Whether it is busy and may be sent the file to do after this one."""
        return self.path is not None and self.ahead is None and not self.is_dead and not self._is_worn

    @property
    def _is_worn(self) -> bool:
        is_old = self._file_count >= self._limits.files_per_worker
        return is_old or (self._file_count > 0 and self._resident_bytes() > self._limits.recycle_bytes)

    def begin(self, work: Callable[[Any], Any], path: object) -> None:
        """Send a file, to be worked on at once or, if it is busy, next; the process may still be starting.

        What is sent must be small: a busy process takes it from the pipe later.
        """
        if self.path is None:
            self._take_up(path)
        else:
            self.ahead = path
        self._file_count += 1
        with suppress(OSError):  # It died while idle; receive() finds that out and says so.
            self.connection.send((work, path))

    def receive(self) -> Outcome | None:
        """Return what became of the file, or None if the process only said that it has started."""
        try:
            answer = self.connection.recv()
        except (EOFError, OSError):
            return self._died()
        if not self._has_started:
            self._start(answer)
            return None
        self._take_up(self.ahead)
        self.ahead = None
        return Outcome(answer)

    def overrun(self) -> Outcome | None:
        """Return a Failure if the file has taken more time or memory than it may, else None."""
        if time.monotonic() > self._deadline:
            if not self._has_started:
                raise PoolError(f"a worker did not start within {self._limits.seconds_to_start:g} s")
            limit = f"{self._limits.seconds_per_file:g} s"
            return self._give_up(Failure("time_limit", f"{self.path}: given up after {limit}"))
        if self._resident_bytes() > self._limits.memory_bytes:
            limit = f"{self._limits.memory_bytes >> 20} MB"
            return self._give_up(Failure("memory_limit", f"{self.path}: given up at {limit} of memory"))
        return None

    def stop(self) -> None:
        """Ask the process to end once it is idle."""
        if self.is_idle:
            with suppress(OSError):
                self.connection.send(None)

    def end(self) -> None:
        """Wait for a process that was asked to stop; kill one that is busy or does not obey."""
        if self.is_idle:
            self._process.join(_SECONDS_TO_STOP)
        if self._process.is_alive():
            self._process.kill()
            self._process.join()
        self._process.close()
        self.connection.close()
        self.is_dead = True

    def _take_up(self, path: object | None) -> None:
        self.path = path
        if self._has_started:
            self._deadline = time.monotonic() + self._limits.seconds_per_file

    def _start(self, answer: Failure | None) -> None:
        if answer is not None:
            raise PoolError(answer.message)
        self._has_started = True
        self._deadline = time.monotonic() + self._limits.seconds_per_file

    def _died(self) -> Outcome:
        self._process.join(_SECONDS_TO_STOP)
        code = self._process.exitcode
        how = f"signal {signal.Signals(-code).name}" if code and code < 0 else f"exit code {code}"
        if not self._has_started:
            raise PoolError(f"a worker died while starting ({how})")
        return self._give_up(Failure("crash", f"{self.path}: the process reading it died ({how})"))

    def _give_up(self, failure: Failure) -> Outcome:
        self.is_dead = True
        return Outcome(failure)

    def _resident_bytes(self) -> int:
        """Return the memory that the process holds; 0 where the system does not say."""
        try:
            pages = Path(f"/proc/{self._process.pid}/statm").read_text().split()[1]
        except (OSError, IndexError):
            return 0
        return int(pages) * _PAGE_BYTES
