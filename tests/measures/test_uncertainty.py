"""Intervals agree with published packages and hold their level in simulation."""

from collections.abc import Callable
from math import sqrt

import numpy as np
import pytest

from byline.measures import (
    Interval,
    Labels,
    TooFewLabels,
    corrected,
    difference,
    prediction_powered,
    rogan_gladen,
    wilson,
)

CASES = [(0, 10), (1, 10), (134, 4497), (141, 5290), (50, 50), (63, 126)]


@pytest.mark.parametrize(("count", "total"), CASES)
def test_wilson_agrees_with_statsmodels(count: int, total: int) -> None:
    from statsmodels.stats.proportion import proportion_confint

    found = wilson(count, total)
    assert (found.low, found.high) == pytest.approx(
        proportion_confint(count, total, method="wilson"), abs=1e-12
    )


@pytest.mark.parametrize("first", CASES)
def test_a_difference_agrees_with_statsmodels(first: tuple[int, int]) -> None:
    from statsmodels.stats.proportion import confint_proportions_2indep

    second = (20, 100)
    found = difference(first, second)
    expected = confint_proportions_2indep(*second, *first, method="newcomb", compare="diff")
    assert (found.low, found.high) == pytest.approx(expected, abs=1e-12)


def test_the_prediction_powered_interval_by_hand() -> None:
    labels = Labels([True] * 10 + [False] * 30, [True] * 9 + [False] * 30 + [True])
    found = prediction_powered(labels, [True] * 30 + [False] * 70)
    # One joint paper was missed and one counted wrongly: the mean error is 0, its variance 2 / 40.
    half = 1.959963984540054 * sqrt(0.3 * 0.7 / 100 + (2 / 40) / 40)
    assert (found.estimate, found.low, found.high) == pytest.approx((0.3, 0.3 - half, 0.3 + half))


def test_the_prediction_powered_interval_agrees_with_its_package() -> None:
    peer = pytest.importorskip("ppi_py", reason="ppi-python is in the extra `peers`")
    generator = np.random.default_rng(1)
    truth = generator.random(200) < 0.2
    counted = truth ^ (generator.random(200) < 0.1)
    rest = generator.random(3000) < 0.23
    found = prediction_powered(Labels(truth.tolist(), counted.tolist()), rest.tolist())
    low, high = peer.ppi_mean_ci(
        truth.astype(float), counted.astype(float), rest.astype(float), alpha=0.05, lam=1
    )
    assert (found.low, found.high) == pytest.approx((float(low[0]), float(high[0])), abs=1e-9)


def test_estimates_undo_known_errors() -> None:
    # 40 of 50 joint papers are found and 5 of 100 others counted wrongly: of 1,000 papers with 200 joint,
    # 160 + 40 are counted.
    labels = Labels([True] * 50 + [False] * 100, [True] * 40 + [False] * 10 + [True] * 5 + [False] * 95)
    found = rogan_gladen(200, 1000, labels)
    assert found.estimate == pytest.approx(0.2)
    assert found.low < 0.2 < found.high
    assert corrected(200, 1000, labels).estimate == pytest.approx(0.2 + (10 - 5) / 150)


def test_checking_every_paper_leaves_no_doubt() -> None:
    truth = [True] * 40 + [False] * 60
    counted = [True] * 36 + [False] * 4 + [True] * 6 + [False] * 54
    for found in (corrected(42, 100, Labels(truth, counted)), rogan_gladen(42, 100, Labels(truth, counted))):
        assert found.estimate == pytest.approx(0.40)
        assert found.high - found.low < 0.02


def test_a_small_conference_that_was_checked_whole_has_no_doubt() -> None:
    found = corrected(3, 20, Labels([True] * 4 + [False] * 16, [True] * 3 + [False] * 17))
    assert (found.low, found.estimate, found.high) == pytest.approx((0.2, 0.2, 0.2), abs=0.02)


def test_too_few_labels_are_refused_with_a_reason() -> None:
    few = Labels([True] * 5 + [False] * 60, [True] * 5 + [False] * 60)
    with pytest.raises(TooFewLabels, match="5 checked papers that are joint; at least 30"):
        rogan_gladen(30, 1000, few)
    with pytest.raises(TooFewLabels, match="at least 30"):
        corrected(3, 100, Labels([True], [True]))
    with pytest.raises(TooFewLabels, match="no better than chance"):
        rogan_gladen(30, 1000, Labels([True] * 40 + [False] * 40, [False] * 40 + [True] * 40))
    with pytest.raises(ValueError, match="labels for"):
        Labels([True], [])


def test_an_interval_says_which_uncertainty_it_is() -> None:
    assert "sample" in wilson(10, 100).sentence()
    assert "resolved wrongly" in Interval(0.1, 0.05, 0.2, "extraction", "x").sentence()


def covered(draw: Callable[[np.random.Generator], tuple[Interval, float]], rounds: int = 3000) -> float:
    """Return how often an interval holds the truth."""
    generator = np.random.default_rng(20260101)
    hits = 0
    for _ in range(rounds):
        interval, truth = draw(generator)
        hits += interval.low <= truth <= interval.high
    return hits / rounds


def conference(generator: np.random.Generator, papers: int, joint: int) -> tuple[list[bool], list[bool]]:
    """Return the truth of every paper and what a resolver with 8% misses and 2% false alarms counts."""
    truth = np.arange(papers) < joint
    wrong = generator.random(papers) < np.where(truth, 0.08, 0.02)
    return truth.tolist(), (truth ^ wrong).tolist()


def test_wilson_holds_its_level() -> None:
    def draw(generator: np.random.Generator) -> tuple[Interval, float]:
        return wilson(int(generator.binomial(400, 0.1)), 400), 0.1

    assert 0.93 <= covered(draw) <= 0.97


def test_a_difference_holds_its_level() -> None:
    def draw(generator: np.random.Generator) -> tuple[Interval, float]:
        counts = generator.binomial((400, 500), (0.10, 0.14))
        return difference((int(counts[0]), 400), (int(counts[1]), 500)), 0.04

    assert 0.93 <= covered(draw) <= 0.97


def test_the_correction_of_a_whole_conference_holds_its_level() -> None:
    def draw(generator: np.random.Generator) -> tuple[Interval, float]:
        truth, counted = conference(generator, 1200, 240)
        chosen = generator.choice(1200, 400, replace=False)
        labels = Labels([truth[i] for i in chosen], [counted[i] for i in chosen])
        return corrected(sum(counted), 1200, labels), 0.2

    assert 0.93 <= covered(draw, 1000) <= 0.97


def test_rogan_and_gladens_estimate_holds_its_level() -> None:
    def draw(generator: np.random.Generator) -> tuple[Interval, float]:
        truth, counted = conference(generator, 1200, 240)
        chosen = generator.choice(1200, 400, replace=False)
        labels = Labels([truth[i] for i in chosen], [counted[i] for i in chosen])
        return rogan_gladen(sum(counted), 1200, labels), 0.2

    assert 0.93 <= covered(draw, 1000) <= 0.97


def test_the_prediction_powered_interval_holds_its_level() -> None:
    def draw(generator: np.random.Generator) -> tuple[Interval, float]:
        truth = generator.random(1000) < 0.2
        counted = truth ^ (generator.random(1000) < np.where(truth, 0.08, 0.02))
        labels = Labels(truth[:300].tolist(), counted[:300].tolist())
        return prediction_powered(labels, counted[300:].tolist()), 0.2

    assert 0.93 <= covered(draw, 1000) <= 0.97
