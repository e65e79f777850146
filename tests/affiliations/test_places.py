"""What the place names of an address add up to: a country, or a tie."""

import pytest

from byline.affiliations.index import open_index
from byline.affiliations.normalise import normalise
from byline.affiliations.places import Location, locate

PLACES = open_index().index.places


def _locate(*names: str) -> Location | None:
    spans = []
    for name in names:
        code = "=" + name
        packed = PLACES.get(code) if code in PLACES else PLACES[normalise(name)]
        assert packed is not None
        spans.append((normalise(name), name, packed))
    return locate(spans)


@pytest.mark.parametrize(
    ("names", "country", "reason"),
    [
        (("London",), "GB", "Ontario's is small"),
        (("London", "ON"), "CA", "the province"),
        (("Birmingham",), None, "England and Alabama"),
        (("Newcastle",), None, "England, Australia, South Africa"),
        (("Cambridge",), None, "England and Massachusetts"),
        (("Cambridge", "MA"), "US", "the state"),
        (("Cambridge", "UK"), "GB", "the country"),
        (("Toronto", "CA"), "CA", "CA is Canada after Toronto"),
        (("San Jose", "CA"), "US", "CA is California after San Jose"),
        (("Georgia",), None, "a state and a country"),
        (("Athens", "Georgia"), "US", "there is no Athens in the country"),
        (("Tbilisi", "Georgia"), "GE", "there is no Tbilisi in the state"),
        (("Lebanon",), "LB", "the country"),
        (("Lebanon", "NH"), "US", "the town"),
        (("Jersey",), "JE", "the island"),
        (("New Jersey",), "US", "the state"),
        (("Bloomington", "IN"), "US", "not India"),
        (("Berlin", "DE"), "DE", "not Delaware"),
        (("Hong Kong", "China"), "HK", "the narrower one is meant"),
        (("Kowloon", "China"), "HK", "the narrower one is meant"),
        (("Taipei", "China"), "TW", "the narrower one is meant"),
        (("Macau", "China"), "MO", "the narrower one is meant"),
        (("Shenzhen", "China"), "CN", "no part of Hong Kong"),
        (("中国",), "CN", "Chinese"),
        (("Deutschland",), "DE", "German"),
        (("España",), "ES", "Spanish"),
        (("Zürich",), "CH", "with its umlaut"),
        (("Zuerich",), "CH", "with its umlaut spelt out"),
        (("Beijing", "Stanford"), None, "two cities far apart"),
    ],
)
def test_an_address_adds_up(names: tuple[str, ...], country: str | None, reason: str) -> None:
    location = _locate(*names)
    assert location is not None
    assert location.country == country, reason


def test_no_names_are_no_address() -> None:
    assert locate([]) is None
