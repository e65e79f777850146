"""Answers remembered: the same question is counted once, however many readers ask it."""

from collections import OrderedDict
from collections.abc import Callable, Mapping
from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from threading import Lock, RLock
from typing import Any, TypeVar

from byline.engine import DuckDBEngine
from byline.measures import MEASURES, Multiverse, candidates, compute, members, multiverse
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
    """Numbers and their papers over one run. Safe to share between threads: one question at a time, and beside it
    one under every combination of rules."""

    engine: DuckDBEngine
    groups: Mapping[str, tuple[str, ...]]
    # Rules that readers try one after another: they share one pass, and so the first of them pays for all.
    family: tuple[CountingRules, ...] = ()
    # The choices of the rule `witness` that the papers can answer; None: not known, so all are asked about.
    witnesses: frozenset[str] | None = None
    # A pass over every combination takes as long as a page may; made by an engine beside, no other page waits for it.
    wide: DuckDBEngine = field(init=False)
    _kept: "OrderedDict[Any, tuple[int, Any]]" = field(default_factory=OrderedDict)
    _rows: int = 0
    _lock: Lock = field(default_factory=Lock)
    _work: RLock = field(default_factory=RLock)
    _wide_work: RLock = field(default_factory=RLock)

    def __post_init__(self) -> None:
        self.wide = self.engine.beside()

    def close(self) -> None:
        """Let go of the run's tables."""
        self.wide.close()
        self.engine.close()

    def values(self, name: str, rules: CountingRules, **parameters: Any) -> tuple[MeasureValue, ...]:
        """Return a measure's numbers; QuestionError for a question that it cannot be asked."""
        asked = self._with_groups(name, parameters)
        key = ("values", name, _frozen(parameters))
        written = rules.to_json()
        if name in SHARED and rules in self.family:
            family = self._remembered(
                (*key, "family"), lambda: compute(self.engine, name, self.family, **asked), len
            )
            return tuple(value for value in family if value.rules == written)
        if self._is_looked_up(name, rules, parameters):
            return tuple(world.at(rules) for world in self.multiverse(name, rules, **parameters))
        return self._remembered((*key, rules), lambda: compute(self.engine, name, rules, **asked), len)

    def _is_looked_up(self, name: str, rules: CountingRules, parameters: Mapping[str, Any]) -> bool:
        """Return whether the pass under every combination answers this too.

        It is kept for all papers and the study's tracks, and is made when the server starts: two changes together,
        or each rule beside another one, are then looked up in it.
        """
        if name != "collaboration" or not self.family or FILTERS & set(parameters):
            return False
        is_heard = self.witnesses is None or rules.witness in self.witnesses
        return is_heard and rules.tracks == self.family[0].tracks

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

    def multiverse(self, name: str, rules: CountingRules, **parameters: Any) -> tuple[Multiverse, ...]:
        """Return a measure under all combinations of rules on these tracks that the papers can answer."""
        asked = self._with_groups(name, parameters) | {"tracks": (rules.tracks,)}
        witnesses = None if self.witnesses is None else self.witnesses | {rules.witness}
        key = ("multiverse", name, rules.tracks, witnesses, _frozen(parameters))

        def ask() -> tuple[Multiverse, ...]:
            return multiverse(self.wide, name, witnesses=witnesses, **asked)

        return self._remembered(key, ask, lambda _: 600, self._wide_work)

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

    def _remembered(
        self,
        key: Any,
        make: Callable[[], T],
        weight: Callable[[T], int],
        work: AbstractContextManager[Any] | None = None,
    ) -> T:
        found = self._found(key)
        if found is None:
            # Who asks for what is already known never waits for who asks for something new.
            with work or self._work:
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
