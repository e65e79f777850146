"""Counting rules as a small table: one pass over the data answers under all of them."""

import json
from collections.abc import Sequence
from dataclasses import dataclass

from byline.engine import Step, relation
from byline.model import CountingRules

_COLUMNS: dict[str, type] = {
    "universe": int,
    "basis": int,
    "reading": int,
    "witness": str,
    "country_of": str,
    "hong_kong_macau_taiwan": str,
    "authors": str,
}


@dataclass(frozen=True, slots=True)
class RuleSet:
    """Several rules, numbered. Rules that differ in `counting` alone share a universe, as both credits
    are computed side by side; `tracks` only choose papers and are kept apart as a label."""

    rules: tuple[CountingRules, ...]
    universes: tuple[int, ...]
    rows: tuple[tuple[int, int, int, str, str, str, str], ...]

    @classmethod
    def of(cls, rules: Sequence[CountingRules]) -> "RuleSet":
        """Return the rules with the universe of each; equal universes, bases and readings share a number."""
        readings: dict[tuple[str, ...], int] = {}
        bases: dict[tuple[str, ...], int] = {}
        rows: dict[tuple[str, ...], tuple[int, int, int, str, str, str, str]] = {}
        universes = []
        for rule in rules:
            reading = (rule.country_of, rule.hong_kong_macau_taiwan)
            basis = (rule.witness, *reading)
            universe = (*basis, rule.authors)
            numbers = (
                rows[universe][0] if universe in rows else len(rows),
                bases.setdefault(basis, len(bases)),
                readings.setdefault(reading, len(readings)),
            )
            rows.setdefault(universe, (*numbers, rule.witness, *reading, rule.authors))
            universes.append(numbers[0])
        return cls(tuple(rules), tuple(universes), tuple(rows.values()))

    def steps(self) -> list[Step]:
        """Return the tables `rules` and `track_choices`."""
        choices = {tracks_label(rule): rule.tracks for rule in self.rules}
        tracks = [(label, track) for label, chosen in choices.items() for track in chosen or (None,)]
        return [
            Step("rules", relation(_COLUMNS, self.rows)),
            Step("track_choices", relation({"tracks": str, "track": str}, tracks)),
        ]


def tracks_label(rules: CountingRules) -> str:
    """Return the tracks counted as one line of JSON: the name of the choice in the steps."""
    return json.dumps(rules.tracks)
