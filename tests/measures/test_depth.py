"""Indicators, chance, trend, the multiverse and published claims on made-up papers."""

import json
from math import sqrt
from pathlib import Path

import pytest
from made_up_papers import CN, GB, TWELVE, US, MadeUpPaper, both, build

from byline.engine import DuckDBEngine
from byline.measures import (
    INDICATORS,
    MEASURES,
    ClaimError,
    QuestionError,
    check_claims,
    compute,
    expected_by_chance,
    load_claims,
    multiverse,
    pair_indicators,
    presets,
    trend,
)
from byline.model import CountingRules

DE, FR = "DE/DE/university", "FR/FR/university"


@pytest.fixture(scope="module")
def engine(tmp_path_factory: pytest.TempPathFactory) -> DuckDBEngine:
    return build(tmp_path_factory.mktemp("twelve"), TWELVE)


@pytest.fixture(scope="module")
def network(tmp_path_factory: pytest.TempPathFactory) -> DuckDBEngine:
    """US 4 papers, CN 3, GB 3, DE 1; links US-CN 2, US-GB 1, CN-GB 1, GB-DE 1."""
    teams = [(US, CN), (US, CN, GB), (US,), (US,), (CN,), (GB, DE), (GB,)]
    papers = [MadeUpPaper(f"{i}", tuple(both(text) for text in team)) for i, team in enumerate(teams)]
    return build(tmp_path_factory.mktemp("network"), papers)


def test_indicators_by_hand(network: DuckDBEngine) -> None:
    found = pair_indicators(network, CountingRules(), ("US", "CN"))
    assert found.keys() == INDICATORS.keys()
    # n_ab = 2, n_a = 4, n_b = 3; two papers of each are international; t = 5, t_a = t_b = 3.
    assert found == {
        "salton": pytest.approx(2 / sqrt(12)),
        "jaccard": pytest.approx(2 / 5),
        "affinity_a": 1.0,
        "affinity_b": 1.0,
        "probabilistic_affinity": pytest.approx(2 * 2 * 5 / 9),
        "intensity_a": pytest.approx((2 / 3) / (1 / 2)),
        "intensity_b": pytest.approx((2 / 3) / (1 / 2)),
        "bilateral_score": pytest.approx(1 + 2 / 3),
    }
    other = pair_indicators(network, CountingRules(), ("CN", "US"))
    assert (other["salton"], other["affinity_a"]) == (found["salton"], found["affinity_b"])


def test_a_group_is_one_place_in_the_network(network: DuckDBEngine) -> None:
    found = pair_indicators(network, CountingRules(), ("EU", "GB"))
    assert found["affinity_a"] == 1.0
    assert found["affinity_b"] == 0.5
    assert found["salton"] == pytest.approx(1 / sqrt(3))
    none = pair_indicators(network, CountingRules(), ("IN", "BR"))
    assert none["salton"] is None
    assert none["bilateral_score"] == 0


def test_chance_by_hand(tmp_path: Path) -> None:
    # Two papers of two authors; one US and one CN among four slots: they meet in 1 of 3 deals.
    papers = [MadeUpPaper("0", (both(US), both(CN))), MadeUpPaper("1", (both(GB), both(GB)))]
    (found,) = expected_by_chance(
        build(tmp_path, papers), CountingRules(), draws=4000, countries=("US", "CN")
    )
    assert found.observed == 1
    assert found.expected == pytest.approx(1 / 3, abs=0.03)
    assert (found.low, found.high) == (0, 1)
    assert found.ratio == pytest.approx(3, abs=0.3)
    assert json.loads(found.keys) == {"countries": ["CN", "US"], "venue": "V", "year": 2024}


def test_chance_keeps_to_the_rules_and_the_seed(engine: DuckDBEngine) -> None:
    for rules in (CountingRules(), CountingRules(authors="distinct_people"), CountingRules(witness="agree")):
        found = expected_by_chance(engine, rules, countries=("US", "CN"))
        observed = [
            value.numerator for value in compute(engine, "collaboration", rules, countries=("US", "CN"))
        ]
        assert [chance.observed for chance in found] == observed
        assert found == expected_by_chance(engine, rules, countries=("CN", "US"))
    assert found != expected_by_chance(engine, rules, seed=7, countries=("CN", "US"))
    with pytest.raises(QuestionError, match="at least 1000"):
        expected_by_chance(engine, rules, draws=10, countries=("US", "CN"))


def test_a_trend_says_first_what_is_not_alike(engine: DuckDBEngine) -> None:
    (found,) = trend(engine, "collaboration", CountingRules(), countries=("US", "CN"))
    assert found.caveats[0] == "tracks differ, main in 2023 and datasets with main in 2024"
    assert "fully resolved are 100% of the papers of 2023 and 82% of 2024" in found.caveats
    assert found.sentence().startswith("Not like for like: tracks differ")
    assert found.change is not None
    assert found.change.estimate == pytest.approx(7 / 11 - 1)
    (like,) = trend(engine, "collaboration", CountingRules(tracks=("main",)), countries=("US", "CN"))
    assert not any(caveat.startswith("tracks") for caveat in like.caveats)


def test_editions_alike_have_no_caveat(tmp_path: Path) -> None:
    papers = [
        MadeUpPaper(f"{i}", (both(US), both(CN if i % 2 else GB)), year=2020 + i // 4) for i in range(8)
    ]
    (found,) = trend(build(tmp_path, papers), "collaboration", CountingRules(), countries=("US", "CN"))
    assert found.caveats == ()
    assert found.sentence().startswith("50.0% in 2020, 50.0% in 2021. Change +0.0 points")


def test_the_multiverse_is_the_same_numbers_side_by_side(engine: DuckDBEngine) -> None:
    (world,) = multiverse(engine, "collaboration", ((), ("main",)), countries=("US", "CN"), year=2024)
    rows = world.rows()
    assert len(rows) == 576
    assert [row["position"] for row in rows] == list(range(1, 577))
    assert [row["numerator"] for row in rows] == sorted(row["numerator"] for row in rows)
    rules = CountingRules(witness="metadata", tracks=("main",))
    assert (world.at(rules),) == compute(engine, "collaboration", rules, countries=("US", "CN"), year=2024)
    assert world.range() == (0, 9)
    strongest = world.influences()[0]
    assert strongest.rule == "authors"
    assert strongest.most == 8  # 9 papers by any author, 1 by the first alone
    assert (strongest.from_option, strongest.to_option) == ("first", "any")
    assert {influence.rule for influence in world.influences()} >= {"tracks", "counting"}


def test_a_key_that_grouping_removes_is_zero(engine: DuckDBEngine) -> None:
    worlds = {json.loads(w.keys)["country"]: w for w in multiverse(engine, "papers_by_country", year=2024)}
    macau = worlds["MO"]
    assert macau.at(CountingRules()).numerator == 1
    assert macau.at(CountingRules(hong_kong_macau_taiwan="hk_mo_with_cn")).numerator == 0


def test_presets_are_named_and_sourced() -> None:
    assert next(iter(presets())) == "default"
    assert presets()["default"].rules == CountingRules()
    assert presets()["nineteen_percent"].rules.hong_kong_macau_taiwan == "hk_mo_tw_with_cn"
    for preset in presets().values():
        assert preset.title
        assert preset.doc
        assert preset.source


def test_the_claims_that_ship_are_complete() -> None:
    claims = load_claims()
    assert len({claim.id for claim in claims}) == len(claims) == 13
    assert {claim.figure for claim in claims} >= {
        141,
        134,
        292,
        106,
        63,
        336,
        380,
        467,
        742,
        1006,
        2025,
        1446,
        294,
    }
    assert all(claim.measure in MEASURES and claim.source and claim.published for claim in claims)


CLAIM = """
[[claim]]
id = "{id}"
statement = "made up"
figure = {figure}
total = 11
measure = "collaboration"
parameters = {{ countries = ["US", "CN"] }}
venue = "{venue}"
year = 2024
preset = "{preset}"
source = "a made-up source"
unknown = "everything else"
"""


def claims_file(folder: Path, *claims: tuple[str, int, str, str]) -> Path:
    path = folder / "claims.toml"
    names = ("id", "figure", "venue", "preset")
    path.write_text(
        "".join(CLAIM.format(**dict(zip(names, claim, strict=True))) for claim in claims), "utf-8"
    )
    return path


def test_claims_are_measured_and_explained(engine: DuckDBEngine, tmp_path: Path) -> None:
    path = claims_file(
        tmp_path,
        ("same", 7, "V", "default"),
        ("other", 3, "V", "nineteen_percent"),
        ("never", 40, "V", "default"),
        ("absent", 7, "W", "default"),
    )
    same, other, never, absent = check_claims(engine, path)
    assert same.verdict == "reproduced"
    # Both witnesses are there, so all 144 combinations of whole counting can be answered.
    assert (same.range, same.combinations) == ((0, 9), 144)
    # From 7: profiles leave 01, 03, 08 and 11; with Hong Kong, Macau and Taiwan 04 and 05 come in.
    assert other.verdict == "reproducible only under other rules"
    assert [(step.choice, step.numerator, step.change) for step in other.bridge] == [
        ("Byline's default", 7, 0),
        ("whose word counts: venue's list", 4, -3),
        ("HK, MO, TW with China", 6, 2),
        ("Hong Kong, Macau, Taiwan: separate", 4, -2),
        ("left over: papers, reading and resolving that differ", 3, -1),
    ]
    assert "The figure comes out with Hong Kong, Macau, Taiwan: separate." in other.explanation
    assert all(sum(s.change for s in c.bridge) == c.claim.figure - 7 for c in (same, other, never))
    assert "No rule gives a number above it. The nearest below it is 9, with" in never.explanation
    assert never.verdict == "not reproducible under any rule"
    assert absent.verdict == "cannot be measured with this data"
    assert absent.explanation == "the run has no papers of W 2024"


def test_a_claim_by_a_witness_that_is_absent_says_so(tmp_path: Path) -> None:
    papers = [MadeUpPaper("0", (both(US), both(CN))), MadeUpPaper("1", (both(US),))]
    listed = [MadeUpPaper(p.key, tuple(type(a)(metadata=a.metadata) for a in p.authors)) for p in papers]
    path = claims_file(tmp_path, ("a", 1, "V", "wired"))
    path.write_text(path.read_text("utf-8").replace("total = 11", "total = 2"), "utf-8")
    (found,) = check_claims(build(tmp_path, listed), path)
    assert found.verdict == "reproduced"
    # The list alone can be asked: neither `pdf` nor `agree` stand among the combinations, and give no range.
    assert (found.combinations, found.range) == (72, (0, 1))
    assert "counts by printed bylines, which the run does not have" in found.explanation


def test_a_claim_on_technology_is_measured_at_every_role(engine: DuckDBEngine, tmp_path: Path) -> None:
    path = claims_file(tmp_path, ("qwen", 3, "V", "default"))
    text = (
        path.read_text("utf-8").replace("total = 11\n", "").replace("collaboration", "technology_by_country")
    )
    asked = 'countries = ["US"], technology = "qwen", role = "built_on"'
    path.write_text(text.replace('countries = ["US", "CN"]', asked), "utf-8")
    (found,) = check_claims(engine, path)
    assert found.verdict == "reproducible only under other rules"
    assert "named at all 3, cited or more 2, run or built on 2, built on 1." in found.explanation
    assert [(step.choice, step.numerator, step.change) for step in found.bridge] == [
        ("Byline's default", 1, 0),
        ("the technology named at all", 3, 2),
        ("left over: papers, reading and resolving that differ", 3, 0),
    ]


def test_a_claim_of_another_number_of_papers_is_compared_by_share(
    engine: DuckDBEngine, tmp_path: Path
) -> None:
    path = claims_file(tmp_path, ("share", 700, "V", "default"))
    path.write_text(path.read_text("utf-8").replace("total = 11", "total = 1_100"), "utf-8")
    (found,) = check_claims(engine, path)
    assert found.verdict == "reproduced"
    assert "shares are compared: 63.6% published, 63.6% measured" in found.explanation
    assert [(step.choice, step.change) for step in found.bridge[1:]] == [
        ("1,100 papers in place of 11, at the same share", 693),
        ("left over: papers, reading and resolving that differ", 0),
    ]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("[[claim]\n", "is not valid TOML"),
        ("", "holds no claim"),
        ("claim = 3\n", "holds no claim"),
        ('[[claim]]\nid = "x"\n', "missing"),
        (CLAIM.format(id="x", figure=1, venue="V", preset="guess"), "no preset 'guess'"),
        (CLAIM.format(id="x", figure=1, venue="V", preset="wired").replace("collab", "elab"), "no measure"),
        (CLAIM.format(id="x", figure=1, venue="V", preset="wired").replace('"CN"', '"China"'), "two-letter"),
        (CLAIM.format(id="x", figure=1, venue="V", preset="wired") + "colour = 1\n", "unknown key 'colour'"),
    ],
)
def test_a_claims_file_that_is_wrong_is_explained(tmp_path: Path, text: str, words: str) -> None:
    path = tmp_path / "claims.toml"
    path.write_text(text, "utf-8")
    with pytest.raises(ClaimError, match=words):
        load_claims(path)
