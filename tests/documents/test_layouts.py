"""Every layout of the field: names, affiliations, domains and notes as a reader sees them."""

from pathlib import Path

import pytest
from layouts import LAYOUTS, Layout
from rare_layouts import RARE_LAYOUTS
from typeset import write_paper
from wrapped_layouts import WRAPPED_LAYOUTS

from byline.documents import parse_document


@pytest.fixture(params=LAYOUTS + RARE_LAYOUTS + WRAPPED_LAYOUTS, ids=lambda layout: layout.name)
def layout(request: pytest.FixtureRequest) -> Layout:
    assert isinstance(request.param, Layout)
    return request.param


def test_authors_are_read_as_printed(layout: Layout, tmp_path: Path) -> None:
    document = parse_document(write_paper(tmp_path / "paper.pdf", layout.source))
    read = tuple(
        (author.name, tuple(affiliation.text for affiliation in author.affiliations), author.email_domains)
        for author in document.title_block.authors
    )
    assert document.title_block.title.casefold() == layout.title.casefold()
    assert read == layout.authors


def test_notes_are_kept_apart(layout: Layout, tmp_path: Path) -> None:
    document = parse_document(write_paper(tmp_path / "paper.pdf", layout.source))
    notes = {author.name: author.notes for author in document.title_block.authors}
    assert {name: notes[name] for name in layout.notes} == layout.notes
