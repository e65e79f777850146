"""The numbers of a report, each with its papers listed on the page."""

import json
import re
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from byline.engine import Engine
from byline.measures import MEASURES, compute, members
from byline.model import CountingRules, MeasureValue
from byline.views.numbers import Counted, columns_of, keys_of, place_of
from byline.views.sections.rules import one_change

Papers = Mapping[tuple[object, ...], list[str]]


@dataclass(frozen=True, slots=True)
class Listed:
    """A number that the page shows and the papers it counts, listed at `anchor`."""

    number: Counted
    papers: tuple[str, ...]

    @property
    def anchor(self) -> str:
        """The place of the list on the page."""
        return self.number.href.removeprefix("#")


@dataclass(frozen=True, slots=True)
class ReportNumbers:
    """Answers questions about one run, and remembers each number that was asked for, with its papers."""

    engine: Engine
    rules: CountingRules
    groups: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    asked: dict[str, Listed] = field(default_factory=dict)
    _passes: dict[str, tuple[MeasureValue, ...]] = field(default_factory=dict)

    def count(self, name: str, changes: Mapping[str, Any] | None = None, **parameters: Any) -> list[Counted]:
        """Return a measure's numbers under the run's rules with these changes; QuestionError for no such question."""
        rules = replace(self.rules, **(changes or {}))
        if self.groups and "countries" in MEASURES[name].parameters:
            parameters["groups"] = self.groups
        papers = self._papers(name, rules, parameters)
        counted = []
        for value in self._values(name, rules, parameters):
            keys = keys_of(value)
            number = Counted(value, keys, "#" + _anchor(name, value, keys, self.rules))
            place = tuple(place_of(name, keys).values())
            self.asked[number.href] = Listed(number, tuple(papers.get(place, ())))
            counted.append(number)
        return counted

    def _values(self, name: str, rules: CountingRules, parameters: Mapping[str, Any]) -> list[MeasureValue]:
        among = self._among(name, rules)
        key = f"{name} {among} {sorted(parameters.items())}"
        if key not in self._passes:
            self._passes[key] = compute(self.engine, name, among, **parameters)
        written = rules.to_json()
        return [value for value in self._passes[key] if value.rules == written]

    def _among(self, name: str, rules: CountingRules) -> tuple[CountingRules, ...]:
        """Return the rules that share a pass: joint papers are asked for with each rule changed alone."""
        return one_change(self.rules) if name == "collaboration" else (rules,)

    def _papers(self, name: str, rules: CountingRules, parameters: Mapping[str, Any]) -> Papers:
        columns = [*parameters.get("by", ("venue", "year")), *columns_of(name), "paper_id"]
        table = members(self.engine, name, rules, among=self._among(name, rules), **parameters)
        listed: dict[tuple[object, ...], list[str]] = defaultdict(list)
        for row in zip(*(table.column(c).to_pylist() for c in columns), strict=True):
            listed[row[:-1]].append(row[-1])
        return listed


def _anchor(name: str, value: MeasureValue, keys: Mapping[str, Any], base: CountingRules) -> str:
    """Return a place on the page: measure, keys, and the rules that differ from the report's own."""
    rules = json.loads(value.rules)
    changed = [rules[k] for k, v in json.loads(base.to_json()).items() if rules[k] != v]
    flat = [
        str(v) for key in sorted(keys) for v in (keys[key] if isinstance(keys[key], list) else [keys[key]])
    ]
    words = [name, *flat, *map(str, changed)]
    return "m-" + re.sub(r"[^A-Za-z0-9_.-]+", "-", ".".join(words))
