"""Every registered measure: hand-computed answers, and the contract that a number is its papers."""

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from made_up_papers import CN, GB, HK, TWELVE, US, Author, MadeUpPaper, both, build

from byline.engine import DuckDBEngine
from byline.measures import MEASURES, QuestionError, compute, every_rule, members, plan, sql_file
from byline.measures.steps import GIVEN
from byline.model import CountingRules

EVERY_RULE = every_rule()
SOME_RULES = EVERY_RULE[::131]  # unlike in every choice
PAIR: dict[str, Any] = {"countries": ("US", "CN")}


@pytest.fixture(scope="module")
def engine(tmp_path_factory: pytest.TempPathFactory) -> DuckDBEngine:
    return build(tmp_path_factory.mktemp("twelve"), TWELVE)


def parameters_of(name: str) -> dict[str, Any]:
    return PAIR if MEASURES[name].least_countries else {}


def found(engine: DuckDBEngine, name: str, *keys: str, **parameters: Any) -> dict[Any, float]:
    """Return the numerators by key; keys that are lists are joined by a space."""
    rules = parameters.pop("rules", CountingRules())
    result = {}
    for value in compute(engine, name, rules, **parameters):
        row = json.loads(value.keys)
        parts = [" ".join(row[k]) if isinstance(row[k], list) else row[k] for k in keys]
        result[parts[0] if len(parts) == 1 else tuple(parts)] = value.numerator
    return result


def test_leadership_by_hand(engine: DuckDBEngine) -> None:
    # Joint in 2024: 01 US..CN, 02 one author of both, 03 CN..US, 06 CN..US, 07 US..CN, 08 CN..US, 11 US..US.
    whole = found(engine, "leadership", "country", "position", year=2024, **PAIR)
    assert whole == {
        ("US", "first"): 4, ("US", "last"): 5, ("US", "first_and_last"): 2,
        ("CN", "first"): 4, ("CN", "last"): 3, ("CN", "first_and_last"): 1,
    }  # fmt: skip
    half = found(
        engine,
        "leadership",
        "country",
        "position",
        rules=CountingRules(counting="fractional"),
        year=2024,
        **PAIR,
    )
    assert half[("US", "first")] == 3.5
    assert half[("CN", "first_and_last")] == 0.5
    (value, *_) = compute(engine, "leadership", CountingRules(), year=2024, **PAIR)
    assert value.denominator == 7


def test_joint_through_people_by_hand(engine: DuckDBEngine) -> None:
    assert found(engine, "joint_by_people", "joined_by", by=(), **PAIR) == {
        "different_people": 6,
        "one_person": 2,
    }
    strict = CountingRules(authors="distinct_people")
    assert found(engine, "joint_by_people", "joined_by", rules=strict, by=(), **PAIR) == {
        "different_people": 6, "one_person": 0,
    }  # fmt: skip


def test_sectors_by_hand(engine: DuckDBEngine) -> None:
    # Companies: 03 and 07. Unknown: 09 (an affiliation that names nothing) and 10 (not read).
    assert found(engine, "papers_by_sector", "sector", year=2024) == {
        "university": 10,
        "company": 2,
        "unknown": 2,
    }
    mix = found(engine, "sector_mix", "mix", year=2024)
    assert mix == {"university": 7, "university+unknown": 1, "unknown": 1, "company+university": 2}
    credit = found(
        engine, "papers_by_sector", "sector", rules=CountingRules(counting="fractional"), year=2024
    )
    assert credit == {"company": 1.0, "university": 8.5, "unknown": 1.5}
    joint = found(engine, "sector_mix", "mix", year=2024, **PAIR)
    assert joint == {"university": 5, "company+university": 2}


def test_institutions_by_hand(engine: DuckDBEngine) -> None:
    counted = found(engine, "papers_by_institution", "institution", year=2023)
    assert counted == {f"byline:{US}": 1, f"byline:{CN}": 1, f"byline:{GB}": 1}
    credit = found(
        engine, "papers_by_institution", "institution", rules=CountingRules(counting="fractional"), year=2023
    )
    assert credit == {f"byline:{US}": 0.25, f"byline:{CN}": 0.25, f"byline:{GB}": 0.5}
    joint = found(engine, "papers_by_institution", "institution", year=2024, **PAIR)
    assert joint == {
        f"byline:{US}": 6,
        f"byline:{CN}": 6,
        "byline:CN/US/company": 1,
        "byline:-/US/company": 1,
    }


def test_pairs_of_institutions_by_hand(engine: DuckDBEngine) -> None:
    pairs = found(engine, "institution_pairs", "institutions", year=2024, **PAIR)
    assert pairs == {
        f"byline:{CN} byline:{US}": 5,  # 01 02 06 08 11
        f"byline:CN/US/company byline:{US}": 1,
        f"byline:-/US/company byline:{CN}": 1,
    }
    strict = CountingRules(authors="distinct_people")
    pairs = found(engine, "institution_pairs", "institutions", rules=strict, year=2024, **PAIR)
    assert pairs[f"byline:{CN} byline:{US}"] == 4
    every = found(engine, "institution_pairs", "institutions", year=2024)
    assert every[f"byline:{HK} byline:{US}"] == 1


def test_technology_flow_by_hand(engine: DuckDBEngine) -> None:
    flow = found(engine, "technology_flow", "country", "developed_in", "role", year=2024, role="evaluated")
    assert flow[("CN", "US", "evaluated")] == 2  # 01 builds on Llama, 03 runs the Transformer
    assert flow[("US", "CN", "evaluated")] == 2  # 04 and 06 run Qwen
    assert flow[("HK", "CN", "evaluated")] == 1
    assert ("TW", "CN", "evaluated") not in flow


@pytest.mark.parametrize("name", MEASURES)
@pytest.mark.parametrize("rules", SOME_RULES, ids=lambda rules: rules.to_json())
def test_a_number_is_the_sum_of_its_papers(engine: DuckDBEngine, name: str, rules: CountingRules) -> None:
    """The evidence contract, on every measure: the members add up to the value, and show their mentions."""
    values = [
        value
        for value in compute(engine, name, SOME_RULES, **parameters_of(name))
        if value.rules == rules.to_json()
    ]
    rows = members(engine, name, rules, **parameters_of(name)).to_pylist()
    columns = (
        [c for c in rows[0] if c not in ("paper_id", "credit", "evidence", "is_plausible")] if rows else []
    )
    sums: dict[tuple[Any, ...], float] = {}
    for row in rows:
        place = tuple(row[c] for c in columns)
        sums[place] = sums.get(place, 0) + row["credit"]
        assert len({r["paper_id"] for r in rows}) <= len(TWELVE)
    for value in values:
        keys = json.loads(value.keys)
        flat = {**keys, **_pair_columns(keys)}
        assert value.numerator == pytest.approx(sums.pop(tuple(flat[c] for c in columns), 0)), value.keys
        if MEASURES[name].has_bounds:
            assert value.lower_bound is not None
            assert value.upper_bound is not None
            assert value.lower_bound <= value.numerator <= value.upper_bound + 1e-9
        assert value.run_id == "run-1"
    assert sums == {}
    assert len({(row["paper_id"], *(row[c] for c in columns)) for row in rows}) == len(rows)


def _pair_columns(keys: dict[str, Any]) -> dict[str, Any]:
    pairs = {"countries": "country", "institutions": "institution"}
    return {
        f"{one}_{end}": keys[many][i]
        for many, one in pairs.items()
        if many in keys
        for i, end in enumerate("ab")
    }


@pytest.mark.parametrize("name", ["collaboration", "leadership", "papers_by_institution"])
def test_rules_that_share_a_pass_give_the_same_papers(engine: DuckDBEngine, name: str) -> None:
    among = (CountingRules(counting="fractional"), CountingRules(), CountingRules(tracks=("main",)))
    for rules in among:
        alone = members(engine, name, rules, **parameters_of(name))
        assert members(engine, name, rules, among, **parameters_of(name)).equals(alone)


@pytest.mark.parametrize("name", MEASURES)
def test_members_point_at_mentions_of_their_own_paper(engine: DuckDBEngine, name: str) -> None:
    rows = members(engine, name, CountingRules(), **parameters_of(name)).to_pylist()
    assert rows
    known = {m["mention_id"] for m in engine.query("SELECT mention_id FROM affiliation_mentions").to_pylist()}
    known |= {m["mention_id"] for m in engine.query("SELECT mention_id FROM technology_mentions").to_pylist()}
    for row in rows:
        assert set(row["evidence"]) <= known
        assert all(mention.startswith(row["paper_id"]) for mention in row["evidence"])
        is_unread = row["paper_id"] == "v-2024/10"
        assert row["evidence"] or is_unread, row


@pytest.mark.parametrize("name", MEASURES)
def test_a_measure_explains_itself(name: str) -> None:
    measure = MEASURES[name]
    assert measure.title
    assert measure.doc
    assert measure.denominator_doc
    assert all(
        sql_file(step.name).doc
        for step in plan(name, [CountingRules()], **parameters_of(name))
        if step.name not in GIVEN
    )


def test_a_question_that_cannot_be_asked_says_what_can(engine: DuckDBEngine) -> None:
    for wrong, words in (
        ({"countries": ("US",)}, "at least 2"),
        ({"countries": ("US", "China")}, "two-letter"),
        ({"countries": ("US", "CN"), "role": "used"}, "no parameter 'role'"),
        ({"countries": ("US", "CN"), "by": "country"}, "by is one of"),
        ({"countries": ("US", "CN", "GB", "DE", "FR", "IT", "ES")}, "at most 6"),
    ):
        with pytest.raises(QuestionError, match=words):
            compute(engine, "collaboration", CountingRules(), **wrong)
    with pytest.raises(QuestionError, match="there are collaboration"):
        compute(engine, "citations", CountingRules())
    with pytest.raises(QuestionError, match="role is one of"):
        compute(engine, "technology_by_country", CountingRules(), role="used")


def test_the_order_of_rows_does_not_matter(engine: DuckDBEngine, tmp_path: Path) -> None:
    turned = build(tmp_path, reversed(TWELVE))
    for name in MEASURES:
        values = compute(engine, name, EVERY_RULE[::71], **parameters_of(name))
        assert values == compute(turned, name, EVERY_RULE[::71], **parameters_of(name))


def test_a_pair_is_symmetric_and_grouping_only_adds(engine: DuckDBEngine) -> None:
    one = compute(engine, "collaboration", EVERY_RULE, countries=("US", "CN"))
    assert one == compute(engine, "collaboration", EVERY_RULE, countries=("CN", "US"))
    by_grouping: dict[str, list[float]] = {}
    for value in one:
        rules = json.loads(value.rules)
        if rules["counting"] == "whole":
            by_grouping.setdefault(rules["hong_kong_macau_taiwan"], []).append(value.numerator)
    separate, hk_mo, hk_mo_tw = by_grouping.values()
    assert all(a <= b <= c for a, b, c in zip(separate, hk_mo, hk_mo_tw, strict=True))


AUTHOR = st.builds(both, st.sampled_from([US, CN, GB, HK, "-/US/company", "?", f"{US}+{CN}"])) | st.just(
    Author()
)


@settings(max_examples=3, deadline=None, suppress_health_check=list(HealthCheck))
@given(st.lists(st.lists(AUTHOR, max_size=4).map(tuple), min_size=1, max_size=10))
def test_credit_adds_up_to_the_number_of_papers(
    tmp_path_factory: pytest.TempPathFactory, teams: list[tuple[Author, ...]]
) -> None:
    papers = [MadeUpPaper(f"{i:02}", authors) for i, authors in enumerate(teams)]
    engine = build(tmp_path_factory.mktemp("sums"), papers)
    fractional = [rules for rules in EVERY_RULE if rules.counting == "fractional"][::7]
    for name in ("papers_by_country", "papers_by_sector", "sector_mix", "coverage"):
        sums: dict[str, float] = {}
        for value in compute(engine, name, fractional, by=()):
            sums[value.rules] = sums.get(value.rules, 0) + value.numerator
        assert sums == {rules.to_json(): pytest.approx(len(papers)) for rules in fractional}
