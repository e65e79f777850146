"""Every measure a second time, one paper and one key at a time, to hold the SQL against.

Written from the registry's words and docs/counting.md alone, on the slots of `counting_oracle`.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from itertools import combinations, product
from typing import Any

from counting_oracle import UNREAD, Slot, credit, joint, slots_of, unknown_credit
from made_up_papers import TECHNOLOGIES, MadeUpPaper

from byline.model import ROLES, CountingRules

LADDER: tuple[str, ...] = ROLES
DEVELOPED_IN = {technology.technology_id: technology.home_country or "" for technology in TECHNOLOGIES}


@dataclass(frozen=True)
class Standing:
    """How a paper stands to one number: what it adds counted whole, its credit, and the most it could add."""

    is_member: bool
    credit: float = 1.0
    is_possible: bool = False
    credit_possible: float = 1.0

    def amount(self, rules: CountingRules) -> float:
        """Return what the paper adds to the number."""
        return self.is_member * (1.0 if rules.counting == "whole" else self.credit)

    def most(self, rules: CountingRules) -> float:
        """Return what the paper could add once its unresolved affiliations are known."""
        can = self.is_member or self.is_possible
        return can * (1.0 if rules.counting == "whole" else self.credit_possible)


NO = Standing(False, 0.0, False, 0.0)
WHOLE = Standing(True)


@dataclass(frozen=True)
class Reading:
    """One paper under one set of rules, with the groups of countries that the question asks about."""

    paper: MadeUpPaper
    rules: CountingRules
    slots: list[Slot]
    groups: dict[str, frozenset[str]]

    @property
    def is_distinct(self) -> bool:
        """Whether countries must come from different people."""
        return self.rules.authors == "distinct_people"

    @property
    def countries(self) -> frozenset[str]:
        """The countries of all authors who count."""
        return frozenset().union(*(slot.known for slot in self.slots))

    @property
    def is_open(self) -> bool:
        """Whether anything is unresolved."""
        return any(slot.unknown for slot in self.slots)

    def group(self, name: str) -> frozenset[str]:
        """Return the countries of a group asked about; a country is a group of itself."""
        return self.groups.get(name, frozenset({name}))

    def is_joint(self, is_distinct: bool | None = None) -> bool:
        """Return whether the groups asked about meet on the paper; True where none is asked about."""
        if not self.groups:
            return True
        strict = self.is_distinct if is_distinct is None else is_distinct
        return joint(self.slots, list(self.groups.values()), strict) == "member"

    def by_different(self, one: Callable[[Slot], object], other: Callable[[Slot], object]) -> bool:
        """Return whether an author meets the one and an author the other; two people where they must be."""
        places = range(len(self.slots))
        return any(
            one(self.slots[i]) and other(self.slots[k])
            for i, k in product(places, places)
            if i != k or not self.is_distinct
        )


class Library:
    """The papers, each read once under each set of rules; counting whole or fractionally reads them alike."""

    def __init__(self, papers: Iterable[MadeUpPaper]) -> None:
        self._papers = tuple(papers)
        self._read: dict[tuple[CountingRules, tuple[str, ...]], list[Reading]] = {}

    def under(self, rules: CountingRules, groups: dict[str, frozenset[str]]) -> list[Reading]:
        """Return every paper under the rules."""
        key = replace(rules, counting="whole"), tuple(groups)
        if key not in self._read:
            self._read[key] = [Reading(p, key[0], slots_of(p, key[0]), groups) for p in self._papers]
        return self._read[key]


# Each measure: the keys for which the paper counts, and how it stands to a key.


def _collaboration(r: Reading, _: tuple[str, ...]) -> Standing:
    state = joint(r.slots, list(r.groups.values()), r.is_distinct)
    held = credit(r.slots, frozenset().union(*r.groups.values()))
    return Standing(state == "member", held, state is not None, held + unknown_credit(r.slots))


def _by_country(r: Reading, key: tuple[str, ...]) -> Standing:
    if key == ("unresolved",) and not r.groups:
        unplaced = sum(s.weight - s.part * len(s.known) for s in r.slots)
        return Standing(any(not s.known or s.unknown for s in r.slots), unplaced, False, unplaced)
    group = r.group(key[0])
    held = credit(r.slots, group)
    return Standing(bool(r.countries & group), held, r.is_open, held + unknown_credit(r.slots))


def _matrix(r: Reading, key: tuple[str, ...]) -> Standing:
    one, other = map(r.group, key)
    is_joint = r.by_different(lambda s: s.known & one, lambda s: s.known & other)
    return Standing(is_joint, credit(r.slots, one | other))


def _coverage(r: Reading, key: tuple[str, ...]) -> Standing:
    if all(s.known and not s.unknown for s in r.slots):
        return Standing(key == ("all",))
    return Standing(key == (("some",) if r.countries else ("none",)))


def _international(r: Reading, _: tuple[str, ...]) -> Standing:
    pairs = [
        (a, b)
        for a, b in combinations(r.countries, 2)
        if r.by_different(lambda s, a=a: a in s.known, lambda s, b=b: b in s.known)  # type: ignore[misc]
    ]
    # An author with an unresolved affiliation may be in any country, if somebody else is or could be somewhere;
    # a byline that was not read could name anybody.
    could = r.by_different(lambda s: s.unknown, lambda s: s.known or s.unknown)
    could = could or any(s.unknown == UNREAD for s in r.slots)
    return Standing(bool(pairs), 1.0, could)


def _leadership(r: Reading, key: tuple[str, ...]) -> Standing:
    if not r.is_joint():
        return NO
    country, position = key
    everyone = slots_of(r.paper, _any_author(r.rules))
    leads = {"first": [everyone[0]], "last": [everyone[-1]], "first_and_last": [everyone[0], everyone[-1]]}
    held = [len(s.known & r.group(country)) / max(1, len(s.known) + s.unknown) for s in leads[position]]
    unknown = [s.unknown / max(1, len(s.known) + s.unknown) for s in leads[position]]
    most = [a + b for a, b in zip(held, unknown, strict=True)]
    return Standing(min(held) > 0, min(held), min(most) > 0, min(most))


def _any_author(rules: CountingRules) -> CountingRules:
    return CountingRules(rules.counting, rules.witness, rules.country_of, rules.hong_kong_macau_taiwan)


def _joined_by(r: Reading, key: tuple[str, ...]) -> Standing:
    way = "different_people" if r.is_joint(is_distinct=True) else "one_person"
    return Standing(r.is_joint() and key == (way,), credit(r.slots, frozenset().union(*r.groups.values())))


def _sectors(slot: Slot) -> set[str]:
    return {"unknown" if w is None else w[2] for w in slot.workplaces} or {"unknown"}


def _by_sector(r: Reading, key: tuple[str, ...]) -> Standing:
    shares = [s.weight / len(_sectors(s)) for s in r.slots if key[0] in _sectors(s)]
    return Standing(bool(shares) and r.is_joint(), sum(shares))


def _mix(r: Reading, key: tuple[str, ...]) -> Standing:
    return Standing(r.is_joint() and key == ("+".join(sorted(set().union(*map(_sectors, r.slots)))),))


def _at(r: Reading, slot: Slot, institution: str) -> set[str]:
    """Return the group in which the author works at the institution, `` where no group is asked about."""
    places = {w[1] for w in slot.workplaces if w and w[0] == institution}
    if not r.groups:
        return {""} if places else set()
    return {name for name, group in r.groups.items() if places & group}


def _institution_credit(r: Reading, institution: str) -> float:
    return sum(s.weight / len(s.workplaces) for s in r.slots if _at(r, s, institution))


def _by_institution(r: Reading, key: tuple[str, ...]) -> Standing:
    held = _institution_credit(r, key[0])
    return Standing(held > 0 and r.is_joint(), held)


def _institution_pair(r: Reading, key: tuple[str, ...]) -> Standing:
    one, other = key
    groups_of = [set().union(*(_at(r, s, name) for s in r.slots)) for name in key]
    is_across = len(r.groups) < 2 or any(a != b for a, b in product(*groups_of))
    together = r.by_different(lambda s: _at(r, s, one), lambda s: _at(r, s, other))
    held = _institution_credit(r, one) + _institution_credit(r, other)
    return Standing(together and is_across and r.is_joint(), held)


def _plays(r: Reading, names: Iterable[str], role: str) -> bool:
    played = [r.paper.technologies[name] for name in names if name in r.paper.technologies]
    return any(LADDER.index(one) >= LADDER.index(role) for one in played)


def _technology(r: Reading, key: tuple[str, ...]) -> Standing:
    country, technology, role = key
    return _by_country(r, (country,)) if _plays(r, [technology], role) else NO


def _flow(r: Reading, key: tuple[str, ...]) -> Standing:
    country, developed_in, role = key
    names = [name for name, home in DEVELOPED_IN.items() if home == developed_in]
    return _by_country(r, (country,)) if _plays(r, names, role) else NO


def _of_all(_r: Reading, _: tuple[str, ...]) -> Standing:
    return WHOLE


def _of_joint(r: Reading, _: tuple[str, ...]) -> Standing:
    return Standing(r.is_joint())


def _of_joint_credit(r: Reading, _: tuple[str, ...]) -> Standing:
    return Standing(r.is_joint(), credit(r.slots, frozenset().union(*r.groups.values())))


def _of_country_read(r: Reading, key: tuple[str, ...]) -> Standing:
    return _by_country(r, key[:1]) if r.paper.is_read else NO


Stands = Callable[[Reading, tuple[str, ...]], Standing]
# Each measure with what its share is of.
ORACLE: dict[str, tuple[Stands, Stands]] = {
    "collaboration": (_collaboration, _of_all),
    "papers_by_country": (_by_country, _of_all),
    "country_matrix": (_matrix, _of_all),
    "coverage": (_coverage, _of_all),
    "international_share": (_international, _of_all),
    "leadership": (_leadership, _of_joint),
    "joint_by_people": (_joined_by, _of_joint_credit),
    "papers_by_sector": (_by_sector, _of_joint),
    "sector_mix": (_mix, _of_joint),
    "papers_by_institution": (_by_institution, _of_joint),
    "institution_pairs": (_institution_pair, _of_joint),
    "technology_by_country": (_technology, _of_country_read),
    "technology_flow": (_flow, _of_country_read),
}


def standings(name: str, readings: list[Reading], key: tuple[str, ...]) -> list[tuple[Standing, Standing]]:
    """Return how each paper stands to a number and to what it is a share of."""
    stands, stands_below = ORACLE[name]
    return [(stands(r, key), stands_below(r, key)) for r in readings]


def totals(found: list[tuple[Standing, Standing]], rules: CountingRules) -> tuple[float, float, float]:
    """Return numerator, denominator and the most the numerator could be."""
    return (
        sum(above.amount(rules) for above, _ in found),
        sum(below.amount(rules) for _, below in found),
        sum(above.most(rules) for above, _ in found),
    )


def keys_to_expect(name: str, readings: list[Reading]) -> set[tuple[Any, ...]]:
    """Return every key under which one of the papers counts."""
    stands = ORACLE[name][0]
    return {key for r in readings for key in _possible_keys(name, r) if stands(r, key).is_member}


def _possible_keys(name: str, r: Reading) -> Iterable[tuple[str, ...]]:
    countries = sorted(r.groups or r.countries)
    institutions = sorted({w[0] for s in r.slots for w in s.workplaces if w})
    keys: dict[str, Iterable[tuple[str, ...]]] = {
        "collaboration": [()],
        "papers_by_country": [(c,) for c in [*countries, "unresolved"]],
        "country_matrix": combinations(countries, 2),
        "coverage": [("all",), ("some",), ("none",)],
        "international_share": [()],
        "leadership": product(countries, ("first", "last", "first_and_last")),
        "joint_by_people": [("different_people",), ("one_person",)],
        "papers_by_sector": [(s,) for slot in r.slots for s in _sectors(slot)],
        "sector_mix": [("+".join(sorted(set().union(*map(_sectors, r.slots)))),)],
        "papers_by_institution": [(i,) for i in institutions],
        "institution_pairs": combinations(institutions, 2),
        "technology_by_country": product(countries, r.paper.technologies, ROLES),
        "technology_flow": product(countries, {DEVELOPED_IN[t] for t in r.paper.technologies}, ROLES),
    }
    return keys[name]
