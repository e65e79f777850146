"""The pages that tell who wrote a paper, read while they are open: the first, perhaps the second, a list at the end."""

import re
from dataclasses import dataclass, field

from byline.documents.affiliations import clean_affiliation
from byline.documents.end_list import AFFILIATIONS_HEADING, AUTHORS_HEADING, EndList, segments_of
from byline.documents.front import parse_front
from byline.documents.lines import Segment, join_lines, join_words
from byline.documents.names import parse_names
from byline.documents.pdf import OpenPage
from byline.documents.wording import has_org_word, looks_like_name
from byline.documents.words import WordReader

# A paper's first page is its first page with text; volumes put at most two cover leaves before it.
_LAST_FIRST_PAGE = 3
# Shorter lines may be indented, or numbers in the margin.
_LONG_LINE = 40
# "See the end of the paper for the full list of authors", "The Made-Up Team".
_ANNOUNCED = re.compile(
    r"(?:full|complete) (?:author )?list|(?:full|complete) (?:list of )?(?:authors|contributors)"
    r"|list of (?:authors|contributors)|(?:authors|contributors) (?:are )?listed"
    r"|see (?:the )?(?:contributors|contributions|end of)|\b(?:team|collaboration)\b|et al\.",
    re.IGNORECASE,
)


@dataclass(slots=True)
class FrontMatter:
    """What stands about authors on the pages that have been read.

    `measure` is the width of the text between its margins, in points; `author_list` what stands under the heading of
    an announced list at the end. `affiliation_list`, at the end too, and `late_footnotes`, those of the second page,
    may say what the names' marks stand for where the first page does not.
    """

    title: str = ""
    block: list[Segment] = field(default_factory=list)
    footnotes: list[Segment] = field(default_factory=list)
    author_list: EndList = field(default_factory=lambda: EndList(AUTHORS_HEADING))
    late_footnotes: list[Segment] = field(default_factory=list)
    affiliation_list: EndList = field(default_factory=lambda: EndList(AFFILIATIONS_HEADING))
    measure: float = 0.0
    _first_page: int = 0
    _below: list[Segment] = field(default_factory=list)
    _has_body: bool = False
    _announces_list: bool = False
    _has_open_marks: bool = False

    def read(self, page: OpenPage) -> None:
        """Take from an open page what tells about authors, if it may have any."""
        if not self._first_page:
            if page.number <= _LAST_FIRST_PAGE and page.raw_text.strip():
                self._read_first(page)
        elif page.number == self._first_page + 1 and not self._has_body:
            self._read_second(page)
        else:
            if self._announces_list:
                self.author_list.read(page)
            if self._has_open_marks:
                self.affiliation_list.read(page)
                if page.number == self._first_page + 1:
                    reader = WordReader(page)
                    self.late_footnotes = segments_of(reader, parse_front(reader).footnotes, page)

    def _read_first(self, page: OpenPage) -> None:
        reader = WordReader(page)
        front = parse_front(reader)
        self._first_page, self._has_body = page.number, front.has_body
        self.title = _title(segments_of(reader, front.title, page))
        self.block = segments_of(reader, front.block, page)
        self._below = segments_of(reader, front.below, page)
        self.footnotes = segments_of(reader, front.footnotes, page)
        self.measure = _measure(reader)
        told = " ".join(segment.text for segment in (*self.block, *self.footnotes))
        self._announces_list = bool(_ANNOUNCED.search(told))
        self._has_open_marks = _has_open_marks([*self.block, *self.footnotes])

    def _read_second(self, page: OpenPage) -> None:
        """Go on with a block that the first page has no end of; start again after a cover leaf with the same title."""
        reader = WordReader(page)
        front = parse_front(reader)
        if not front.has_body:
            return
        title = segments_of(reader, front.title, page)
        if _same_words(_title(title), self.title):
            self._read_first(page)
            return
        self.block += [*self._below, *title, *segments_of(reader, front.block, page)]
        self.footnotes += segments_of(reader, front.footnotes, page)


def _has_open_marks(segments: list[Segment]) -> bool:
    """Return whether figures are raised at names, and none before what they could stand for."""
    if not any(token.is_raised and token.word.text[:1].isdigit() for s in segments for token in s.tokens):
        return False
    marked = [segment for segment in segments if segment.tokens[0].is_raised]
    if any(has_org_word(segment.text) for segment in marked):
        return False
    # What follows a mark is a name where marks stand before names, or wrap from the row above.
    names = [looks_like_name(name.text) for name in parse_names(marked)]
    return 2 * sum(names) >= len(names)


def _title(segments: list[Segment]) -> str:
    """Return the text of a title's lines without marks that lead to footnotes; the 2 of "i²VAE" stays."""
    rows: dict[int, list[str]] = {}
    for segment in segments:
        words = [t.word for t in segment.tokens if not t.is_raised or t.word.text.isalnum()]
        rows.setdefault(segment.row, []).append(join_words(words))
    return clean_affiliation(join_lines(" ".join(row) for row in rows.values()))


def _same_words(one: str, other: str) -> bool:
    first, second = ("".join(filter(str.isalnum, text.casefold())) for text in (one, other))
    return bool(first) and bool(second) and (first in second or second in first)


def _measure(reader: WordReader) -> float:
    """Return the width of the page between its margins; the right one is taken to be as wide as the left."""
    left = min((line.x0 for line in reader.lines if len(line.text) > _LONG_LINE), default=0.0)
    return reader.width - 2 * left
