"""What the place names of an address add up to: a country, or a tie."""

from collections import defaultdict
from collections.abc import Iterable
from functools import lru_cache
from typing import NamedTuple

from byline.affiliations.normalise import word_set

COUNTRY, REGION, TOWN, CODE, ABBREVIATION, DEMONYM = "crtkad"
# A country beside its own special administrative regions, and beside Taiwan, is how some are printed
# ("Kowloon, China"): the narrower one is meant.
PRINTED_UNDER = {
    "HK": "CN",
    "MO": "CN",
    "TW": "CN",
    "PR": "US",
    "GU": "US",
    "GP": "FR",
    "RE": "FR",
    "MQ": "FR",
}
# Weights of what an address says. A country's name outweighs all; a two-letter code needs a city's support
# ("Toronto, CA" is Canada, "San Jose, CA" California). The margin makes a lone city count only where 80% of
# its namesakes' weight lies in one country: London yes, Birmingham, York and Cambridge no.
WEIGHTS = {COUNTRY: 10.0, REGION: 6.0, TOWN: 4.0, ABBREVIATION: 3.0, CODE: 2.0}
BOTH_COUNTRY_AND_REGION = 6.0  # Georgia
NOT_THERE = {COUNTRY: -8.0, REGION: -4.0, TOWN: -3.0, ABBREVIATION: -3.0, CODE: -1.0}
UNDER_COUNTRY = 7.0
IN_NAMED_DIVISION = 4.0  # "Lebanon, NH", "London, ON"
MARGIN = 2.4
LONGEST_CODE = 3
# Weight from which a city is meant also where its position is no proof ("Tsinghua University Beijing").
LARGE_TOWN = 300_000
# Words that make the next or the last word a street or a person's or a saint's name, never a place.
STREET_WORDS = word_set(
    "street st str road rd avenue ave av lane drive boulevard blvd calle carrer via viale rue route strasse weg "
    "platz allee straat laan gata gade ulica piazza plaza corso highway hwy way square beth sinai mount"
)


class Place(NamedTuple):
    """One meaning of a place name: its kind, country, first-level division where it matters, and weight."""

    kind: str
    country: str
    division: str
    weight: float


class Location(NamedTuple):
    """The country that an address adds up to; `country` is None where its meanings tie.

    `possible` are the countries in which each of its names has a meaning, however unlikely ("Parkville").
    """

    country: str | None
    possible: frozenset[str]
    kinds: frozenset[str]
    label: str
    keys: frozenset[str]
    weight: float

    @property
    def has_country_name(self) -> bool:
        """Return whether a country's own name is printed."""
        return COUNTRY in self.kinds


@lru_cache(maxsize=50_000)
def parse_places(packed: str) -> tuple[Place, ...]:
    """Return the meanings that `gazetteer.load_places` packed."""
    return tuple(Place(part[0], *_fields(part[1:].split("."))) for part in packed.split("|") if part)


def _fields(fields: list[str]) -> tuple[str, str, float]:
    return fields[0], fields[1], float(fields[2])


def locate(spans: Iterable[tuple[str, str, str]]) -> Location | None:
    """Return the country that the place names of one address add up to, or None where there are none.

    Args:
        spans: for each name (normal form, as written, packed meanings).
    """
    found = list(spans)
    if not found:
        return None
    total = _add_up(tuple([packed for _, _, packed in found]))
    return Location(
        total.country,
        total.possible,
        total.kinds,
        ", ".join([surface for _, surface, _ in found]),
        frozenset([key for key, _, _ in found]),
        total.weight,
    )


class _Total(NamedTuple):
    country: str | None
    possible: frozenset[str]
    kinds: frozenset[str]
    weight: float


@lru_cache(maxsize=50_000)  # "Beijing, China" closes a tenth of all strings
def _add_up(packed: tuple[str, ...]) -> _Total:
    names = [parse_places(one) for one in packed]
    divisions = {
        (place.country, place.division)
        for places in names
        for place in places
        if place.kind in {REGION, ABBREVIATION} and place.division
    }
    countries = {place.country for places in names for place in places}
    supports = {c: [_support(c, places, divisions) for places in names] for c in countries}
    ranked = sorted(((sum(support), country) for country, support in supports.items()), reverse=True)
    best, country = ranked[0]
    margin = best - (ranked[1][0] if len(ranked) > 1 else 0.0)
    meant = [place for places in names for place in places if place.country == country]
    return _Total(
        country if margin >= MARGIN and best > 0 else None,
        frozenset(c for c, support in supports.items() if min(support) > 0),
        frozenset(place.kind for place in meant),
        max(place.weight for place in meant),
    )


def _support(country: str, places: tuple[Place, ...], divisions: set[tuple[str, str]]) -> float:
    """Return what one place name says for a country: positive where it has such a place."""
    kinds = {place.kind for place in places}
    mine = [p for p in places if p.country == country and not _is_elsewhere(p, divisions)]
    if not mine:
        if any(p.kind == COUNTRY and p.country == PRINTED_UNDER.get(country) for p in places):
            return UNDER_COUNTRY
        return max((NOT_THERE[kind] for kind in kinds if kind in NOT_THERE), default=0.0)
    if COUNTRY in kinds and REGION in kinds:
        return BOTH_COUNTRY_AND_REGION
    in_named_division = any(p.kind == TOWN and (country, p.division) in divisions for p in mine)
    return max(_weight(place, places) for place in mine) + IN_NAMED_DIVISION * in_named_division


def _weight(place: Place, places: tuple[Place, ...]) -> float:
    if place.kind != TOWN:
        return WEIGHTS.get(place.kind, 0.0)
    total: dict[str, float] = defaultdict(float)
    for other in places:
        if other.kind == TOWN:
            total[other.country] = max(total[other.country], other.weight)
    return WEIGHTS[TOWN] * total[place.country] / (sum(total.values()) or 1.0)


def _is_elsewhere(place: Place, divisions: set[tuple[str, str]]) -> bool:
    """Return whether a town lies outside the state that is printed with it (Lebanon NH is not Lebanon PA)."""
    named = {division for country, division in divisions if country == place.country}
    return place.kind == TOWN and bool(place.division) and bool(named) and place.division not in named
