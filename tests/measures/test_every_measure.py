"""Every measure under all 288 combinations of rules, against the plain oracle."""

import json
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from made_up_papers import TWELVE, MadeUpPaper, build
from measure_oracle import ORACLE, Library, keys_to_expect, standings, totals
from test_counting import AUTHORS

from byline.engine import DuckDBEngine
from byline.measures import MEASURES, bounds, compute, every_rule
from byline.model import CountingRules

EVERY_RULE = every_rule()
LIBRARY = Library(TWELVE)
GROUPS = {"US": frozenset({"US"}), "CN": frozenset({"CN"})}


def questions(name: str) -> list[tuple[str, ...]]:
    """Return the countries to ask a measure about: none, where it can be asked so, and a pair."""
    measure = MEASURES[name]
    pair: list[tuple[str, ...]] = [("US", "CN")] if "countries" in measure.parameters else []
    return pair if measure.least_countries else [(), *pair]


ASKED = [(name, countries) for name in MEASURES for countries in questions(name)]


@pytest.fixture(scope="module")
def engine(tmp_path_factory: pytest.TempPathFactory) -> DuckDBEngine:
    return build(tmp_path_factory.mktemp("twelve"), TWELVE)


def test_the_oracle_knows_every_measure() -> None:
    assert ORACLE.keys() == MEASURES.keys()


@pytest.mark.parametrize(("name", "countries"), ASKED)
def test_twelve_papers_under_every_rule(engine: DuckDBEngine, name: str, countries: tuple[str, ...]) -> None:
    check(engine, LIBRARY, name, countries, EVERY_RULE)


def check(
    engine: DuckDBEngine,
    library: Library,
    name: str,
    countries: tuple[str, ...],
    rules: tuple[CountingRules, ...],
) -> None:
    """Hold every number of a measure, what it is a share of, and its bounds against the oracle."""
    asked: dict[str, Any] = {"countries": countries} if countries else {}
    measure = MEASURES[name]
    groups = {c: GROUPS[c] for c in countries}
    found: dict[str, dict[tuple[str, ...], tuple[float | None, ...]]] = {r.to_json(): {} for r in rules}
    for value in compute(engine, name, rules, by=(), **asked):
        keys = json.loads(value.keys)
        key = tuple(
            part for k in measure.keys for part in ([keys[k]] if isinstance(keys[k], str) else keys[k])
        )
        found[value.rules][key] = value.numerator, value.denominator, value.upper_bound
    stood: dict[tuple[int, tuple[str, ...]], Any] = {}
    keys_of: dict[int, set[tuple[Any, ...]]] = {}
    for rule in rules:
        readings = library.under(rule, groups)
        numbers = found[rule.to_json()]
        if id(readings) not in keys_of:
            keys_of[id(readings)] = keys_to_expect(name, readings)
        missing = keys_of[id(readings)] - numbers.keys()
        assert not missing, (rule, missing)
        for key, (numerator, denominator, upper) in numbers.items():
            place = id(readings), key
            if place not in stood:
                stood[place] = standings(name, readings, key)
            wanted = totals(stood[place], rule)
            assert (numerator, denominator) == pytest.approx(wanted[:2]), (rule, key)
            if measure.has_bounds:
                assert upper == pytest.approx(wanted[2]), (rule, key)
    if measure.has_bounds:
        for limit in bounds(engine, name, rules, by=(), **asked):
            assert limit.lower - 1e-9 <= limit.plausible <= limit.upper + 1e-9, limit


@settings(max_examples=2, deadline=None, suppress_health_check=list(HealthCheck))
@given(st.lists(AUTHORS, min_size=1, max_size=8))
def test_random_papers_under_every_rule(
    tmp_path_factory: pytest.TempPathFactory, teams: list[tuple[Any, ...]]
) -> None:
    papers = tuple(
        MadeUpPaper(f"{i:02}", authors, technologies={"qwen": "evaluated"} if i % 2 else {})
        for i, authors in enumerate(teams)
    )
    engine, library = build(tmp_path_factory.mktemp("random"), papers), Library(papers)
    for name, countries in ASKED:
        check(engine, library, name, countries, EVERY_RULE[::7])
