"""One PDF to a Document: text, title block, sections and references, each page opened once."""

import re
from contextlib import closing
from pathlib import Path

from byline.documents.errors import DocumentError
from byline.documents.front_matter import FrontMatter
from byline.documents.pdf import LoadedPdf, load_pdf, opened_pdf
from byline.documents.references import parse_references
from byline.documents.sections import parse_sections
from byline.documents.text import clean_page
from byline.documents.title_block import parse_title_block
from byline.documents.wording import is_anonymous
from byline.model.documents import Document, Section, TitleBlock

_PAPER_KINDS = {"abstract", "introduction", "references"}
# Front matter of proceedings; papers are not called so.
_NO_PAPER = re.compile(
    r"(?:preface|foreword|editorial|table of contents|contents|organi[sz]ation|program committee|list of reviewers"
    r"|front matter|(?:paper )?checklist|(?:copyright|consent|release) form|errat(?:um|a)|corrigendum)\b[^a-z]*$",
    re.IGNORECASE,
)


def parse_document(pdf: Path | str | LoadedPdf) -> Document:
    """Return what a PDF says: its text page by page, title, authors with affiliations, sections and references.

    A scan, a form or a foreword gives a Document without authors and says so in `issues`. Raises DocumentError
    for a file that is missing, empty, damaged, encrypted or no PDF.

    >>> parse_document("paper.pdf").title_block.authors[0].name  # doctest: +SKIP
    'Jane Doe'
    """
    loaded = pdf if isinstance(pdf, LoadedPdf) else load_pdf(Path(pdf))
    path = loaded.path
    pages: list[str] = []
    issues: list[tuple[str, str]] = []
    front = FrontMatter()
    with opened_pdf(loaded) as open_pdf, closing(open_pdf.pages()) as opened:
        for page in opened:
            if page is None:
                issues.append(("page_unreadable", f"{path}: page {len(pages) + 1} cannot be read"))
                pages.append("")
                continue
            front.read(page)
            pages.append(clean_page(page.raw_text))
    text, starts = _joined(pages)
    sections = parse_sections(text)
    references = parse_references(text, sections)
    block = parse_title_block(front)
    if issue := _issue(path, text, block, sections):
        issues.append(issue)
        block = TitleBlock(block.title, (), block.lines)
    return Document(
        str(path),
        loaded.sha256,
        open_pdf.page_count,
        text,
        starts,
        block,
        sections,
        references,
        tuple(issues),
    )


def _joined(pages: list[str]) -> tuple[str, tuple[int, ...]]:
    starts, position = [], 0
    for page in pages:
        starts.append(position)
        position += len(page) + 1
    return "\n".join(pages), tuple(starts)


def _issue(path: Path, text: str, block: TitleBlock, sections: tuple[Section, ...]) -> tuple[str, str] | None:
    """Return why a document has no authors, as code and message; None where it has."""
    if not text.strip():
        return "no_text", f"{path}: no text on any page; it is a scan, and would need character recognition"
    if _NO_PAPER.match(block.title) or not _PAPER_KINDS & {section.kind for section in sections}:
        return (
            "not_a_paper",
            f"{path}: no abstract, introduction or references; a form, a foreword or a cover",
        )
    if any(is_anonymous(line.text) for line in block.lines):
        return "anonymous", f"{path}: the authors are withheld"
    if not block.authors:
        return "no_authors", f"{path}: no authors found above the abstract"
    return None


__all__ = ["DocumentError", "parse_document"]
