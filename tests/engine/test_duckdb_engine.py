"""The engine reads one run's tables, runs nothing but SELECTs, and computes a kept step once."""

import shutil
from pathlib import Path

import duckdb
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from byline.engine import DuckDBEngine, EngineError, Step, write_database
from byline.model import Paper, arrow_table


@pytest.fixture
def tables(tmp_path: Path) -> Path:
    folder = tmp_path / "run's output" / "tables"
    folder.mkdir(parents=True)
    papers = [Paper(f"v-2024/{i}", "V", 2024, "main", "T", None, "folder", None, None, i) for i in range(3)]
    pq.write_table(arrow_table("papers", papers), folder / "papers.parquet")
    return folder


def test_rows_come_back_as_declared(tables: Path) -> None:
    engine = DuckDBEngine.open(tables)
    found = engine.query("SELECT paper_id FROM papers WHERE page_count > $least ORDER BY 1", {"least": 1})
    assert found.to_pylist() == [{"paper_id": "v-2024/2"}]


def test_a_table_that_was_not_written_is_empty_and_typed(tables: Path) -> None:
    table = DuckDBEngine.open(tables).query("SELECT * FROM technology_roles")
    assert table.num_rows == 0
    assert pa.types.is_list(table.schema.field("evidence").type)


def test_a_folder_without_tables_is_named(tmp_path: Path) -> None:
    with pytest.raises(EngineError, match=r"papers\.parquet"):
        DuckDBEngine.open(tmp_path)


def test_a_copy_answers_as_the_run_was_when_it_was_opened(tables: Path) -> None:
    engine = DuckDBEngine.open(tables, is_copy=True)
    pq.write_table(arrow_table("papers", []), tables / "papers.parquet")
    assert engine.query("SELECT COUNT(*) AS n FROM papers").to_pylist() == [{"n": 3}]
    with pytest.raises(EngineError):
        engine.query("SELECT * FROM read_text('/etc/hosts')")


def test_a_damaged_table_is_named_with_the_remedy(tables: Path) -> None:
    (tables / "runs.parquet").write_bytes(b"PAR1 but no more")
    with pytest.raises(EngineError, match=r"runs\.parquet cannot be read .* run the study again"):
        DuckDBEngine.open(tables)


@pytest.mark.parametrize(
    "sql",
    [
        "SELECT * FROM read_csv('/etc/hosts')",
        "SELECT * FROM read_text('/etc/hosts')",
        "COPY papers TO 'papers.csv'",
        "CREATE TABLE x AS SELECT 1",
        "ATTACH '/tmp/other.db'",
        "SET enable_external_access = true",
        "INSTALL httpfs",
        "SELECT 1; DROP VIEW papers",
        "SELECT * FROM nowhere",
    ],
)
def test_nothing_is_read_or_written_outside_the_run(tables: Path, sql: str) -> None:
    engine = DuckDBEngine.open(tables)
    with pytest.raises(EngineError):
        engine.query(sql)
    assert engine.query("SELECT COUNT(*) AS n FROM papers").to_pylist() == [{"n": 3}]
    assert sorted(file.name for file in tables.iterdir()) == ["papers.parquet"]


def test_a_kept_step_is_computed_once_and_told_apart_by_what_it_reads(tables: Path) -> None:
    engine = DuckDBEngine.open(tables)

    def ask(least: int) -> float:
        steps = [
            Step("least", f"SELECT {least} AS n"),
            Step(
                "long_papers", "SELECT p.* FROM papers AS p JOIN least ON p.page_count >= n", ("least",), True
            ),
            # Two draws of one kept step agree only if it ran once.
            Step("drawn", "SELECT paper_id, RANDOM() AS draw FROM long_papers", ("long_papers",), True),
        ]
        table = engine.query("SELECT SUM(draw) + COUNT(*) AS n FROM drawn", steps=steps)
        return float(table.column("n")[0].as_py())

    assert ask(1) == ask(1)
    assert int(ask(1)) != int(ask(0))


def test_many_kept_steps_are_forgotten_oldest_first(tables: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("byline.engine.duckdb_engine.KEPT_TABLES", 2)
    engine = DuckDBEngine.open(tables)
    for n in range(5):
        engine.query("SELECT * FROM one", steps=[Step("one", f"SELECT {n} AS n", is_kept=True)])
    kept = engine.query("SELECT table_name FROM duckdb_tables() WHERE temporary").to_pylist()
    assert len(kept) == 2


def test_every_step_can_be_looked_at(tables: Path) -> None:
    steps = [
        Step("long_papers", "SELECT * FROM papers WHERE page_count > 0"),
        Step("counted", "SELECT COUNT(*) AS n FROM long_papers", ("long_papers",)),
    ]
    reports = DuckDBEngine.open(tables).inspect(steps)
    assert [(r.name, r.row_count) for r in reports] == [("long_papers", 2), ("counted", 1)]
    assert reports[1].sample.to_pylist() == [{"n": 2}]


def test_the_database_of_views_moves_with_the_run(
    tables: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write_database(tables, tables.parent / "byline.duckdb")
    write_database(tables, tables.parent / "byline.duckdb")  # an older file is replaced
    moved = tmp_path / "elsewhere"
    shutil.move(tables.parent, moved)
    monkeypatch.chdir(moved)
    with duckdb.connect("byline.duckdb", read_only=True) as connection:
        assert connection.execute("SELECT COUNT(*) FROM papers").fetchall() == [(3,)]
        assert connection.execute("SELECT COUNT(*) FROM issues").fetchall() == [(0,)]
    assert sorted(file.name for file in moved.iterdir()) == ["byline.duckdb", "tables"]
