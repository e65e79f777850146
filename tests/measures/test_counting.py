"""Hand-computed answers on twelve papers, and the plain oracle under all 288 combinations of rules."""

import json
from pathlib import Path
from typing import Any

import pytest
from counting_oracle import credit, joint, slots_of, unknown_credit
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from made_up_papers import CN, GB, HK, MO, TWELVE, US, Author, MadeUpPaper, build

from byline.engine import DuckDBEngine
from byline.measures import QuestionError, bounds, candidates, compute, every_rule, members
from byline.model import CountingRules, MeasureValue

EVERY_RULE = every_rule()
PAIR: dict[str, Any] = {"countries": ("US", "CN"), "by": ()}


@pytest.fixture(scope="module")
def engine(tmp_path_factory: pytest.TempPathFactory) -> DuckDBEngine:
    return build(tmp_path_factory.mktemp("twelve"), TWELVE)


def keys_of(engine: DuckDBEngine, rules: CountingRules, **parameters: Any) -> str:
    """Return the joint papers as their short keys in one string."""
    table = members(engine, "collaboration", rules, **{**PAIR, **parameters})
    return " ".join(paper_id.split("/")[1] for paper_id in table.column("paper_id").to_pylist())


@pytest.mark.parametrize(
    ("rules", "expected"),
    [
        # 01 and 11 are joint however they are counted; 03 by site, 07 by headquarters, 12 in 2023.
        (CountingRules(), "12 01 02 03 06 07 08 11"),
        (CountingRules(witness="pdf"), "12 01 02 03 06 07 11"),
        (CountingRules(witness="metadata"), "01 03 08 11"),
        (CountingRules(witness="agree"), "01 03 11"),
        (CountingRules(country_of="home"), "12 01 02 06 07 08 11"),
        (CountingRules(country_of="site_known_only"), "12 01 02 03 06 08 11"),
        (CountingRules(hong_kong_macau_taiwan="hk_mo_with_cn"), "12 01 02 03 04 05 06 07 08 11"),
        (CountingRules(hong_kong_macau_taiwan="hk_mo_tw_with_cn"), "12 01 02 03 04 05 06 07 08 11"),
        (CountingRules(authors="first"), "12 02"),
        (CountingRules(authors="last"), "02"),
        (CountingRules(authors="distinct_people"), "01 03 06 07 08 11"),
        (CountingRules(tracks=("main",)), "12 01 02 03 06 07 08"),
        (CountingRules(tracks=("datasets",)), "11"),
        (CountingRules(witness="agree", country_of="home", authors="distinct_people"), "01 11"),
    ],
)
def test_joint_papers_by_hand(engine: DuckDBEngine, rules: CountingRules, expected: str) -> None:
    assert keys_of(engine, rules) == expected


def test_a_track_a_year_and_a_source_narrow_the_question(engine: DuckDBEngine) -> None:
    assert keys_of(engine, CountingRules(), year=2023) == "12"
    assert keys_of(engine, CountingRules(), year=(2023, 2024)) == "12 01 02 03 06 07 08 11"
    assert keys_of(engine, CountingRules(), source="folder", venue="V", year=2024) == "01 02 03 06 07 08 11"
    assert keys_of(engine, CountingRules(), venue="W") == ""


def test_fractional_credit_and_bounds_by_hand(engine: DuckDBEngine) -> None:
    (whole,) = compute(engine, "collaboration", CountingRules(), countries=("CN", "US"), year=2024)
    assert (whole.numerator, whole.denominator, whole.value) == (7, 11, 7 / 11)
    # 09 has CN and one unresolved author; 10 was not read. 04 and 05 are resolved and not joint.
    assert (whole.lower_bound, whole.upper_bound) == (7, 9)
    assert json.loads(whole.keys) == {"countries": ["CN", "US"], "venue": "V", "year": 2024}
    (part,) = compute(engine, "collaboration", CountingRules(counting="fractional"), year=2023, **_pair())
    # 12: the first author is half US and half CN, the second GB: the pair holds half the paper.
    assert (part.numerator, part.denominator, part.lower_bound, part.upper_bound) == (0.5, 1, 0.5, 0.5)


def _pair() -> dict[str, Any]:
    return {"countries": ("US", "CN")}


def test_what_could_be_joint_is_listed_and_graded(engine: DuckDBEngine) -> None:
    table = candidates(engine, "collaboration", CountingRules(), **PAIR)
    found = dict(
        zip(table.column("paper_id").to_pylist(), table.column("is_plausible").to_pylist(), strict=True)
    )
    assert found == {"v-2024/09": True, "v-2024/10": True}
    # Asked for GB and HK, one unresolved author of 09 would have to be in two places.
    table = candidates(engine, "collaboration", CountingRules(), countries=("GB", "HK"))
    found = dict(
        zip(table.column("paper_id").to_pylist(), table.column("is_plausible").to_pylist(), strict=True)
    )
    assert found == {"v-2024/09": False, "v-2024/10": True}


def test_the_tighter_bound_by_hand(engine: DuckDBEngine) -> None:
    (limit,) = bounds(engine, "collaboration", CountingRules(), countries=("GB", "HK"), year=2024)
    assert (limit.lower, limit.plausible, limit.upper) == (0, 1, 2)
    with pytest.raises(QuestionError, match="country_matrix states no bounds"):
        bounds(engine, "country_matrix", CountingRules())


def by_key(values: tuple[MeasureValue, ...], *keys: str) -> dict[object, float]:
    rows = [(json.loads(value.keys), value.numerator) for value in values]
    return {row[keys[0]] if len(keys) == 1 else tuple(row[k] for k in keys): n for row, n in rows}


def test_papers_by_country_by_hand(engine: DuckDBEngine) -> None:
    whole = by_key(compute(engine, "papers_by_country", CountingRules(), year=2024), "country")
    assert whole == {"US": 9, "CN": 8, "HK": 1, "MO": 1, "TW": 1, "unresolved": 2}
    fractional = by_key(
        compute(engine, "papers_by_country", CountingRules(counting="fractional"), year=2024), "country"
    )
    # US: half of 01, 02, 03, 04, 06, 07, 08; a third of 05; two thirds of 11.
    assert fractional["US"] == pytest.approx(7 / 2 + 1 / 3 + 2 / 3)
    assert fractional["unresolved"] == pytest.approx(1 / 2 + 1)
    assert sum(fractional.values()) == pytest.approx(11)


def test_groups_are_data_and_zero_is_shown(engine: DuckDBEngine) -> None:
    values = compute(
        engine,
        "papers_by_country",
        CountingRules(),
        countries=("EU", "US", "ISLES"),
        year=2023,
        groups={"ISLES": ("GB", "IE")[:1]},
    )
    assert by_key(values, "country") == {"EU": 0, "ISLES": 1, "US": 1}
    with pytest.raises(QuestionError, match="overlap in DE"):
        compute(engine, "collaboration", CountingRules(), countries=("EU", "DE"))


def test_country_matrix_agrees_with_each_pair(engine: DuckDBEngine) -> None:
    matrix = compute(engine, "country_matrix", EVERY_RULE, by=())
    found = {(v.rules, *json.loads(v.keys)["countries"]): v for v in matrix}
    assert {key[1:] for key in found} >= {("CN", "US"), ("HK", "US"), ("CN", "GB"), ("MO", "TW")}
    for pair in (("CN", "US"), ("HK", "US"), ("MO", "TW")):
        for value in compute(engine, "collaboration", EVERY_RULE, countries=pair, by=()):
            same = found.get((value.rules, *pair))
            assert (same.numerator if same else 0) == value.numerator


def test_technology_by_country_by_hand(engine: DuckDBEngine) -> None:
    values = compute(engine, "technology_by_country", CountingRules(), countries=("CN", "US"), year=2024)
    found = by_key(values, "country", "technology", "role")
    assert found[("CN", "transformer", "mentioned")] == 2  # 01 and 03
    assert found[("CN", "transformer", "evaluated")] == 1  # 03
    assert found[("CN", "llama", "mentioned")] == 2
    assert found[("CN", "llama", "built_on")] == 1
    assert found[("US", "qwen", "mentioned")] == 3  # 02, 04, 06
    assert found[("US", "qwen", "evaluated")] == 2
    # Of the eight papers with authors in CN all were read; the unread one has no text to find a name in.
    assert {v.denominator for v in values if json.loads(v.keys)["country"] == "CN"} == {8}
    asked = compute(
        engine, "technology_by_country", CountingRules(), countries="CN", technology="clip", role="cited"
    )
    assert [v.numerator for v in asked] == [0, 0]


def test_coverage_by_hand(engine: DuckDBEngine) -> None:
    values = compute(engine, "coverage", CountingRules(), year=2024)
    assert by_key(values, "status") == {"all": 9, "some": 1, "none": 1}
    listed = compute(engine, "coverage", CountingRules(witness="metadata"), year=2024)
    assert by_key(listed, "status") == {"all": 8, "some": 0, "none": 3}  # 07, 09, 10


def test_international_share_by_hand(engine: DuckDBEngine) -> None:
    value, other = compute(engine, "international_share", CountingRules())
    assert (value.numerator, value.denominator) == (1, 1)
    assert (other.numerator, other.denominator, other.upper_bound) == (9, 11, 11)
    people = compute(engine, "international_share", CountingRules(authors="distinct_people"), year=2024)
    assert people[0].numerator == 8  # 02 has one author


def test_every_rule_agrees_with_the_oracle(engine: DuckDBEngine) -> None:
    check_against_oracle(engine, TWELVE)


def check_against_oracle(engine: DuckDBEngine, papers: tuple[MadeUpPaper, ...]) -> None:
    """Hold joint papers, their credit and both bounds against the oracle, under all rules in one pass."""
    values = compute(engine, "collaboration", EVERY_RULE, **PAIR)
    assert [value.rules for value in values] == [rules.to_json() for rules in EVERY_RULE]
    limits = bounds(engine, "collaboration", EVERY_RULE, **PAIR)
    groups = [frozenset({"US"}), frozenset({"CN"})]
    for rules, value, limit in zip(EVERY_RULE, values, limits, strict=True):
        numerator = plausible = upper = 0.0
        for paper in papers:
            slots = slots_of(paper, rules)
            state = joint(slots, groups, rules.authors == "distinct_people")
            held = credit(slots, frozenset({"US", "CN"}))
            most = held + unknown_credit(slots)
            is_whole = rules.counting == "whole"
            numerator += (1 if is_whole else held) * (state == "member")
            plausible += (1 if is_whole else most) * (state in ("member", "plausible"))
            upper += (1 if is_whole else most) * (state is not None)
        assert value.numerator == pytest.approx(numerator), rules
        assert value.upper_bound == pytest.approx(upper), rules
        assert (limit.lower, limit.plausible, limit.upper) == pytest.approx((numerator, plausible, upper)), (
            rules
        )
        assert value.denominator == len(papers)


AFFILIATIONS = st.lists(
    st.sampled_from([US, CN, GB, HK, MO, "CN/US/company", "-/US/company", "?", f"{US}+{CN}", f"{CN}+?"]),
    max_size=2,
    unique=True,
).map(tuple)
AUTHORS = st.lists(st.builds(Author, AFFILIATIONS, AFFILIATIONS, AFFILIATIONS), max_size=3).map(tuple)


@settings(max_examples=3, deadline=None, suppress_health_check=list(HealthCheck))
@given(st.lists(AUTHORS, min_size=1, max_size=12))
def test_random_papers_agree_with_the_oracle(
    tmp_path_factory: pytest.TempPathFactory, teams: list[tuple[Author, ...]]
) -> None:
    papers = tuple(MadeUpPaper(f"{i:02}", authors) for i, authors in enumerate(teams))
    folder: Path = tmp_path_factory.mktemp("random")
    check_against_oracle(build(folder, papers), papers)
