"""Printed title blocks become rows; listed authors find their printed selves, or are left out."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from byline.model import Box, PrintedAffiliation, PrintedAuthor
from byline.pipeline.bylines import align, printed_authorships, printed_mentions

BOX = Box(10, 20, 30, 40)
AUTHORS = (
    PrintedAuthor("Ana López", 1, BOX, (PrintedAffiliation("ETH Zurich", 1, BOX),), ("ethz.ch",), ("equal",)),
    PrintedAuthor("Bo Li", 1, BOX, (), ("tsinghua.edu.cn", "gmail.com")),
)


def test_authors_keep_their_printed_order_and_notes() -> None:
    first, second = printed_authorships("v-2030/a", AUTHORS)
    assert (first.author_position, first.author_count, first.author_name) == (1, 2, "Ana López")
    assert first.notes == ("equal",)
    assert second.author_position == 2


def test_each_witness_has_rows_of_its_own() -> None:
    rows = printed_mentions("v-2030/a", AUTHORS)
    assert [(m.author_position, m.witness, m.affiliation_text) for m in rows] == [
        (1, "pdf", "ETH Zurich"),
        (1, "email", "ethz.ch"),
        (2, "email", "tsinghua.edu.cn"),
        (2, "email", "gmail.com"),
    ]
    assert rows[0].email_domain == "ethz.ch"
    assert len({m.mention_id for m in rows}) == 4


@pytest.mark.parametrize(
    ("listed", "printed", "places"),
    [
        (["Ana López", "Bo Li"], ["Ana Lopez", "Bo Li"], {1: 1, 2: 2}),  # accents
        (["Bo Li", "Ana López"], ["Ana López", "Bo Li"], {1: 2, 2: 1}),  # another order
        (["A. López", "Bo Li"], ["Ana López", "Bo Li"], {1: 1, 2: 2}),  # initials, by place and last word
        (["Wei Wang", "Wei Wang"], ["Wei Wang", "Wei Wang"], {1: 1, 2: 2}),  # two people of one name
        (["Ana López", "Bo Li", "Cy Ng"], ["Ana López", "Bo Li"], {1: 1, 2: 2}),  # one is not printed
        (["Dee Fox", "Eve Orr"], ["Ana López", "Bo Li"], None),  # another paper
        ([], [], {}),
    ],
)
def test_listed_authors_are_aligned_with_printed_ones(
    listed: list[str], printed: list[str], places: dict[int, int] | None
) -> None:
    assert align(listed, printed) == places


@given(st.lists(st.text(alphabet="abcdefg ", min_size=1), max_size=6), st.randoms())
def test_nobody_is_given_two_places(names: list[str], random: object) -> None:
    printed = sorted(names)
    places = align(names, printed) or {}
    assert len(set(places.values())) == len(places)
    assert set(places) <= set(range(1, len(names) + 1))
