"""The block between title and abstract: which of its pieces are names, affiliations, addresses or notes."""

import math
import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from itertools import pairwise, takewhile

from byline.documents.emails import PrintedEmail, parse_emails
from byline.documents.lines import MARK_SIZE_RATIO, Segment
from byline.documents.marks import SYMBOLS
from byline.documents.names import parse_names
from byline.documents.wording import has_org_word, is_note, looks_like_name

_URL = re.compile(r"https?:|www\.|github|project (?:page|url|website)|code:|\bdoi\b", re.IGNORECASE)
# Dates, page counts and running text that some styles put between authors and abstract.
_ASIDE = re.compile(
    r"(?:received|accepted|published|revised|submitted|editors?:|this version|draft|last updated|keywords"
    r"|(?:outstanding|best|distinguished)\s(?:\w+\s)?paper)\b"
    r"|(?:\d{1,2}\s+)?(?:january|february|march|april|may|june|july|august|september|october|november|december)\s+\d",
    re.IGNORECASE,
)
# What stands in brackets, or ends there what the row above began.
_BRACKETED = re.compile(r"^[^()（）]*[)）]|\s*[(（][^()（）]*[)）]?")
# Rows of a block are up to 3 em apart; below a wider gap stands a figure.
_LARGEST_GAP_EM = 4.5
# A figure's labels are set smaller than the block, which has 8 points under 10 at the least, and stand apart from it.
_LABEL_RATIO, _LABEL_GAP_EM = 0.78, 2.0
_MARKED_OR_ADDRESS = re.compile(r"@|^[^A-Za-z]*\d")
_MARK = re.compile(rf"[\d{re.escape(SYMBOLS)},]+")
_COUNT = re.compile(r"\d{1,2}(?=\s?[A-Z])")
_SEPARATION = re.compile(r"[,;·]$")
_DOMAIN = re.compile(r"@([\w.\-]+)")
# Shorter texts are in domains by chance.
_LEAST_DOMAIN = 4
# Words of an address in braces; 40 authors with one domain have fewer.
_LONGEST_ADDRESS = 100


@dataclass(slots=True)
class Block:
    """The pieces of a block by kind. `groups` are names with what stands below them, in order.

    `institutions` are the letters of texts that cannot be names; `measure` is the width a line may have, in points.
    """

    groups: list["Group"] = field(default_factory=list)
    definitions: list[Segment] = field(default_factory=list)
    emails: list[PrintedEmail] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    institutions: frozenset[str] = frozenset()
    measure: float = math.inf


@dataclass(slots=True)
class Group:
    """Rows of names, and the affiliation pieces between them and the next names.

    `is_inline` if each row gives a name and, in the same line, its affiliation.
    """

    is_inline: bool = False
    names: list[Segment] = field(default_factory=list)
    affiliations: list[Segment] = field(default_factory=list)
    emails: list[PrintedEmail] = field(default_factory=list)


def parse_block(segments: list[Segment], measure: float = math.inf) -> Block:
    """Return the block's pieces, told apart by marks, type and wording."""
    block = Block(institutions=_institutions(segments), measure=measure)
    style: tuple[float, int] | None = None
    for row in _with_whole_addresses(_without_subtitle(list(_rows(_without_figure(segments))))):
        emails, pieces = _without_emails([_raised(piece, style) for piece in row])
        block.emails += emails
        pieces = _with_loose_marks(pieces)
        pieces = [
            piece
            for before, piece in pairwise([None, *pieces])
            if piece and ((before and _counts_on(before, piece)) or not _is_aside(piece, block))
        ]
        if not pieces:
            _current(block).emails += emails
            continue
        style = style or (pieces[0].size, pieces[0].font)
        _place(block, pieces, style)
        _current(block).emails += emails
    return block


def _institutions(segments: list[Segment]) -> frozenset[str]:
    """Return the letters of texts that stand there twice, or that an address has as its domain, as no name does."""
    texts = Counter(_letters(segment.text) for segment in segments)
    domains = [_letters(domain) for segment in segments for domain in _DOMAIN.findall(segment.text)]
    return frozenset(
        text
        for text, count in texts.items()
        if count > 1 or (len(text) >= _LEAST_DOMAIN and any(domain.startswith(text) for domain in domains))
    )


def _letters(text: str) -> str:
    return "".join(filter(str.isalpha, text.casefold()))


def _with_whole_addresses(rows: list[list[Segment]]) -> list[list[Segment]]:
    """Return rows with an address that breaks off at a line's end ("{ana, bo,") joined in the row where it begins."""
    whole: list[list[Segment]] = []
    for row in rows:
        rest = []
        for piece in row:
            above = (
                next((i for i, p in enumerate(whole[-1]) if _breaks_off(p, piece)), None) if whole else None
            )
            if above is None:
                rest.append(piece)
            else:
                tokens = whole[-1][above].tokens + piece.tokens
                whole[-1][above] = replace(whole[-1][above], tokens=tokens)
        if rest:
            whole.append(rest)
    return whole


def _breaks_off(above: Segment, below: Segment) -> bool:
    text, following = above.text, below.text
    right = max(token.word.x1 for token in above.tokens)
    is_apart = min(token.word.x0 for token in above.tokens) > below.x1 or below.x0 > right
    if is_apart or len(above.tokens) > _LONGEST_ADDRESS:
        return False
    is_open = text.count("{") > text.count("}") and ("}" in following or "," in following)
    return is_open or text.endswith("@") or (following.startswith("@") and not text.endswith("."))


def _without_figure(segments: list[Segment]) -> list[Segment]:
    """Return the segments down to the first wide gap, or to small labels below a smaller one."""
    for index, (above, below) in enumerate(pairwise(segments), 1):
        gap = (above.baseline - below.baseline) / max(above.size, below.size)
        is_label = below.size < _LABEL_RATIO * above.size and _is_label(below, segments[:index])
        if above.page == below.page and gap > (_LABEL_GAP_EM if is_label else _LARGEST_GAP_EM):
            return segments[:index]
    return segments


def _is_label(piece: Segment, above: list[Segment]) -> bool:
    """Return whether a small piece below two rows and more has no mark, no address and no institution."""
    is_told = _MARKED_OR_ADDRESS.search(piece.text) or has_org_word(piece.text)
    return above[0].row != above[-1].row and not is_told


def _without_subtitle(rows: list[list[Segment]]) -> list[list[Segment]]:
    """Return the rows from the first on that could name people, if it is the second."""
    if len(rows) > 1 and not _names_anyone(rows[0]) and _names_anyone(rows[1]):
        return rows[1:]
    return rows


def _names_anyone(row: list[Segment]) -> bool:
    return any(looks_like_name(_BRACKETED.sub("", name.text)) for name in parse_names(row))


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


def _raised(piece: Segment, style: tuple[float, int] | None) -> Segment:
    """Return a piece that is nothing but small figures or symbols as the mark that it is, with no text beside it."""
    is_small = style is not None and piece.size < MARK_SIZE_RATIO * style[0]
    if not is_small or not all(_MARK.fullmatch(token.word.text) for token in piece.tokens):
        return piece
    return replace(piece, tokens=tuple(replace(token, is_raised=True) for token in piece.tokens))


def _with_loose_marks(pieces: list[Segment]) -> list[Segment]:
    """Return pieces with one that is nothing but marks joined to the piece before it."""
    joined: list[Segment] = []
    for piece in pieces:
        if joined and all(token.is_raised for token in piece.tokens):
            before = joined.pop()
            piece = replace(before, tokens=before.tokens + piece.tokens)
        joined.append(piece)
    return joined


def _counts_on(before: Segment, piece: Segment) -> bool:
    """Return whether a figure ends a row that goes on with its affiliation below: "1 Lakeside AI  2"."""
    counted = _COUNT.match(before.text)
    return counted is not None and piece.text.isdecimal() and int(piece.text) == int(counted[0]) + 1


def _is_aside(piece: Segment, block: Block) -> bool:
    text = piece.text
    is_mark = all(token.is_raised for token in piece.tokens)
    if _URL.search(text) or _ASIDE.match(text) or not (is_mark or any(char.isalpha() for char in text)):
        return True
    if block.groups and is_note(text) and not has_org_word(text) and not _defines(piece):
        block.notes.append(text)
        return True
    return False


def _current(block: Block) -> Group:
    if not block.groups:
        block.groups.append(Group())
    return block.groups[-1]


def _place(block: Block, pieces: list[Segment], style: tuple[float, int]) -> None:
    """Put the pieces of a row where they belong."""
    if block.groups and _goes_on_with_marks(pieces, style, block):
        block.groups[-1].names += pieces
    elif block.groups and _defines(pieces[0]):
        block.definitions += pieces
    elif len(pieces) == 1 and _is_inline(pieces[0]) and (not block.groups or block.groups[-1].is_inline):
        block.groups.append(Group(is_inline=True, names=pieces))
    elif not block.groups or _is_names(pieces, style, block):
        if not block.groups or block.groups[-1].affiliations:
            block.groups.append(Group())
        names = [piece for piece in pieces if not has_org_word(_unmarked(piece))] or pieces
        block.groups[-1].names += names
        block.groups[-1].affiliations += [piece for piece in pieces if piece not in names]
    elif block.definitions:
        block.definitions += pieces
    else:
        group = block.groups[-1]
        # In columns of unequal height, a name may stand beside an affiliation.
        names = [piece for piece in pieces if len(pieces) > 1 and _is_names([piece], style, block)]
        group.names += names
        group.affiliations += [piece for piece in pieces if piece not in names]


def _is_inline(piece: Segment) -> bool:
    """Return whether a row reads "Ana Lind, University of Northford, Canada"."""
    name, *rest = _BRACKETED.sub("", _unmarked(piece)).split(",")
    return (
        bool(rest) and looks_like_name(name) and not looks_like_name(rest[0]) and has_org_word(",".join(rest))
    )


def _defines(piece: Segment) -> bool:
    first = piece.tokens[0]
    return first.is_raised or bool(re.match(r"[*∗†‡§¶]\s?\w|[\[(]?\d{1,2}[\])]?[.:]?\s?[A-Z]", piece.text))


def _goes_on_with_marks(pieces: list[Segment], style: tuple[float, int], block: Block) -> bool:
    """Return whether a row of names begins with marks of the last name above: what follows them is a gap or a comma."""
    first = pieces[0]
    marks = list(takewhile(lambda token: token.is_raised, first.tokens))
    if not marks or block.definitions or block.groups[-1].affiliations:
        return False
    if block.groups[-1].names and block.groups[-1].names[0].tokens[0].is_raised:
        return _is_names(pieces, style, block)  # Marks stand before names here.
    rest = first.tokens[len(marks) :]
    if rest and not _SEPARATION.match(rest[0].word.text):
        return False
    names = [replace(first, tokens=rest), *pieces[1:]] if rest else pieces[1:]
    return not names or _is_names(names, style, block)


def _is_names(pieces: list[Segment], style: tuple[float, int], block: Block) -> bool:
    """Return whether a row holds names: it reads so, and its type does not speak against it."""
    texts = [_BRACKETED.sub("", _unmarked(piece)) for piece in pieces]
    if any(has_org_word(text) or _letters(text) in block.institutions for text in texts):
        return False
    is_styled = all((piece.size, piece.font) == style for piece in pieces)
    # A row in the names' type may go on with the name that the row above breaks off.
    above = block.groups[-1].names if is_styled and block.groups and not block.groups[-1].affiliations else []
    last = parse_names([*above, *pieces], block.measure) if above else []
    rows = {piece.row for piece in pieces}
    parsed = [name for name in last if rows & {segment.row for segment in name.segments}]
    parsed = parsed or [name for piece in pieces for name in parse_names([piece])]
    names = [_BRACKETED.sub("", name.text) for name in parsed]
    if not names:
        return False
    share = sum(map(looks_like_name, names)) / len(names)
    if is_styled:
        definition_style = block.definitions and (block.definitions[0].size, block.definitions[0].font)
        return share >= 0.5 and definition_style != style
    # Some templates set only the first row of names in bold; a row of places has commas.
    return len(names) >= 3 and share == 1.0 and not block.definitions


def _unmarked(piece: Segment) -> str:
    return " ".join(token.word.text for token in piece.tokens if not token.is_raised)
