"""What a reader has chosen, as it stands in the address bar: every view can be cited by its address."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, fields, replace
from functools import lru_cache
from typing import Any
from urllib.parse import quote_plus

from byline.measures import Question, QuestionError
from byline.model import CountingRules, choices

RULES = tuple(field.name for field in fields(CountingRules) if field.name != "tracks")
CHOICES = (*RULES, "track", "venue", "year", "countries")
# Addresses are cited and mailed; a longer value is no choice of ours.
LONGEST_VALUE = 300
# A page of countries has two thousand links of the same few hundred words.
_quoted = lru_cache(10_000)(quote_plus)


class AddressError(ValueError):
    """An address that asks for what does not exist; the message says what to write instead."""


@dataclass(frozen=True, slots=True)
class Scope:
    """What a run can be asked about: its editions and tracks, the study's own rules, countries and groups."""

    rules: CountingRules
    countries: tuple[str, ...]
    venues: tuple[str, ...]
    years: tuple[int, ...]
    tracks: tuple[str, ...]
    groups: Mapping[str, Sequence[str]]


@dataclass(frozen=True, slots=True)
class State:
    """The choices of one view. Empty venues and years mean all."""

    scope: Scope
    rules: CountingRules
    countries: tuple[str, ...]
    venues: tuple[str, ...] = ()
    years: tuple[int, ...] = ()

    @property
    def filters(self) -> dict[str, Any]:
        """Which papers are asked about, as a measure takes it; every venue or every year is no choice."""
        chosen = {"venue": (self.venues, self.scope.venues), "year": (self.years, self.scope.years)}
        return {name: value for name, (value, every) in chosen.items() if value and set(value) != set(every)}

    @property
    def is_default(self) -> bool:
        """Whether this is the view that the study itself asks for."""
        return not self.pairs()

    def pairs(self) -> list[tuple[str, str]]:
        """Return what differs from the study, as name and value, in one fixed order."""
        own = self.scope.rules
        changed = [(n, getattr(self.rules, n)) for n in RULES if getattr(self.rules, n) != getattr(own, n)]
        if self.rules.tracks != own.tracks:
            changed += [("track", track) for track in self.rules.tracks or ("all",)]
        if self.countries != self.scope.countries:
            changed += [("countries", code) for code in self.countries]
        changed += [("venue", venue) for venue in self.venues]
        return changed + [("year", str(year)) for year in self.years]

    def address(self, path: str, more: Iterable[tuple[str, str]] = ()) -> str:
        """Return the address of a page under these choices."""
        query = "&".join(f"{name}={_quoted(value)}" for name, value in [*self.pairs(), *more])
        return f"{path}?{query}" if query else path

    def with_rules(self, **changes: Any) -> "State":
        """Return the same view under other rules."""
        return replace(self, rules=replace(self.rules, **changes))


def parse_state(scope: Scope, items: Iterable[tuple[str, str]]) -> tuple[State, dict[str, list[str]]]:
    """Return the choices of an address, and what else it holds by name; AddressError for no such choice."""
    values: dict[str, list[str]] = {}
    for name, value in items:
        if len(value) > LONGEST_VALUE:
            raise AddressError(f"{name} is too long: at most {LONGEST_VALUE} characters")
        if value:
            values.setdefault(name, []).append(value)
    more = {name: found for name, found in values.items() if name not in CHOICES}
    state = State(
        scope,
        _rules(scope, values),
        _countries(scope, values.get("countries", [])),
        tuple(_known("venue", v, scope.venues) for v in values.get("venue", [])),
        tuple(sorted(int(_known("year", y, map(str, scope.years))) for y in values.get("year", []))),
    )
    return state, more


def _rules(scope: Scope, values: Mapping[str, list[str]]) -> CountingRules:
    chosen = {n: _known(n, values[n][-1], choices()[n]) for n in RULES if n in values}
    if "track" in values:
        tracks = [t for t in values["track"] if t != "all"]
        chosen["tracks"] = tuple(_known("track", t, scope.tracks) for t in tracks)  # type: ignore[assignment]
    return replace(scope.rules, **chosen)  # type: ignore[arg-type]


def _countries(scope: Scope, codes: list[str]) -> tuple[str, ...]:
    codes = list(dict.fromkeys(codes))
    if not codes:
        return scope.countries
    if len(codes) < 2 or len(codes) > 4:
        raise AddressError("choose two to four different countries: a joint paper needs two")
    try:
        Question.ask(("countries",), {"countries": tuple(codes), "groups": scope.groups})
    except QuestionError as error:
        raise AddressError(str(error)) from None
    return tuple(codes)


def _known(name: str, value: str, options: Iterable[str]) -> str:
    options = list(options)
    if value not in options:
        raise AddressError(f"{name} is one of {', '.join(options) or 'none in this run'}, not “{value[:60]}”")
    return value
