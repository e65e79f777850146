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

    def limited(self, witnesses: Collection[str]) -> "Multiverse":
        """Return the multiverse under the rules that hear one of these witnesses: under others nothing is counted."""
        pairs = [p for p in zip(self.rules, self.values, strict=True) if p[0].witness in witnesses]
        return replace(self, rules=tuple(r for r, _ in pairs), values=tuple(v for _, v in pairs))

    def influences(self) -> list[Influence]:
        """Return how much each rule moves the number, the strongest first."""
        table = {_place(rule): value.numerator for rule, value in zip(self.rules, self.values, strict=True)}
        found = [_influence(table, i, name) for i, name in enumerate(_names())]
        return sorted((f for f in found if f), key=lambda f: (-f.mean, f.rule))


def every_rule(tracks: Sequence[tuple[str, ...]] = ((),)) -> tuple[CountingRules, ...]:
    """Return all combinations of the rules that are choices (288), for each of the choices of tracks."""
    options: dict[str, Sequence[Any]] = {**choices(), "tracks": tracks}
    names = tuple(options)
    return tuple(
        CountingRules(**dict(zip(names, values, strict=True))) for values in product(*options.values())
    )


def multiverse(
    engine: Engine, name: str, tracks: Sequence[tuple[str, ...]] = ((),), **parameters: Any
) -> tuple[Multiverse, ...]:
    """Return a measure under every combination of rules, one multiverse for each of its keys.

    A key that some rules do not give (no paper of Macau where Macau is counted with China) is zero there.
    >>> multiverse(engine, "collaboration", countries=("US", "CN"), year=2024)  # doctest: +SKIP
    """
    rules = every_rule(tracks)
    by_keys: dict[str, dict[str, MeasureValue]] = {}
    for value in compute(engine, name, rules, **parameters):
        by_keys.setdefault(value.keys, {})[value.rules] = value
    return tuple(_filled(keys, rules, found) for keys, found in by_keys.items())


def _filled(keys: str, rules: tuple[CountingRules, ...], found: Mapping[str, MeasureValue]) -> Multiverse:
    some = next(iter(found.values()))
    values = []
    for rule in rules:
        text = rule.to_json()
        empty = MeasureValue(some.measure, text, keys, 0.0, 0.0, None, None, None, None, None, some.run_id)
        values.append(found.get(text, empty))
    return Multiverse(keys, rules, tuple(values))


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
