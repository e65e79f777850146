"""What a string may name: institutions of the index, found by their words."""

from collections.abc import Iterator, Sequence
from itertools import permutations
from typing import NamedTuple

from byline.affiliations.index import ONE_WORD, Index
from byline.affiliations.normalise import MARK_JOIN, NO_BREAK, NO_JOIN, STRONG_BREAK, WEAK_BREAK, Words
from byline.affiliations.places import (
    DEMONYM,
    LONGEST_CODE,
    STREET_WORDS,
    parse_places,
)
from byline.affiliations.printed_places import PlaceSpan, find_places, is_corrected, is_town
from byline.affiliations.vocabulary import GENERIC_WORDS, INSTITUTION_NOUNS, SUBJECTS, is_generic

POST_WORDS = frozenset({"po", "post"})
UNMISTAKABLE_WORDS = 4  # from which a name is one with a comma astray in it
# What a town has one of, or one of that name; and what is a part of a university.
TOWN_KINDS = frozenset({"university", "hospital", "polytechnic"})
PARTS = frozenset({"department", "faculty"})
# A "Department of Defence, Melbourne" is a government's.
MINISTRIES = frozenset(
    {"agriculture", "defence", "defense", "education", "energy", "environment", "health", "water"}
)
MOST_KIND_WORDS = 3
MOST_REORDERED = 4  # words; five have 120 orders
SHORTEST_NAME = 2  # letters; so short a name is written in capitals ("HP", "KU")
SHORT_NAME = 4  # letters; so short a name must be written with a capital ("Meta", never "meta analysis")


class NameSpan(NamedTuple):
    """Words start to end (not included) that name one of `meanings`."""

    start: int
    end: int
    key: str
    meanings: tuple[int, ...]
    is_acronym: bool = False
    is_place_too: bool = False


def find_names(index: Index, words: Words) -> list[NameSpan]:
    """Return the institution names in a string, longest first where they overlap, in the order written."""
    found = _names(index, words)
    if len(found) > 1:
        found.sort(key=lambda span: (span.start - span.end, span.is_acronym, span.start))
    taken = [False] * len(words.words)
    chosen = []
    for span in found:
        start, end = span.start, span.end
        if True not in taken[start:end] and not _is_in_place(index, words, span):
            taken[start:end] = [True] * (end - start)
            chosen.append(span)
    if len(chosen) > 1:
        chosen.sort(key=lambda span: span.start)
    return chosen


def _names(index: Index, words: Words) -> list[NameSpan]:
    count, joined, offsets, ends = len(words.words), words.joined, words.offsets, words.offset_ends
    aliases, acronyms, lengths = index.aliases, index.acronyms, index.lengths
    found = []
    for start, word in enumerate(words.words):
        if word in lengths:
            possible = index.name_lengths(words, start)
        elif word in aliases or word in acronyms:
            possible = ONE_WORD
        else:
            continue
        for length in possible:
            end = start + length
            if end > count:
                continue
            key = joined[offsets[start] : ends[end - 1]]
            if key in aliases:
                if _is_plain(index, words, start, end) or _is_misplaced_comma(index, words, start, end):
                    is_place = key in index.places or _is_code(index, key, start)
                    found.append(NameSpan(start, end, key, index.meanings(aliases, key), False, is_place))
            elif length == 1 and key in acronyms and words.surface(start, end).isupper():
                is_place = key in index.places or _is_code(index, key, start)
                found.append(NameSpan(start, end, key, index.meanings(acronyms, key), True, is_place))
    return found


def _is_code(index: Index, key: str, start: int) -> bool:
    """Return whether a name is a place's code where one may stand ("Canberra, ACT"; "USA" is no army there)."""
    return start > 0 and len(key) <= LONGEST_CODE and "=" + key.upper() in index.places


def _is_in_place(index: Index, words: Words, span: NameSpan) -> bool:
    """Return whether one word is part of a place's longer name (United, Inc. in "United States")."""
    at, breaks = span.start, words.breaks
    if span.end - at > 1:
        return False
    return (at > 0 and breaks[at] < STRONG_BREAK and words.key(at - 1, at + 1) in index.places) or (
        at + 1 < len(breaks) and breaks[at + 1] < STRONG_BREAK and words.key(at, at + 2) in index.places
    )


def is_cut_out(index: Index, words: Words, span: NameSpan, taken: list[bool]) -> bool:
    """Return whether the words around show that the name goes on: then a longer one, not known, is meant.

    "Beijing University | of Posts ..." and "Sichuan Staff | University of Science" go on; "Department of
    Computer Science | Stanford University" does not.
    """
    after, before = span.end, span.start - 1
    if (
        after < len(words)
        and words.links[after]
        and not taken[after]
        and not _begins_place(index, words, after)
    ):
        return True
    if after < len(words) and words.breaks[after] == WEAK_BREAK and words.words[after] in SUBJECTS:
        return is_generic(span.key)  # "Institute for High Performance Computing | and Networking"
    if _goes_on(index, words, after, taken) and is_generic(span.key):
        return True  # "Ecole Polytechnique | Federal de Lausanne"
    is_joined = before >= 0 and not words.links[span.start] and words.breaks[span.start] == NO_BREAK
    if not is_joined or taken[before] or words.words[before] in GENERIC_WORDS:
        return False
    if any(place.kind == DEMONYM for place in parse_places(index.places.get(words.words[before], ""))):
        return False  # "Italian | Ministry of Health"
    return is_generic(span.key)


def _goes_on(index: Index, words: Words, after: int, taken: list[bool]) -> bool:
    """Return whether a word that is no place, name or number follows without a break."""
    if after >= len(words) or words.breaks[after] != NO_BREAK or taken[after]:
        return False
    return not any(c.isdigit() for c in words.words[after]) and not _begins_place(index, words, after)


def _begins_place(index: Index, words: Words, start: int) -> bool:
    return any(
        start + length <= len(words) and words.key(start, start + length) in index.places
        for length in index.name_lengths(words, start)
    )


def is_embedded(words: Words, span: NameSpan, taken: list[bool]) -> bool:
    """Return whether one word stands amid others that are no name or place ("National Rice Research Institute")."""
    if span.end - span.start > 1 or span.start == 0 or span.end >= len(words):
        return False
    is_free = words.breaks[span.start] == NO_BREAK and words.breaks[span.end] == NO_BREAK
    return is_free and not taken[span.start - 1] and not taken[span.end]


def is_joined(words: Words, span: NameSpan, taken: list[bool]) -> bool:
    """Return whether one word is joined to another that is no name, place or kind ("Core Data Science")."""
    if span.end - span.start > 1:
        return False
    neighbours = [(span.start, span.start - 1), (span.end, span.end)]
    return any(
        0 <= other < len(words)
        and words.breaks[at] == NO_BREAK
        and not taken[other]
        and words.words[other] not in INSTITUTION_NOUNS
        for at, other in neighbours
        if at < len(words)
    )


def find_reordered(index: Index, words: Words, spans: Sequence[NameSpan]) -> list[NameSpan]:
    """Return names whose words stand in another order ("Maryland Univ.", "Singapore Nat. Univ.").

    Args:
        spans: names that stand there in order but mean several; no part of one is a name.
    """
    found = []
    for start in range(len(words)):
        for end in range(start + 2, min(start + MOST_REORDERED, len(words)) + 1):
            chosen = words.words[start:end]
            if any(span.start <= start and end <= span.end and len(span.meanings) > 1 for span in spans):
                continue
            if words.has_break(start, end) or not any(word in INSTITUTION_NOUNS for word in chosen):
                continue
            orders = (" ".join(order) for order in permutations(chosen))
            key = next((order for order in orders if order in index.aliases), "")
            if key and not is_generic(key):
                found.append(NameSpan(start, end, key, index.meanings(index.aliases, key)))
    return sorted(found, key=lambda span: span.start - span.end)[:1]


def find_with_city(index: Index, words: Words) -> list[NameSpan]:
    """Return the name that a kind of institution and the printed city make ("University Hospital, Lund").

    A department in a city, with nothing else, is of the university that the city's name alone tells from others.
    """
    places = [place for place in find_places(index, words, [False] * len(words)) if place.is_address]
    for city in filter(is_town, places):
        for start, end, kind in _kinds(words, places):
            for key in (f"{kind} {city.key}", f"{city.key} {kind}"):
                if key in index.aliases and not city.start < end <= city.end:
                    return [NameSpan(start, end, key, index.meanings(index.aliases, key))]
    return []


def _kinds(words: Words, places: Sequence[PlaceSpan]) -> Iterator[tuple[int, int, str]]:
    """Yield (start, end, kind) for the ends of those segments that have no word of their own."""
    ends = [end for end in range(1, len(words) + 1) if words.ends_segment(end)]
    for start, end in zip([0, *ends], ends, strict=False):
        if all(len(word) == 1 or word in GENERIC_WORDS for word in words.words[start:end]):
            for at in range(max(start, end - MOST_KIND_WORDS), end):
                # "National University, Khartoum" is not the University.
                is_whole = at == start or words.links[at] or words.words[at - 1] in INSTITUTION_NOUNS
                if is_whole and any(word in TOWN_KINDS for word in words.words[at:end]):
                    yield at, end, words.key(at, end)
    first = ends[0]
    if words.words[0] in PARTS or words.words[first - 1] in PARTS:
        others = [word for word in words.words if word in INSTITUTION_NOUNS and word not in PARTS]
        is_ministry = not MINISTRIES.isdisjoint(words.words[:first])
        is_plain = not others and not is_ministry and is_generic(words.key(0, first))
        if is_plain and _is_address_only(words, first, places):
            yield 0, first, "university"


def _is_address_only(words: Words, start: int, places: Sequence[PlaceSpan]) -> bool:
    """Return whether each segment from a word on has a place, a street or a number ("Keble Road, Oxford OX1 3RH")."""
    in_place = {at for place in places for at in range(place.start, place.end)}
    is_address = False
    for at in range(start, len(words)):
        word = words.words[at]
        is_address = is_address or at in in_place or word in STREET_WORDS or any(c.isdigit() for c in word)
        if words.ends_segment(at + 1):
            if not is_address:
                return False
            is_address = False
    return True


def _may_cross(index: Index, words: Words, start: int, end: int) -> bool:
    """Return whether a name may stretch over a comma here: "University of California, San Diego" does,
    "(Foo) University, Washington", "Bologna, University (of Padua)" and "Hong Kong and University (of
    Waterloo)" do not."""
    if end < len(words) and words.links[end] and words.joins[end - 1] != NO_JOIN:
        return False
    if MARK_JOIN in words.joins[start + 1 : end] and _is_two_names(index, words, start, end):
        return False
    if STRONG_BREAK not in words.breaks[start + 1 : end]:
        return True
    crossing = [i for i in range(start + 1, end) if words.breaks[i] > WEAK_BREAK]
    has_own_word = any(word not in GENERIC_WORDS for word in words.words[start : crossing[0]])
    if has_own_word and len(crossing) == 1 and end - start >= UNMISTAKABLE_WORDS:
        # "Beijing University of Chinese, Medicine Beijing"; not "University of Technology Sydney, Australia and ..."
        return words.ends_segment(end) or words.key(crossing[0], end) not in index.places
    return (has_own_word or words.begins_segment(start)) and words.ends_segment(end)


def _is_two_names(index: Index, words: Words, start: int, end: int) -> bool:
    """Return whether a place after an "&" begins another name, the words before being but a kind of institution.

    "(Hong Kong) University of Science and Technology & Inner Mongolia (University)" is none of Inner Mongolia's;
    "University of Modena & Reggio Emilia" is one name.
    """
    mark = next(at for at in range(start + 1, end) if words.joins[at] == MARK_JOIN)
    return (
        words.words[start] in INSTITUTION_NOUNS
        and is_generic(words.key(start, mark))
        and _begins_place(index, words, mark)
    )


def _is_misplaced_comma(index: Index, words: Words, start: int, end: int) -> bool:
    """Return whether a comma parts a name before its "university" ("Aichi-Gakuin, University Nagoya, Japan").

    Not where an "of" follows ("Yonsei, University of ..."), nor after a place ("London, University College").
    """
    if words.words[end - 1] != "university" or words.breaks[end - 1] != STRONG_BREAK or end >= len(words):
        return False
    if words.links[end] or words.breaks[end] != NO_BREAK or words.has_break(start, end - 1, WEAK_BREAK):
        return False
    before = words.key(start, end - 1)
    return before not in index.places and not is_generic(before)


def _is_plain(index: Index, words: Words, start: int, end: int) -> bool:
    if end - start > 1:
        return _may_cross(index, words, start, end)
    return _is_written_so(words, start)


def _follows_own_word(words: Words, at: int) -> bool:
    """Return whether a word that is no kind and no subject stands before without a break."""
    is_joined = at > 0 and words.breaks[at] == NO_BREAK and not words.links[at]
    return is_joined and words.words[at - 1] not in GENERIC_WORDS


def _is_written_so(words: Words, at: int) -> bool:
    """Return whether one word is written as a name: short ones with a capital, and never misspelt."""
    if is_corrected(words, at) or (at and words.words[at - 1] in POST_WORDS):
        return False  # "P.O. Box 20450" is no Box, Inc.
    surface = words.surface(at, at + 1)
    if len(surface) <= SHORTEST_NAME and (surface[1:].islower() or _follows_own_word(words, at)):
        return False  # "Chuo Ku, Japan" is no KU, nor is "CHUO-KU"
    return len(words.words[at]) > SHORT_NAME or len(words) == 1 or not surface.islower()
