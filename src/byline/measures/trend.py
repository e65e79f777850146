"""Years compared like for like: what differs between two editions is said before their difference is."""

import json
from dataclasses import dataclass
from typing import Any

from byline.engine import Engine
from byline.measures.compute import compute
from byline.measures.question import Question
from byline.measures.ruleset import RuleSet
from byline.measures.steps import chain
from byline.measures.uncertainty import Interval, difference
from byline.model import CountingRules, MeasureValue

# A change of coverage larger than this is named. The share of papers fully resolved moved by less between
# editions read from the same kind of source; five points can hide a change of the size usually reported.
COVERAGE_GAP = 0.05


@dataclass(frozen=True, slots=True)
class Comparison:
    """Two editions of a venue. `caveats` come first: where there are any, the years are not like for like.

    `change` is the later share minus the earlier with a sampling interval: how far apart two conferences
    drawn from the same process would be. None where a share cannot be formed, or is fractional.
    """

    caveats: tuple[str, ...]
    earlier: MeasureValue
    later: MeasureValue
    change: Interval | None

    def sentence(self) -> str:
        """Return the comparison in words, caveats first."""
        words = [f"Not like for like: {caveat}." for caveat in self.caveats]
        shares = [f"{value.value:.1%}" if value.value is not None else "no share" for value in self._values]
        years = [json.loads(value.keys)["year"] for value in self._values]
        words.append(f"{shares[0]} in {years[0]}, {shares[1]} in {years[1]}.")
        if self.change:
            words.append(
                f"Change {100 * self.change.estimate:+.1f} points "
                f"(95% interval {100 * self.change.low:+.1f} to {100 * self.change.high:+.1f})."
            )
        return " ".join(words)

    @property
    def _values(self) -> tuple[MeasureValue, MeasureValue]:
        return self.earlier, self.later


def trend(engine: Engine, name: str, rules: CountingRules, **parameters: Any) -> tuple[Comparison, ...]:
    """Return each edition of a venue compared with the one before it, for every key of the measure.

    `parameters` as for `compute`, without `by`.
    """
    values = compute(engine, name, rules, **parameters)
    editions = _editions(engine, rules, parameters)
    covered = _covered(engine, rules, parameters)
    series: dict[str, list[MeasureValue]] = {}
    for value in values:
        keys = json.loads(value.keys)
        series.setdefault(json.dumps({**keys, "year": 0}, sort_keys=True), []).append(value)
    pairs = [
        (a, b) for line in series.values() for a, b in zip(_by_year(line), _by_year(line)[1:], strict=False)
    ]
    return tuple(Comparison(_caveats(a, b, editions, covered), a, b, _change(a, b, rules)) for a, b in pairs)


def _by_year(values: list[MeasureValue]) -> list[MeasureValue]:
    return sorted(values, key=lambda value: int(json.loads(value.keys)["year"]))


def _place(value: MeasureValue) -> tuple[str, int]:
    keys = json.loads(value.keys)
    return keys["venue"], keys["year"]


_Edition = dict[str, frozenset[str]]


def _editions(
    engine: Engine, rules: CountingRules, parameters: dict[str, Any]
) -> dict[tuple[str, int], _Edition]:
    """Return the tracks, sources and witnesses that each edition in scope has."""
    asked = {k: v for k, v in parameters.items() if k in ("venue", "year", "source")}
    steps = [*RuleSet.of([rules]).steps(), *Question.ask((), asked).steps(), *chain("scope")]
    sql = """
        SELECT DISTINCT s.venue, s.year, s.track, s.source,
               CASE WHEN m.witness = 'metadata' THEN 'the venue''s list'
                    WHEN m.witness IS NOT NULL THEN 'printed bylines' END AS witness
        FROM scope AS s LEFT JOIN affiliation_mentions AS m ON m.paper_id = s.paper_id"""
    found: dict[tuple[str, int], dict[str, set[str]]] = {}
    for row in engine.query(sql, steps=steps).to_pylist():
        edition = found.setdefault(
            (row["venue"], row["year"]), {"tracks": set(), "sources": set(), "witnesses": set()}
        )
        for many, one in (("tracks", "track"), ("sources", "source"), ("witnesses", "witness")):
            edition[many] |= {row[one]} - {None}
    return {place: {k: frozenset(v) for k, v in edition.items()} for place, edition in found.items()}


def _covered(
    engine: Engine, rules: CountingRules, parameters: dict[str, Any]
) -> dict[tuple[str, int], float]:
    asked = {k: v for k, v in parameters.items() if k in ("venue", "year", "source")}
    values = compute(engine, "coverage", rules, **asked)
    return {_place(v): v.value or 0.0 for v in values if json.loads(v.keys)["status"] == "all"}


def _caveats(
    earlier: MeasureValue,
    later: MeasureValue,
    editions: dict[tuple[str, int], _Edition],
    covered: dict[tuple[str, int], float],
) -> tuple[str, ...]:
    (one, first), (two, second) = ((_place(v)[1], editions[_place(v)]) for v in (earlier, later))
    found = [
        f"{kind} differ, {_listed(first[kind])} in {one} and {_listed(second[kind])} in {two}"
        for kind in ("tracks", "sources", "witnesses")
        if first[kind] != second[kind]
    ]
    before, after = covered.get(_place(earlier), 0.0), covered.get(_place(later), 0.0)
    if abs(after - before) > COVERAGE_GAP:
        found.append(f"fully resolved are {before:.0%} of the papers of {one} and {after:.0%} of {two}")
    return tuple(found)


def _listed(names: frozenset[str]) -> str:
    return " with ".join(sorted(names)) or "none"


def _change(earlier: MeasureValue, later: MeasureValue, rules: CountingRules) -> Interval | None:
    if rules.counting == "fractional" or not earlier.denominator or not later.denominator:
        return None
    first = (int(earlier.numerator), int(earlier.denominator))
    return difference(first, (int(later.numerator), int(later.denominator)))
