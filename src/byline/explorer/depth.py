"""Published figures measured again, and what chance gives: too slow to wait for, so made beside the answers."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from threading import Event, Lock, Thread
from typing import Any

from byline.engine import DuckDBEngine
from byline.measures import Chance, Check, check_claims, expected_by_chance
from byline.study import Study


@dataclass(frozen=True, slots=True)
class Found:
    """What was measured under the study's own rules; `problem` says why nothing could be."""

    checks: Sequence[Check] = ()
    chances: Sequence[Chance] = ()
    problem: str = ""


@dataclass(slots=True)
class Depth:
    """The slow measures of one run, made once, by an engine of their own so that no other page waits.

    On 4,553 papers they take 4 s, and all else that the explorer shows under one.
    """

    out: Path
    study: Study
    _found: Found | None = None
    _thread: Thread | None = None
    _engine: DuckDBEngine | None = None
    _is_done: Event = field(default_factory=Event)
    _lock: Lock = field(default_factory=Lock)

    def found(self) -> Found | None:
        """Return what was measured; None while it is, which the first asking begins."""
        with self._lock:
            if self._thread is None:
                self._thread = Thread(target=self._work, name="depth", daemon=True)
                self._thread.start()
        return self._found

    def wait(self, seconds: float) -> bool:
        """Wait until what was asked for is measured; return whether it is."""
        return self._is_done.wait(seconds)

    def close(self) -> None:
        """End what is being measured: a process must not end beneath an engine that works."""
        while self._thread and self._thread.is_alive():
            if engine := self._engine:
                engine.interrupt()
            self._thread.join(0.05)

    def _work(self) -> None:
        try:
            self._found = self._measured()
        except Exception as error:  # whatever it is, a reader is told and the server goes on
            self._found = Found(problem=f"{type(error).__name__}: {error}")
        finally:
            self._is_done.set()

    def _measured(self) -> Found:
        engine = self._engine = DuckDBEngine.open(self.out / "tables", is_copy=True)
        try:
            groups: dict[str, Any] = {"groups": self.study.groups} if self.study.groups else {}
            checks = check_claims(engine)
            chances = [
                chance
                for pair in self.study.pairs
                for chance in expected_by_chance(engine, self.study.rules, countries=pair, **groups)
            ]
            return Found(checks, chances)
        finally:
            self._engine = None
            engine.close()
