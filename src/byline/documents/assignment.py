"""Whose an affiliation or an e-mail address is, by where it stands and what it says."""

import re
import unicodedata
from collections.abc import Iterable
from functools import lru_cache
from itertools import takewhile

from byline.documents.block import Block, Group
from byline.documents.emails import PrintedEmail
from byline.documents.lines import Segment
from byline.documents.names import PrintedName
from byline.documents.wording import is_suffix

# A centred line that all share stands this near to the middle of the names above it.
_CENTRE_TOLERANCE = 4.0
# "qi" alone is in too many local parts; three letters told all of the 118 papers' addresses apart rightly.
_LEAST_LIKENESS = 3
# Letters without a decomposition, as addresses spell them.
_SPELT_PLAIN = str.maketrans(
    {"ø": "o", "æ": "ae", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "ß": "ss", "ı": "i"}
)


def owned(names: list[PrintedName], group: Group) -> list[list[Segment]]:
    """Return the affiliation pieces below each name of a group; a name with none has those of its neighbour's cell."""
    lines: list[list[Segment]] = [[] for _ in names]
    for piece in group.affiliations:
        holders = _owners(piece, names, group)
        for index, name in enumerate(names):
            if name in holders:
                lines[index].append(piece)
    held = [index for index, own in enumerate(lines) if own]
    for index, own in enumerate(lines):
        beside = [other for other in held if names[other].row == names[index].row]
        if not own and beside:
            lines[index] = lines[min(beside, key=lambda other: _gap(names[index], names[other]))]
    return lines


def _gap(one: PrintedName, other: PrintedName) -> float:
    first, second = one.segments[0], other.segments[0]
    return max(first.x0 - second.x1, second.x0 - first.x1)


def _owners(piece: Segment, names: list[PrintedName], group: Group) -> list[PrintedName]:
    """Return the names of a group that an affiliation piece below them belongs to.

    A group with several pieces in one row is set in columns, and a piece belongs to the names that stand right above
    it, or to its left in a table's row; else every line is shared by all.
    """
    if not _is_columnar(group) or _is_shared(piece, names, group):
        return names
    above = [name for name in names if name.row < piece.row]
    over = [name for name in above if _overlaps(name.segments[0], piece)]
    beside = [name for name in names if name.row == piece.row and name.segments[0].x1 < piece.x0]
    if not over and beside:
        return [max(beside, key=lambda name: name.segments[0].x1)]
    if not over:
        return sorted(above, key=lambda name: abs(name.segments[0].centre - piece.centre))[:1]
    nearest = max(over, key=lambda name: name.row)
    return [name for name in over if not _is_parted(name, nearest, group)]


def _is_parted(name: PrintedName, lower: PrintedName, group: Group) -> bool:
    """Return whether an affiliation stands between two names of a column."""
    column = name.segments[0]
    return any(name.row < piece.row < lower.row and _overlaps(piece, column) for piece in group.affiliations)


def _is_columnar(group: Group) -> bool:
    rows = [piece.row for piece in group.affiliations]
    name_rows = [segment.row for segment in group.names]
    is_mixed = bool(set(name_rows) & set(rows))
    return is_mixed or (len(set(name_rows)) < len(name_rows) and len(set(rows)) < len(rows))


def _is_shared(piece: Segment, names: list[PrintedName], group: Group) -> bool:
    is_alone = sum(other.row == piece.row for other in group.affiliations) == 1
    left = min(name.segments[0].x0 for name in names)
    right = max(name.segments[0].x1 for name in names)
    is_central = abs(piece.centre - (left + right) / 2) < _CENTRE_TOLERANCE
    return is_alone and is_central and len(names) % 2 == 0


def _overlaps(one: Segment, other: Segment) -> bool:
    return one.x0 < other.x1 and other.x0 < one.x1


def assign_domains(names: list[PrintedName], emails: list[PrintedEmail], block: Block) -> list[list[str]]:
    """Return each author's e-mail domains, in the order of `names`; none where it cannot be told whose one is."""
    domains: list[list[str]] = [[] for _ in names]
    shared = {email.domain for email in emails}
    in_order = len(emails) == len(names) and all(len(email.local_parts) == 1 for email in emails)
    for position, email in enumerate(emails):
        for index in _holders(email, position if in_order else None, names, block):
            domains[index].append(email.domain)
    count = sum(len(email.local_parts) for email in emails)
    if len(shared) == 1 and count == len(names):
        return [list(shared) for _ in names]
    return domains


def _holders(email: PrintedEmail, position: int | None, names: list[PrintedName], block: Block) -> list[int]:
    """Return the indices of the authors that an address belongs to, by the strongest sign there is."""
    everyone = range(len(names))
    if len(names) == 1:
        return [0]
    if len(email.local_parts) == 1 and (beside := _beside(email, names)):
        return beside
    marked = [i for i in everyone if set(names[i].marks) & set(email.marks)]
    if marked:
        return marked
    if found := sorted(addressed([email], names)):
        return list(everyone) if len(found) < len(email.local_parts) >= len(names) else found
    if below := _below(email, names, block):
        return below
    return [position] if position is not None else []


def _beside(email: PrintedEmail, names: list[PrintedName]) -> list[int]:
    """Return the name that stands to the left of an address in its row."""
    if email.segment is None:
        return []
    left = [
        i
        for i, n in enumerate(names)
        if n.segments[-1].row == email.segment.row and n.box.x0 < email.segment.x1
    ]
    return left[-1:] if left else []


def _below(email: PrintedEmail, names: list[PrintedName], block: Block) -> list[int]:
    group = next((group for group in block.groups if email in group.emails), None)
    if group is None or email.segment is None or not _is_columnar(group):
        return []
    segment = email.segment
    held = [i for i, name in enumerate(names) if name.segments[0] in group.names]
    return [i for i in held if _overlaps(names[i].segments[0], segment)]


def addressed(emails: Iterable[PrintedEmail], names: list[PrintedName]) -> set[int]:
    """Return the indices of the names that local parts are made from."""
    local_parts = [part for email in emails for part in email.local_parts]
    texts = [name.text for name in names] if local_parts else []
    return {index for part in local_parts for index in alike(part, texts)}


def alike(local: str, names: list[str]) -> list[int]:
    """Return the name that a local part is made from, if it is one only: jdoe, jane.doe, doej, jd."""
    letters = re.sub(r"[^a-z]", "", _fold(local))
    scores = [_likeness(letters, name) for name in names]
    best = max(scores, default=0)
    return [scores.index(best)] if best >= _LEAST_LIKENESS and scores.count(best) == 1 else []


def _likeness(letters: str, name: str) -> int:
    """Return how many letters of a local part a name explains, two more if it explains all."""
    words = _words(name)
    if not words or not letters:
        return 0
    first, last = words[0], words[-1]
    initials = "".join(word[0] for word in words)
    forms = {first + last, last + first, first[0] + last, last + first[0], first + last[0], initials, *words}
    found = [
        len(form) + (2 if form == letters else 0) for form in forms if len(form) >= 2 and form in letters
    ]
    return max(
        [
            *found,
            sum(
                1
                for _ in takewhile(lambda pair: pair[0] == pair[1], zip(letters, first + last, strict=False))
            ),
        ]
    )


@lru_cache(1024)
def _words(name: str) -> list[str]:
    """Return a name's words as addresses spell them, without "Jr." and the like."""
    words = (re.sub(r"[^a-z]", "", word) for word in _fold(name).split() if not is_suffix(word))
    return [word for word in words if word]


def _fold(text: str) -> str:
    return (
        unicodedata.normalize("NFKD", text.lower().translate(_SPELT_PLAIN))
        .encode("ascii", "ignore")
        .decode()
        .lower()
    )
