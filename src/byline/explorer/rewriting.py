"""The run's report, written anew after decisions: in a process of its own, one at a time, the last one never missed."""

import subprocess
import sys
from dataclasses import dataclass, field
from pathlib import Path
from threading import Lock, Thread


@dataclass(slots=True)
class Rewriting:
    """Writes OUT/report.html again when asked; readers of the explorer never wait for it.

    Where that fails the report on disk stays the one before, and the terminal says why.
    """

    out: Path
    _is_asked: bool = False
    _thread: Thread | None = None
    _lock: Lock = field(default_factory=Lock)

    def ask(self) -> None:
        """Have the report written from the tables as they are now; several decisions share one writing."""
        with self._lock:
            self._is_asked = True
            if self._thread is None:
                self._thread = Thread(target=self._work, name="report")
                self._thread.start()

    def ask_if_old(self, decisions: Path) -> None:
        """Have the report written where it is older than the decisions: the last process may have been ended."""
        report = self.out / "report.html"
        if decisions.is_file() and report.is_file() and decisions.stat().st_mtime > report.stat().st_mtime:
            self.ask()

    def wait(self) -> None:
        """Return when nothing is being written."""
        while thread := self._thread:
            thread.join()

    def _work(self) -> None:
        while True:
            with self._lock:
                if not self._is_asked:
                    self._thread = None
                    return
                self._is_asked = False
            if problem := self._write():
                print(f"The report is older than the decisions: {problem}", file=sys.stderr)

    def _write(self) -> str:
        """Write the report; return why it could not be written, or nothing."""
        command = [sys.executable, "-m", "byline", "report", str(self.out)]
        # Charts that were asked for as files stay as new as the report.
        command += ["--charts"] if (self.out / "charts").is_dir() else []
        try:
            # Ended with Ctrl-C the server still lets it finish: it takes seconds, and half of it is never seen.
            done = subprocess.run(
                command, stdin=subprocess.DEVNULL, capture_output=True, text=True, start_new_session=True
            )
        except OSError as error:
            return str(error)
        return (done.stderr.strip() or f"it ended with {done.returncode}") if done.returncode else ""
