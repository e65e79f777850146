"""A list of authors or of their affiliations at the end of a paper, under a heading, over one page or several."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from itertools import islice, takewhile

from byline.documents.lines import Segment, parse_segments
from byline.documents.pdf import OpenPage
from byline.documents.section_kinds import UNNUMBERED
from byline.documents.words import TextLine, WordReader

AUTHORS_HEADING = (
    r"(?:[A-Z0-9.]{1,4} )?(?:(?:core )?contributors?|(?:full |complete )?(?:authors?|contributors?) list"
    r"|list of (?:authors|contributors)|authors?(?: and affiliations| list)?|contributions and acknowledge?ments)"
)
AFFILIATIONS_HEADING = (
    r"(?:[A-Z0-9.]{1,4} )?(?:(?:list of )?(?:authors?['’]? )?affiliations(?: of (?:the )?authors)?)"
)
_ROLE = re.compile(
    r"(?:core |key |other )?(?:contributors?|leads?|leadership|advisors?|sponsors?|team)\W*$", re.IGNORECASE
)
# Blocks of a hundred authors have some 120 lines; no more than this are put together.
MOST_LINES = 400
# A heading is larger than the list by more than this; smaller lines are running feet and page numbers.
_HEADING_RATIO, _FOOT_RATIO = 1.08, 0.95
# The list's size is that of its first lines; the very first may be a mark.
_SAMPLE = 2


@dataclass(slots=True)
class EndList:
    """The segments under a heading, once its page has been read."""

    heading: str
    segments: list[Segment] = field(default_factory=list)
    _size: float = 0.0
    _goes_on: bool = False
    _is_done: bool = False

    def read(self, page: OpenPage) -> None:
        """Take the list's lines from a page, if it has any."""
        if self._is_done:
            return
        if self._goes_on or re.search(rf"(?im)^[ \t]*{self.heading}[ \t]*\r?$", page.raw_text):
            reader = WordReader(page)
            self.segments += segments_of(reader, self._lines(reader), page)

    def _lines(self, reader: WordReader) -> list[TextLine]:
        """Return the lines from the heading, or the page's top, to the next heading."""
        candidates = reader.lines
        if not self._goes_on:
            is_heading = (re.fullmatch(self.heading, line.text, re.IGNORECASE) for line in candidates)
            start = next((index for index, match in enumerate(is_heading, 1) if match), len(candidates))
            candidates = candidates[start:]
            self._goes_on = True
            self._size = max((line.size for line in candidates[:_SAMPLE]), default=0.0)
        lines = list(takewhile(self._is_listed, candidates))
        self._is_done = len(lines) < len(candidates)
        full = [line for line in lines if line.size >= _FOOT_RATIO * self._size]
        return [line for line in lines if not _ROLE.match(line.text) and _is_beside(line, full)]

    def _is_listed(self, line: TextLine) -> bool:
        return line.size <= _HEADING_RATIO * self._size and line.text.casefold() not in UNNUMBERED


def _is_beside(line: TextLine, full: list[TextLine]) -> bool:
    """Return whether a line is of the list's size, or a mark raised in a line that is."""
    return any(abs(line.baseline - other.baseline) < 0.8 * other.size for other in full)


def segments_of(reader: WordReader, lines: Iterable[TextLine], page: OpenPage) -> list[Segment]:
    """Return the segments that lines of an open page make up."""
    words = (word for line in islice(lines, MOST_LINES) for word in reader.words(line))
    return parse_segments(words, page.number)
