"""Numbers with their papers: what every figure of the report is made of."""

import json
import re
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from byline.engine import Engine
from byline.measures import MEASURES, compute, members
from byline.model import CountingRules, MeasureValue

# A key that names two countries or institutions stands in two columns of the members.
_PAIRS = {"countries": ("country_a", "country_b"), "institutions": ("institution_a", "institution_b")}


@dataclass(frozen=True, slots=True)
class Counted:
    """A number and the papers it counts, in one: the count and its link are born together."""

    value: MeasureValue
    keys: Mapping[str, Any]
    papers: tuple[str, ...]
    anchor: str

    @property
    def count(self) -> float:
        """The numerator: papers, or credit where counted fractionally."""
        return self.value.numerator

    @property
    def edition(self) -> str:
        """The edition it is of, or all editions together."""
        return f"{self.keys['venue']} {self.keys['year']}" if "venue" in self.keys else "All editions"


@dataclass(frozen=True, slots=True)
class Numbers:
    """Answers questions about one run, and remembers each number that was asked for."""

    engine: Engine
    rules: CountingRules
    groups: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    asked: dict[str, Counted] = field(default_factory=dict)

    def count(self, name: str, changes: Mapping[str, Any] | None = None, **parameters: Any) -> list[Counted]:
        """Return a measure's numbers with their papers, under the run's rules with these changes.

        Raises QuestionError for a question that the measure cannot be asked.
        """
        rules = replace(self.rules, **(changes or {}))
        if self.groups and "countries" in MEASURES[name].parameters:
            parameters["groups"] = self.groups
        papers = self._papers(name, rules, parameters)
        counted = [
            _counted(name, value, papers, self.rules)
            for value in compute(self.engine, name, rules, **parameters)
        ]
        self.asked.update((number.anchor, number) for number in counted)
        return counted

    def _papers(
        self, name: str, rules: CountingRules, parameters: Mapping[str, Any]
    ) -> Mapping[tuple[object, ...], list[str]]:
        by = parameters.get("by", ("venue", "year"))
        columns = [*by, *(column for key in MEASURES[name].keys for column in _PAIRS.get(key, (key,)))]
        table = members(self.engine, name, rules, **parameters)
        listed: dict[tuple[object, ...], list[str]] = defaultdict(list)
        for row in zip(*(table.column(c).to_pylist() for c in [*columns, "paper_id"]), strict=True):
            listed[row[:-1]].append(row[-1])
        return listed


def _counted(
    name: str, value: MeasureValue, papers: Mapping[tuple[object, ...], list[str]], base: CountingRules
) -> Counted:
    keys = json.loads(value.keys)
    return Counted(value, keys, tuple(papers.get(_place(name, keys), ())), _anchor(name, value, keys, base))


def _place(name: str, keys: Mapping[str, Any]) -> tuple[object, ...]:
    """Return the values of the members' key columns that belong to this number."""
    place: list[object] = [keys[column] for column in ("venue", "year", "track", "source") if column in keys]
    for key in MEASURES[name].keys:
        place += keys[key] if key in _PAIRS else [keys[key]]
    return tuple(place)


def _anchor(name: str, value: MeasureValue, keys: Mapping[str, Any], base: CountingRules) -> str:
    """Return a place on the page: measure, keys, and the rules that differ from the report's own."""
    rules = json.loads(value.rules)
    changed = [rules[k] for k, v in json.loads(base.to_json()).items() if rules[k] != v]
    flat = [
        str(v) for key in sorted(keys) for v in (keys[key] if isinstance(keys[key], list) else [keys[key]])
    ]
    words = [name, *flat, *map(str, changed)]
    return "m-" + re.sub(r"[^A-Za-z0-9_.-]+", "-", ".".join(words))
