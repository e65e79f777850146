"""Tables are declared once, on the row's own class."""

import pytest

from byline.model import TABLES, CountingRules, Paper, arrow_schema, arrow_table, choices


def test_rows_become_a_table_with_the_declared_columns() -> None:
    paper = Paper("v-2024/a", "V", 2024, "main", "A title", None, "folder", None, None, 9)
    table = arrow_table("papers", [paper])
    assert table.schema.names == [column.name for column in TABLES["papers"].columns]
    assert table.to_pylist()[0]["page_count"] == 9
    assert table.to_pylist()[0]["url"] is None


@pytest.mark.parametrize("name", TABLES)
def test_every_table_and_column_says_what_it_means(name: str) -> None:
    assert TABLES[name].doc
    assert all(column.doc for column in TABLES[name].columns)
    assert all(field.metadata[b"doc"] for field in arrow_schema(name))


def test_rules_survive_json_and_refuse_what_they_do_not_know() -> None:
    rules = CountingRules(witness="agree", tracks=("main",))
    assert CountingRules.from_json(rules.to_json()) == rules
    with pytest.raises(ValueError, match="witness"):
        CountingRules(witness="guess")  # type: ignore[arg-type]
    assert choices()["counting"] == ("whole", "fractional")
