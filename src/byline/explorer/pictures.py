"""Pictures of printed pages, with the lines that count marked on them: bounded, one at a time, remembered."""

import struct
import zlib
from collections import OrderedDict
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from threading import Lock
from typing import Any

from byline.documents.errors import DocumentError
from byline.documents.pool import DocumentPool, Failure, PoolError, PoolLimits

# A page is drawn at most this wide and this large: A4 at 1,100 pixels can be read on any screen, and a hostile
# page of ten metres costs no more.
WIDTH, MOST_PIXELS = 1100, 2_200_000
LIMITS = PoolLimits(seconds_per_file=10.0)
MOST_KEPT = 64  # pictures of about 200 kB each
LONGEST_QUOTE = 600
MOST_CHARACTERS = 30_000  # of a page; the fullest of 118 real papers has 9,000
# Spaces, line ends and hyphens: where a line breaks a word, the quote has it whole.
_NO_LETTERS = " \r\n\t-\u00ad\ufffe\x02"

Box = tuple[float, float, float, float]


@dataclass(frozen=True, slots=True)
class PageJob:
    """A page to draw, from 1, and the quotes to find on it."""

    path: str
    number: int
    quotes: tuple[str, ...] = ()

    def __str__(self) -> str:
        return Path(self.path).name


@dataclass(frozen=True, slots=True)
class PagePicture:
    """A page as PNG, its size and lower left corner in points, and where each quote stands on it."""

    png: bytes
    width: float
    height: float
    left: float
    bottom: float
    quotes: tuple[tuple[Box, ...], ...]

    def place(self, box: Sequence[float]) -> Box:
        """Return x, y, width and height on the picture, from its upper left corner, of a box in points."""
        x0, y0, x1, y1 = box
        left, right = sorted(min(max(x, self.left), self.left + self.width) for x in (x0, x1))
        low, high = sorted(min(max(y, self.bottom), self.bottom + self.height) for y in (y0, y1))
        return left - self.left, self.height - (high - self.bottom), right - left, high - low


@dataclass(slots=True)
class Pictures:
    """Draws pages in a process of its own, which a damaged or hostile file cannot take the server down with."""

    _pool: DocumentPool = field(default_factory=lambda: DocumentPool(1, LIMITS))
    _kept: "OrderedDict[PageJob, PagePicture]" = field(default_factory=OrderedDict)
    _lock: Lock = field(default_factory=Lock)
    _drawing: Lock = field(default_factory=Lock)

    def get(self, job: PageJob) -> PagePicture | Failure:
        """Return the page's picture, or why there is none."""
        if found := self._find(job):
            return found
        with self._drawing:
            if found := self._find(job):
                return found
            try:
                (_, result), *_ = list(self._pool.map(draw, [job]))
            except PoolError as error:
                return Failure("error", str(error))
        if isinstance(result, PagePicture):
            with self._lock:
                self._kept[job] = result
                while len(self._kept) > MOST_KEPT:
                    self._kept.popitem(last=False)
        return result

    def _find(self, job: PageJob) -> PagePicture | None:
        with self._lock:
            if job in self._kept:
                self._kept.move_to_end(job)
            return self._kept.get(job)

    def close(self) -> None:
        """End the process."""
        self._pool.__exit__(None, None, None)


def draw(job: PageJob) -> PagePicture:
    """Return the page's picture; DocumentError where the file or the page cannot be read. Runs in the pool."""
    import pypdfium2

    from byline.documents.pdf import opened_pdf

    with opened_pdf(Path(job.path)) as pdf:
        if not 1 <= job.number <= pdf.page_count:
            raise DocumentError("missing", f"{job}: no page {job.number}; it has {pdf.page_count}")
        try:
            page = pdf.handle[job.number - 1]
            left, bottom, _, _ = page.get_cropbox()
            width, height = page.get_size()
            scale = min(WIDTH / max(width, 1.0), (MOST_PIXELS / max(width * height, 1.0)) ** 0.5)
            pixels = page.render(scale=scale, rev_byteorder=True).to_numpy()
            quotes = _find_quotes(page, job.quotes)
        except pypdfium2.PdfiumError as error:
            raise DocumentError("damaged", f"{job}: page {job.number} cannot be drawn ({error})") from None
    return PagePicture(_png(pixels), width, height, left, bottom, quotes)


def _find_quotes(page: Any, quotes: Sequence[str]) -> tuple[tuple[Box, ...], ...]:
    """Return the boxes of each quote's lines; none where its letters do not stand on the page in this order."""
    text_page = page.get_textpage()
    try:
        count = min(text_page.count_chars(), MOST_CHARACTERS) if quotes else 0
        characters = ((text_page.get_text_range(i, 1).strip(_NO_LETTERS), i) for i in range(count))
        letters = [(character[0], i) for character, i in characters if character]
        printed = "".join(letter for letter, _ in letters)
        return tuple(_boxes(text_page, printed, [i for _, i in letters], quote) for quote in quotes)
    finally:
        text_page.close()


def _boxes(text_page: Any, printed: str, places: Sequence[int], quote: str) -> tuple[Box, ...]:
    wanted = "".join(quote[:LONGEST_QUOTE].split()).replace("-", "")
    start = printed.find(wanted)
    if start < 0 or not wanted:
        return ()
    first, last = places[start], places[start + len(wanted) - 1]
    return tuple(tuple(text_page.get_rect(i)) for i in range(text_page.count_rects(first, last - first + 1)))


def _png(pixels: Any) -> bytes:
    """Return rows of RGB or RGBA pixels as PNG. Written here: all other libraries for it are many times the size."""
    height, width, channels = pixels.shape
    rows = b"".join(b"\0" + row.tobytes() for row in pixels)
    head = struct.pack(">IIBBBBB", width, height, 8, {1: 0, 3: 2, 4: 6}[channels], 0, 0, 0)
    parts = ((b"IHDR", head), (b"IDAT", zlib.compress(rows, 3)), (b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(_chunk(kind, data) for kind, data in parts)


def _chunk(kind: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))
