"""One question under every combination of counting rules, in one pass over the data."""

import json
from collections.abc import Collection, Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from functools import cache, lru_cache
from importlib import resources
from itertools import product
from typing import Any

from byline.engine import Engine
from byline.measures.compute import compute
from byline.model import CountingRules, MeasureValue, choices


@dataclass(frozen=True, slots=True)
class Preset:
    """Rules with a name: what a published count did, as far as it says. `assumed` names what it does not."""

    name: str
    title: str
    doc: str
    source: str
    rules: CountingRules
    assumed: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Influence:
    """How much one rule moves the number: change between its options, all else equal, in papers.

    `mean` is averaged over all combinations of the other rules, `most` is the largest; `from_option` and
    `to_option` are where the largest change is.
    """

    rule: str
    mean: float
    most: float
    from_option: str
    to_option: str


@dataclass(frozen=True, slots=True)
class Multiverse:
    """The same question under many rules: one value each, in the order of `rules`."""

    keys: str
    rules: tuple[CountingRules, ...]
    values: tuple[MeasureValue, ...]

    def rows(self) -> list[dict[str, Any]]:
        """Return the specification curve: one row a combination with a column a rule, least value first."""
        rows = [
            {**asdict(rule), "numerator": v.numerator, "denominator": v.denominator, "value": v.value,
             "lower_bound": v.lower_bound, "upper_bound": v.upper_bound}
            for rule, v in zip(self.rules, self.values, strict=True)
        ]  # fmt: skip
        rows.sort(key=lambda row: (row["numerator"], json.dumps([row[name] for name in _names()])))
        return [{"position": i, **row} for i, row in enumerate(rows, 1)]

    def range(self, counting: str = "whole") -> tuple[float, float]:
        """Return the least and the greatest number under one way of counting."""
        pairs = zip(self.rules, self.values, strict=True)
        numbers = [value.numerator for rule, value in pairs if rule.counting == counting]
        return min(numbers), max(numbers)

    def at(self, rules: CountingRules) -> MeasureValue:
        """Return the value under these rules; ValueError where they were not among those asked."""
        try:
            return self.values[_numbered(self.rules)[rules]]
        except KeyError:
            raise ValueError(f"not among the rules asked: {rules.to_json()}") from None

    def key(self, name: str) -> Any:
        """Return what the number is of by one of its keys, e.g. `role`; None where it has no such key."""
        return json.loads(self.keys).get(name)

    def influences(self) -> list[Influence]:
        """Return how much each rule moves the number, the strongest first."""
        table = {_place(rule): value.numerator for rule, value in zip(self.rules, self.values, strict=True)}
        found = [_influence(table, i, name) for i, name in enumerate(_names())]
        return sorted((f for f in found if f), key=lambda f: (-f.mean, f.rule))


def every_rule(
    tracks: Sequence[tuple[str, ...]] = ((),), witnesses: Collection[str] | None = None
) -> tuple[CountingRules, ...]:
    """Return all combinations of the rules that are choices (288), for each of the choices of tracks.

    `witnesses`: only those that hear one of these, as `heard_witnesses` names them; under others nothing is counted.
    """
    options: dict[str, Sequence[Any]] = {**choices(), "tracks": tracks}
    if witnesses is not None:
        options["witness"] = [option for option in options["witness"] if option in witnesses]
    names = tuple(options)
    return tuple(
        CountingRules(**dict(zip(names, values, strict=True))) for values in product(*options.values())
    )


def multiverse(
    engine: Engine,
    name: str,
    tracks: Sequence[tuple[str, ...]] = ((),),
    witnesses: Collection[str] | None = None,
    among: Sequence[CountingRules] = (),
    **parameters: Any,
) -> tuple[Multiverse, ...]:
    """Return a measure under every combination of rules, one multiverse for each of its keys.

    A key that some rules do not give (no paper of Macau where Macau is counted with China) is zero there.
    `witnesses`: the choices of that rule that the papers asked about can answer, as `heard_witnesses` gives them;
    others are left out, as nothing is counted under them. Where the papers have one witness, to prefer another to it
    is to hear it, and is not counted again: for a venue's list both leave a quarter of the time.
    `among`: as `compute` takes it, for who asks under more rules than these.
    >>> multiverse(engine, "collaboration", countries=("US", "CN"), year=2024)  # doctest: +SKIP
    """
    rules = every_rule(tracks, witnesses)
    counted = {rule: _as_heard(rule, set(witnesses or ())) for rule in rules}
    by_keys: dict[str, dict[str, MeasureValue]] = {}
    for value in compute(engine, name, tuple(dict.fromkeys(counted.values())), among, **parameters):
        by_keys.setdefault(value.keys, {})[value.rules] = value
    return tuple(_filled(keys, counted, found) for keys, found in by_keys.items())


def _as_heard(rule: CountingRules, witnesses: set[str]) -> CountingRules:
    """Return the rules with the only witness that speaks in place of the preferred one."""
    if rule.witness == "prefer_pdf" and witnesses == {"metadata", "prefer_pdf"}:
        return replace(rule, witness="metadata")
    if rule.witness == "prefer_pdf" and witnesses == {"pdf", "prefer_pdf"}:
        return replace(rule, witness="pdf")
    return rule


def _filled(
    keys: str, counted: Mapping[CountingRules, CountingRules], found: Mapping[str, MeasureValue]
) -> Multiverse:
    """Return the multiverse of one key; `counted` says under which rules each of the rules was counted."""
    some = next(iter(found.values()))
    values = []
    for rule, same in counted.items():
        text = rule.to_json()
        empty = MeasureValue(some.measure, text, keys, 0.0, 0.0, None, None, None, None, None, some.run_id)
        values.append(replace(found.get(same.to_json(), empty), rules=text))
    return Multiverse(keys, tuple(counted), tuple(values))


def _names() -> tuple[str, ...]:
    return (*choices(), "tracks")


def _place(rule: CountingRules) -> tuple[Any, ...]:
    return tuple(getattr(rule, name) for name in _names())


def _influence(table: Mapping[tuple[Any, ...], float], i: int, name: str) -> Influence | None:
    """Return the changes between options of the i-th rule among rules that are alike in all others."""
    alike: dict[tuple[Any, ...], list[tuple[float, str]]] = {}
    for place, number in table.items():
        alike.setdefault((*place[:i], *place[i + 1 :]), []).append((number, _text(place[i])))
    spreads = [(max(some)[0] - min(some)[0], min(some)[1], max(some)[1]) for some in alike.values()]
    if all(len(some) == 1 for some in alike.values()):
        return None
    most, low, high = max(spreads)
    return Influence(name, sum(spread for spread, *_ in spreads) / len(spreads), most, low, high)


def _text(option: str | tuple[str, ...]) -> str:
    return option if isinstance(option, str) else " + ".join(option) or "all tracks"


@lru_cache(maxsize=8)
def _numbered(rules: tuple[CountingRules, ...]) -> dict[CountingRules, int]:
    return {rule: i for i, rule in enumerate(rules)}


@cache
def presets() -> dict[str, Preset]:
    """Return the named presets that ship with Byline, `default` first; see data/presets.toml."""
    import tomllib

    text = resources.files("byline.measures").joinpath("data/presets.toml").read_text(encoding="utf-8")
    return {name: _preset(name, entry) for name, entry in tomllib.loads(text).items()}


def _preset(name: str, entry: dict[str, Any]) -> Preset:
    rules = CountingRules.from_json(json.dumps(entry.get("rules", {})))
    assumed = tuple(entry.get("assumed", ()))
    return Preset(name, entry["title"], entry["doc"], entry["source"], rules, assumed)
