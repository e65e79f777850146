"""Authors' names in printed order, each with the marks that follow it."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field, replace

from byline.documents.accents import compose_accents
from byline.documents.lines import Segment, Token, box_around, join_words
from byline.documents.marks import parse_marks, split_leading_marks, split_trailing_marks
from byline.documents.wording import is_suffix
from byline.documents.words import Word
from byline.model.documents import Box

_SEPARATOR = re.compile(r"[,;，、·]$|[,;，、]$")
_AND = frozenset({"and", "&", "und", "et", "AND", "And"})
# The same name in Chinese or Korean beside or, in any script, in brackets after the Latin one.
_NATIVE_SCRIPT = re.compile(
    r"\s*(?:[(（]?[\u2e80-\u9fff\uac00-\ud7af]{2,}[)）]?|[(（][^()a-zA-Z]*[^\W\d_a-zA-Z\u00c0-\u024f]{2,}[^()a-zA-Z]*[)）])\s*"
)
# "1st Given Name" in a template's own words; an ORCID in brackets after a name.
_ORDINAL = re.compile(r"\d*(?:st|nd|rd|th)")
_IDENTIFIER = re.compile(r"[\[(]?\d{4}[-−–]\d{4}[-−–]\d{4}[-−–]\d{3}[\dX][\])]?,?")
_BRACKETS = "()（）"
_EDGES = " ,;:.&|·\u2013-"


@dataclass(slots=True)
class PrintedName:
    """A name, the marks after it, and the segments it was read from."""

    words: list[Word] = field(default_factory=list)
    marks: list[str] = field(default_factory=list)
    segments: list[Segment] = field(default_factory=list)

    @property
    def text(self) -> str:
        return clean_name(join_lines(self.words))

    @property
    def row(self) -> int:
        return self.segments[0].row

    @property
    def page(self) -> int:
        return self.segments[0].page

    @property
    def box(self) -> Box:
        return box_around(self.words)


def clean_name(text: str) -> str:
    """Return a name without edge punctuation; a native-script form beside a Latin one is left out.

    >>> clean_name("Xiaoming Wang (王小明),")
    'Xiaoming Wang'
    """
    text = compose_accents(" ".join(text.split()))
    latin = _NATIVE_SCRIPT.sub(" ", text)
    if any(char.isalpha() for char in latin):
        text = latin
    stripped = text.strip(_EDGES)
    return stripped + "." if re.search(r"\b(?:Jr|Sr|[A-Z])\.[,;\s]*$", text) else stripped


def join_lines(words: list[Word]) -> str:
    """Return words that may run over several lines as text."""
    lines: list[list[Word]] = []
    for word in words:
        if (
            lines
            and abs(lines[-1][-1].baseline - word.baseline) < 0.5 * word.size
            and word.x0 >= lines[-1][-1].x0
        ):
            lines[-1].append(word)
        else:
            lines.append([word])
    return " ".join(join_words(line) for line in lines)


def parse_names(segments: Iterable[Segment]) -> list[PrintedName]:
    """Return the names in segments that hold nothing else, in the given order."""
    parser = _NameParser()
    for segment in segments:
        parser.begin(segment)
        for token in segment.tokens:
            parser.read(token)
    return parser.finish()


class _NameParser:
    """Cuts tokens into names at commas, "and", marks and segments' ends."""

    def __init__(self) -> None:
        self.names: list[PrintedName] = []
        self._open = PrintedName()
        self._has_commas = False
        self._segment: Segment | None = None

    def begin(self, segment: Segment) -> None:
        is_new_row = self._segment is not None and segment.row != self._segment.row
        continues = is_new_row and self._has_commas and self._runs_on(segment)
        if not continues:
            self._close()
        self._segment = segment

    def read(self, token: Token) -> None:
        if not self._open.words and _ORDINAL.fullmatch(token.word.text):
            return
        if _IDENTIFIER.fullmatch(token.word.text):
            self._mark(())
            if _SEPARATOR.search(token.word.text):
                self._close()
            return
        if token.is_raised:
            self._mark(parse_marks(token.word.text))
            return
        text = token.word.text
        if text in _AND or not any(char.isalpha() or char in _BRACKETS for char in text):
            self._mark(() if text in _AND else parse_marks(text))
            if text in _AND or _SEPARATOR.search(text):
                self._has_commas = True
                self._close()
            return
        if self._open.marks and self._open.words:
            self._close()
        self._append_pieces(token.word)

    def finish(self) -> list[PrintedName]:
        self._close()
        return [name for name in self.names if name.text]

    def _append_pieces(self, word: Word) -> None:
        """Append a word; a comma inside one ("Zhang,Sambit") ends a name too."""
        pieces = re.split(r"(?<=[^\W\d_])[,;，、](?=[^\W\d_])", word.text)
        for index, piece in enumerate(pieces):
            part = replace(word, text=piece)
            self._append(part)
            if index < len(pieces) - 1:
                self._has_commas = True
                self._close()

    def _append(self, word: Word) -> None:
        marks, rest = split_leading_marks(word.text)
        if marks and rest:
            word = replace(word, text=rest)
        bare, trailing = split_trailing_marks(word.text.rstrip(",;，、"))
        ends = bool(_SEPARATOR.search(word.text))
        self._open.words.append(replace(word, text=bare))
        if self._segment and self._segment not in self._open.segments:
            self._open.segments.append(self._segment)
        self._open.marks.extend([*marks, *trailing])
        if ends:
            self._has_commas = True
            self._close()

    def _mark(self, marks: Iterable[str]) -> None:
        """Give marks to the open name, or, after a comma, to the one before ("Wang1,2, ∗ Li")."""
        if self._open.words:
            self._open.marks.extend(marks)
        elif self.names:
            self.names[-1].marks.extend(marks)

    def _close(self) -> None:
        name, self._open = self._open, PrintedName()
        if not name.words:
            return
        if self.names and self._has_commas and is_suffix(name.text):
            self.names[-1].marks.extend(name.marks)
        else:
            self.names.append(name)

    def _runs_on(self, segment: Segment) -> bool:
        """Whether the open name goes on in the next row: one of its halves would be a single word."""
        if not self._open.words or self._open.marks:
            return False
        head = [token for token in segment.tokens if not token.is_raised]
        cut = next((i for i, token in enumerate(head) if _SEPARATOR.search(token.word.text)), len(head) - 1)
        return len(self._open.words) == 1 or cut == 0
