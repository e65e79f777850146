"""E-mail addresses as papers print them: plain, in braces for several authors, or with "at" and "dot"."""

import re
from dataclasses import dataclass, replace

from byline.documents.lines import Segment, Token, join_words
from byline.documents.marks import parse_marks
from byline.documents.words import Word

_DOMAIN = r"(?:[A-Za-z0-9\-]+\.)+[A-Za-z]{2,}"
_AT = r"\s?(?:@|\(at\)|\[at\]|\{at\})\s?"
# {a, b}@x.edu and (a, b)@x.edu, [a|b]@x.edu
_BRACES = rf"[{{(\[]\s*(?P<many>[^{{}}()\[\]@]*)[}})\]]{_AT}(?P<shared>{_DOMAIN})"
_PLAIN = rf"(?P<one>[A-Za-z0-9._%+\-’']+){_AT}(?P<domain>{_DOMAIN})"
# A list whose domain comes once, at the end: a, b, c@x.edu is left as c's alone.
_EMAIL = re.compile(rf"{_BRACES}|{_PLAIN}")
_SPELT_OUT = re.compile(
    r"(?P<one>[\w.\-]+)\s+at\s+(?P<domain>[\w\-]+(?:(?:\s+dot\s+|\.)[\w\-]+)+)", re.IGNORECASE
)
_SEPARATORS = re.compile(r"[,;|/\s]+")


@dataclass(frozen=True, slots=True)
class PrintedEmail:
    """The local parts that share a domain, the marks before them, and the segment where they stand, if any."""

    local_parts: tuple[str, ...]
    domain: str
    marks: tuple[str, ...] = ()
    segment: Segment | None = None


def parse_emails(segment: Segment) -> tuple[list[PrintedEmail], list[Segment]]:
    """Return the addresses in a segment, and the segments that are left when they are taken out."""
    if not any("@" in token.word.text or "at" in token.word.text.lower() for token in segment.tokens):
        return [], [segment]
    text, spans = _spelled(segment.tokens)
    emails: list[PrintedEmail] = []
    taken: set[int] = set()
    for match in _EMAIL.finditer(text):
        own = [i for i, (start, end) in enumerate(spans) if start < match.end() and end > match.start()]
        raised = _raised_near(segment.tokens, own)
        marks = tuple(mark for i in raised for mark in parse_marks(segment.tokens[i].word.text))
        taken.update(own, raised)
        emails.append(_email(match, marks, segment))
    if not emails and (match_at := _SPELT_OUT.fullmatch(text.strip())):
        return [_email(match_at, (), segment)], []
    return emails, _left(segment, taken) if taken else [segment]


def split_emails(text: str) -> tuple[list[PrintedEmail], list[str]]:
    """Return the addresses in running text, and the stretches of text between them.

    >>> split_emails("CapitalOne, {a,b}@capitalone.com")
    ([PrintedEmail(local_parts=('a', 'b'), domain='capitalone.com', marks=(), segment=None)], ['CapitalOne, ', ''])
    """
    emails, pieces, end = [], [], 0
    for match in _EMAIL.finditer(text):
        emails.append(_email(match, (), None))
        pieces.append(text[end : match.start()])
        end = match.end()
    return emails, [*pieces, text[end:]]


def _spelled(tokens: tuple[Token, ...]) -> tuple[str, list[tuple[int, int]]]:
    """Return the unraised words as text, and the place of every token in it."""
    spans = []
    words: list[Word] = []
    for token in tokens:
        start = end = len(join_words(words))
        if not token.is_raised:
            words.append(token.word)
            end = len(join_words(words))
            start = end - len(token.word.text)
        spans.append((start, end))
    return join_words(words), spans


def _raised_near(tokens: tuple[Token, ...], indices: list[int]) -> list[int]:
    """Return the raised tokens just before and within an address: whose it is."""
    if not indices:
        return []
    first = indices[0]
    near = [i for i in range(first, indices[-1] + 1) if tokens[i].is_raised]
    while first > 0 and tokens[first - 1].is_raised:
        first -= 1
        near.append(first)
    return near


def _email(match: re.Match[str], marks: tuple[str, ...], segment: Segment | None) -> PrintedEmail:
    groups = match.groupdict()
    domain = re.sub(r"\s+dot\s+", ".", groups.get("shared") or groups["domain"])
    locals_text = groups.get("many") or groups["one"]
    local_parts = tuple(part for part in _SEPARATORS.split(locals_text) if part)
    return PrintedEmail(local_parts, re.sub(r"\s", "", domain).lower(), marks, segment)


def _left(segment: Segment, taken: set[int]) -> list[Segment]:
    parts: list[list[Token]] = [[]]
    for index, token in enumerate(segment.tokens):
        if index in taken:
            parts.append([])
        elif any(char.isalnum() for char in token.word.text) or token.is_raised or parts[-1]:
            parts[-1].append(token)
    kept = [part for part in parts if _says_something(part)]
    return [replace(segment, tokens=tuple(part)) for part in kept]


def _says_something(part: list[Token]) -> bool:
    """Whether what is left of an address is more than "and", or half a local part ("li_ml", its rule drawn)."""
    text = " ".join(token.word.text for token in part if not token.is_raised)
    return any(char.isalpha() for char in text) and not (text.islower() and len(text) <= 4)
