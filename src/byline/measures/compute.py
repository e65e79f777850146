"""Numbers and the papers behind them: one members query, aggregated or listed."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from byline.engine import Engine, Step
from byline.measures.inquiry import PAIRS, Inquiry
from byline.measures.question import QuestionError
from byline.measures.registry import MEASURES
from byline.model import CountingRules, MeasureValue

if TYPE_CHECKING:
    import pyarrow as pa

_WRITE = json.JSONEncoder(sort_keys=True).encode  # made once: pairs of institutions are 9,000 numbers


def compute(
    engine: Engine,
    name: str,
    rules: CountingRules | Sequence[CountingRules],
    among: Sequence[CountingRules] = (),
    **parameters: object,
) -> tuple[MeasureValue, ...]:
    """Return the numbers of a measure, one for each venue, year and key, under one or more counting rules.

    Who asks several questions under different rules names them all in `among` each time: they then share one
    pass over the data. Parameters are those the registry names for the measure, and `venue`, `year`, `source`
    (one or several) and `by` (the columns of papers that each number is for). Raises QuestionError for a
    question the measure cannot be asked.
    >>> compute(engine, "collaboration", CountingRules(), countries=("US", "CN"))  # doctest: +SKIP
    """
    inquiry = Inquiry.of(name, rules, parameters, among)
    return tuple(_value(inquiry, rule, row) for rule, row in inquiry.sums(engine))


@dataclass(frozen=True, slots=True)
class Bounds:
    """What missing data leaves open, in papers or credit; `keys` and `rules` as in `MeasureValue`.

    lower: what is counted anyway. Each unresolved affiliation is then against the claim: elsewhere, and
        counted fractionally a country of its own that shares the author, so the value is the lower bound.
    plausible: with each unresolved affiliation for the claim, but adding one country at most. A paper that
        has none of two countries needs two unresolved affiliations; under `distinct_people` two people.
    upper: with each author who has an unresolved affiliation in every country that the claim needs, as a
        string may name several. This is `MeasureValue.upper_bound`.

    An author of whom nothing is heard has one unresolved affiliation. A byline that was not read could name
    anybody. Under `agree` an affiliation is unresolved where the two witnesses could still agree on another
    country; where both are resolved and differ, nothing is open. Fractional bounds give the paper's whole
    unresolved credit to the claim.
    """

    keys: str
    rules: str
    lower: float
    plausible: float
    upper: float


def bounds(
    engine: Engine, name: str, rules: CountingRules | Sequence[CountingRules], **parameters: object
) -> tuple[Bounds, ...]:
    """Return the bounds of each number of a measure; QuestionError for a measure that states none.

    >>> bounds(engine, "collaboration", CountingRules(), countries=("US", "CN"))  # doctest: +SKIP
    """
    inquiry = Inquiry.of(name, rules, parameters)
    if not inquiry.measure.has_bounds:
        others = ", ".join(name for name, measure in MEASURES.items() if measure.has_bounds)
        raise QuestionError(f"{name} states no bounds; {others} do")
    return tuple(_bounds(inquiry, rule, row) for rule, row in inquiry.sums(engine))


def members(
    engine: Engine,
    name: str,
    rules: CountingRules,
    among: Sequence[CountingRules] = (),
    **parameters: object,
) -> "pa.Table":
    """Return the papers that make a measure's numbers: the columns of `by`, keys, `paper_id`, `credit`, `evidence`.

    `credit` is what the paper adds to the number under the rules (1.0 counted whole); its sum is the
    number. `evidence` lists the ids of the affiliation and technology mentions that decide it. Who asks
    under several rules one after another names them all in `among` each time: they then share one pass.
    """
    return Inquiry.of(name, rules, parameters, among).listing(engine, rules, "m.is_member")


def member_ids(
    engine: Engine,
    name: str,
    rules: Sequence[CountingRules],
    among: Sequence[CountingRules] = (),
    **parameters: object,
) -> tuple[list[tuple[object, ...]], ...]:
    """Return, for each of the rules, the values of `by`, the keys and the id of every paper that counts.

    The same papers as `members`, without credit and evidence, for all rules in one query; `among` as there.
    """
    inquiry = Inquiry.of(name, rules, parameters, among)
    found = inquiry.ids(engine)
    return tuple(found.get(inquiry.ruleset.places[rule], []) for rule in inquiry.rules)


def candidates(engine: Engine, name: str, rules: CountingRules, **parameters: object) -> "pa.Table":
    """Return the papers that are not counted but could be, once their unresolved affiliations are known.

    Columns as `members`, with `is_plausible`: false where an unresolved affiliation would have to name
    two countries.
    """
    return Inquiry.of(name, rules, parameters).listing(engine, rules, "NOT m.is_member AND m.is_possible")


def plan(name: str, rules: Sequence[CountingRules], **parameters: object) -> list[Step]:
    """Return the steps of a measure in order, e.g. for `engine.inspect`: how its numbers come about."""
    inquiry = Inquiry.of(name, rules, parameters)
    return inquiry.steps(inquiry.measure.evidence)


def _value(inquiry: Inquiry, rules: CountingRules, row: dict[str, Any]) -> MeasureValue:
    measure = inquiry.measure
    is_whole = rules.counting == "whole"
    numerator = _amount(row["whole" if is_whole else "fractional"])
    denominator = _amount(row["whole_of" if is_whole else "fractional_of"])
    upper = _amount(row["possible" if is_whole else "fractional_possible"])
    return MeasureValue(
        measure=measure.name,
        rules=rules.to_json(),
        keys=_WRITE(_keys(inquiry, row)),
        numerator=numerator,
        denominator=denominator,
        value=numerator / denominator if denominator else None,
        low=None,
        high=None,
        lower_bound=numerator if measure.has_bounds else None,
        upper_bound=upper if measure.has_bounds else None,
        run_id=row["run_id"] or "",
    )


def _bounds(inquiry: Inquiry, rules: CountingRules, row: dict[str, Any]) -> Bounds:
    columns = ("whole", "plausible", "possible")
    if rules.counting == "fractional":
        columns = ("fractional", "fractional_plausible", "fractional_possible")
    keys = _WRITE(_keys(inquiry, row))
    return Bounds(keys, rules.to_json(), *(_amount(row[column]) for column in columns))


def _amount(value: float | None) -> float:
    # The engine adds in any order; nine decimals are the same on every run and finer than any credit.
    return round(float(value or 0), 9)


def _keys(inquiry: Inquiry, row: dict[str, Any]) -> dict[str, object]:
    measure, question = inquiry.measure, inquiry.question
    keys: dict[str, object] = {column: row[column] for column in question.by}
    for key in measure.keys:
        keys[key] = [row[c] for c in PAIRS[key]] if key in PAIRS else row[key]
    has_country_key = "country" in measure.keys or "countries" in measure.keys
    if question.countries and (measure.least_countries or not has_country_key):
        keys["countries"] = sorted(question.countries)
    return keys
