"""Words put back into the lines that a reader sees, with raised marks where they belong and columns apart."""

import itertools
import math
from collections.abc import Iterable
from dataclasses import dataclass

from byline.documents.accents import ACCENTS, ACCENTS_ABOVE
from byline.documents.text import SOFT_BREAK, clean_page
from byline.documents.words import Word
from byline.model.documents import Box

# Marks are set at 0.6 to 0.8 of the text's size, and symbols at the same size but raised.
MARK_SIZE_RATIO = 0.86
# A mark's baseline stands 0.2 em (asterisks) to 0.45 em above the text's.
_RAISED_EM = (0.1, 0.75)
_SAME_BASELINE_EM = 0.2
# How far a mark may stand from the text that it belongs to: "Name *, 1, 2" counts from the name.
_MARK_REACH_EM = 3.0
# Word spaces are 0.25 to 0.4 em; a quad between names, the narrowest gap in use, is 0.75 em and more.
_COLUMN_GAP_EM = 0.65
# A piece of a word in another font touches the one before; the narrowest word space is 0.1 em (justified italics).
_GLUED_EM, _SPACE_EM = 0.25, 0.02


# An accent of TeX's old fonts is 0.5 em wide; over a W, the widest letter, it begins this far inside.
_ACCENT_REACH_EM = 0.27
# More lines than a page can have.
_ROWS_A_PAGE = 10_000


@dataclass(frozen=True, slots=True)
class Token:
    """A word in its line; `is_raised` if it is set above the baseline, as a mark is."""

    word: Word
    is_raised: bool


@dataclass(frozen=True, slots=True)
class Segment:
    """Neighbouring words of one visual line with no wide gap between them.

    `page` counts from 1; `row` counts lines from the top, and goes on from page to page.
    """

    page: int
    row: int
    tokens: tuple[Token, ...]
    baseline: float
    size: float
    font: int

    @property
    def x0(self) -> float:
        return self.tokens[0].word.x0

    @property
    def x1(self) -> float:
        return self.tokens[-1].word.x1

    @property
    def centre(self) -> float:
        return (self.x0 + self.x1) / 2

    @property
    def text(self) -> str:
        """The words as printed, raised ones too."""
        return join_words([token.word for token in self.tokens])

    @property
    def box(self) -> Box:
        return box_around(token.word for token in self.tokens)


def box_around(words: Iterable[Word]) -> Box:
    """Return the smallest box that holds all the words."""
    held = list(words)
    return Box(
        min(word.x0 for word in held),
        min(word.y0 for word in held),
        max(word.x1 for word in held),
        max(word.y1 for word in held),
    )


def join_lines(lines: Iterable[str]) -> str:
    """Return lines as one text: with a space between, without the hyphen where a word was broken."""
    return clean_page("\n".join(lines).replace(f"{SOFT_BREAK}\n", SOFT_BREAK)).replace("\n", " ")


def join_words(words: list[Word]) -> str:
    """Return the words as text, with spaces only where there is one on the page."""
    text = ""
    previous: Word | None = None
    for word in words:
        if previous and word.x0 - previous.x1 > (_GLUED_EM if word.is_glued else _SPACE_EM) * word.size:
            text += " "
        text += word.text
        previous = word
    return text


def parse_segments(words: Iterable[Word], page: int) -> list[Segment]:
    """Return the segments of a page's words in reading order: rows from the top, each from the left."""
    rows = _rows(sorted(words, key=_rank))
    segments: list[Segment] = []
    for number, row in enumerate(sorted(rows, key=lambda row: -row.baseline), page * _ROWS_A_PAGE):
        segments += [_segment(page, number, row.baseline, tokens) for tokens in row.split()]
    return segments


def _rank(word: Word) -> tuple[bool, float, float, float]:
    """Return what puts text before what is raised above it: accents of capitals come last."""
    return word.text.startswith(ACCENTS), -word.size, -word.baseline, word.x0


class _Row:
    """Words on one baseline, and the marks raised above it."""

    def __init__(self, word: Word) -> None:
        self.baseline = word.baseline
        self.size = word.size
        self.tokens = [_token(word)]

    def holds(self, word: Word) -> bool:
        return abs(word.baseline - self.baseline) < _SAME_BASELINE_EM * min(self.size, word.size)

    def raises(self, word: Word) -> bool:
        low, high = _RAISED_EM
        is_text = any(char.isalpha() for char in word.text) and not word.text.startswith(ACCENTS)
        if is_text and word.size > MARK_SIZE_RATIO * self.size:
            return False
        return low * self.size < word.baseline - self.baseline < high * self.size

    def distance(self, word: Word) -> float:
        reaches = (
            max(token.word.x0 - word.x1, word.x0 - token.word.x1, 0.0)
            for token in self.tokens
            if not token.is_raised
        )
        return min(reaches, default=math.inf)

    def split(self) -> list[list[Token]]:
        ordered = sorted(self.tokens, key=_place)
        parts = [[ordered[0]]]
        for before, token in itertools.pairwise(ordered):
            if token.word.x0 - before.word.x1 > _COLUMN_GAP_EM * self.size:
                parts.append([])
            parts[-1].append(token)
        return parts


def _place(token: Token) -> float:
    """Return where a token stands in its row: an accent just before the letter that it is centred on."""
    reach = _ACCENT_REACH_EM if token.word.text.startswith(ACCENTS_ABOVE) else 0.0
    return token.word.x0 - reach * token.word.size


def _token(word: Word) -> Token:
    """Return a word on a row's baseline, raised all the same if it is figures like "²"."""
    return Token(word, word.text.isdigit() and not word.text.isdecimal())


def _rows(words: list[Word]) -> list[_Row]:
    """Return rows from words in order of rank, so that text comes before the marks raised above it."""
    rows: list[_Row] = []
    for word in words:
        holding = next((row for row in rows if row.holds(word)), None)
        if holding and holding.size <= word.size / MARK_SIZE_RATIO:
            holding.tokens.append(_token(word))
            continue
        raising = [row for row in rows if row.raises(word) and row.distance(word) < _MARK_REACH_EM * row.size]
        if raising:
            min(raising, key=lambda row: row.distance(word)).tokens.append(
                Token(word, not word.text.startswith(ACCENTS))
            )
        elif holding:
            holding.tokens.append(_token(word))
        else:
            rows.append(_Row(word))
    return rows


def _segment(page: int, row: int, baseline: float, tokens: list[Token]) -> Segment:
    lengths: dict[tuple[float, int], int] = {}
    for token in tokens:
        if not token.is_raised:
            style = (round(token.word.size, 1), token.word.font)
            lengths[style] = lengths.get(style, 0) + len(token.word.text)
    if not lengths:
        lengths[(round(tokens[0].word.size, 1), tokens[0].word.font)] = 1
    size, font = max(lengths, key=lambda style: lengths[style])
    return Segment(page, row, tuple(tokens), baseline, size, font)
