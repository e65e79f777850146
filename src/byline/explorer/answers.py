"""Answers remembered: the same question is counted once, however many readers ask it."""

from collections import OrderedDict
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from threading import Lock, RLock
from typing import Any, TypeVar

from byline.engine import DuckDBEngine
from byline.measures import MEASURES, Multiverse, candidates, compute, every_rule, members, multiverse
from byline.model import CountingRules, MeasureValue
from byline.views.numbers import columns_of

T = TypeVar("T")
Place = tuple[object, ...]
# Rows remembered before the oldest answer is dropped: about 150 MB with the evidence of each.
MOST_ROWS = 300_000
FILTERS = {"venue", "year"}
# Measures that are cheap under a dozen rules at once; pairs of institutions are not.
SHARED = ("collaboration", "coverage", "papers_by_country", "country_matrix")


@dataclass(frozen=True, slots=True)
class Member:
    """One paper of a number, what it adds, and the mentions that decide it."""

    paper_id: str
    credit: float
    evidence: tuple[str, ...]


Members = Mapping[Place, tuple[Member, ...]]


@dataclass(slots=True)
class Answers:
    """Numbers and their papers over one engine. Safe to share between threads: one question at a time."""

    engine: DuckDBEngine
    groups: Mapping[str, tuple[str, ...]]
    # Rules that readers try one after another: they share one pass, and so the first of them pays for all.
    family: tuple[CountingRules, ...] = ()
    _kept: "OrderedDict[Any, tuple[int, Any]]" = field(default_factory=OrderedDict)
    _rows: int = 0
    _lock: Lock = field(default_factory=Lock)
    _work: RLock = field(default_factory=RLock)

    def values(self, name: str, rules: CountingRules, **parameters: Any) -> tuple[MeasureValue, ...]:
        """Return a measure's numbers; QuestionError for a question that it cannot be asked."""
        asked = self._with_groups(name, parameters)
        key = ("values", name, _frozen(parameters))
        family = self._family(name, rules, parameters)
        if not family:
            return self._remembered((*key, rules), lambda: compute(self.engine, name, rules, **asked), len)
        every = self._remembered(
            (*key, len(family)), lambda: compute(self.engine, name, family, **asked), len
        )
        written = rules.to_json()
        return tuple(value for value in every if value.rules == written)

    def _family(
        self, name: str, rules: CountingRules, parameters: Mapping[str, Any]
    ) -> tuple[CountingRules, ...]:
        """Return the rules to count at once with these; none where that would take longer than these alone."""
        if name in SHARED and rules in self.family:
            return self.family
        # The pass under every combination is kept for all papers and the study's tracks, and is made when the
        # server starts: two changes together, or each rule beside another one, are then looked up in it.
        is_kept = (
            bool(self.family) and rules.tracks == self.family[0].tracks and not FILTERS & set(parameters)
        )
        return every_rule((rules.tracks,)) if name == "collaboration" and is_kept else ()

    def members(self, name: str, rules: CountingRules, **parameters: Any) -> Members:
        """Return the papers of each number of a measure, by the values of `by` and of its keys."""
        asked = self._with_groups(name, parameters)
        among = self.family if rules in self.family and name in SHARED else ()

        def ask(rules: CountingRules) -> Any:
            return members(self.engine, name, rules, among=among, **asked)

        return self._papers("members", ask, name, rules, parameters)

    def candidates(self, name: str, rules: CountingRules, **parameters: Any) -> Members:
        """Return the papers that could join each number once their unresolved affiliations are known."""
        asked = self._with_groups(name, parameters)

        def ask(rules: CountingRules) -> Any:
            return candidates(self.engine, name, rules, **asked)

        return self._papers("candidates", ask, name, rules, parameters)

    def multiverse(self, name: str, **parameters: Any) -> tuple[Multiverse, ...]:
        """Return a measure under every combination of rules."""
        asked = self._with_groups(name, parameters)
        key = ("multiverse", name, _frozen(parameters))
        return self._remembered(key, lambda: multiverse(self.engine, name, **asked), lambda _: 600)

    def once(self, key: Any, make: Callable[[], T], weight: Callable[[T], int]) -> T:
        """Return what was made of answers before, or make it; `weight` is what it costs to keep, in rows."""
        return self._remembered(("made", key), make, weight)

    def _papers(
        self,
        kind: str,
        ask: Callable[[CountingRules], Any],
        name: str,
        rules: CountingRules,
        parameters: Mapping[str, Any],
    ) -> Members:
        columns = (*parameters.get("by", ("venue", "year")), *columns_of(name))

        def listed() -> Members:
            found: dict[Place, list[Member]] = {}
            table = ask(rules)
            lists = [table.column(c).to_pylist() for c in (*columns, "paper_id", "credit", "evidence")]
            for *place, paper_id, credit, evidence in zip(*lists, strict=True):
                found.setdefault(tuple(place), []).append(Member(paper_id, credit, tuple(evidence)))
            return {place: tuple(papers) for place, papers in found.items()}

        key = (kind, name, rules, _frozen(parameters))
        return self._remembered(key, listed, lambda found: sum(map(len, found.values())))

    def _with_groups(self, name: str, parameters: Mapping[str, Any]) -> dict[str, Any]:
        has_countries = "countries" in MEASURES[name].parameters
        return {**parameters, "groups": self.groups} if self.groups and has_countries else dict(parameters)

    def _remembered(self, key: Any, make: Callable[[], T], weight: Callable[[T], int]) -> T:
        found = self._found(key)
        if found is None:
            # Who asks for what is already known never waits for who asks for something new.
            with self._work:
                found = self._found(key) or self._keep(key, (made := make()), 10 + weight(made))
        value: T = found[1]
        return value

    def _found(self, key: Any) -> tuple[int, Any] | None:
        with self._lock:
            if key in self._kept:
                self._kept.move_to_end(key)
            return self._kept.get(key)

    def _keep(self, key: Any, made: Any, cost: int) -> tuple[int, Any]:
        with self._lock:
            self._kept[key] = cost, made
            self._rows += cost
            while self._rows > MOST_ROWS and len(self._kept) > 1:
                _, (dropped, _) = self._kept.popitem(last=False)
                self._rows -= dropped
        return cost, made


def _frozen(parameters: Mapping[str, Any]) -> tuple[Any, ...]:
    return tuple(sorted((k, tuple(v) if isinstance(v, list) else v) for k, v in parameters.items()))
