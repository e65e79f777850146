"""DuckDB over the Parquet files of one run, read-only and shut in the run's own folder."""

import hashlib
import re
import time
import warnings
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from threading import RLock
from typing import TYPE_CHECKING

from byline.engine.contract import EngineError, Parameter, Step, StepReport
from byline.engine.dialect import transpile
from byline.model import TABLES, Table

if TYPE_CHECKING:
    import duckdb
    import pyarrow as pa

# Of the whole process: a filter for one query would be taken away by the end of another's in another thread.
warnings.filterwarnings("ignore", message="Arrow output on a DB-API result", category=UserWarning)
# Kept steps of one set of rules are about eight tables; an explorer session changes rules often.
KEPT_TABLES = 96
_WORD = re.compile(r"[a-z_0-9]+")  # step names stand in SQL as bare words
_TYPES: dict[object, str] = {
    str: "VARCHAR",
    int: "BIGINT",
    float: "DOUBLE",
    bool: "BOOLEAN",
    tuple[str, ...]: "VARCHAR[]",
    tuple[float, ...]: "DOUBLE[]",
}


class DuckDBEngine:
    """Runs SELECTs over `OUT/tables/*.parquet`. Safe to share between threads: one query at a time."""

    def __init__(self, connection: "duckdb.DuckDBPyConnection") -> None:
        self._connection = connection
        self._lock = RLock()
        self._kept: dict[str, None] = {}

    @classmethod
    def open(cls, tables_dir: Path, *, is_copy: bool = False, threads: int | None = None) -> "DuckDBEngine":
        """Return an engine over the run's tables; a table that the run did not write is empty.

        Nothing outside `tables_dir` can be read, and no statement but a SELECT runs. `is_copy`: the tables are
        read into memory now, and what becomes of the files later changes no answer. `threads`: how many one
        query may use, all cores where nothing is said. Raises EngineError where there are no tables.
        >>> engine = DuckDBEngine.open(Path("out/demo/tables"))  # doctest: +SKIP
        """
        import duckdb

        folder = tables_dir.resolve()
        if not (folder / "papers.parquet").is_file():
            raise EngineError(
                f"{tables_dir} is not the folder `tables` of a finished run: it holds no papers.parquet"
            )
        config: dict[str, str | bool | int | float | list[str]] = {"python_enable_replacements": False}
        if threads:
            config["threads"] = threads
        connection = duckdb.connect(":memory:", config=config)
        for table in TABLES.values():
            _create(connection, "TABLE" if is_copy else "VIEW", table, folder, folder)
        connection.execute(f"SET allowed_directories = [{_quoted(str(folder))}]")
        connection.execute("SET enable_external_access = false")
        connection.execute("SET lock_configuration = true")
        return cls(connection)

    def beside(self) -> "DuckDBEngine":
        """Return another engine over the same tables, as safe as this one: neither waits for the other's queries.

        What it keeps is its own; the tables are let go of when both are closed.
        """
        return DuckDBEngine(self._connection.cursor())

    def interrupt(self) -> None:
        """End the query that runs now, if any: who asked gets an EngineError."""
        import duckdb

        with suppress(duckdb.Error):  # closed meanwhile: nothing runs
            self._connection.interrupt()

    def close(self) -> None:
        """Let go of the files and of every kept step."""
        self._connection.close()

    def query(
        self, sql: str, parameters: Mapping[str, Parameter] | None = None, steps: Sequence[Step] = ()
    ) -> "pa.Table":
        """Return the rows of a SELECT; raises EngineError with the engine's words where it fails."""
        with self._lock, _explained(sql):
            self._check(sql)
            keys = self._keep(steps)
            text = _with(_read(sql, steps), keys) + transpile(sql, "duckdb")
            return self._fetch(text, parameters or {})

    def inspect(self, steps: Sequence[Step], sample_rows: int = 5) -> list[StepReport]:
        """Return a report on every step, each one kept, timed and counted by itself."""
        every = [Step(step.name, step.sql, step.needs, is_kept=True) for step in steps]
        return [self._report(every[: i + 1], sample_rows) for i in range(len(every))]

    def _report(self, steps: Sequence[Step], sample_rows: int) -> StepReport:
        step = steps[-1]
        start = time.perf_counter()
        count = self.query(f"SELECT COUNT(*) AS n FROM {step.name}", steps=steps).column("n")[0].as_py()
        seconds = time.perf_counter() - start
        sample = self.query(f"SELECT * FROM {step.name} LIMIT {int(sample_rows)}", steps=steps)
        return StepReport(step.name, step.sql, count, seconds, sample)

    def _fetch(self, text: str, parameters: Mapping[str, Parameter]) -> "pa.Table":
        # `sql(...)` would plan every query twice, a third of its time; the copy that DuckDB warns of is small.
        return self._connection.execute(text, dict(parameters)).to_arrow_table()

    def _check(self, sql: str) -> None:
        import duckdb

        statements = self._connection.extract_statements(sql)
        if len(statements) != 1 or statements[0].type != duckdb.StatementType.SELECT:
            raise EngineError("only one SELECT at a time may run here; write data through the pipeline")

    def _keep(self, steps: Sequence[Step]) -> dict[str, str]:
        """Compute the kept steps that are new; return step name -> key of its text and all it reads."""
        keys: dict[str, str] = {}
        for i, step in enumerate(steps):
            text = "\x1f".join([step.sql, *(f"{name}={keys[name]}" for name in step.needs)])
            key = keys[step.name] = hashlib.sha256(text.encode()).hexdigest()[:24]
            if step.is_kept and key not in self._kept:
                body = _with(_needed(step, steps[:i]), keys) + transpile(step.sql, "duckdb")
                self._connection.execute(f"CREATE TEMP TABLE kept_{key} AS {body}")
            if step.is_kept:
                self._kept.pop(key, None)
                self._kept[key] = None
        self._forget(set(keys.values()))
        return keys

    def _forget(self, in_use: set[str]) -> None:
        oldest = [key for key in self._kept if key not in in_use]
        for key in oldest[: max(0, len(self._kept) - KEPT_TABLES)]:
            self._connection.execute(f"DROP TABLE kept_{key}")
            del self._kept[key]


def write_database(tables_dir: Path, database: Path) -> None:
    """Write a DuckDB file of views over the tables, for people who query by hand.

    The views name the files relative to the database's folder where they stand below it, so the run can
    be moved: `cd OUT && duckdb byline.duckdb`. Replaces an older file whole.
    """
    import duckdb

    folder, home = tables_dir.resolve(), database.resolve().parent
    temporary = home / f".{database.name}.new"
    temporary.unlink(missing_ok=True)
    with duckdb.connect(str(temporary), config={"file_search_path": str(home)}) as connection:
        for table in TABLES.values():
            _create(connection, "VIEW", table, folder, home)
    temporary.replace(database)


def _create(
    connection: "duckdb.DuckDBPyConnection", what: str, table: Table, folder: Path, home: Path
) -> None:
    import duckdb

    try:
        connection.execute(f"CREATE {what} {table.name} AS {_select(table, folder, home)}")
    except duckdb.Error as error:
        file = folder / f"{table.name}.parquet"
        raise EngineError(
            f"{file} cannot be read ({_first_line(error)}); delete it and run the study again"
        ) from error


def _select(table: Table, folder: Path, home: Path) -> str:
    file = folder / f"{table.name}.parquet"
    if not file.is_file():
        columns = ", ".join(f"CAST(NULL AS {_TYPES[c.type]}) AS {c.name}" for c in table.columns)
        return f"SELECT {columns} WHERE false"
    is_below = folder != home and folder.is_relative_to(home)
    path = file.relative_to(home).as_posix() if is_below else str(file)
    return f"SELECT * FROM read_parquet({_quoted(path)})"


def _quoted(text: str) -> str:
    return "'" + text.replace("'", "''") + "'"


def _read(sql: str, steps: Sequence[Step]) -> list[Step]:
    """Return the steps that the query reads: a long WITH of steps it does not takes 10 ms to parse."""
    named = set(_WORD.findall(sql))
    return _needed(Step("", sql, tuple(step.name for step in steps if step.name in named)), steps)


def _needed(step: Step, earlier: Sequence[Step]) -> list[Step]:
    """Return the earlier steps that the step reads, directly or through one that is not kept."""
    wanted, found = set(step.needs), []
    for candidate in reversed(earlier):
        if candidate.name in wanted:
            found.append(candidate)
            wanted |= set() if candidate.is_kept else set(candidate.needs)
    return found[::-1]


def _with(steps: Iterable[Step], keys: Mapping[str, str]) -> str:
    parts = [
        f"{step.name} AS (SELECT * FROM kept_{keys[step.name]})"
        if step.is_kept
        else f"{step.name} AS (\n{transpile(step.sql, 'duckdb')}\n)"
        for step in steps
    ]
    return f"WITH {', '.join(parts)}\n" if parts else ""


@contextmanager
def _explained(sql: str) -> Iterator[None]:
    import duckdb

    try:
        yield
    except duckdb.Error as error:
        head = " ".join(sql.split())[:120]
        raise EngineError(f"the query {head!r} failed: {_first_line(error)}") from error


def _first_line(error: Exception) -> str:
    # DuckDB quotes the whole query below its message; the reader needs the message.
    return str(error).split("\n", 1)[0]
