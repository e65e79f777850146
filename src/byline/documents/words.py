"""Words with their place, size and font, read from a page with as few calls into the library as will do.

A call costs about 2 µs and a page has 4,000 characters, so nothing here asks for every character: a page is
surveyed with one call a line, and only the lines of the title block and the footnotes are read word by word.
"""

import ctypes
import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice

import pypdfium2.raw as pdfium

from byline.documents.pdf import OpenPage
from byline.documents.text import SOFT_BREAK

# A soft break stays with the half before it, so that the halves can be joined again.
_LINE = re.compile(rf"[^\r\n{SOFT_BREAK}]+{SOFT_BREAK}?")
# A first page has 40 to 120 lines of at most 200 characters; more is hostile, and would cost time without end.
_MOST_LINES = 2000
_LONGEST_LINE = 1000
_BLANK = " \t" + SOFT_BREAK
# Figures that are raised by themselves, as in pasted text, are marks and words of their own.
_RAISED_FIGURES = "⁰¹²³⁴⁵⁶⁷⁸⁹"
_WORD = re.compile(rf"[{_RAISED_FIGURES}]+|[^\s{_RAISED_FIGURES}]+")
# Boxes that fonts give differ from glyph to glyph in some; these are the usual proportions of type.
_ASCENT_EM, _DESCENT_EM = 0.75, 0.25
_NO_CONTROLS = dict.fromkeys([*range(0x20), *range(0x7F, 0xA0), 0xAD])


@dataclass(frozen=True, slots=True)
class TextLine:
    """A line as the library's text has it: its characters `start` to `end`, and where and how large it is set.

    Size and baseline are those of a character in its middle, for the first may be a mark.
    """

    text: str
    start: int
    end: int
    x0: float
    baseline: float
    size: float


@dataclass(frozen=True, slots=True)
class Word:
    """Characters in one font on one baseline, without spaces. Sizes and places in points.

    `is_glued` if no space stands between it and the word before: one word, set in two fonts or sizes.
    """

    text: str
    x0: float
    x1: float
    baseline: float
    size: float
    font: int
    is_glued: bool = False

    @property
    def y0(self) -> float:
        return self.baseline - _DESCENT_EM * self.size

    @property
    def y1(self) -> float:
        return self.baseline + _ASCENT_EM * self.size


@dataclass(frozen=True, slots=True)
class _Style:
    baseline: float
    size: float
    font: int
    is_upright: bool


class WordReader:
    """Reads one open page: `lines` are all its lines, `words` those of any of them."""

    def __init__(self, page: OpenPage) -> None:
        self.width = page.width
        self.height = page.height
        self._raw = page.handle
        self._text = page.raw_text
        self._has_astral = not self._text.isascii() and max(self._text) > "\uffff"
        self._is_shifted = self._has_astral or len(self._text) != pdfium.FPDFText_CountChars(self._raw)
        self._box, self._matrix = pdfium.FS_RECTF(), pdfium.FS_MATRIX()
        self._x, self._y = ctypes.c_double(), ctypes.c_double()
        self._styles: dict[int, _Style] = {}
        matches = (match for match in _LINE.finditer(self._text) if match[0].strip(_BLANK))
        self.lines = [self._survey(match) for match in islice(matches, _MOST_LINES)]

    def words(self, line: TextLine) -> Iterator[Word]:
        """Yield the upright words of a line; a change of font or baseline ends a word."""
        stop, previous = min(line.end, line.start + _LONGEST_LINE), -1
        for match in _WORD.finditer(self._text, line.start, stop):
            last = match.end() - 1 - match[0].endswith(SOFT_BREAK)
            for start, end, found in self._pieces(match.start(), last):
                style = self._style(start, found)
                if style.is_upright:
                    yield self._word(start, end, style, start > match.start() or start == previous)
            previous = match.end()

    def _survey(self, match: re.Match[str]) -> TextLine:
        text = match[0].rstrip()
        start = match.start() + len(text) - len(text.lstrip())
        middle = (start + match.start() + len(text)) // 2
        if self._text[middle].isspace():
            middle += 1
        baseline, size = self._load_setting(self._char_index(middle))
        self._load_box(start)
        return TextLine(text.strip(), start, match.end(), self._box.left, baseline, size)

    def _word(self, start: int, end: int, style: _Style, is_glued: bool) -> Word:
        self._load_box(start)
        x0 = self._box.left
        if end > start:
            self._load_box(end)
        stop = end + 2 if self._text[end + 1 : end + 2] == SOFT_BREAK else end + 1
        text = self._text[start:stop].translate(_NO_CONTROLS)
        return Word(text, x0, self._box.right, style.baseline, style.size, style.font, is_glued)

    def _pieces(self, first: int, last: int) -> Iterator[tuple[int, int, int]]:
        """Yield (first, last, object) of each stretch that one text object draws, found by halving."""
        found = self._object(first)
        while last > first and found != self._object(last):
            low, high = first, last
            while high - low > 1:
                middle = (low + high) // 2
                if self._object(middle) == found:
                    low = middle
                else:
                    high = middle
            yield first, low, found
            first = high
            found = self._object(first)
        yield first, last, found

    def _object(self, index: int) -> int:
        found = pdfium.FPDFText_GetTextObject(self._raw, self._char_index(index))
        return ctypes.addressof(found.contents) if found else 0

    def _style(self, index: int, text_object: int) -> _Style:
        if text_object == 0 or text_object not in self._styles:
            self._styles[text_object] = self._load_style(self._char_index(index))
        return self._styles[text_object]

    def _load_style(self, char_index: int) -> _Style:
        baseline, size = self._load_setting(char_index)
        matrix = self._matrix
        text_object = pdfium.FPDFText_GetTextObject(self._raw, char_index)
        font = pdfium.FPDFTextObj_GetFont(text_object) if text_object else None
        # Slanted type has c != 0; a stamp up the margin has d == 0.
        is_upright = abs(matrix.b) <= 0.05 * abs(matrix.d or 1.0) and matrix.d > 0
        return _Style(baseline, size, ctypes.addressof(font.contents) if font else 0, is_upright)

    def _load_setting(self, char_index: int) -> tuple[float, float]:
        """Return a character's baseline and size; its matrix is then loaded."""
        matrix = self._matrix
        pdfium.FPDFText_GetCharOrigin(self._raw, char_index, self._x, self._y)
        pdfium.FPDFText_GetMatrix(self._raw, char_index, matrix)
        scale = (matrix.c**2 + matrix.d**2) ** 0.5
        return self._y.value, pdfium.FPDFText_GetFontSize(self._raw, char_index) * scale

    def _load_box(self, index: int) -> None:
        pdfium.FPDFText_GetLooseCharBox(self._raw, self._char_index(index), self._box)

    def _char_index(self, index: int) -> int:
        """Return the library's character index; its list has characters that its text leaves out."""
        if not self._is_shifted:
            return index
        if self._has_astral:  # It counts UTF-16 units.
            index = len(self._text[:index].encode("utf-16-le", "surrogatepass")) // 2
        return int(pdfium.FPDFText_GetCharIndexFromTextIndex(self._raw, index))
