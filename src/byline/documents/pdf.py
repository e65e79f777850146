"""A PDF file opened for reading, page by page, with what is wrong with it said in words."""

import ctypes
import hashlib
from collections.abc import Generator, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import pypdfium2
import pypdfium2.raw as pdfium

from byline.documents.errors import DocumentError
from byline.files import reason

# Longer than any proceedings volume in one file; a page tree that claims more is hostile.
MAX_PAGES = 3000
# The largest of 118 real papers is 23 MB; a gigabyte is no paper and would not fit the memory limit.
MAX_BYTES = 1 << 30
_PASSWORD_ERRORS = (pdfium.FPDF_ERR_PASSWORD, pdfium.FPDF_ERR_SECURITY)
# The header may stand anywhere in the first kilobyte (ISO 32000-1, annex H, note 13).
_HEADER_WINDOW = 1024


@dataclass(frozen=True, slots=True)
class OpenPage:
    """A page while it is open: its number from 1, size in points, raw text, and the library's handle of its text."""

    number: int
    width: float
    height: float
    raw_text: str
    handle: pdfium.FPDF_TEXTPAGE


@dataclass(frozen=True, slots=True)
class OpenPdf:
    """A PDF while it is open, with the SHA-256 of its bytes."""

    sha256: str
    page_count: int
    handle: pypdfium2.PdfDocument

    def pages(self) -> Generator[OpenPage | None, None, None]:
        """Yield each page, open until the next is asked for; None for a page that cannot be read.

        To be closed before the PDF is. Handles are bare: the library's objects around them cost as much as a title
        block does, 2 to 3 ms a paper.
        """
        for index in range(self.page_count):
            page = pdfium.FPDF_LoadPage(self.handle.raw, index)
            text_page = pdfium.FPDFText_LoadPage(page) if page else None
            try:
                if text_page:
                    width, height = pdfium.FPDF_GetPageWidthF(page), pdfium.FPDF_GetPageHeightF(page)
                    yield OpenPage(index + 1, width, height, _raw_text(text_page), text_page)
                else:
                    yield None
            finally:
                if text_page:
                    pdfium.FPDFText_ClosePage(text_page)
                if page:
                    pdfium.FPDF_ClosePage(page)


def _raw_text(text_page: pdfium.FPDF_TEXTPAGE) -> str:
    """Return a page's text; the library gives none if it is asked for a first or last character that has none."""
    first, last = 0, pdfium.FPDFText_CountChars(text_page) - 1
    while first <= last and pdfium.FPDFText_GetTextIndexFromCharIndex(text_page, first) < 0:
        first += 1
    while first <= last and pdfium.FPDFText_GetTextIndexFromCharIndex(text_page, last) < 0:
        last -= 1
    if first > last:
        return ""
    start, end = (pdfium.FPDFText_GetTextIndexFromCharIndex(text_page, index) for index in (first, last))
    units = (ctypes.c_ushort * (end - start + 2))()
    written = pdfium.FPDFText_GetText(text_page, first, last - first + 1, units)
    return bytes(memoryview(units)[: max(written - 1, 0)]).decode("utf-16-le", "ignore")


@dataclass(frozen=True, slots=True)
class LoadedPdf:
    """The bytes of a file that begins like a PDF, and their SHA-256."""

    path: Path
    content: bytes
    sha256: str


def load_pdf(path: Path) -> LoadedPdf:
    """Return the file's bytes; raises DocumentError for one that is missing, empty, too large or no PDF."""
    content = _load(path)
    return LoadedPdf(path, content, hashlib.sha256(content, usedforsecurity=False).hexdigest())


@contextmanager
def opened_pdf(pdf: Path | LoadedPdf) -> Iterator[OpenPdf]:
    """Yield the PDF, open; raise DocumentError when it is none or cannot be read."""
    loaded = pdf if isinstance(pdf, LoadedPdf) else load_pdf(pdf)
    path = loaded.path
    handle = _open(path, loaded.content)
    try:
        page_count = len(handle)
        if page_count > MAX_PAGES:
            raise DocumentError("too_long", f"{path}: {page_count} pages; at most {MAX_PAGES} are read")
        yield OpenPdf(loaded.sha256, page_count, handle)
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
        raise DocumentError("unreadable", f"{path}: {reason(error)}") from error
    if not content:
        raise DocumentError("empty", f"{path}: the file is empty; fetch it again")
    if b"%PDF-" not in content[:_HEADER_WINDOW]:
        raise DocumentError("not_a_pdf", f"{path}: not a PDF (no %PDF header); is it a web page?")
    return content


def _open(path: Path, content: bytes) -> pypdfium2.PdfDocument:
    try:
        handle = pypdfium2.PdfDocument(content)
    except pypdfium2.PdfiumError as error:
        # The library keeps the error of the file before where it sets none of its own.
        if getattr(error, "err_code", None) in _PASSWORD_ERRORS and b"/Encrypt" in content:
            raise DocumentError("encrypted", f"{path}: needs a password; fetch an open copy") from error
        raise DocumentError("damaged", f"{path}: damaged or cut off; fetch it again") from error
    if len(handle) == 0:
        handle.close()
        raise DocumentError("empty", f"{path}: a PDF without pages")
    return handle
