"""A PDF file opened for reading, page by page, with what is wrong with it said in words."""

import hashlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import pypdfium2
import pypdfium2.raw as pdfium

from byline.documents.errors import DocumentError

# Longer than any proceedings volume in one file; a page tree that claims more is hostile.
MAX_PAGES = 3000
# The largest of 118 real papers is 23 MB; a gigabyte is no paper and would not fit the memory limit.
MAX_BYTES = 1 << 30
_PASSWORD_ERRORS = (pdfium.FPDF_ERR_PASSWORD, pdfium.FPDF_ERR_SECURITY)
# The header may stand anywhere in the first kilobyte (ISO 32000-1, annex H, note 13).
_HEADER_WINDOW = 1024


@dataclass(frozen=True, slots=True)
class OpenPage:
    """A page while it is open: its number from 1, size in points, raw text, and the library's text page."""

    number: int
    width: float
    height: float
    raw_text: str
    handle: pypdfium2.PdfTextPage


@dataclass(frozen=True, slots=True)
class OpenPdf:
    """A PDF while it is open, with the SHA-256 of its bytes."""

    sha256: str
    page_count: int
    handle: pypdfium2.PdfDocument

    def pages(self) -> Iterator[OpenPage | None]:
        """Yield each page, open until the next is asked for; None for a page that cannot be read."""
        for index in range(self.page_count):
            try:
                page = self.handle[index]
                text_page = page.get_textpage()
            except pypdfium2.PdfiumError:
                yield None
                continue
            try:
                width, height = page.get_size()
                yield OpenPage(index + 1, width, height, text_page.get_text_range(), text_page)
            finally:
                text_page.close()
                page.close()


@contextmanager
def opened_pdf(path: Path) -> Iterator[OpenPdf]:
    """Yield the PDF at `path`, open; raise DocumentError when it is none or cannot be read."""
    content = _load(path)
    handle = _open(path, content)
    try:
        page_count = len(handle)
        if page_count > MAX_PAGES:
            raise DocumentError("too_long", f"{path}: {page_count} pages; at most {MAX_PAGES} are read")
        yield OpenPdf(hashlib.sha256(content).hexdigest(), page_count, handle)
    finally:
        handle.close()


def _load(path: Path) -> bytes:
    try:
        size = path.stat().st_size
        if size > MAX_BYTES:
            raise DocumentError("too_large", f"{path}: {size} bytes; at most {MAX_BYTES} are read")
        content = path.read_bytes()
    except FileNotFoundError:
        raise DocumentError("missing", f"{path}: no such file") from None
    except OSError as error:
        raise DocumentError("unreadable", f"{path}: {error.strerror or error}") from error
    if not content:
        raise DocumentError("empty", f"{path}: the file is empty; fetch it again")
    if b"%PDF-" not in content[:_HEADER_WINDOW]:
        raise DocumentError("not_a_pdf", f"{path}: not a PDF (no %PDF header); is it a web page?")
    return content


def _open(path: Path, content: bytes) -> pypdfium2.PdfDocument:
    try:
        handle = pypdfium2.PdfDocument(content)
    except pypdfium2.PdfiumError as error:
        if getattr(error, "err_code", None) in _PASSWORD_ERRORS:
            raise DocumentError("encrypted", f"{path}: needs a password; fetch an open copy") from error
        raise DocumentError("damaged", f"{path}: damaged or cut off; fetch it again") from error
    if len(handle) == 0:
        handle.close()
        raise DocumentError("empty", f"{path}: a PDF without pages")
    return handle
