"""Tables are declared once, on the row's own class."""

import pyarrow as pa
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from byline.model import TABLES, AffiliationMention, CountingRules, Paper, arrow_schema, arrow_table, choices


def test_rows_become_a_table_with_the_declared_columns() -> None:
    paper = Paper("v-2024/a", "V", 2024, "main", "A title", None, "folder", None, None, 9)
    table = arrow_table("papers", [paper])
    assert table.schema.names == [column.name for column in TABLES["papers"].columns]
    assert table.to_pylist()[0]["page_count"] == 9
    assert table.to_pylist()[0]["url"] is None


@settings(deadline=None)  # The first example pays for the import of pyarrow.
@given(
    # No half of a surrogate pair: such text has no bytes, and a table could not hold it either way.
    st.text(st.characters(exclude_categories=["Cs"])),
    st.none() | st.integers(-(2**62), 2**62),
    st.none() | st.tuples(*[st.floats(allow_nan=False, allow_infinity=False)] * 4),
)
def test_rows_come_back_as_they_were(text: str, page: int | None, box: tuple[float, ...] | None) -> None:
    mention = AffiliationMention("m", "p", 1, "pdf", text, None, page, box)
    (row,) = arrow_table("affiliation_mentions", [mention]).to_pylist()
    assert (row["affiliation_text"], row["page"], row["email_domain"]) == (text, page, None)
    assert row["box"] == (None if box is None else list(box))


def test_no_rows_are_a_table_with_all_columns() -> None:
    assert arrow_table("papers", []).schema.equals(arrow_schema("papers"))


def test_a_wrong_type_is_refused() -> None:
    paper = Paper("v-2024/a", "V", "two thousand", "main", "A title", None, "folder", None, None, 9)  # type: ignore[arg-type]
    with pytest.raises(pa.ArrowInvalid):
        arrow_table("papers", [paper])


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
