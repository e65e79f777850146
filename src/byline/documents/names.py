"""Authors' names in printed order, each with the marks that follow it."""

import math
import re
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from itertools import takewhile

from byline.documents.accents import ACCENTS, compose_accents
from byline.documents.lines import Segment, Token, box_around, join_lines, join_words
from byline.documents.marks import parse_marks, split_leading_marks, split_trailing_marks
from byline.documents.text import SOFT_BREAK
from byline.documents.wording import is_suffix
from byline.documents.words import Word
from byline.model.documents import Box

_SEPARATOR = re.compile(r"[,;，、·]$|[,;，、]$")
_AND = frozenset({"and", "&", "und", "et", "AND", "And"})
# The same name in Chinese or Korean beside or, in any script, in brackets after the Latin one.
_NATIVE_SCRIPT = re.compile(
    r"\s*(?:[(（]?[\u2e80-\u9fff\uac00-\ud7af]{2,}[)）]?|[(（][^()a-zA-Z]*[^\W\d_a-zA-Z\u00c0-\u024f][^()a-zA-Z]*[)）])\s*"
)
# "1st Given Name" and "Authors:" in a template's own words; an ORCID in brackets after a name, or its icon.
_ORDINAL = re.compile(r"\d*(?:st|nd|rd|th)|[Aa]uthors?:")
_IDENTIFIER = re.compile(r"[\[(]?\d{4}[-−–]\d{4}[-−–]\d{4}[-−–]\d{3}[\dX][\])]?,?|iD,?")
_LAST_DOT = re.compile(r"\b(?:Jr|Sr|[A-Z])\.[,;\s]*$")
_INNER_COMMA = re.compile(r"(?<=[^\W\d_])[,;，、](?=[^\W\d_])")
_BRACKETS = "()（）"
_SPACE_EM = 0.25
_EDGES = " ,;:.&|·\u2013-"


@dataclass(slots=True)
class PrintedName:
    """A name, the marks after it, and the segments it was read from."""

    words: list[Word] = field(default_factory=list)
    marks: list[str] = field(default_factory=list)
    segments: list[Segment] = field(default_factory=list)

    @property
    def text(self) -> str:
        return clean_name(_joined(self.words))

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
    if not text.isascii():
        latin = _NATIVE_SCRIPT.sub(" ", text)
        text = latin if any(char.isalpha() for char in latin) else text
    stripped = text.strip(_EDGES)
    return stripped + "." if "." in text and _LAST_DOT.search(text) else stripped


def _joined(words: list[Word]) -> str:
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
    return join_lines(join_words(line) for line in lines)


def parse_names(segments: Iterable[Segment], measure: float = math.inf) -> list[PrintedName]:
    """Return the names in segments that hold nothing else, in the given order.

    `measure` is the width that a line may have, in points: a row that fills it may break off within a name.
    """
    segments = list(segments)
    parser = _NameParser(measure, _has_whole_brackets(segments), _lead(segments))
    for segment in segments:
        parser.begin(segment)
        for token in segment.tokens:
            parser.read(token)
    return parser.finish()


def _has_whole_brackets(segments: list[Segment]) -> bool:
    """Return whether brackets are closed, save perhaps one that the next row closes."""
    text = "".join(token.word.text for segment in segments for token in segment.tokens)
    return len(re.findall(r"[(（]", text)) - len(re.findall(r"[)）]", text)) in (0, 1)


def _lead(segments: list[Segment]) -> bool:
    """Return whether marks stand before the names, as they seldom do."""
    if not segments or any(segment.tokens[-1].is_raised for segment in segments):
        return False
    first = segments[0].tokens
    return len(first) > 1 and first[0].is_raised and any(char.isalpha() for char in first[1].word.text)


class _NameParser:
    """Cuts tokens into names at commas, "and", marks and segments' ends; not within brackets."""

    def __init__(self, measure: float, has_whole_brackets: bool, marks_lead: bool) -> None:
        self.names: list[PrintedName] = []
        self._measure = measure
        self._has_whole_brackets = has_whole_brackets
        self._marks_lead = marks_lead
        self._open = PrintedName()
        self._has_commas = False
        self._segment: Segment | None = None
        self._row_x0 = 0.0

    def begin(self, segment: Segment) -> None:
        is_new_row = self._segment is None or segment.row != self._segment.row
        if not (is_new_row and self._runs_on(segment)):
            self._close()
        if is_new_row:
            self._row_x0 = segment.x0
        self._segment = segment

    def read(self, token: Token) -> None:
        if self._is_in_brackets() and not token.is_raised:
            self._append_bracketed(token.word)
            return
        if not self._open.words and _ORDINAL.fullmatch(token.word.text):
            return
        if _IDENTIFIER.fullmatch(token.word.text):
            self._mark(())
            if _SEPARATOR.search(token.word.text):
                self._close()
            return
        text = token.word.text
        if token.is_raised:
            self._mark(parse_marks(text))
            return
        if text in _AND or not (
            text.startswith(ACCENTS) or any(char.isalpha() or char in _BRACKETS for char in text)
        ):
            self._mark(() if text in _AND else parse_marks(text))
            if text in _AND or _SEPARATOR.search(text):
                self._has_commas = True
                self._close()
            return
        if self._open.marks and self._open.words and not self._marks_lead:
            self._close()
        self._append_pieces(token.word)

    def finish(self) -> list[PrintedName]:
        self._close()
        return [name for name in self.names if name.text]

    def _append_pieces(self, word: Word) -> None:
        """Append a word; a comma inside one ("Zhang,Sambit") ends a name too."""
        *ended, last = _INNER_COMMA.split(word.text)
        for piece in ended:
            self._append(replace(word, text=piece))
            self._has_commas = True
            self._close()
        self._append(replace(word, text=last) if ended else word)

    def _append(self, word: Word) -> None:
        marks, rest = split_leading_marks(word.text)
        if marks and rest:
            word = replace(word, text=rest)
        bare, trailing = split_trailing_marks(word.text.rstrip(",;，、"))
        opens = bool(re.search(r"[(（][^)）]*$", word.text)) and self._has_whole_brackets
        ends = bool(_SEPARATOR.search(word.text)) and not opens
        self._open.words.append(word if opens or bare == word.text else replace(word, text=bare))
        if self._segment and self._segment not in self._open.segments:
            self._open.segments.append(self._segment)
        self._open.marks.extend([*marks, *trailing])
        if ends:
            self._has_commas = True
            self._close()

    def _append_bracketed(self, word: Word) -> None:
        """Append a word within brackets; a comma after the closing one ends the name."""
        self._open.words.append(word)
        if self._segment and self._segment not in self._open.segments:
            self._open.segments.append(self._segment)
        if not self._is_in_brackets() and _SEPARATOR.search(word.text):
            self._has_commas = True
            self._close()

    def _is_in_brackets(self) -> bool:
        text = "".join(word.text for word in self._open.words)
        opened, closed = (max(map(text.rfind, brackets)) for brackets in ("(（", ")）"))
        return self._has_whole_brackets and opened > closed

    def _mark(self, marks: Iterable[str]) -> None:
        """Give marks to the open name, or, after a comma, to the one before ("Wang1,2, ∗ Li")."""
        if self._marks_lead and self._open.words:
            self._close()
        if self._marks_lead or self._open.words:
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
        """Whether the open name goes on in the next row, as it does in a list that breaks where a line is full."""
        first = segment.tokens[0]
        has_ended = bool(self._open.marks) and not self._marks_lead
        if self._segment is None or not self._open.words or has_ended or first.is_raised:
            return False
        if self._open.words[-1].text.endswith(SOFT_BREAK) or self._is_in_brackets():
            return True
        head = list(takewhile(lambda token: not token.is_raised, segment.tokens))
        cut = next((i for i, token in enumerate(head) if _SEPARATOR.search(token.word.text)), len(head) - 1)
        single_halves = (len(self._open.words) == 1) + (cut == 0)
        if first.word.text in _AND:
            return False
        if self._has_commas:
            return single_halves > 0 or self._is_full(segment)
        # Where every name has a mark, one without has not ended yet.
        is_unfinished = bool(self.names) and all(name.marks for name in self.names)
        return single_halves == 2 or ((single_halves == 1 or is_unfinished) and self._is_full(segment))

    def _is_full(self, segment: Segment) -> bool:
        """Whether the next row's first word, with its marks, would not have fitted into the row above."""
        above, first = self._segment, segment.tokens[0].word
        if above is None or segment.page != above.page:
            return False
        marks = list(takewhile(lambda token: token.is_raised, segment.tokens[1:]))
        end = marks[-1].word.x1 if marks else first.x1
        return above.x1 - self._row_x0 + _SPACE_EM * above.size + end - first.x0 > self._measure
