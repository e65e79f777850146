"""Three kinds of uncertainty, never mixed: missing data, extraction error, and sampling.

Missing data is stated as bounds with every value (`MeasureValue.lower_bound`, `upper_bound`). Extraction
error is estimated from labels that a person checked. Sampling applies only where the papers are a sample of
more papers; a whole conference has none.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from math import sqrt
from statistics import NormalDist, fmean
from typing import Literal

# Lang and Reiczigel (2014) found their interval to hold its level from samples of 30 on; below, we refuse.
LEAST_LABELS = 30


class TooFewLabels(ValueError):  # noqa: N818 - it is a refusal, and reads as one
    """An estimate that the labels cannot carry; the message says how many more are needed."""


@dataclass(frozen=True, slots=True)
class Interval:
    """An estimated share with its interval, in [0, 1], and where the uncertainty comes from."""

    estimate: float
    low: float
    high: float
    layer: Literal["extraction", "sampling"]
    method: str
    level: float = 0.95

    def sentence(self) -> str:
        """Return the interval in words that can be quoted.

        >>> wilson(10, 100).sentence()
        '10.0% (95% interval 5.5% to 17.4%), because the papers are a sample of more'
        """
        why = {
            "extraction": "because some affiliations are read or resolved wrongly",
            "sampling": "because the papers are a sample of more",
        }[self.layer]
        numbers = f"{self.estimate:.1%} ({self.level:.0%} interval {self.low:.1%} to {self.high:.1%})"
        return f"{numbers}, {why}"


def quantile(level: float) -> float:
    """Return the two-sided standard normal quantile, e.g. 1.96 for 0.95."""
    return NormalDist().inv_cdf(0.5 + level / 2)


def wilson(count: int, total: int, level: float = 0.95) -> Interval:
    """Return Wilson's score interval (1927) for a share of a sample; only where the papers are a sample."""
    if not 0 <= count <= total or total == 0:
        raise ValueError(f"{count} of {total} is no share")
    z = quantile(level)
    share, spread = count / total, z * z / total
    centre = (share + spread / 2) / (1 + spread)
    half = z * sqrt(share * (1 - share) / total + spread / (4 * total)) / (1 + spread)
    return Interval(share, max(0.0, centre - half), min(1.0, centre + half), "sampling", "Wilson", level)


def difference(first: tuple[int, int], second: tuple[int, int], level: float = 0.95) -> Interval:
    """Return second minus first share with Newcombe's hybrid score interval (1998), method 10."""
    one, two = wilson(*first, level), wilson(*second, level)
    gap = two.estimate - one.estimate
    low = gap - sqrt((two.estimate - two.low) ** 2 + (one.high - one.estimate) ** 2)
    high = gap + sqrt((two.high - two.estimate) ** 2 + (one.estimate - one.low) ** 2)
    return Interval(gap, low, high, "sampling", "Newcombe", level)


@dataclass(frozen=True, slots=True)
class Labels:
    """Checked papers: `truth` and what Byline counted, in the same order, drawn at random from the papers."""

    truth: Sequence[bool]
    counted: Sequence[bool]

    def __post_init__(self) -> None:
        if len(self.truth) != len(self.counted):
            raise ValueError(f"{len(self.truth)} labels for {len(self.counted)} papers")

    def cell(self, is_true: bool, is_counted: bool) -> int:
        """Return how many papers have this truth and this count."""
        pairs = zip(self.truth, self.counted, strict=True)
        return sum(bool(t) == is_true and bool(c) == is_counted for t, c in pairs)


def rogan_gladen(counted: int, total: int, labels: Labels, level: float = 0.95) -> Interval:
    """Return the true share of a whole conference from the counted one and the resolver's error rates.

    The estimator is Rogan and Gladen's (1978), the interval Lang and Reiczigel's (2014). All papers of the
    conference were counted, so the counted share itself is certain, and error rates that were checked on
    many of them are surer still (finite population). Raises TooFewLabels below 30 true or untrue papers, or
    where the resolver is no better than chance.
    """
    hits, alarms = labels.cell(True, True), labels.cell(False, True)
    joint = hits + labels.cell(True, False)
    other = len(labels.truth) - joint
    _enough(joint, "checked papers that are joint")
    _enough(other, "checked papers that are not")
    power = hits / joint - alarms / other
    if power <= 0:
        raise TooFewLabels("on the checked papers the count is no better than chance; check it before use")
    estimate = _clip((counted / total - alarms / other) / power)
    z = quantile(level)
    (true_rate, true_error), (false_rate, false_error) = _rate(hits, joint), _rate(alarms, other)
    share = (counted / total - false_rate) / (true_rate - false_rate)
    # What was checked of all joint and of all other papers is no longer uncertain.
    true_error *= max(0.0, 1 - joint / max(1.0, total * estimate))
    false_error *= max(0.0, 1 - other / max(1.0, total * (1 - estimate)))
    shift = 2 * z * z * (share * true_error - (1 - share) * false_error)
    spread = sqrt(share**2 * true_error + (1 - share) ** 2 * false_error) / (true_rate - false_rate)
    low, high = _clip(share + shift - z * spread), _clip(share + shift + z * spread)
    return Interval(estimate, min(low, estimate), max(high, estimate), "extraction", "Rogan-Gladen", level)


def _rate(count: int, total: int) -> tuple[float, float]:
    # One success and one failure are added, as Lang and Reiczigel do for the error rates.
    rate = (count + 1) / (total + 2)
    return rate, rate * (1 - rate) / (total + 2)


def corrected(counted: int, total: int, labels: Labels, level: float = 0.95) -> Interval:
    """Return the share of a whole conference, corrected by the errors seen on checked papers.

    The prediction-powered estimate for a finite population: the counted share of all papers plus the mean
    error of the checked ones, with the finite population correction (the difference estimator of survey
    sampling). Half a paper is added to each cell, as Agresti and Min (2005) do for paired shares, since
    errors are few. Raises TooFewLabels below 30 checked papers, unless they are all there are.
    """
    checked = len(labels.truth)
    if checked < total:
        _enough(checked, "checked papers")
    missed, extra = labels.cell(True, False), labels.cell(False, True)
    z = quantile(level)
    shift = (missed - extra) / (checked + 2)
    spread = ((missed + extra + 1) / (checked + 2) - shift**2) / (checked + 2)
    half = z * sqrt(max(0.0, spread) * max(0.0, 1 - checked / total))
    centre = counted / total + shift
    estimate = _clip(counted / total + (missed - extra) / checked)
    low, high = _clip(centre - half), _clip(centre + half)
    method = "prediction-powered, finite population"
    return Interval(estimate, min(low, estimate), max(high, estimate), "extraction", method, level)


def prediction_powered(labels: Labels, rest: Sequence[bool], level: float = 0.95) -> Interval:
    """Return the share in a larger population of which labelled and other papers are both a sample.

    Prediction-powered inference as published by Angelopoulos and others (2023), for a mean and without
    power tuning; agrees with the package ppi-python. For a whole conference use `corrected`.
    """
    _enough(len(labels.truth), "checked papers")
    errors = [float(t) - float(c) for t, c in zip(labels.truth, labels.counted, strict=True)]
    guesses = [float(c) for c in rest]
    estimate = fmean(guesses) + fmean(errors)
    half = quantile(level) * sqrt(_variance(guesses) / len(guesses) + _variance(errors) / len(errors))
    return Interval(estimate, estimate - half, estimate + half, "extraction", "prediction-powered", level)


def _variance(values: Sequence[float]) -> float:
    mean = fmean(values)
    return fmean((value - mean) ** 2 for value in values)


def _clip(share: float) -> float:
    return min(1.0, max(0.0, share))


def _enough(count: int, what: str) -> None:
    if count < LEAST_LABELS:
        raise TooFewLabels(f"{count} {what}; at least {LEAST_LABELS} are needed for an interval")
