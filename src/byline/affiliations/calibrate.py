"""Scores that mean what they say: of answers scored about 0.9, about 90% have the right country.

The table data/calibration.csv is fitted by `fit` (tools/calibrate_resolver.py, which measures it by
cross-validation), one row a method and, where a method has answers enough, a step of points: from how many points,
how many answers, and how many of them were right.
"""

import csv
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path

from byline.model.affiliations import UNRESOLVED

CALIBRATION_FILE = Path(__file__).parent / "data" / "calibration.csv"
COLUMNS = ("method", "points_from", "answer_count", "right_count")
LEAST_ANSWERS = 60  # in a step of its own: its standard error is then at most 0.06
# A correction by a person is no guess, and what is not resolved has no score.
FIXED = {UNRESOLVED: 0.0, "override": 1.0}
# Shares are drawn towards this one, as if seen twice: a method seen once has no score of 1.
UNSEEN = 0.75

Scores = Callable[[str, float], float]


@dataclass(frozen=True, slots=True)
class Step:
    """One row of the table: answers of a method with at least so many points, and how many were right."""

    method: str
    points_from: float
    answer_count: int
    right_count: int

    @property
    def score(self) -> float:
        """Return the share right, in (0, 1)."""
        return (self.right_count + 2 * UNSEEN) / (self.answer_count + 2)


def load_scores(path: Path = CALIBRATION_FILE) -> Scores:
    """Return the function from method and points to the probability that the country is right, in [0, 1]."""
    return scores_of(load_steps(path))


def scores_of(table: Iterable[Step]) -> Scores:
    """Return the function that a table stands for; `load_scores` reads it from the file."""
    steps: dict[str, list[Step]] = defaultdict(list)
    for step in table:
        steps[step.method].append(step)
    tables = {
        method: ([s.points_from for s in found[1:]], [round(s.score, 3) for s in found])
        for method, found in steps.items()
    }

    def score(method: str, points: float) -> float:
        if method in FIXED:
            return FIXED[method]
        bounds, scores = tables.get(method, ([], [UNSEEN]))
        return scores[bisect_right(bounds, points)]

    return score


def load_steps(path: Path = CALIBRATION_FILE) -> list[Step]:
    """Return the rows of the table, each method's by rising points."""
    with path.open(encoding="utf-8", newline="") as file:
        rows = [
            Step(r["method"], float(r["points_from"]), int(r["answer_count"]), int(r["right_count"]))
            for r in csv.DictReader(file)
        ]
    return sorted(rows, key=lambda step: (step.method, step.points_from))


def save_steps(steps: Iterable[Step], path: Path = CALIBRATION_FILE) -> None:
    """Write the table to a file."""
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(COLUMNS)
        writer.writerows((s.method, f"{s.points_from:g}", s.answer_count, s.right_count) for s in steps)


def fit(answers: Iterable[tuple[str, float, bool]]) -> list[Step]:
    """Return the table for answers (method, points, whether the country was right).

    Within a method the share right never falls as points rise: steps that would make it fall are joined
    (pool adjacent violators), and so are steps with fewer answers than `LEAST_ANSWERS`.
    """
    by_method: dict[str, list[tuple[float, bool]]] = defaultdict(list)
    for method, points, is_right in answers:
        if method not in FIXED:
            by_method[method].append((points, is_right))
    return [step for method in sorted(by_method) for step in _fit_method(method, by_method[method])]


def _fit_method(method: str, answers: list[tuple[float, bool]]) -> list[Step]:
    right: dict[float, list[bool]] = defaultdict(list)
    for points, is_right in answers:
        right[points].append(is_right)
    pooled: list[Step] = []
    for points, found in sorted(
        right.items()
    ):  # equal points are one step, or right and wrong would be told apart
        pooled.append(Step(method, points, len(found), sum(found)))
        while len(pooled) > 1 and _must_join(pooled[-2], pooled[-1]):
            last = pooled.pop()
            pooled[-1] = _join(pooled[-1], last)
    while len(pooled) > 1 and pooled[-1].answer_count < LEAST_ANSWERS:
        last = pooled.pop()
        pooled[-1] = _join(pooled[-1], last)
    return pooled


def _must_join(before: Step, after: Step) -> bool:
    falls = after.right_count * before.answer_count <= before.right_count * after.answer_count
    return before.answer_count < LEAST_ANSWERS or falls


def _join(before: Step, after: Step) -> Step:
    return Step(
        before.method,
        before.points_from,
        before.answer_count + after.answer_count,
        before.right_count + after.right_count,
    )
