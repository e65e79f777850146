"""Footnotes of the first page: which tell of affiliations, and which of contribution, correspondence or time."""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from byline.documents.affiliations import Definition, clean_affiliation, parse_definitions
from byline.documents.emails import PrintedEmail, split_emails
from byline.documents.lines import Segment
from byline.documents.wording import has_org_word, is_note
from byline.model.documents import Box

# Running feet that stand under the footnotes.
_FOOT = re.compile(
    r"(?:proceedings of|copyright|©|c⃝|preprint|submitted to|accepted|published|\d+(?:st|nd|rd|th)\b"
    r"|[a-z ]+ conference on"
    r"|permission to|under review|arxiv|doi|https?:|conference’|isbn|issn|this work is licensed)",
    re.IGNORECASE,
)
_CORRESPONDENCE = re.compile(
    r"^\W*(?:correspond|contact|e-?mails?\b|\*?equal|work done|authors?\b)", re.IGNORECASE
)
# Sentences, and the clause after an affiliation that tells when the work was done.
_SENTENCE = re.compile(
    r"(?<=[^\W\d_][^\W_])\.\s+(?=[A-Z*†‡§])|[,;]\s+(?=work\b|while\b|currently\b|during\b|now at\b)"
    r"|(?=\bCorrespondence to\b)"
)
_LONGEST_AFFILIATION = 30
# Lines of a footnote are 1.1 to 1.3 em apart, with up to half an em more between footnotes.
_LEADING = 1.8
_SAME_SIZE = 0.4


@dataclass(frozen=True, slots=True)
class Footnote:
    """A footnote taken apart: the marks that lead to it, affiliations and notes in it, and its addresses."""

    marks: tuple[str, ...]
    affiliations: tuple[str, ...]
    notes: tuple[str, ...]
    emails: tuple[PrintedEmail, ...]
    page: int
    box: Box


def parse_footnotes(segments: list[Segment], known_marks: frozenset[str]) -> list[Footnote]:
    """Return the footnotes that authors' marks lead to, and unmarked ones that tell about authors."""
    footnotes = []
    for run in _runs(segments, known_marks):
        definitions = parse_definitions(run, known_marks)
        # A mark that no author has belongs to the text.
        footnotes += [_footnote(d) for d in definitions if not d.marks or set(d.marks) & known_marks]
    return footnotes


def _runs(segments: list[Segment], known_marks: frozenset[str]) -> Iterable[list[Segment]]:
    """Yield stretches of close lines of one size, from one that opens a footnote on."""
    run: list[Segment] = []
    for segment in segments:
        if run and abs(segment.size - run[0].size) > _SAME_SIZE:
            continue  # A label in a figure beside.
        is_near = run and run[-1].baseline - segment.baseline < _LEADING * segment.size
        if run and (not is_near or _FOOT.match(segment.text)):
            yield run
            run = []
        if run or _opens(segment, known_marks):
            run.append(segment)
    if run:
        yield run


def _opens(segment: Segment, known_marks: frozenset[str]) -> bool:
    if _FOOT.match(segment.text):
        return False
    first = parse_definitions([segment], known_marks)
    return bool(first and first[0].marks) or bool(_CORRESPONDENCE.match(segment.text))


def _footnote(definition: Definition) -> Footnote:
    emails, pieces = split_emails(definition.text)
    affiliations: list[str] = []
    notes: list[str] = []
    for sentence in (clean_affiliation(part) for piece in pieces for part in _SENTENCE.split(piece)):
        if not sentence:
            continue
        # What follows a note explains it: "Currently at Meta AI. Menlo Park".
        is_affiliation = not notes and _is_affiliation(sentence, bool(definition.marks))
        if is_affiliation:
            affiliations.append(sentence)
        elif " " in sentence:
            notes.append(sentence)
    return Footnote(
        definition.marks, tuple(affiliations), tuple(notes), tuple(emails), definition.page, definition.box
    )


def _is_affiliation(text: str, is_marked: bool) -> bool:
    if is_note(text) or len(text.split()) > _LONGEST_AFFILIATION:
        return False
    return has_org_word(text) or (is_marked and text[:1].isupper() and len(text.split()) <= 8)
