"""Title blocks that do not stay on the first page."""

from pathlib import Path

from layouts import NEURIPS_MARKS
from typeset import write_paper

from byline.documents import parse_document

_NAMES = [
    f"{first} {last}" for first in ("Ada", "Ben", "Cleo", "Dov", "Edna") for last in ("Frost", "Kahn", "Moe")
]


def test_block_that_goes_on_to_the_second_page(tmp_path: Path) -> None:
    names = " \\\n".join(
        f"*{name}* \\ University of Northford \\ Northford, Canada \\ #v(1.2em)" for name in _NAMES
    )
    source = (
        '#set page(paper: "us-letter", margin: 1.5in)\n#set text(size: 10pt)\n'
        '#align(center)[#text(size: 17pt, weight: "bold")[On Reading Made-Up Papers]\n#v(2em)\n'
        f"{names}]\n#abstract()\n= 1 Introduction\n#body"
    )
    document = parse_document(write_paper(tmp_path / "long.pdf", source))
    assert [author.name for author in document.title_block.authors] == _NAMES
    assert {author.page for author in document.title_block.authors} == {1, 2}
    assert {a.text for author in document.title_block.authors for a in author.affiliations} == {
        "University of Northford, Northford, Canada"
    }


def test_cover_leaf_with_the_same_title(tmp_path: Path) -> None:
    cover = (
        '#page(paper: "us-letter")[#text(size: 20pt)[On Reading Made-Up Papers] \\ Ana Lind, Bo Chen, et al. \\\n'
        "To cite this version: Ana Lind et al. On Reading Made-Up Papers. 2030. \\ Made-up archive 42]\n"
    )
    document = parse_document(write_paper(tmp_path / "cover.pdf", cover + NEURIPS_MARKS.source))
    read = [
        (author.name, tuple(a.text for a in author.affiliations)) for author in document.title_block.authors
    ]
    assert read == [(name, affiliations) for name, affiliations, _ in NEURIPS_MARKS.authors]
    assert document.title_block.authors[0].page == 2


def test_blank_leaf_before_the_paper(tmp_path: Path) -> None:
    document = parse_document(write_paper(tmp_path / "leaf.pdf", "#page[]\n" + NEURIPS_MARKS.source))
    assert [author.name for author in document.title_block.authors] == [
        name for name, _, _ in NEURIPS_MARKS.authors
    ]
