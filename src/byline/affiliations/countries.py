"""Country names in many languages and spellings, as codes."""

import csv
from collections.abc import Iterator
from pathlib import Path

from byline.affiliations.normalise import word_set

COUNTRIES_FILE = Path(__file__).parent / "data" / "countries.csv"
# The languages that affiliations in the development strings were written in, and their neighbours.
LANGUAGES = sorted(
    word_set(
        "en de fr es pt it nl sv da nb fi pl cs sk hu ro el tr ru uk ar he fa ja ko vi id ca hr sl zh zh_Hant"
    )
)
# Puerto Rico writes US addresses and is a country code of its own in ISO 3166-1; both stand. Kosovo's XK is
# assigned by its users (ROR, GeoNames, the European Union), not by ISO, and kept.
NOT_A_COUNTRY = frozenset({"EU", "EZ", "UN", "QO", "ZZ", "XA", "XB", "AQ"})
# Shorter names in other languages are common words ("Man", "Oman" is English and kept).
SHORTEST_FOREIGN_NAME = 5
# Foreign names of countries that are better known as a town or an institution's own word elsewhere: Granada in Spain,
# São Martinho in Portugal, San Martín in Peru, Włochy in Warsaw.
RATHER_TOWNS = frozenset(
    {
        "Granada",
        "São Martinho",
        "San Martín",
        "Santa Elena",
        "Santa Helena",
        "Santa Lucía",
        "Santa Lúcia",
        "Włochy",
    }
    | {"Norfolk", "Columbia", "Formosa"}
)


def load_country_names() -> Iterator[tuple[str, str]]:
    """Yield (name, ISO 3166-1 alpha-2 code): CLDR's names in 30 languages, and those of data/countries.csv."""
    yield from _cldr_names()
    for row in load_country_rows():
        for name in _listed(row["names"]):
            yield name, row["country"]


def load_demonyms() -> dict[str, str]:
    """Return word -> country code for the adjectives that institutions carry in their names ("Chinese")."""
    return {word: row["country"] for row in load_country_rows() for word in _listed(row["demonyms"])}


def load_country_rows() -> list[dict[str, str]]:
    """Return the rows of data/countries.csv: country, names, demonyms (both " | " separated)."""
    with COUNTRIES_FILE.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def country_codes() -> frozenset[str]:
    """Return the ISO 3166-1 alpha-2 codes that CLDR knows."""
    from babel import Locale

    territories = Locale.parse("en").territories
    return frozenset(
        code
        for code in map(str, territories)
        if len(code) == 2 and code.isalpha() and code not in NOT_A_COUNTRY
    )


def _cldr_names() -> Iterator[tuple[str, str]]:
    from babel import Locale

    codes = country_codes()
    for language in LANGUAGES:
        for code, name in Locale.parse(language).territories.items():
            is_short = language != "en" and name.isascii() and len(name) < SHORTEST_FOREIGN_NAME
            if code in codes and not is_short and name not in RATHER_TOWNS:
                yield name, code


def _listed(cell: str) -> list[str]:
    return [name.strip() for name in (cell or "").split(" | ") if name.strip()]
