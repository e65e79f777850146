"""The block between title and abstract: which of its pieces are names, affiliations, addresses or notes."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field, replace

from byline.documents.emails import PrintedEmail, parse_emails
from byline.documents.lines import Segment
from byline.documents.names import parse_names
from byline.documents.wording import has_org_word, is_note, looks_like_name

_URL = re.compile(r"https?:|www\.|github|project (?:page|url|website)|code:|\bdoi\b", re.IGNORECASE)
# Dates, page counts and running text that some styles put between authors and abstract.
_ASIDE = re.compile(
    r"(?:received|accepted|published|revised|submitted|editors?:|this version|draft|last updated|keywords)\b"
    r"|(?:january|february|march|april|may|june|july|august|september|october|november|december)\s+\d",
    re.IGNORECASE,
)


@dataclass(slots=True)
class Block:
    """The pieces of a block by kind. `groups` are names with what stands below them, in order."""

    groups: list["Group"] = field(default_factory=list)
    definitions: list[Segment] = field(default_factory=list)
    emails: list[PrintedEmail] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)


@dataclass(slots=True)
class Group:
    """Rows of names, and the affiliation pieces between them and the next names."""

    names: list[Segment] = field(default_factory=list)
    affiliations: list[Segment] = field(default_factory=list)
    emails: list[PrintedEmail] = field(default_factory=list)


def parse_block(segments: list[Segment]) -> Block:
    """Return the block's pieces, told apart by marks, type and wording."""
    block = Block()
    style: tuple[float, int] | None = None
    for row in _rows(segments):
        emails, pieces = _without_emails(row)
        block.emails += emails
        pieces = [piece for piece in _with_loose_marks(pieces) if not _is_aside(piece, block)]
        if not pieces:
            _current(block).emails += emails
            continue
        style = style or (pieces[0].size, pieces[0].font)
        _place(block, pieces, style)
        _current(block).emails += emails
    return block


def _rows(segments: Iterable[Segment]) -> Iterable[list[Segment]]:
    row: list[Segment] = []
    for segment in segments:
        if row and segment.row != row[-1].row:
            yield row
            row = []
        row.append(segment)
    if row:
        yield row


def _without_emails(row: list[Segment]) -> tuple[list[PrintedEmail], list[Segment]]:
    emails: list[PrintedEmail] = []
    rest: list[Segment] = []
    for segment in row:
        found, left = parse_emails(segment)
        emails += found
        rest += left
    return emails, rest


def _with_loose_marks(pieces: list[Segment]) -> list[Segment]:
    """Return pieces with one that is nothing but marks joined to the piece before it."""
    joined: list[Segment] = []
    for piece in pieces:
        if joined and all(token.is_raised for token in piece.tokens):
            before = joined.pop()
            piece = replace(before, tokens=before.tokens + piece.tokens)
        joined.append(piece)
    return joined


def _is_aside(piece: Segment, block: Block) -> bool:
    text = piece.text
    if _URL.search(text) or _ASIDE.match(text) or not any(char.isalpha() for char in text):
        return True
    if block.groups and is_note(text) and not has_org_word(text):
        block.notes.append(text)
        return True
    return False


def _current(block: Block) -> Group:
    if not block.groups:
        block.groups.append(Group())
    return block.groups[-1]


def _place(block: Block, pieces: list[Segment], style: tuple[float, int]) -> None:
    """Put the pieces of a row where they belong."""
    if block.groups and (_defines(pieces[0]) or (block.definitions and not _is_names(pieces, style, block))):
        block.definitions += pieces
    elif not block.groups or _is_names(pieces, style, block):
        if not block.groups or block.groups[-1].affiliations:
            block.groups.append(Group())
        block.groups[-1].names += pieces
    else:
        block.groups[-1].affiliations += pieces


def _defines(piece: Segment) -> bool:
    first = piece.tokens[0]
    return first.is_raised or bool(re.match(r"[*∗†‡§¶]\s?\w|[\[(]?\d{1,2}[\])]?[.:]?\s?[A-Z]", piece.text))


def _is_names(pieces: list[Segment], style: tuple[float, int], block: Block) -> bool:
    """Return whether a row holds names: it reads so, and its type does not speak against it."""
    texts = [_unmarked(piece) for piece in pieces]
    if any(has_org_word(text) for text in texts) or len(set(texts)) < len(texts):
        return False
    names = [name.text for piece in pieces for name in parse_names([piece])]
    if not names:
        return False
    share = sum(map(looks_like_name, names)) / len(names)
    if all((piece.size, piece.font) == style for piece in pieces):
        definition_style = block.definitions and (block.definitions[0].size, block.definitions[0].font)
        return share >= 0.5 and definition_style != style
    # Some templates set only the first row of names in bold; a row of places has commas.
    return len(names) >= 3 and share == 1.0 and not block.definitions


def _unmarked(piece: Segment) -> str:
    return " ".join(token.word.text for token in piece.tokens if not token.is_raised)
