"""Counting rules as a small table: one pass over the data answers under all of them."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from byline.engine import Step, relation
from byline.model import CountingRules

_COLUMNS: dict[str, type] = {
    "universe": int,
    "lineup": int,
    "basis": int,
    "reading": int,
    "witness": str,
    "country_of": str,
    "hong_kong_macau_taiwan": str,
    "authors": str,
    "lineup_of": str,
}


@dataclass(frozen=True, slots=True)
class RuleSet:
    """Several rules, numbered so that they share work.

    A reading is how a country is read (country_of, grouping); a basis adds the witness; a line-up adds which
    authors count; a universe adds whether countries must come from distinct people. `counting` needs no
    number, as both credits are computed side by side, and `tracks` only choose papers. `places` gives the
    universe and the choice of tracks in which each of the rules is answered, in the order of the rules.
    """

    places: Mapping[CountingRules, tuple[int, str]]
    rows: tuple[tuple[int | str, ...], ...]

    @classmethod
    def of(cls, rules: Sequence[CountingRules]) -> "RuleSet":
        """Return the rules with the number of each one's universe; what is equal shares a number."""
        return _numbered(tuple(rules))

    @classmethod
    def number(cls, rules: tuple[CountingRules, ...]) -> "RuleSet":
        """Return what `of` does, made anew."""
        numbers: dict[int, dict[tuple[str, ...], int]] = {}
        rows: dict[int, tuple[int | str, ...]] = {}
        places = {}
        for rule in rules:
            reading = (rule.country_of, rule.hong_kong_macau_taiwan)
            basis = (*reading, rule.witness)
            lineup_of = rule.authors if rule.authors in ("first", "last") else "everyone"
            universe, *rest = (
                _number(numbers, part)
                for part in ((*basis, rule.authors, ""), (*basis, lineup_of), basis, reading)
            )
            rows[universe] = (universe, *rest, rule.witness, *reading, rule.authors, lineup_of)
            places[rule] = universe, _tracks_label(rule)
        return cls(places, tuple(rows.values()))

    def steps(self) -> list[Step]:
        """Return the tables `rules` and `track_choices`."""
        choices = {label: rule.tracks for rule, (_, label) in self.places.items()}
        tracks = [(label, track) for label, chosen in choices.items() for track in chosen or (None,)]
        return [
            Step("rules", relation(_COLUMNS, self.rows), is_kept=True),
            Step("track_choices", relation({"tracks": str, "track": str}, tracks)),
        ]


@lru_cache(maxsize=64)
def _numbered(rules: tuple[CountingRules, ...]) -> RuleSet:
    # A report and a reader's session ask a dozen measures under the same 288 rules.
    return RuleSet.number(rules)


def _tracks_label(rules: CountingRules) -> str:
    """Return the tracks counted as one line of JSON: the name of the choice in the steps."""
    return json.dumps(rules.tracks)


def _number(numbers: dict[int, dict[tuple[str, ...], int]], part: tuple[str, ...]) -> int:
    # Parts of one kind have one length; each kind is numbered from 0.
    kind = numbers.setdefault(len(part), {})
    return kind.setdefault(part, len(kind))
