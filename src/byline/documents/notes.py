"""Footnotes of the first page: which tell of affiliations, and which of contribution, correspondence or time."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace

from byline.documents.affiliations import Definition, clean_affiliation, parse_definitions
from byline.documents.emails import PrintedEmail, split_emails
from byline.documents.lines import Segment
from byline.documents.wording import has_org_word, is_note
from byline.model.documents import Box

# Running feet that stand under the footnotes.
_FOOT = re.compile(
    r"(?:(?:\w+ )?proceedings of|copyright|©|c⃝|preprint|submitted to|accepted|published|\d+(?:st|nd|rd|th)\b"
    r"|[a-z ]+ conference on"
    r"|authors?['’]? (?:contact information|address)"
    r"|permission to|under review|arxiv|doi|https?:|conference’|isbn|issn|this work is licensed)",
    re.IGNORECASE,
)
_CORRESPONDENCE = re.compile(r"\W*correspond", re.IGNORECASE)
_OPENING = re.compile(
    r"^\W*(?:correspond|contact|e-?mails?\b|\*?equal|work done|authors?\b|manuscript)|\b(?:is|are) with\b",
    re.IGNORECASE,
)
# Sentences, and the clause after an affiliation that tells when the work was done.
_SENTENCE = re.compile(
    r"(?<=[^\W\d_][^\W_])(?<!\bUniv)(?<!\bDept)(?<!\bInst)(?<!\bProf)(?<!\bAcad)(?<!\bSt)(?<!\bDr)\.\s+(?=[A-Z*†‡§])"
    r"|[,;]\s+(?=work\b|while\b|currently\b|during\b|now at\b)"
    r"|(?=\bCorrespondence to\b)"
)
_LONGEST_AFFILIATION = 30
# IEEE's way: "A. Lind and C. Day are with the University of Northford, Canada (e-mail: a@northford.ca)."
_IS_WITH = re.compile(
    r"(?P<who>(?:[^\W\d_][\w.'’\-]*,?\s+){1,24}?)(?:is|are)\s+(?:all\s+|both\s+|also\s+|currently\s+)?with\s+(?:the\s+)?(?=[A-Z])"
)
_EMAIL_LABEL = re.compile(r"^\s*[)\].]+|[(\[]?\s*e-?mails?\s*:?\s*$", re.IGNORECASE)
# Lines of a footnote are 1.1 to 1.3 em apart, with up to half an em more between footnotes.
_LEADING = 1.8
_SAME_SIZE = 0.4


@dataclass(frozen=True, slots=True)
class Footnote:
    """A footnote taken apart: the marks that lead to it, affiliations and notes in it, and its addresses.

    `who` are the words before "is with" or "are with", where it is such a sentence.
    """

    marks: tuple[str, ...]
    affiliations: tuple[str, ...]
    notes: tuple[str, ...]
    emails: tuple[PrintedEmail, ...]
    page: int
    box: Box
    who: str = ""


def parse_footnotes(segments: list[Segment], known_marks: frozenset[str]) -> list[Footnote]:
    """Return the footnotes that authors' marks lead to, and unmarked ones that tell about authors."""
    footnotes = []
    for run in _runs(segments, known_marks):
        definitions = parse_definitions(run, known_marks)
        # A mark that no author has belongs to the text.
        for definition in definitions:
            if set(definition.marks) & known_marks or not definition.marks:
                footnotes += _parsed(definition)
            elif _CORRESPONDENCE.match(definition.text):
                # Its mark stands at a team's name, or was lost.
                footnotes += _parsed(replace(definition, marks=()))
    return footnotes


def _runs(segments: list[Segment], known_marks: frozenset[str]) -> Iterable[list[Segment]]:
    """Yield stretches of close lines of one size, from one that opens a footnote on."""
    run: list[Segment] = []
    for segment in segments:
        if run and abs(_size(segment) - _size(run[0])) > _SAME_SIZE:
            continue  # A label in a figure beside.
        is_near = run and run[-1].baseline - segment.baseline < _LEADING * segment.size
        if run and (not is_near or _FOOT.match(segment.text)):
            yield run
            run = []
        if run or _opens(segment, known_marks):
            run.append(segment)
    if run:
        yield run


def _size(segment: Segment) -> float:
    """Return the size of a line's text; an address in it may be set smaller."""
    return max((token.word.size for token in segment.tokens if not token.is_raised), default=segment.size)


def _opens(segment: Segment, known_marks: frozenset[str]) -> bool:
    if _FOOT.match(segment.text):
        return False
    first = parse_definitions([segment], known_marks)
    return bool(first and first[0].marks) or bool(_OPENING.search(segment.text))


def _parsed(definition: Definition) -> list[Footnote]:
    """Return a footnote, or one for each of its sentences that say who "is with" which institution."""
    starts = [match.start() for match in _IS_WITH.finditer(definition.text)]
    if not starts:
        return [_footnote(definition, definition.text)]
    text = definition.text
    ends = [*starts[1:], len(text)]
    told = [_footnote(definition, text[start:end]) for start, end in zip(starts, ends, strict=True)]
    return told if starts[0] == 0 else [_footnote(definition, text[: starts[0]]), *told]


def _footnote(definition: Definition, text: str) -> Footnote:
    who = ""
    if sentence := _IS_WITH.match(text):
        who, text = sentence["who"], text[sentence.end() :]
    emails, pieces = split_emails(text)
    affiliations: list[str] = []
    notes: list[str] = []
    for part in (
        clean_affiliation(_EMAIL_LABEL.sub("", part)) for piece in pieces for part in _SENTENCE.split(piece)
    ):
        if not part:
            continue
        # What follows a note explains it: "Currently at Meta AI. Menlo Park".
        is_affiliation = not notes and _is_affiliation(part, bool(definition.marks))
        if is_affiliation:
            affiliations.append(part)
        elif " " in part:
            notes.append(part)
    return Footnote(
        definition.marks,
        tuple(affiliations),
        tuple(notes),
        tuple(emails),
        definition.page,
        definition.box,
        who,
    )


def _is_affiliation(text: str, is_marked: bool) -> bool:
    if is_note(text) or len(text.split()) > _LONGEST_AFFILIATION:
        return False
    return has_org_word(text) or (is_marked and text[:1].isupper() and len(text.split()) <= 8)
