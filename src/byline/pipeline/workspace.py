"""The run's folder: where tables, caches and the report stand, and how they are written."""

import fcntl
import os
import shutil
import tempfile
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeVar

import msgspec

from byline.files import RUN_FILE, reason
from byline.model import Issue, arrow_table

T = TypeVar("T")

# In the cache: which stages are up to date.
STAMPS = "stamps"
_LOCK = ".lock"


class WorkspaceError(Exception):
    """The run's folder cannot be used; the message says why and what to do."""


@dataclass(frozen=True, slots=True)
class Workspace:
    """OUT: `tables/` (Parquet), `cache/` (what a resumed run needs), `byline.duckdb`, `report.html`."""

    out: Path

    @property
    def tables(self) -> Path:
        """The folder of Parquet tables."""
        return self.out / "tables"

    @property
    def cache(self) -> Path:
        """The folder of what a later run can reuse; deleting it costs time, never data."""
        return self.out / "cache"

    @property
    def database(self) -> Path:
        """The DuckDB file of views over the tables."""
        return self.out / "byline.duckdb"

    @property
    def report(self) -> Path:
        """The static report."""
        return self.out / "report.html"

    @property
    def study(self) -> Path:
        """The study as it was run, every path made absolute, so that a report can be written again."""
        return self.out / RUN_FILE

    def table_path(self, name: str) -> Path:
        """The Parquet file of the table `name`."""
        return self.tables / f"{name}.parquet"

    def write_table(self, name: str, rows: Iterable[Any]) -> None:
        """Write the rows of the table `name`, whole or not at all."""
        import pyarrow.parquet as pq

        with replaced(self.table_path(name)) as path:
            pq.write_table(arrow_table(name, rows), path, compression="zstd")

    def load_table(self, name: str) -> list[dict[str, Any]]:
        """Return the rows of a table that an earlier stage wrote."""
        import pyarrow.parquet as pq

        rows: list[dict[str, Any]] = pq.ParquetFile(self.table_path(name)).read().to_pylist()
        return rows

    def save(self, name: str, record: Any) -> None:
        """Write a record to the cache as JSON, whole or not at all."""
        with replaced(self.cache / f"{name}.json") as path:
            path.write_bytes(msgspec.json.encode(record))

    def load(self, name: str, kind: type[T]) -> T | None:
        """Return the record of the cache, or None where it is missing or of an older form."""
        try:
            return msgspec.json.decode((self.cache / f"{name}.json").read_bytes(), type=kind)
        except (OSError, msgspec.DecodeError):
            return None

    def save_issues(self, stage: str, issues: Iterable[Issue]) -> None:
        """Keep the issues of one stage; `all_issues` joins them."""
        self.save(f"issues-{stage}", list(issues))

    def all_issues(self) -> list[Issue]:
        """Return the issues of every stage, in the order of stage names."""
        names = sorted(path.stem for path in self.cache.glob("issues-*.json"))
        return [issue for name in names for issue in self.load(name, list[Issue]) or []]

    @contextmanager
    def locked(self) -> Iterator[None]:
        """Hold the folder for one run; raises WorkspaceError while another run has it.

        A folder that was made for a run which then came to nothing, as without a network, is taken away again.
        """
        made = [path for path in (self.out, *self.out.parents) if not path.exists()]
        self._make()
        with (self.out / _LOCK).open("w") as lock:
            try:
                fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                raise WorkspaceError(
                    f"another run is writing to {self.out}; wait for it or choose another --out"
                ) from None
            try:
                yield
            except BaseException:
                if made and not self.is_holding():
                    self._remove(made)
                raise

    def is_holding(self) -> bool:
        """Return whether the folder has anything that a run fetched, read or counted."""
        own = {self.study, self.out / _LOCK, self.cache / f"{STAMPS}.json"}
        return any(path.is_file() and path not in own for path in self.out.rglob("*"))

    def _remove(self, made: Iterable[Path]) -> None:
        shutil.rmtree(self.out, ignore_errors=True)
        with suppress(OSError):  # another run may have begun beside this one
            for folder in list(made)[1:]:
                folder.rmdir()

    def _make(self) -> None:
        try:
            for folder in (self.tables, self.cache / "documents", self.cache / "technologies"):
                folder.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise WorkspaceError(
                f"cannot write to {self.out}: {reason(error)}; choose another --out"
            ) from None


@contextmanager
def replaced(path: Path) -> Iterator[Path]:
    """Yield a temporary path that takes the place of `path` when the block ends without an error."""
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
    os.close(handle)
    temporary = Path(name)
    try:
        yield temporary
        temporary.replace(path)
    finally:
        temporary.unlink(missing_ok=True)
