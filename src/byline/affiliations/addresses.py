"""Which address goes with which institution, where one string names several."""

from collections.abc import Sequence
from typing import NamedTuple

from byline.affiliations.candidates import NameSpan
from byline.affiliations.normalise import AND_JOIN, MARK_JOIN, STRONG_BREAK, Words
from byline.affiliations.places import LARGE_TOWN, TOWN, Location, locate
from byline.affiliations.printed_places import PlaceSpan
from byline.affiliations.vocabulary import SUBJECTS


class Address(NamedTuple):
    """The address of a name: where it begins, what it adds up to, and whether it is surely this name's own."""

    start: int
    part: int
    location: Location
    is_own: bool


class Addresses(NamedTuple):
    """For each name its address or None; and the addresses that belong to institutions not known."""

    of_names: tuple[Address | None, ...]
    unnamed: tuple[Address, ...]


def parts_of(words: Words, taken: Sequence[bool]) -> list[int]:
    """Return for each word the number of the affiliation it belongs to, as "and", "&", "/" and ";" part them.

    The "and" of a name ("School of Mathematics and Physics") parts nothing.
    """
    if not any(words.joins):
        return [0] * len(words)
    parts, part = [], 0
    for at, join in enumerate(words.joins):
        if join == MARK_JOIN or (join == AND_JOIN and at and not _is_inside_name(words, at, taken)):
            part += 1
        parts.append(part)
    return parts


def _is_inside_name(words: Words, at: int, taken: Sequence[bool]) -> bool:
    if taken[at] or taken[at - 1]:
        return taken[at] and taken[at - 1] and words.breaks[at] < STRONG_BREAK
    return words.words[at] in SUBJECTS and words.words[at - 1] in SUBJECTS


def pair_addresses(
    words: Words, parts: Sequence[int], names: Sequence[NameSpan], places: Sequence[PlaceSpan]
) -> Addresses:
    """Return each name's address.

    A name's own address is what follows before the next name, up to an "and" or ";" that begins another
    affiliation. Without one it shares the next name's, which is its own only where a comma alone lies between.
    """
    printed = [place for place in places if place.is_address]
    if not printed:
        return Addresses((None,) * len(names), ())
    if not names:
        return Addresses((), _by_part(words, parts, printed))
    if len(names) == 1 and not any(words.joins) and printed[0].start >= names[0].end:
        return Addresses((_of(words, parts, printed, True),), ())  # four of five strings
    following = [_between(printed, names[k].end, _next_start(words, names, k)) for k in range(len(names))]
    own = [_first_part(parts, found) for found in following]
    before = _between(printed, 0, names[0].start)
    leading = [p for p in before if parts[p.start] == parts[names[0].start] and _is_plain(p)]
    of_names = tuple(_address(words, parts, names, k, own, leading) for k in range(len(names)))
    left = [p for found, mine in zip(following, own, strict=True) for p in found if p not in mine]
    left = [*(p for p in before if parts[p.start] != parts[names[0].start]), *left]
    return Addresses(of_names, _by_part(words, parts, left))


def _address(
    words: Words,
    parts: Sequence[int],
    names: Sequence[NameSpan],
    k: int,
    own: Sequence[list[PlaceSpan]],
    leading: list[PlaceSpan],
) -> Address | None:
    if own[k]:
        return _of(words, parts, own[k], True)
    shared = next((found for found in own[k + 1 :] if found), None)
    if shared is not None:
        return _of(words, parts, shared, parts[names[k].end - 1] == parts[shared[0].start])
    return _of(words, parts, leading, len(names) == 1) if leading else None


def _is_plain(span: PlaceSpan) -> bool:
    """Return whether a place may stand before the name: "Siret", a department, is no town of Romania."""
    return any(place.kind != TOWN or place.weight >= LARGE_TOWN for place in span.places)


def _of(words: Words, parts: Sequence[int], places: Sequence[PlaceSpan], is_own: bool) -> Address | None:
    location = locate((p.key, words.surface(p.start, p.end), p.packed) for p in places)
    return None if location is None else Address(places[0].start, parts[places[0].start], location, is_own)


def _by_part(words: Words, parts: Sequence[int], places: Sequence[PlaceSpan]) -> tuple[Address, ...]:
    numbers = sorted({parts[place.start] for place in places})
    found = (_of(words, parts, [p for p in places if parts[p.start] == number], True) for number in numbers)
    return tuple(address for address in found if address is not None)


def _first_part(parts: Sequence[int], places: list[PlaceSpan]) -> list[PlaceSpan]:
    return [place for place in places if parts[place.start] == parts[places[0].start]]


def _between(places: Sequence[PlaceSpan], start: int, end: int) -> list[PlaceSpan]:
    return [place for place in places if start <= place.start < end]


def _next_start(words: Words, names: Sequence[NameSpan], k: int) -> int:
    return names[k + 1].start if k + 1 < len(names) else len(words)
