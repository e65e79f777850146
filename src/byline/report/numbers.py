"""The numbers of a report, each with its papers listed on the page."""

import re
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from byline.engine import Engine
from byline.measures import MEASURES, compute, member_ids
from byline.model import CountingRules, MeasureValue, choices
from byline.views.numbers import Counted, keys_of, place_of
from byline.views.sections.rules import one_change

Papers = Mapping[tuple[object, ...], list[str]]
Pass = tuple[tuple[MeasureValue, ...], dict[CountingRules, list[tuple[object, ...]]]]


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
    """Answers questions about one run, and remembers each number that was asked for, with its papers.

    `among` are all the rules that the report answers under; every question shares the one pass over them.
    `witnesses` are the choices of that rule that are asked about; all where nothing is said.
    """

    engine: Engine
    rules: CountingRules
    groups: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    witnesses: frozenset[str] | None = None
    among: tuple[CountingRules, ...] = ()
    asked: dict[str, Listed] = field(default_factory=dict)
    _passes: dict[str, Pass] = field(default_factory=dict)

    def count(self, name: str, changes: Mapping[str, Any] | None = None, **parameters: Any) -> list[Counted]:
        """Return a measure's numbers under the run's rules with these changes; QuestionError for no such question."""
        rules = replace(self.rules, **(changes or {}))
        if self.groups and "countries" in MEASURES[name].parameters:
            parameters["groups"] = self.groups
        values, papers = self._asked(name, rules, parameters)
        counted = []
        for value in values:
            keys = keys_of(value)
            anchor = "#" + _anchor(name, keys, rules, self.rules)
            number = Counted(value, keys, lambda _, anchor=anchor: anchor)  # type: ignore[misc]
            place = tuple(place_of(name, keys).values())
            self.asked[number.href] = Listed(number, tuple(papers.get(place, ())))
            counted.append(number)
        return counted

    def _asked(
        self, name: str, rules: CountingRules, parameters: Mapping[str, Any]
    ) -> tuple[list[MeasureValue], Papers]:
        """Return the numbers under these rules, and the papers of each."""
        # Joint papers are asked for with each rule changed alone: one query answers them all.
        wanted = one_change(self.rules, self.witnesses) if name == "collaboration" else (rules,)
        key = f"{name} {wanted} {sorted(parameters.items())}"
        if key not in self._passes:
            values = compute(self.engine, name, wanted, self.among, **parameters)
            listed = member_ids(self.engine, name, wanted, self.among, **parameters)
            self._passes[key] = values, dict(zip(wanted, listed, strict=True))
        values, members = self._passes[key]
        papers: dict[tuple[object, ...], list[str]] = defaultdict(list)
        for *place, paper_id in members[rules]:
            papers[tuple(place)].append(str(paper_id))
        written = rules.to_json()
        return [value for value in values if value.rules == written], papers


def _anchor(name: str, keys: Mapping[str, Any], rules: CountingRules, base: CountingRules) -> str:
    """Return a place on the page: measure, keys, and the rules that differ from the report's own."""
    changed = [getattr(rules, k) for k in sorted(choices()) if getattr(rules, k) != getattr(base, k)]
    flat = [
        str(v) for key in sorted(keys) for v in (keys[key] if isinstance(keys[key], list) else [keys[key]])
    ]
    words = [name, *flat, *map(str, changed)]
    return "m-" + re.sub(r"[^A-Za-z0-9_.-]+", "-", ".".join(words))
