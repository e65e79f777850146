"""Answers in which anything may be anything: a paper comes out, or the source stops; nothing else happens."""

from collections.abc import Callable
from contextlib import suppress
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from byline.sources import Edition, SourceError
from byline.sources.crossref import parse_item
from byline.sources.harvest import ListedPaper, harvest_of
from byline.sources.html_blocks import parse_blocks
from byline.sources.openalex import parse_work
from byline.sources.openreview import parse_note
from byline.sources.paperlists import parse_entry
from byline.sources.profiles import affiliations_in
from byline.sources.virtual_site import parse_events, parse_lines

EDITION = Edition.model_validate({"venue": "V", "year": 2025, "sources": [{"name": "virtual_site"}]})

NAMES = """results name title authors fullname institution affiliation id uid paper_url sourceurl author authorships
raw_affiliation_strings institutions display_name content history start end value DOI"""
KEYS = st.sampled_from(sorted(set(NAMES.split())))
ANYTHING: st.SearchStrategy[Any] = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.text(max_size=8)
    | st.just("~A1")
    | st.just("https://x?id=1"),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(KEYS, inner, max_size=5),
    max_leaves=12,
)
OBJECT = st.dictionaries(KEYS, ANYTHING, max_size=8)


@settings(max_examples=30)
@given(OBJECT, OBJECT, st.text(max_size=5))
def test_no_answer_breaks_a_parser(record: dict[str, Any], content: dict[str, Any], name: str) -> None:
    fields = {key: {"value": value} for key, value in content.items()}
    profile = {"id": "~A1", "content": content}
    parsers: list[Callable[[], list[ListedPaper]]] = [
        lambda: parse_events(EDITION, {"results": [{**record, "name": name}]}, "x"),
        lambda: [parse_work(record)],
        lambda: [parse_item(record)],
        lambda: [parse_note({**record, "id": "x", "content": fields}, {"~A1": profile}, 2025)],
        lambda: [parse_entry({**record, "title": name, "author": "A B;C D"})],
    ]
    for parse in parsers:
        try:
            papers = parse()
        except SourceError:
            continue
        assert all(isinstance(row.author_name, str) for row in harvest_of(EDITION, "x", papers).authorships)
    with suppress(SourceError):
        assert all(isinstance(text, str) for text, _ in affiliations_in(profile, 2025))


@given(st.binary(max_size=200))
def test_no_bytes_break_a_list_of_lines(content: bytes) -> None:
    try:
        papers, _ = parse_lines(content, "x")
    except SourceError:
        return
    assert papers


@given(st.text(alphabet="<>/lia href='\"&;=x", max_size=80))
def test_no_page_breaks_the_reader_of_pages(page: str) -> None:
    for block in parse_blocks(page, "li"):
        assert all(isinstance(element.text, str) for element in block)


def test_a_page_nested_without_end_takes_no_time() -> None:
    page = "<li>" + "<a>" * 20_000 + "x"
    with pytest.raises(SourceError, match="nested"):
        parse_blocks(page, "li")
