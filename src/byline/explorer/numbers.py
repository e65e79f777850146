"""Live numbers: each one's link is the address of the list of papers that make it."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from byline.explorer.answers import Answers, Member
from byline.explorer.state import AddressError, State
from byline.measures import MEASURES
from byline.model import ROLES, CountingRules, MeasureValue
from byline.views.numbers import Counted, columns_of, keys_of, place_of


@dataclass(frozen=True, slots=True)
class LiveNumbers:
    """Answers questions about the run under a reader's choices."""

    answers: Answers
    state: State

    @property
    def rules(self) -> CountingRules:
        """The rules chosen."""
        return self.state.rules

    def count(self, name: str, changes: Mapping[str, Any] | None = None, **parameters: Any) -> list[Counted]:
        """Return a measure's numbers for the papers and under the rules chosen, with these changes."""
        rules = replace(self.rules, **(changes or {}))
        asked = {key: value for key, value in parameters.items() if value is not None}
        values = self.answers.values(name, rules, **{**self.state.filters, **asked})
        state = replace(self.state, rules=rules)

        def address(keys: Mapping[str, Any]) -> str:
            return members_address(state, name, keys, asked)

        return [Counted(value, keys_of(value), address) for value in values]


@dataclass(frozen=True, slots=True)
class Asked:
    """A number as an address names it: the measure, what it is asked, and which of its keys is meant."""

    measure: str
    parameters: Mapping[str, Any]
    place: Mapping[str, str]

    def papers(self, answers: Answers, state: State) -> tuple[Member, ...]:
        """Return the papers that make the number."""
        found = answers.members(self.measure, state.rules, by=(), **state.filters, **self.parameters)
        return found.get(tuple(self.place.values()), ())

    def value(self, answers: Answers, state: State) -> MeasureValue | None:
        """Return the number itself; None where there is none of these keys."""
        values = answers.values(self.measure, state.rules, by=(), **state.filters, **self.parameters)
        return next((v for v in values if place_of(self.measure, keys_of(v)) == self.place), None)


def members_address(state: State, measure: str, keys: Mapping[str, Any], asked: Mapping[str, Any]) -> str:
    """Return the address of the papers that make a number."""
    if "venue" in keys:
        state = replace(state, venues=(keys["venue"],))
    if "year" in keys:
        state = replace(state, years=(keys["year"],))
    place = place_of(measure, {k: v for k, v in keys.items() if k not in ("venue", "year")})
    # A number of one country is the same whichever others were asked about beside it, unless it is a group's.
    of = asked.get("countries") or ()
    if not MEASURES[measure].least_countries and "country" in place:
        of = [place["country"]] if place["country"] in of else ()
    more = [("measure", measure), *(("of", code) for code in of), *((k, str(v)) for k, v in place.items())]
    return state.address("/papers", more)


def parse_asked(more: dict[str, list[str]]) -> Asked | None:
    """Take a number's address out of `more`; None where it names no measure. AddressError for no such number."""
    names = more.pop("measure", None)
    of = tuple(more.pop("of", ()))
    if names is None:
        return None
    if names[-1] not in MEASURES:
        raise AddressError(f"measure is one of {', '.join(MEASURES)}, not “{names[-1][:60]}”")
    measure = MEASURES[names[-1]]
    place = {}
    for column in columns_of(measure.name):
        if column not in more:
            raise AddressError(f"the papers of {measure.name} need {column}= in the address")
        place[column] = more.pop(column)[-1]
    parameters: dict[str, Any] = {"countries": of} if of else {}
    for name in ("technology", "role"):
        if name in measure.parameters and name in place:
            parameters[name] = (place[name],)
    if place.get("role", ROLES[0]) not in ROLES:
        raise AddressError(f"role is one of {', '.join(ROLES)}")
    return Asked(measure.name, parameters, place)
