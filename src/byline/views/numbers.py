"""Numbers that open their papers: what every figure on a page is made of."""

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, Protocol

from byline.measures import MEASURES
from byline.model import CountingRules, MeasureValue

# A key that names two countries or institutions stands in two columns of the members.
PAIRS = {"countries": ("country_a", "country_b"), "institutions": ("institution_a", "institution_b")}
PLACES = ("venue", "year", "track", "source")


@dataclass(frozen=True, slots=True)
class Counted:
    """A number and the address of the papers it counts, in one: the count and its link are born together.

    `address` makes the link of a number that is shown; of thousands that are counted, most are not.
    """

    value: MeasureValue
    keys: Mapping[str, Any]
    address: Callable[[Mapping[str, Any]], str]

    @property
    def href(self) -> str:
        """Where its papers are listed."""
        return self.address(self.keys)

    @property
    def count(self) -> float:
        """The numerator: papers, or credit where counted fractionally."""
        return self.value.numerator

    @property
    def edition(self) -> str:
        """The edition it is of, or all editions together."""
        return f"{self.keys['venue']} {self.keys['year']}" if "venue" in self.keys else "All editions"


class Numbers(Protocol):
    """Answers questions about one run under the rules that a reader has chosen."""

    @property
    def rules(self) -> CountingRules:
        """The rules chosen."""

    def count(self, name: str, changes: Mapping[str, Any] | None = None, **parameters: Any) -> list[Counted]:
        """Return a measure's numbers under the rules with these changes; QuestionError for no such question."""


def columns_of(measure: str) -> tuple[str, ...]:
    """Return the columns of the members that tell the measure's numbers apart, besides venue and year."""
    return tuple(column for key in MEASURES[measure].keys for column in PAIRS.get(key, (key,)))


def place_of(measure: str, keys: Mapping[str, Any]) -> dict[str, Any]:
    """Return the values of the members' columns that belong to the number with these keys."""
    place = {column: keys[column] for column in PLACES if column in keys}
    for key in MEASURES[measure].keys:
        place |= dict(zip(PAIRS[key], keys[key], strict=True)) if key in PAIRS else {key: keys[key]}
    return place


def keys_of(value: MeasureValue) -> dict[str, Any]:
    """Return what a number is of, as written in its row."""
    keys: dict[str, Any] = json.loads(value.keys)
    return keys
