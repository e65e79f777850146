"""SQL is written once: every step parses, stays in the shared subset, and says what it needs."""

from importlib import resources

import duckdb
import pytest
import sqlglot
from hypothesis import given
from hypothesis import strategies as st
from sqlglot import exp

from byline.engine import relation, transpile

ROOT = resources.files("byline.measures") / "sql"
FILES = {f"{folder}/{f.name}": f for folder in ("steps", "measures") for f in (ROOT / folder).iterdir()}


@pytest.mark.parametrize("name", sorted(FILES))
def test_sql_stays_in_the_subset_that_spark_shares(name: str) -> None:
    text = FILES[name].read_text(encoding="utf-8")
    (tree,) = sqlglot.parse(text, read="duckdb")
    assert tree is not None
    for division in tree.find_all(exp.Div):
        below = division.expression.unnest()
        below = below.this if isinstance(below, exp.Cast) else below
        # A window's count and the parts of an author are at least one; all else must say what zero means.
        assert isinstance(below, exp.Window | exp.Nullif | exp.Case) or below.name == "parts", division.sql()
    for aggregate in tree.find_all(exp.ArrayAgg):
        assert not aggregate.find(exp.Order), "no ordered list aggregates"
    assert "hash(" not in text.lower()
    spark = transpile(text, "spark")
    again = sqlglot.transpile(spark, read="spark", write="spark", unsupported_level=sqlglot.ErrorLevel.RAISE)
    assert again == [spark]


@pytest.mark.parametrize("name", sorted(FILES))
def test_a_step_declares_what_it_reads(name: str) -> None:
    text = FILES[name].read_text(encoding="utf-8")
    header = next((line for line in text.splitlines() if line.startswith("-- needs:")), "-- needs:")
    declared = {part.strip() for part in header.removeprefix("-- needs:").split(",") if part.strip()}
    (tree,) = sqlglot.parse(text, read="duckdb")
    assert tree is not None
    tables = {"papers", "authorships", "affiliation_mentions", "affiliation_matches", "institutions"}
    tables |= {"technologies", "technology_roles", "technology_mentions"}
    assert {table.name for table in tree.find_all(exp.Table)} - tables == declared


def test_text_in_the_dialect_we_write_in_is_left_alone() -> None:
    sql = "SELECT  paper_id -- as written\nFROM papers WHERE paper_id = $id"
    assert transpile(sql, "duckdb") is sql
    assert ":id" in transpile(sql, "spark")


@given(st.lists(st.tuples(st.text(), st.one_of(st.none(), st.integers(-(2**63), 2**63 - 1))), max_size=4))
def test_a_relation_yields_the_rows_it_was_given(rows: list[tuple[str, int | None]]) -> None:
    rows = [(text.encode("utf-8", "ignore").decode().replace("\0", ""), number) for text, number in rows]
    found = duckdb.execute(relation({"text": str, "number": int}, rows)).fetchall()
    assert sorted(found, key=repr) == sorted(rows, key=repr)


def test_a_relation_refuses_a_column_that_is_no_name() -> None:
    with pytest.raises(ValueError, match="no column name"):
        relation({"a; DROP": str}, [])
