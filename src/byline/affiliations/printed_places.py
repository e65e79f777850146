"""Places that a string prints, each with whether it stands as an address."""

import re
from typing import NamedTuple

from byline.affiliations.index import Index
from byline.affiliations.normalise import NO_BREAK, STRONG_BREAK, Words, normalise_word
from byline.affiliations.places import (
    COUNTRY,
    DEMONYM,
    LARGE_TOWN,
    LONGEST_CODE,
    REGION,
    STREET_WORDS,
    TOWN,
    Place,
    parse_places,
)
from byline.affiliations.vocabulary import INSTITUTION_NOUNS

POSTCODE = re.compile(r"(?=.*\d{2})[a-z]{0,2}\d{2,}[a-z]{0,2}|\d[a-z]{2}|[a-z]{1,2}\d{1,2}[a-z]?")
SHORTEST_MISSPELT_PLACE = 7  # letters: "Shezhen", "Melboune"; "Chiga" may be anything
LONGEST_ACRONYM = 4  # letters
LEGAL_CODES = frozenset({"AG", "AB", "AS", "SA", "SL"})  # "Samson AG" is no place in Antigua


class PlaceSpan(NamedTuple):
    """Words start to end (not included) that name one of `places`; printed as an address, or inside a name."""

    start: int
    end: int
    key: str
    packed: str
    is_address: bool = True

    @property
    def places(self) -> tuple[Place, ...]:
        """Return the meanings."""
        return parse_places(self.packed)


def find_places(index: Index, words: Words, taken: list[bool]) -> list[PlaceSpan]:
    """Return the place names outside the words that are `taken`, each with whether it stands as an address."""
    found: list[PlaceSpan] = []
    end = 0
    single, longer = index.places, index.lengths
    for start, word in enumerate(words.words):
        if taken[start] or start < end:
            continue
        if word in single or word in longer or len(word) <= LONGEST_CODE:
            code = _code(index, words, start)
            span = _longest_place(index, words, start, taken, code is not None) or code
            if span is not None:
                found.append(span)
                end = span.end
    return _with_positions(words, found, taken) if found else found


def is_corrected(words: Words, at: int) -> bool:
    """Return whether a word was misspelt; alone it names nothing ("Server" is not Servier)."""
    first, last = words.spans[at]
    return normalise_word(words.text[first:last]) != words.words[at]


def _longest_place(
    index: Index, words: Words, start: int, taken: list[bool], is_code: bool
) -> PlaceSpan | None:
    """Return the longest place name that begins here; what is written as a code is no name of one word."""
    count, breaks = len(taken), words.breaks
    for length in index.name_lengths(words, start):
        end = start + length
        if end > count:
            continue
        key = words.joined[words.offsets[start] : words.offset_ends[end - 1]]
        packed = index.places.get(key)
        if packed is None or (length == 1 and is_code):
            continue
        if length == 1 and len(key) < SHORTEST_MISSPELT_PLACE and is_corrected(words, start):
            continue
        if length == 1 and len(key) <= LONGEST_ACRONYM and _is_acronym(words, start):
            continue
        if length == 1 or (True not in taken[start:end] and STRONG_BREAK not in breaks[start + 1 : end]):
            return PlaceSpan(start, end, key, packed)
    return None


def _is_acronym(words: Words, at: int) -> bool:
    """Return whether a short word is written in capitals, and not all of the string is ("EECS, LIDS, MIT")."""
    return words.surface(at, at + 1).isupper() and not words.text.isupper()


def _code(index: Index, words: Words, start: int) -> PlaceSpan | None:
    """Return a code such as "CA" or "USA": in capitals, and never the first word of the string."""
    first, last = words.spans[start]
    if last - first > 2 * LONGEST_CODE:
        return None
    surface = words.text[first:last].replace(".", "")
    if len(surface) > LONGEST_CODE or not surface.isupper():
        return None
    if surface in LEGAL_CODES and words.breaks[start] == NO_BREAK:
        return None
    packed = index.places.get("=" + surface)
    if packed is None or (start == 0 and len(words) > 1):
        return None
    return PlaceSpan(start, start + 1, surface.lower(), packed)


def _with_positions(words: Words, found: list[PlaceSpan], taken: list[bool]) -> list[PlaceSpan]:
    """Return the spans, marked as address where the words around them are address too."""
    if len(found) == 1 and _stands_alone(words, found[0]):
        return found
    is_place = [False] * len(words)
    for span in found:
        is_place[span.start : span.end] = [True] * (span.end - span.start)
    return [
        s
        if _stands_alone(words, s)
        else PlaceSpan(s.start, s.end, s.key, s.packed, _is_address(words, s, is_place, taken))
        for s in found
        if _stands_alone(words, s) or (not _is_street(words, s) and not _is_half_a_name(words, s, found))
    ]


def _stands_alone(words: Words, span: PlaceSpan) -> bool:
    """Return whether breaks, or the string's ends, stand on both sides: then it is an address, whatever else is."""
    start, end, breaks = span.start, span.end, words.breaks
    return (start == 0 or breaks[start] != NO_BREAK) and (end == len(breaks) or breaks[end] != NO_BREAK)


def _is_half_a_name(words: Words, span: PlaceSpan, found: list[PlaceSpan]) -> bool:
    """Return whether two towns stand side by side, which is one name that is not known ("Kent Ridge")."""
    if not is_town(span):
        return False
    before = next((s for s in found if s.end == span.start and words.breaks[span.start] == NO_BREAK), None)
    after = next((s for s in found if s.start == span.end and words.breaks[span.end] == NO_BREAK), None)
    return any(
        other is not None and is_town(other) and not _is_one_land(span, other) for other in (before, after)
    )


def is_town(span: PlaceSpan) -> bool:
    """Return whether it can be nothing but a town."""
    return all(place.kind == TOWN for place in span.places)


def _is_one_land(one: PlaceSpan, other: PlaceSpan) -> bool:
    """Return whether both names exist in one and the same country only ("Valbonne Sophia Antipolis")."""
    return len({place.country for span in (one, other) for place in span.places}) == 1


def is_telling(span: PlaceSpan) -> bool:
    """Return whether a place inside a name says where it is: a country, a people, a region, a large city."""
    return any(
        place.kind in {COUNTRY, DEMONYM, REGION} or (place.kind == TOWN and place.weight >= LARGE_TOWN)
        for place in span.places
    )


def _is_street(words: Words, span: PlaceSpan) -> bool:
    """Return whether a street, or the like, has the place's name ("Carrer Palau 5", "Beth Israel")."""
    before = span.start > 0 and words.breaks[span.start] == NO_BREAK and words.words[span.start - 1]
    after = span.end < len(words) and words.breaks[span.end] == NO_BREAK and words.words[span.end]
    return before in STREET_WORDS or (after in STREET_WORDS and after != "saint")


def _is_address(words: Words, span: PlaceSpan, is_place: list[bool], taken: list[bool]) -> bool:
    """Return whether nothing but address surrounds the span: its segment's ends, places, postcodes, a name."""
    before = span.start - 1
    while (
        before >= 0
        and words.breaks[before + 1] == NO_BREAK
        and (is_place[before] or _is_number(words, before))
    ):
        before -= 1
    after = span.end
    while (
        after < len(words)
        and words.breaks[after] == NO_BREAK
        and (is_place[after] or _is_number(words, after))
    ):
        after += 1
    is_after_break = before < 0 or words.breaks[before + 1] != NO_BREAK
    is_before_break = after >= len(words) or words.breaks[after] != NO_BREAK
    follows_name = before >= 0 and taken[before]
    follows_place = before < span.start - 1
    # "Tsinghua University Beijing" ends with its city; Gaming is a village in Austria, not in "Microsoft Gaming".
    follows_name = follows_name and any(p.kind != TOWN or p.weight >= LARGE_TOWN for p in span.places)
    return is_before_break and (is_after_break or follows_name or follows_place)


def _is_number(words: Words, position: int) -> bool:
    return POSTCODE.fullmatch(words.words[position]) is not None


def has_institution_noun(words: Words, span: PlaceSpan) -> bool:
    """Return whether the segment around a span says what kind of institution it names ("Bank of Israel")."""
    start, end = span.start, span.end
    while start > 0 and not words.begins_segment(start):
        start -= 1
    while not words.ends_segment(end):
        end += 1
    return any(word in INSTITUTION_NOUNS for word in words.words[start:end])
