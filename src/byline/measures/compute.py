"""Numbers and the papers behind them: one members query, aggregated or listed."""

import json
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from byline.engine import Engine, Parameter, Step
from byline.measures.question import Question, QuestionError
from byline.measures.registry import MEASURES, Measure
from byline.measures.ruleset import RuleSet, tracks_label
from byline.measures.steps import chain
from byline.model import CountingRules, MeasureValue

if TYPE_CHECKING:
    import pyarrow as pa

# A key that is a pair stands in two columns.
_PAIRS = {"countries": ("country_a", "country_b"), "institutions": ("institution_a", "institution_b")}


def compute(
    engine: Engine, name: str, rules: CountingRules | Sequence[CountingRules], **parameters: object
) -> tuple[MeasureValue, ...]:
    """Return the numbers of a measure, one for each venue, year and key, under one or more counting rules.

    Parameters are those the registry names for the measure, and `venue`, `year`, `source` (one or several)
    and `by` (the columns of papers that each number is for). Raises QuestionError for a question the
    measure cannot be asked.
    >>> compute(engine, "collaboration", CountingRules(), countries=("US", "CN"))  # doctest: +SKIP
    """
    measure, question = _asked(name, parameters)
    every = (rules,) if isinstance(rules, CountingRules) else tuple(rules)
    ruleset = RuleSet.of(every)
    rows = _aggregate(engine, measure, question, ruleset)
    run_id = _run_id(engine)
    return tuple(
        _value(measure, question, rule, row, run_id)
        for rule, universe in zip(ruleset.rules, ruleset.universes, strict=True)
        for row in rows.get((universe, tracks_label(rule)), ())
    )


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
    every = tuple(among) if rules in among else (rules, *among)
    return _listed(engine, name, every, every.index(rules), parameters, "m.is_member")


def candidates(engine: Engine, name: str, rules: CountingRules, **parameters: object) -> "pa.Table":
    """Return the papers that are not counted but could be, once their unresolved affiliations are known.

    Columns as `members`, with `is_plausible`: false where an unresolved affiliation would have to name
    two countries.
    """
    return _listed(engine, name, [rules], 0, parameters, "NOT m.is_member AND m.is_possible")


def plan(name: str, rules: Sequence[CountingRules], **parameters: object) -> list[Step]:
    """Return the steps of a measure in order, e.g. for `engine.inspect`: how its numbers come about."""
    measure, question = _asked(name, parameters)
    return _steps(measure, question, RuleSet.of(rules), measure.evidence)


def _asked(name: str, parameters: dict[str, object]) -> tuple[Measure, Question]:
    if name not in MEASURES:
        raise QuestionError(f"no measure {name!r}; there are {', '.join(MEASURES)}")
    measure = MEASURES[name]
    question = Question.ask(measure.parameters, parameters)
    question.check_count(name, measure.least_countries)
    return measure, question


def _steps(measure: Measure, question: Question, ruleset: RuleSet, *more: str) -> list[Step]:
    return [*ruleset.steps(), *question.steps(), *chain(measure.name, *more)]


def _columns(measure: Measure) -> list[str]:
    return [column for key in measure.keys for column in _PAIRS.get(key, (key,))]


def _aggregate(
    engine: Engine, measure: Measure, question: Question, ruleset: RuleSet
) -> dict[tuple[int, str], list[dict[str, Any]]]:
    """Return the sums over the members, by universe and choice of tracks."""
    place = ["universe", "tracks", *question.by]
    keys = _columns(measure)
    numerators = _sums(measure.name, question, keys, _NUMERATOR_SUMS)
    denominators = _sums(measure.denominator, question, measure.denominator_keys, _MEMBER_SUMS)
    more = [measure.denominator, *([measure.frame] if measure.frame else [])]
    steps = [
        *_steps(measure, question, ruleset, *more),
        Step("numerators", numerators, (measure.name, "scope")),
        Step("denominators", denominators, (measure.denominator, "scope")),
    ]
    shared = [*place, *measure.denominator_keys]
    sql = f"""
        SELECT {_list("f", place + keys)}, n.whole, n.fractional, n.possible, n.plausible, n.fractional_possible,
               d.whole AS whole_of, d.fractional AS fractional_of
        FROM ({_frame(measure, place, keys)}) AS f
        LEFT JOIN numerators AS n ON {_equal("f", "n", place + keys)}
        LEFT JOIN denominators AS d ON {_equal("f", "d", shared)}
        ORDER BY {_list("f", place + keys)}"""
    found: dict[tuple[int, str], list[dict[str, Any]]] = {}
    for row in engine.query(sql, steps=steps).to_pylist():
        found.setdefault((row["universe"], row["tracks"]), []).append(row)
    return found


def _frame(measure: Measure, place: list[str], keys: list[str]) -> str:
    """Return the rows to show: those with members, and those asked for by name even where they are zero."""
    if not keys:
        return f"SELECT {', '.join(place)} FROM denominators"
    counted = f"SELECT {', '.join(place + keys)} FROM numerators"
    if not measure.frame:
        return counted
    columns = f"{_list('d', place)}, {_list('k', keys)}"
    return f"{counted} UNION SELECT {columns} FROM denominators AS d CROSS JOIN {measure.frame} AS k"


_MEMBER_SUMS = """SUM(CASE WHEN m.is_member THEN 1 ELSE 0 END) AS whole,
    SUM(CASE WHEN m.is_member THEN m.credit ELSE 0 END) AS fractional"""
_NUMERATOR_SUMS = f"""{_MEMBER_SUMS},
    SUM(CASE WHEN m.is_possible THEN 1 ELSE 0 END) AS possible,
    SUM(CASE WHEN m.is_plausible THEN 1 ELSE 0 END) AS plausible,
    SUM(CASE WHEN m.is_possible THEN m.credit_possible ELSE 0 END) AS fractional_possible"""


def _sums(name: str, question: Question, keys: Sequence[str], sums: str) -> str:
    columns = ", ".join(
        ["m.universe", "s.tracks", *(f"s.{c}" for c in question.by), *(f"m.{k}" for k in keys)]
    )
    return f"""SELECT {columns}, {sums}
        FROM {name} AS m JOIN scope AS s ON s.paper = m.paper GROUP BY {columns}"""


def _listed(
    engine: Engine,
    name: str,
    every: Sequence[CountingRules],
    place: int,
    parameters: dict[str, object],
    condition: str,
) -> "pa.Table":
    """Return the papers under the rules at a place among those that share the pass."""
    measure, question = _asked(name, parameters)
    ruleset, rules = RuleSet.of(every), every[place]
    keys = [f"s.{c}" for c in question.by] + [f"m.{k}" for k in _columns(measure)]
    credit = "CAST(1 AS DOUBLE)" if rules.counting == "whole" else "m.credit"
    shared = ["universe", "paper", *measure.evidence_keys]
    sql = f"""
        SELECT {", ".join([*keys, "s.paper_id"])}, {credit} AS credit, m.is_plausible,
               COALESCE(ARRAY_SORT(ARRAY_DISTINCT(e.mentions)), []) AS evidence
        FROM {measure.name} AS m
        JOIN scope AS s ON s.paper = m.paper
        LEFT JOIN {measure.evidence} AS e ON {_equal("m", "e", shared)}
        WHERE {condition} AND m.universe = $universe AND s.tracks = $tracks
        ORDER BY {", ".join([*keys, "s.paper_id"])}"""
    steps = _steps(measure, question, ruleset, measure.evidence)
    here: dict[str, Parameter] = {"universe": ruleset.universes[place], "tracks": tracks_label(rules)}
    return engine.query(sql, here, steps=steps)


def _value(
    measure: Measure, question: Question, rules: CountingRules, row: dict[str, Any], run_id: str
) -> MeasureValue:
    is_whole = rules.counting == "whole"
    numerator = _amount(row["whole" if is_whole else "fractional"])
    denominator = _amount(row["whole_of" if is_whole else "fractional_of"])
    upper = _amount(row["possible" if is_whole else "fractional_possible"])
    return MeasureValue(
        measure=measure.name,
        rules=rules.to_json(),
        keys=json.dumps(_keys(measure, question, row), sort_keys=True),
        numerator=numerator,
        denominator=denominator,
        value=numerator / denominator if denominator else None,
        low=None,
        high=None,
        lower_bound=numerator if measure.has_bounds else None,
        upper_bound=upper if measure.has_bounds else None,
        run_id=run_id,
    )


def _amount(value: float | None) -> float:
    # The engine adds in any order; nine decimals are the same on every run and finer than any credit.
    return round(float(value or 0), 9)


def _keys(measure: Measure, question: Question, row: dict[str, Any]) -> dict[str, object]:
    keys: dict[str, object] = {column: row[column] for column in question.by}
    for key in measure.keys:
        keys[key] = [row[c] for c in _PAIRS[key]] if key in _PAIRS else row[key]
    has_country_key = bool({"country", "countries"} & set(measure.keys))
    if question.countries and (measure.least_countries or not has_country_key):
        keys["countries"] = sorted(question.countries)
    return keys


def _run_id(engine: Engine) -> str:
    found = (
        engine.query("SELECT run_id FROM runs ORDER BY finished_at DESC LIMIT 1").column("run_id").to_pylist()
    )
    return str(found[0]) if found else ""


def _list(alias: str, columns: Sequence[str]) -> str:
    return ", ".join(f"{alias}.{column}" for column in columns)


def _equal(left: str, right: str, columns: Sequence[str]) -> str:
    return " AND ".join(f"{left}.{column} = {right}.{column}" for column in columns)
