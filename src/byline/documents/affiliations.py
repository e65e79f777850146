"""Affiliations put together from the lines and marks of a title block or a footnote."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from itertools import pairwise

from byline.documents.accents import compose_accents
from byline.documents.lines import Segment, Token, box_around, join_lines, join_words
from byline.documents.marks import parse_marks, split_leading_marks
from byline.documents.text import SOFT_BREAK
from byline.documents.wording import (
    ends_in_country,
    has_org_word,
    is_sub_unit,
    is_top_level,
    split_addresses,
    strip_also_at,
)
from byline.documents.words import Word
from byline.model.documents import Box, PrintedAffiliation

_EDGES = " ,;:.&|/\u2013-<>{}"
_KEPT_DOT = re.compile(r"\b(?:Inc|Ltd|Corp|Co|Univ|U\.S\.A|U\.S|U\.K|P\.R|Dept|S\.A|B\.V)\.[\s,;]*$")
# "Univ. A, City, Country; Univ. B": institutions of one author in one line.
_INSTITUTION_BREAK = re.compile(r"\s*;\s*(?:and\s+)?")
_CONTINUES = re.compile(r",\s*$")
_CONTINUED = re.compile(r"^(?:of|and|for|in|at|&|de|du|des|und|f[üu]r|y|e)\b", re.IGNORECASE)
_BREAKS_OFF = re.compile(r"(?:\b(?:and|of|for|the|in|at)|&|/|[-–])\s*$", re.IGNORECASE)
# "Data Science Center, Duke Kunshan" / "University": alone, such a word is no affiliation.
_BARE_NOUN = re.compile(
    r"(?:University|Institute|College|School|Laborator(?:y|ies)|Labs?|Academy|Cent(?:er|re)|Hospital|Technology|Sciences?"
    r"|Engineering|Research|Company|Corporation|Group)\s*(?:,|$)"
)
_SPACE_EM = 0.25
_GAP_EM = 0.65


@dataclass(slots=True)
class Definition:
    """What stands after a mark: lines of words, to be read as an affiliation or a note."""

    marks: tuple[str, ...]
    page: int
    rows: list[tuple[int, list[Word]]] = field(default_factory=list)

    @property
    def text(self) -> str:
        return compose_accents(join_lines(join_words(words) for _, words in self.rows))

    @property
    def box(self) -> Box:
        return box_around(word for _, words in self.rows for word in words)

    def append(self, row: int, word: Word) -> None:
        """Append a word in its row."""
        if not self.rows or self.rows[-1][0] != row:
            self.rows.append((row, []))
        self.rows[-1][1].append(word)


def parse_definitions(segments: Iterable[Segment], known_marks: frozenset[str]) -> list[Definition]:
    """Return what each mark stands for, in order; text before any mark has none.

    A raised token begins a definition if it could be a mark, and so does a symbol at the start of a segment.
    """
    definitions: list[Definition] = []
    for segment in segments:
        for index, token in enumerate(segment.tokens):
            marks, word = _opening(token, index == 0, known_marks)
            if not marks and word and _counts_on(word, definitions, known_marks):
                marks, word = (word.text,), None
            if marks:
                if definitions and not definitions[-1].rows:
                    definitions[-1].marks += marks
                else:
                    definitions.append(Definition(marks, segment.page))
            elif not definitions:
                definitions.append(Definition((), segment.page))
            if word is not None:
                definitions[-1].append(segment.row, word)
    if len(definitions) > 1 and not definitions[-1].rows and not definitions[0].marks:
        definitions[0].marks = definitions[-1].marks  # "Equal contribution *": the mark comes last.
    return [definition for definition in definitions if definition.rows]


def _counts_on(word: Word, definitions: list[Definition], known_marks: frozenset[str]) -> bool:
    """Return whether a figure at full size goes on counting: "1 University of Northford, 2 Lakeside AI"."""
    if not definitions or not definitions[-1].rows or word.text not in known_marks or not word.text.isdigit():
        return False
    last = definitions[-1].marks[-1] if definitions[-1].marks else ""
    before = definitions[-1].rows[-1][1][-1]
    is_parted = before.text[-1] in ",;" or word.x0 - before.x1 > _GAP_EM * word.size
    return is_parted and last.isdigit() and int(word.text) == int(last) + 1


def _opening(
    token: Token, is_first: bool, known_marks: frozenset[str]
) -> tuple[tuple[str, ...], Word | None]:
    """Return the marks that a token sets, and the word that is left of it."""
    word = token.word
    if token.is_raised:
        marks = parse_marks(word.text)
        is_mark = marks and (set(marks) & known_marks or not any(char.isalpha() for char in word.text))
        return (marks, None) if is_mark else ((), None if not word.text.isalnum() else word)
    if is_first:
        label = word.text.rstrip(":.)").lstrip("([")
        if label in known_marks and label != word.text:
            return (label,), None
        marks, rest = split_leading_marks(word.text)
        if marks and set(marks) <= known_marks:
            left = replace(word, text=rest)
            return marks, left if rest else None
    return (), word


def clean_affiliation(text: str) -> str:
    """Return an affiliation without edge punctuation and doubled spaces.

    >>> clean_affiliation("  1LAMA , Université Gustave Eiffel. ".lstrip(" 1"))
    'LAMA, Université Gustave Eiffel'
    """
    text = re.sub(r"\s+([,;.])", r"\1", compose_accents(" ".join(text.split())))
    text = re.sub(r"([,;])\1+", r"\1", strip_also_at(text))
    is_abbreviated = bool(_KEPT_DOT.search(text))
    text = re.sub(r"^(?:and|AND)\s+", "", text.strip(_EDGES))
    return text + "." if is_abbreviated else text


def split_institutions(text: str) -> list[str]:
    """Return the institutions of a text that separates them by semicolons or by whole addresses."""
    parts = [part for stretch in _INSTITUTION_BREAK.split(text) for part in split_addresses(stretch)]
    return [part for part in map(clean_affiliation, parts) if part]


def printed_affiliations(lines: list[Segment], measure: float) -> list[PrintedAffiliation]:
    """Return the affiliations that stand in lines under each other, joined or kept apart by their wording.

    `measure` is the width that a line of text may have, in points.
    """
    affiliations: list[PrintedAffiliation] = []
    for group in _grouped(lines, measure):
        text = _join_group(group, measure)
        box = box_around(token.word for line in group for token in line.tokens)
        affiliations += [PrintedAffiliation(part, group[0].page, box) for part in split_institutions(text)]
    return affiliations


def _plain(line: Segment) -> str:
    return compose_accents(join_words([token.word for token in line.tokens if not token.is_raised]))


def _grouped(lines: list[Segment], measure: float) -> list[list[Segment]]:
    groups: list[list[Segment]] = []
    for line in lines:
        if groups and not _begins_another(groups[-1], line, measure):
            groups[-1].append(line)
        else:
            groups.append([line])
    return groups


def _begins_another(group: list[Segment], line: Segment, measure: float) -> bool:
    text = _plain(line)
    if _runs_over(group[-1], line, measure) or _CONTINUES.search(_plain(group[-1])) or not has_org_word(text):
        return False
    so_far = " ".join(map(_plain, group))
    return ends_in_country(so_far) or (is_top_level(so_far) and (is_top_level(text) or not is_sub_unit(text)))


def _join_group(group: list[Segment], measure: float) -> str:
    text = _plain(group[0])
    for above, line in pairwise(group):
        is_broken = _runs_over(above, line, measure)
        text = join_lines([text, _plain(line)]) if is_broken else f"{text.rstrip(' ,')}, {_plain(line)}"
    return join_lines([text])


def _runs_over(above: Segment, line: Segment, measure: float) -> bool:
    """Return whether a line goes on in the next because it was full or breaks off in the middle of a phrase."""
    before = _plain(above)
    text = _plain(line)
    if before.endswith(SOFT_BREAK) or _BREAKS_OFF.search(before) or _CONTINUED.match(text):
        return True
    if _BARE_NOUN.match(text) and not before.endswith(","):
        return True
    first = line.tokens[0].word
    return above.x1 - above.x0 + (first.x1 - first.x0) + _SPACE_EM * line.size > measure
