"""Literal strings, each with the country it names and the reason it is here: tests/affiliations/cases.csv."""

import csv
from pathlib import Path

import pytest

from byline.affiliations import Resolver

with (Path(__file__).parent / "cases.csv").open(encoding="utf-8", newline="") as file:
    CASES = [tuple(row.values()) for row in csv.DictReader(file)]


@pytest.mark.parametrize(
    ("text", "domain", "country", "reason"), CASES, ids=[f"{c[0]}|{c[1]}" for c in CASES]
)
def test_string_names_its_country(
    resolver: Resolver, text: str, domain: str, country: str, reason: str
) -> None:
    match = resolver.resolve(text, email_domain=domain or None)
    assert (match.country or "") == country, f"{reason}; it said: {match.explanation}"


def test_cases_are_many_and_each_is_there_once() -> None:
    assert len(CASES) >= 300
    assert len({case[:2] for case in CASES}) == len(CASES)
    assert all(reason for *_, reason in CASES)
