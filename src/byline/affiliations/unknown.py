"""Strings whose institution is not known: the address, the place inside the name, or the legal form answers."""

from collections.abc import Sequence

from byline.affiliations.addresses import pair_addresses, parts_of
from byline.affiliations.answers import (
    LEGAL_FORM,
    PLACE_IN_NAME,
    Answer,
    answer_address,
    answer_domain,
    best_answer,
)
from byline.affiliations.candidates import NameSpan
from byline.affiliations.domains import Domain
from byline.affiliations.index import Index
from byline.affiliations.neighbours import Neighbours
from byline.affiliations.normalise import NO_BREAK, Words
from byline.affiliations.places import TOWN, locate
from byline.affiliations.printed_places import PlaceSpan, find_places, has_institution_noun, is_telling

# A legal form belongs to one country's law, or nearly.
LEGAL_COUNTRIES = {
    "pte limited": "SG",
    "pty limited": "AU",
    "sdn bhd": "MY",
    "gmbh": "DE",
    "spa": "IT",
    "srl": "IT",
    "private limited": "IN",
    "pvt limited": "IN",
    "kk": "JP",
    "aps": "DK",
    "oyj": "FI",
}


MOST_LISTED = 4  # namesakes; ministries of education are thirty
PERSONS_NAMES = frozenset({"jordan", "chad", "israel", "georgia"})  # "Michael Jordan Laboratory"


def answer_unknown(
    index: Index, words: Words, spans: Sequence[NameSpan], domain: Domain | None, neighbours: Neighbours
) -> Answer:
    """Return the answer for a string in which no institution is recognised for sure.

    Args:
        spans: names that were found but have several meanings; they limit what a place may decide.
        neighbours: finds the institution by the printed city.
    """
    free = [False] * len(words)
    parts = parts_of(words, free)
    places = find_places(index, words, free)
    addresses = pair_addresses(words, parts, (), places).unnamed
    neighbour = neighbours.find(words, places, addresses)
    if neighbour is not None:
        return neighbour
    printed = [answer for address in addresses if (answer := answer_address(address))]
    if printed:
        return best_answer(printed)
    doubtful = [span for span in spans if words.begins_segment(span.start) and words.ends_segment(span.end)]
    if not doubtful:
        found = _inside_name(words, places) or _legal_form(words)
        if found is None and len({place.country for span in places for place in span.places}) > 1:
            return answer_domain(
                domain, "names places in several countries, and nothing decides which is meant"
            )
        return found or answer_domain(domain, "names no institution, place or country that is known")
    meant = _listed(index, doubtful)
    if len(meant) == 1:
        # "OMV", "Institute of Engineering": the only one that is known, of many that may be called so.
        return answer_domain(
            domain, f"may name {meant[0]}, but so short or so general a name may be another's"
        )
    names = " or ".join(meant[:MOST_LISTED]) or "several institutions"
    return answer_domain(domain, f"may name {names}, and nothing decides which")


def _listed(index: Index, spans: Sequence[NameSpan]) -> list[str]:
    """Return the institutions that may be meant, each with its country: namesakes have nothing else to tell them by."""
    meant = {
        f"{index.names[i]} ({index.sites[i] or index.homes[i] or 'place unknown'})"
        for span in spans
        for i in span.meanings
    }
    homonyms = {
        (f"{index.names[i]} ({country})" if i >= 0 else f"a place in {country}")
        for span in spans
        for i, country, *_ in index.homonyms.get(span.key, ())
    }
    return sorted(meant | homonyms)


def _inside_name(words: Words, places: Sequence[PlaceSpan]) -> Answer | None:
    telling = [p for p in places if is_telling(p) and (p.is_address or _is_in_name(words, p))]
    location = locate((p.key, words.surface(p.start, p.end), p.packed) for p in telling)
    if location is None or location.country is None:
        return None
    text = f"no known institution; the name contains '{location.label}' ({location.country})"
    return Answer(0, None, location.country, location.country, PLACE_IN_NAME, text)


def _is_in_name(words: Words, span: PlaceSpan) -> bool:
    """Return whether a place is part of an institution's name; a town only at its edge ("Hangzhou Foo Company")."""
    needs_edge = span.key in PERSONS_NAMES or all(place.kind == TOWN for place in span.places)
    is_at_edge = words.begins_segment(span.start) or words.ends_segment(span.end) or words.links[span.start]
    return (is_at_edge or not needs_edge) and has_institution_noun(words, span)


def legal_country(words: Words, end: int) -> str | None:
    """Return the country whose law has the legal form that closes or follows a name, or None ("eBay GmbH")."""
    for at in (end - 1, end):
        if at < len(words) and (at < end or words.breaks[at] == NO_BREAK):
            for length in (1, 2):
                country = LEGAL_COUNTRIES.get(" ".join(words.words[at : at + length]))
                if country:
                    return country
    return None


def _legal_form(words: Words) -> Answer | None:
    for form, country in LEGAL_COUNTRIES.items():
        if words.joined.endswith(form) and len(words) > len(form.split()):
            text = f"no known institution; '{form}' is a legal form of {country}"
            return Answer(0, None, country, country, LEGAL_FORM, text)
    return None
