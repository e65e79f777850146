"""Joint papers that chance alone would give: team sizes and countries kept, who teams up with whom shuffled."""

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations, groupby
from typing import TYPE_CHECKING, Any

from byline.engine import Engine
from byline.measures.question import Question, QuestionError
from byline.measures.ruleset import RuleSet
from byline.measures.steps import chain
from byline.model import CountingRules

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt

LEAST_DRAWS = 1_000
_BATCH = 64  # draws held in memory at once: 64 times 25,000 author slots of one byte is 1.6 MB


@dataclass(frozen=True, slots=True)
class Chance:
    """Observed joint papers of one edition beside those expected by chance.

    `low` and `high` hold 95% of the draws. `ratio` is observed over expected, with the interval that the
    draws give it; None where no draw has a joint paper.
    """

    keys: str
    observed: int
    expected: float
    low: float
    high: float
    ratio: float | None
    ratio_low: float | None
    ratio_high: float | None
    draws: int
    seed: int


def expected_by_chance(
    engine: Engine,
    rules: CountingRules,
    draws: int = LEAST_DRAWS,
    seed: int = 0,
    among: Sequence[CountingRules] = (),
    **parameters: object,
) -> tuple[Chance, ...]:
    """Return, for each venue and year, how many joint papers chance would give the countries asked for.

    In each draw every paper keeps its number of authors, every edition its authors' countries (an author of
    two keeps both, an unresolved one stays so), and authors are dealt to papers anew. The test is a
    permutation test: nothing is assumed about how countries are spread. Whole counting only. `among` as in
    `compute`.

    >>> expected_by_chance(engine, CountingRules(), countries=("US", "CN"))  # doctest: +SKIP
    """
    if draws < LEAST_DRAWS:
        raise QuestionError(f"at least {LEAST_DRAWS} draws are needed for a 95% interval, not {draws}")
    question = Question.ask(("countries",), parameters)
    question.check_count("expected_by_chance", 2)
    is_distinct = rules.authors == "distinct_people"
    found = []
    for (venue, year), slots in _editions(engine, rules, among, question):
        masks, starts = _arrays(slots, question)
        sets = _sets(question, is_distinct)
        counts = _draw(masks, starts, sets, draws, seed)
        observed = int(_joint(masks[None, :], starts, sets)[0])
        keys = json.dumps(
            {"countries": sorted(question.countries), "venue": venue, "year": year}, sort_keys=True
        )
        found.append(_summary(keys, observed, counts, seed))
    return tuple(found)


def _editions(
    engine: Engine, rules: CountingRules, among: Sequence[CountingRules], question: Question
) -> Iterator[tuple[tuple[str, int], list[dict[str, Any]]]]:
    ruleset = RuleSet.of(among if rules in among else (rules, *among))
    universe, tracks = ruleset.places[rules]
    steps = [*ruleset.steps(), *question.steps(), *chain("slot_groups")]
    columns = "venue, year, paper, author, group_name"
    sql = f"""SELECT {columns} FROM slot_groups WHERE universe = $universe AND tracks = $tracks
        ORDER BY {columns}"""
    rows = engine.query(sql, {"universe": universe, "tracks": tracks}, steps).to_pylist()
    for edition, slots in groupby(rows, key=lambda row: (row["venue"], row["year"])):
        yield edition, list(slots)


def _arrays(
    rows: list[dict[str, Any]], question: Question
) -> tuple["npt.NDArray[np.uint8]", "npt.NDArray[np.intp]"]:
    """Return one bit mask of groups an author slot, and where each paper's slots start."""
    import numpy as np

    bits = {name: 1 << i for i, name in enumerate(dict.fromkeys(question.countries))}
    masks: list[int] = []
    starts: list[int] = []
    paper = author = None
    for row in rows:
        if row["author"] != author:
            if row["paper"] != paper:
                starts.append(len(masks))
            masks.append(0)
        paper, author = row["paper"], row["author"]
        masks[-1] |= bits.get(row["group_name"], 0)
    return np.array(masks, np.uint8), np.array(starts, np.intp)


def _sets(question: Question, is_distinct: bool) -> list[tuple[int, int]]:
    """Return (mask, size): sets of groups that so many different authors must meet."""
    names = list(dict.fromkeys(question.countries))
    sizes = range(1, len(names) + 1) if is_distinct else (1,)
    chosen = [some for size in sizes for some in combinations(range(len(names)), size)]
    return [(sum(1 << i for i in some), len(some)) for some in chosen]


def _joint(
    masks: "npt.NDArray[np.uint8]", starts: "npt.NDArray[np.intp]", sets: list[tuple[int, int]]
) -> "npt.NDArray[np.int64]":
    """Return, for each row of slots, the number of papers that meet every set (see joint_papers.sql)."""
    import numpy as np

    is_joint = np.ones((masks.shape[0], starts.size), bool)
    for mask, size in sets:
        is_in = (masks & mask) != 0
        if size == 1:
            is_joint &= np.logical_or.reduceat(is_in, starts, axis=1)
        else:
            is_joint &= np.add.reduceat(is_in, starts, axis=1, dtype=np.int32) >= size
    return np.asarray(is_joint.sum(axis=1), np.int64)


def _draw(
    masks: "npt.NDArray[np.uint8]",
    starts: "npt.NDArray[np.intp]",
    sets: list[tuple[int, int]],
    draws: int,
    seed: int,
) -> "npt.NDArray[np.int64]":
    import numpy as np

    generator = np.random.default_rng(seed)
    counts = []
    for done in range(0, draws, _BATCH):
        batch = np.broadcast_to(masks, (min(_BATCH, draws - done), masks.size))
        counts.append(_joint(generator.permuted(batch, axis=1), starts, sets))
    return np.concatenate(counts)


def _summary(keys: str, observed: int, counts: "npt.NDArray[np.int64]", seed: int) -> Chance:
    import numpy as np

    expected = float(counts.mean())
    # As `np.quantile` has it, which loads numpy.ma for this: 0.03 s of a run.
    low, high = np.interp((0.025, 0.975), np.linspace(0, 1, counts.size), np.sort(counts)).tolist()
    over = [observed / count if count else None for count in (expected, high, low)]
    return Chance(keys, observed, expected, low, high, over[0], over[1], over[2], counts.size, seed)
