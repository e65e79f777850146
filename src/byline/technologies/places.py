"""Where in a paper a name stands: its page, its section, and whether in body, caption, table or footnote."""

import re
import sys
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass, field

from byline.model import Document

BODY, CAPTION, TABLE, FOOTNOTE = "body", "caption", "table", "footnote"
# "Figure 3:", "Table A.2." and "Fig. 4 |" at the start of a line open a caption.
CAPTION_START = re.compile(
    r"[ \t]*(?:Figure|FIGURE|Fig\.?|Table|TABLE|Tab\.)\s*[A-Z]?\.?\d+(?:\.\d+)?\s*[:.|]"
)
CAPTION_WORDS = ("Fig", "FIG", "Tab", "TAB")
# A caption ends with the sentence that ends a line; a few run on without a full stop, hence the bound.
CAPTION_END = re.compile(r"\.[ \t]*\n")
CAPTION_CHARS = 600
# "3 https://huggingface.co/TinyLlama" at the foot of a page.
FOOTNOTE_LINE = re.compile(r"^[ \t]*\d{0,2}[ \t]?(?:https?:|www\.)", re.MULTILINE)
# What stands in a reference entry and nowhere else; where a reference list runs on unnoticed into the appendix.
BIBLIOGRAPHY = re.compile(
    r"arXiv|CoRR|In Proceedings|Proceedings of the|In International Conference|Advances in Neural Information|preprint|"
    r"doi\.org|Transactions on|OpenReview\.net|, 20[12]\d[a-z]?\.\s*(?:URL|$)"
)
BIBLIOGRAPHY_CHARS = 150
# "Adam Stooke," and "Xuan-Phi Nguyen and": a given name in an author list, before it a comma, "and" or the entry's
# label, behind it a surname. "Henry Adams, T": a surname. "Gemini Team, R" is the technology's own list of authors.
GIVEN_NAME = re.compile(r"\s+(?:[A-Z]\.?[\s\-]+)*(?!Team\b)[A-Z][a-z][\w’'\-]*(?:,|\.|\s+(?:and|&)\s)")
BEFORE_GIVEN_NAME = re.compile(r"(?:^|[,;&\]]|\band)\s+(?:[A-Z][a-z]+-)?$")
SURNAME = re.compile(r",\s+(?:and\s+)?[A-Z]|\s+(?:and|&)\s+[A-Z]")
BEFORE_SURNAME = re.compile(r"(?:[,;&\]]|\band)\s+[A-Z][\w.’'\-]*(?:\s+[A-Z]\.)*\s+$")
PERSON = re.compile(r"[A-Z][a-z]+")
PERSON_CHARS = 40
NUMBER = re.compile(r"^[±+\-−–(]*\d[\d.,%±()/×x]*[a-zA-Z%]?[*†‡]?\)?$")
# A row: of the eight words behind the name, or before it in its line, at least four are numbers. Behind it lines do
# not count, since some tables are extracted with each cell on a line of its own.
ROW_WORDS, ROW_NUMBERS, ROW_CHARS = 8, 4, 90


@dataclass(frozen=True, slots=True)
class Place:
    """A place in a paper. `section` is the kind of section, `part` one of body, caption, table, footnote."""

    page: int
    section: str
    part: str

    @property
    def label(self) -> str:
        """The place as mentions carry it: "experiments", or "experiments, table" outside the running text."""
        return self.section if self.part == BODY else f"{self.section}, {self.part}"


def parse_label(label: str) -> tuple[str, str]:
    """Return (section, part) of a mention's `section`: "results, table" gives ("results", "table")."""
    section, _, part = label.partition(", ")
    return section, part or BODY


@dataclass(frozen=True, slots=True)
class Places:
    """The pages, sections, captions and reference entries of one document, ready for look-ups."""

    text: str
    page_starts: tuple[int, ...]
    section_starts: list[int]
    section_kinds: list[str]
    captions: list[tuple[int, int]] = field(default_factory=list)
    references: list[tuple[int, int]] = field(default_factory=list)
    references_start: int = sys.maxsize
    authors: tuple[str, ...] = ()

    @classmethod
    def of(cls, document: Document) -> "Places":
        """Return the look-up tables of a document."""
        return cls(
            document.text,
            document.page_starts,
            [section.start for section in document.sections],
            [section.kind for section in document.sections],
            list(_captions(document.text)),
            sorted((reference.start, reference.end) for reference in document.references),
            min((s.start for s in document.sections if s.kind == "references"), default=sys.maxsize),
            tuple(author.name for author in document.title_block.authors),
        )

    def page_of(self, start: int) -> int:
        """Return the page, from 1, on which the character stands."""
        return max(1, bisect_right(self.page_starts, start))

    def page_span(self, start: int) -> tuple[int, int]:
        """Return the first character of the page on which `start` stands, and one past its last."""
        index = bisect_right(self.page_starts, start)
        begin = self.page_starts[index - 1] if index else 0
        return begin, self.page_starts[index] if index < len(self.page_starts) else len(self.text)

    def place_of(self, start: int, end: int) -> Place:
        """Return where the name at `start` to `end` stands."""
        page = self.page_of(start)
        index = bisect_right(self.section_starts, start) - 1
        section = self.section_kinds[index] if index >= 0 else "other"
        if section == "references" or _covers(self.references, start) or self._is_in_entry(start, end):
            return Place(page, "references", BODY)
        return Place(page, section, self._part(start, end))

    def is_person(self, start: int, end: int, section: str) -> bool:
        """Return True where the name is an author's, of the paper or of a reference: Adam, Hubert, Phi, Bert."""
        if not PERSON.fullmatch(self.text, start, end):
            return False
        return self._is_cited_author(start, end) if section == "references" else self._is_author(start, end)

    def _is_author(self, start: int, end: int) -> bool:
        word = self.text[start:end]
        names = (name for name in self.authors if word in name.split() and name != word)
        return any(self.text.find(name, max(0, start - len(name)), end + len(name)) >= 0 for name in names)

    def _is_cited_author(self, start: int, end: int) -> bool:
        before = self.text[max(0, start - PERSON_CHARS) : start]
        is_given = (
            GIVEN_NAME.match(self.text, end) is not None and BEFORE_GIVEN_NAME.search(before) is not None
        )
        return is_given or (
            SURNAME.match(self.text, end) is not None and BEFORE_SURNAME.search(before) is not None
        )

    def _is_in_entry(self, start: int, end: int) -> bool:
        """Return True behind the start of the reference list where the surroundings read as an entry."""
        if start < self.references_start:
            return False
        low, high = max(0, start - BIBLIOGRAPHY_CHARS), end + BIBLIOGRAPHY_CHARS
        return BIBLIOGRAPHY.search(self.text, low, high) is not None

    def _part(self, start: int, end: int) -> str:
        if _covers(self.captions, start):
            return CAPTION
        line = self.text.rfind("\n", 0, start) + 1
        if FOOTNOTE_LINE.match(self.text, line):
            return FOOTNOTE
        after = self.text[end : end + ROW_CHARS].split()[:ROW_WORDS]
        before = self.text[max(line, start - ROW_CHARS) : start].split()[-ROW_WORDS:]
        return TABLE if _is_row(after) or _is_row(before) else BODY


def _captions(text: str) -> Iterator[tuple[int, int]]:
    """Yield the spans of captions in order. The plain search for their words is what makes this quick."""
    lines = {text.rfind("\n", 0, start) + 1 for word in CAPTION_WORDS for start in _starts(word, text)}
    return (_caption(text, line) for line in sorted(lines) if CAPTION_START.match(text, line))


def _starts(word: str, text: str) -> Iterator[int]:
    start = text.find(word)
    while start >= 0:
        yield start
        start = text.find(word, start + 1)


def _caption(text: str, start: int) -> tuple[int, int]:
    end = CAPTION_END.search(text, start + 10, start + CAPTION_CHARS)
    return start, end.end() if end else min(len(text), start + CAPTION_CHARS // 2)


def _covers(spans: list[tuple[int, int]], start: int) -> bool:
    index = bisect_right(spans, (start, len(spans) and spans[-1][1])) - 1
    return index >= 0 and spans[index][0] <= start < spans[index][1]


def _is_row(words: list[str]) -> bool:
    numbers = [word for word in words if not word[0].isalpha() and NUMBER.match(word)]
    return len(numbers) >= ROW_NUMBERS
