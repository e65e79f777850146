"""One file to a document: what is whole, what is no paper, and what cannot be read."""

import hashlib
import random
import time
from itertools import pairwise
from pathlib import Path

import pypdfium2
import pypdfium2.raw as pdfium
import pytest
import typst
from layouts import ANONYMOUS, ICML_FOOTNOTE, NEURIPS_MARKS
from made_up_files import blank_pdf, drawn_pdf, encrypted_pdf, endless_pdf, minimal_pdf
from typeset import typeset

from byline.documents import DocumentError, parse_document
from byline.documents.front_matter import FrontMatter
from byline.model.documents import Document


def parsed(path: Path, content: bytes) -> Document:
    path.write_bytes(content)
    return parse_document(path)


@pytest.fixture
def document(tmp_path: Path) -> Document:
    return parsed(tmp_path / "paper.pdf", typeset(NEURIPS_MARKS.source))


def test_document_says_where_it_is_from(document: Document) -> None:
    content = Path(document.path).read_bytes()
    assert document.sha256 == hashlib.sha256(content).hexdigest()
    assert document.page_count == len(document.page_starts)
    assert document.issues == ()


def test_sections_cover_the_text_without_overlap(document: Document) -> None:
    assert [section.kind for section in document.sections] == ["title", "abstract", "introduction"]
    assert document.sections[0].start == 0
    assert all(before.end == after.start for before, after in pairwise(document.sections))
    assert document.sections[-1].end == len(document.text)


def test_evidence_has_its_place(document: Document) -> None:
    author = document.title_block.authors[0]
    affiliation = author.affiliations[0]
    assert author.page == affiliation.page == 1
    assert author.box.y0 > affiliation.box.y0  # The name stands above.
    assert any(author.name in line.text for line in document.title_block.lines)
    assert all(line.box.x0 < line.box.x1 and line.font_size > 0 for line in document.title_block.lines)


def test_footnote_affiliation_stands_low_on_the_page(tmp_path: Path) -> None:
    document = parsed(tmp_path / "paper.pdf", typeset(ICML_FOOTNOTE.source))
    assert document.title_block.authors[0].affiliations[0].box.y1 < 200


@pytest.mark.parametrize(
    ("name", "content", "code"),
    [
        ("empty", b"", "empty"),
        ("page of the web", b"<!doctype html><title>Sign in</title>", "not_a_pdf"),
        ("header and nothing else", b"%PDF-1.7\n", "damaged"),
        ("noise", b"%PDF-1.7\n" + random.Random(1).randbytes(20_000), "damaged"),
        ("no pages", minimal_pdf(), "damaged"),
        ("encrypted", encrypted_pdf(), "encrypted"),
    ],
)
def test_what_cannot_be_read_says_why(tmp_path: Path, name: str, content: bytes, code: str) -> None:
    path = tmp_path / f"{name}.pdf"
    with pytest.raises(DocumentError) as caught:
        parsed(path, content)
    assert caught.value.code == code
    assert str(path) in caught.value.message


def test_missing_file(tmp_path: Path) -> None:
    with pytest.raises(DocumentError) as caught:
        parse_document(tmp_path / "nowhere.pdf")
    assert caught.value.code == "missing"


def test_folder_is_no_document(tmp_path: Path) -> None:
    with pytest.raises(DocumentError) as caught:
        parse_document(tmp_path)
    assert caught.value.code == "unreadable"


def read_or_refused(path: Path, content: bytes) -> Document | str:
    """Return the document, or the code of the error that it raised."""
    try:
        return parsed(path, content)
    except DocumentError as error:
        return error.code


@pytest.mark.parametrize("share", [0.3, 0.6, 0.9, 0.99])
def test_cut_off_file_is_refused_or_read(tmp_path: Path, share: float) -> None:
    whole = typeset(NEURIPS_MARKS.source)
    read = read_or_refused(tmp_path / "cut.pdf", whole[: int(len(whole) * share)])
    assert read in ("damaged", "empty") if isinstance(read, str) else read.page_count >= 1


def test_what_was_wrong_with_one_file_is_not_said_of_the_next(tmp_path: Path) -> None:
    assert read_or_refused(tmp_path / "locked.pdf", encrypted_pdf()) == "encrypted"
    assert read_or_refused(tmp_path / "endless.pdf", endless_pdf()) != "encrypted"


def test_endless_page_tree_ends(tmp_path: Path) -> None:
    read = read_or_refused(tmp_path / "endless.pdf", endless_pdf())
    assert (
        read in ("damaged", "too_long", "empty") if isinstance(read, str) else read.title_block.authors == ()
    )


@pytest.mark.parametrize(("pages", "code"), [(2900, "read"), (3100, "too_long")])
def test_volumes_have_a_limit(tmp_path: Path, pages: int, code: str) -> None:
    read = read_or_refused(tmp_path / "volume.pdf", drawn_pdf(b"BT /F 10 Tf 10 700 Td (Page) Tj ET", pages))
    assert read == code if isinstance(read, str) else (code, read.page_count) == ("read", pages)


def test_pages_of_one_endless_line_or_many_close_ones_end(tmp_path: Path) -> None:
    rows = b"0 -0.03 Td (1 Ana Lind1, University) Tj " * 5000
    for content in (b"(" + b"A" * 500_000 + b") Tj", rows):
        drawn = b"BT /F 8 Tf 10 790 Td " + content + b" (Abstract) Tj ET"
        began = time.monotonic()
        assert parsed(tmp_path / "lines.pdf", drawn_pdf(drawn)).title_block.authors == ()
        assert time.monotonic() - began < 10


def test_a_page_is_closed_before_its_file_when_reading_it_fails(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    events: list[str] = []

    def told(owner: object, name: str) -> None:
        real = getattr(owner, name)

        def call(*given: object) -> None:
            events.append(name)
            real(*given)

        monkeypatch.setattr(owner, name, call)

    told(pdfium, "FPDF_ClosePage")
    told(pypdfium2.PdfDocument, "close")
    monkeypatch.setattr(FrontMatter, "read", lambda *_: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        parsed(tmp_path / "paper.pdf", typeset(NEURIPS_MARKS.source))
    assert events == ["FPDF_ClosePage", "close"]


def test_changed_bytes_never_crash(tmp_path: Path) -> None:
    chance = random.Random(7)
    whole = typeset(NEURIPS_MARKS.source)
    for number in range(25):
        content = bytearray(whole)
        for _ in range(40):
            content[chance.randrange(len(content))] = chance.randrange(256)
        read = read_or_refused(tmp_path / f"{number}.pdf", bytes(content))
        assert isinstance(read, str) or len(read.page_starts) == read.page_count


def test_scan_has_no_authors_and_says_so(tmp_path: Path) -> None:
    document = parsed(tmp_path / "scan.pdf", blank_pdf())
    assert document.title_block.authors == ()
    assert [code for code, _ in document.issues] == ["no_text"]


@pytest.mark.parametrize(
    ("source", "title"),
    [
        (
            "#align(center)[#text(size: 17pt)[Permission to Publish Form] \\ Author Name \\ Paper Number]\n"
            "I agree to have my paper published. \\ Signed: \\ Date:",
            "Permission to Publish Form",
        ),
        (
            "#align(center)[#text(size: 17pt)[Preface] \\ *Ann Editor* \\ University of Northford]\n#body",
            "Preface",
        ),
    ],
)
def test_forms_and_forewords_are_no_papers(tmp_path: Path, source: str, title: str) -> None:
    document = parsed(tmp_path / "form.pdf", typeset(source))
    assert document.title_block.title == title
    assert document.title_block.authors == ()
    assert [code for code, _ in document.issues] == ["not_a_paper"]


def test_anonymous_submission_is_named_so(tmp_path: Path) -> None:
    document = parsed(tmp_path / "blind.pdf", typeset(ANONYMOUS.source))
    assert [code for code, _ in document.issues] == ["anonymous"]


def test_page_of_countless_lines_is_read_in_time(tmp_path: Path) -> None:
    line = "{aaaaaaaaaa@" * 60
    page = "#set page(width: 100cm, height: 40cm)\n#set text(size: 2pt)\n"
    content = typst.compile((page + f'#for i in range(100) ["{line}" #h(3pt)]').encode())
    began = time.monotonic()
    document = parsed(tmp_path / "countless.pdf", content)
    assert document.title_block.authors == ()
    assert time.monotonic() - began < 5
