"""One PDF to a Document: text, title block, sections and references, each page opened once."""

from pathlib import Path

from byline.documents.errors import DocumentError
from byline.documents.pdf import OpenPage, opened_pdf
from byline.documents.references import parse_references
from byline.documents.sections import parse_sections
from byline.documents.text import clean_page
from byline.documents.title_block import parse_title_block
from byline.documents.words import WordReader
from byline.model.documents import Document, TitleBlock

_NO_BLOCK = TitleBlock("", (), ())


def parse_document(path: Path | str) -> Document:
    """Return what a PDF says: its text page by page, title, authors with affiliations, sections and references.

    A scan, a form or a foreword gives a Document without authors and says so in `issues`. Raises DocumentError
    for a file that is missing, empty, damaged, encrypted or no PDF.

    >>> parse_document("paper.pdf").title_block.authors[0].name  # doctest: +SKIP
    'Jane Doe'
    """
    path = Path(path)
    pages: list[str] = []
    issues: list[tuple[str, str]] = []
    block = _NO_BLOCK
    with opened_pdf(path) as pdf:
        for page in pdf.pages():
            if page is None:
                issues.append(("page_unreadable", f"{path}: page {len(pages) + 1} cannot be read"))
                pages.append("")
                continue
            if page.number == 1 and page.raw_text.strip():
                block = _title_block(page)
            pages.append(clean_page(page.raw_text))
    text, starts = _joined(pages)
    sections = parse_sections(text)
    references = parse_references(text, sections)
    issues += _issues(path, text, block, len(sections))
    return Document(
        str(path), pdf.sha256, pdf.page_count, text, starts, block, sections, references, tuple(issues)
    )


def _title_block(page: OpenPage) -> TitleBlock:
    return parse_title_block(WordReader(page), page.number)


def _joined(pages: list[str]) -> tuple[str, tuple[int, ...]]:
    starts, position = [], 0
    for page in pages:
        starts.append(position)
        position += len(page) + 1
    return "\n".join(pages), tuple(starts)


def _issues(path: Path, text: str, block: TitleBlock, section_count: int) -> list[tuple[str, str]]:
    if not text.strip():
        return [
            ("no_text", f"{path}: no text on any page; it is a scan, and would need character recognition")
        ]
    if not block.authors:
        return [("no_authors", f"{path}: no authors found above the abstract")]
    return []


__all__ = ["DocumentError", "parse_document"]
