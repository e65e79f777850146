"""Every measure under every rule changed alone, against answers checked by hand."""

import json
import tomllib
from pathlib import Path
from typing import Any

import pytest
from made_up_papers import TWELVE, build

from byline.engine import DuckDBEngine
from byline.measures import MEASURES, compute
from byline.model import CountingRules
from byline.model.rules import choices

ANSWERS: dict[str, dict[str, str]] = tomllib.loads(
    Path(__file__).with_name("answers_by_hand.toml").read_text("utf-8")
)
RULES = {
    "default": CountingRules(),
    "fractional": CountingRules(counting="fractional"),
    "pdf": CountingRules(witness="pdf"),
    "metadata": CountingRules(witness="metadata"),
    "agree": CountingRules(witness="agree"),
    "home": CountingRules(country_of="home"),
    "site_known_only": CountingRules(country_of="site_known_only"),
    "hk_mo": CountingRules(hong_kong_macau_taiwan="hk_mo_with_cn"),
    "hk_mo_tw": CountingRules(hong_kong_macau_taiwan="hk_mo_tw_with_cn"),
    "first": CountingRules(authors="first"),
    "last": CountingRules(authors="last"),
    "distinct": CountingRules(authors="distinct_people"),
}
ASKED_OF_A_PAIR = ("papers_by_institution", "institution_pairs")


@pytest.fixture(scope="module")
def engine(tmp_path_factory: pytest.TempPathFactory) -> DuckDBEngine:
    return build(tmp_path_factory.mktemp("twelve"), TWELVE)


def test_every_measure_and_every_choice_has_answers() -> None:
    assert ANSWERS.keys() == MEASURES.keys()
    assert all(answers.keys() == RULES.keys() for answers in ANSWERS.values())
    for name, options in choices().items():
        assert {getattr(rules, name) for rules in RULES.values()} == set(options)


@pytest.mark.parametrize("rule", RULES)
@pytest.mark.parametrize("name", MEASURES)
def test_answers_by_hand(engine: DuckDBEngine, name: str, rule: str) -> None:
    measure = MEASURES[name]
    asked: dict[str, Any] = {"role": "evaluated"} if "role" in measure.parameters else {}
    if measure.least_countries or name in ASKED_OF_A_PAIR:
        asked["countries"] = ("US", "CN")
    found = []
    for value in compute(engine, name, tuple(RULES.values()), by=(), **asked):
        if value.rules == RULES[rule].to_json() and (value.numerator or not measure.keys):
            keys = json.loads(value.keys)
            parts = [keys[k] for k in measure.keys if k != "role"]
            words = [*_flat(parts), f"{value.numerator:g}/{value.denominator:g}"]
            found.append(" ".join(words))
    assert "; ".join(found) == ANSWERS[name][rule]


def _flat(parts: list[str | list[str]]) -> list[str]:
    listed = [part for one in parts for part in ([one] if isinstance(one, str) else one)]
    return [part.removeprefix("byline:").removesuffix("/university") for part in listed]
