"""Which address goes with which institution, where one string names several."""

from collections.abc import Sequence
from typing import NamedTuple

from byline.affiliations.candidates import NameSpan, PlaceSpan
from byline.affiliations.normalise import Words
from byline.affiliations.places import LARGE_TOWN, TOWN, Location, locate


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


def pair_addresses(words: Words, names: Sequence[NameSpan], places: Sequence[PlaceSpan]) -> Addresses:
    """Return each name's address.

    A name's own address is what follows before the next name, up to an "and" or ";" that begins another
    affiliation. Without one it shares the next name's, which is its own only where a comma alone lies between.
    """
    printed = [place for place in places if place.is_address]
    if not printed:
        return Addresses((None,) * len(names), ())
    if not names:
        return Addresses((), _by_part(words, printed))
    following = [_between(printed, names[k].end, _next_start(words, names, k)) for k in range(len(names))]
    own = [_first_part(words, found) for found in following]
    before = _between(printed, 0, names[0].start)
    leading = [p for p in before if words.parts[p.start] == words.parts[names[0].start] and _is_plain(p)]
    of_names = tuple(_address(words, names, k, own, leading) for k in range(len(names)))
    left = [p for found, mine in zip(following, own, strict=True) for p in found if p not in mine]
    left = [*(p for p in before if words.parts[p.start] != words.parts[names[0].start]), *left]
    return Addresses(of_names, _by_part(words, left))


def _address(
    words: Words, names: Sequence[NameSpan], k: int, own: Sequence[list[PlaceSpan]], leading: list[PlaceSpan]
) -> Address | None:
    if own[k]:
        return _of(words, own[k], True)
    shared = next((found for found in own[k + 1 :] if found), None)
    if shared is not None:
        return _of(words, shared, words.parts[names[k].end - 1] == words.parts[shared[0].start])
    return _of(words, leading, len(names) == 1) if leading else None


def _is_plain(span: PlaceSpan) -> bool:
    """Return whether a place may stand before the name: "Siret", a department, is no town of Romania."""
    return any(place.kind != TOWN or place.weight >= LARGE_TOWN for place in span.places)


def _of(words: Words, places: Sequence[PlaceSpan], is_own: bool) -> Address | None:
    location = locate((p.key, words.surface(p.start, p.end), p.packed) for p in places)
    return (
        None if location is None else Address(places[0].start, words.parts[places[0].start], location, is_own)
    )


def _by_part(words: Words, places: Sequence[PlaceSpan]) -> tuple[Address, ...]:
    parts = sorted({words.parts[place.start] for place in places})
    found = (_of(words, [p for p in places if words.parts[p.start] == part], True) for part in parts)
    return tuple(address for address in found if address is not None)


def _first_part(words: Words, places: list[PlaceSpan]) -> list[PlaceSpan]:
    return [place for place in places if words.parts[place.start] == words.parts[places[0].start]]


def _between(places: Sequence[PlaceSpan], start: int, end: int) -> list[PlaceSpan]:
    return [place for place in places if start <= place.start < end]


def _next_start(words: Words, names: Sequence[NameSpan], k: int) -> int:
    return names[k + 1].start if k + 1 < len(names) else len(words)
