"""What a measure is asked: countries or groups, technologies, roles, venues, years, checked once."""

import tomllib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib import resources
from itertools import combinations

from byline.engine import Step, relation
from byline.model import ROLES

GROUPINGS = ("venue", "year", "track", "source")
# 2^n requirements are checked for n groups; nobody asks for papers of more than six blocs at once.
MOST_GROUPS = 6


class QuestionError(ValueError):
    """A question that cannot be answered; the message says what to ask instead."""


@dataclass(frozen=True, slots=True)
class Question:
    """What to count. Empty means all; `by` names the columns of papers that each number is for."""

    countries: tuple[str, ...] = ()
    technology: tuple[str, ...] = ()
    role: tuple[str, ...] = ()
    venue: tuple[str, ...] = ()
    year: tuple[int, ...] = ()
    source: tuple[str, ...] = ()
    by: tuple[str, ...] = ("venue", "year")
    groups: Mapping[str, Sequence[str]] | None = None

    @classmethod
    def ask(cls, allowed: Iterable[str], parameters: Mapping[str, object]) -> "Question":
        """Return the question with single values made lists; QuestionError names what a measure takes."""
        allowed = [*allowed, "venue", "year", "source", "by"]
        for name in parameters:
            if name not in allowed and not (name == "groups" and "countries" in allowed):
                raise QuestionError(f"no parameter {name!r} here; this measure takes {', '.join(allowed)}")
        listed = {k: v if k == "groups" else _as_tuple(v) for k, v in parameters.items() if v is not None}
        question = cls(**listed)  # type: ignore[arg-type]
        question.check()
        return question

    def check(self) -> None:
        """Raise QuestionError for a role or column that does not exist, or groups that overlap."""
        _one_of("role", self.role, ROLES)
        _one_of("by", self.by, GROUPINGS)
        self.membership()

    def check_count(self, name: str, least: int) -> None:
        """Raise QuestionError where fewer than `least` countries or groups are asked about, or too many."""
        count = len(set(self.countries))
        if count < least:
            raise QuestionError(
                f"{name} needs at least {least} countries or groups, e.g. countries=('US', 'CN')"
            )
        if least and count > MOST_GROUPS:
            raise QuestionError(
                f"{name} takes at most {MOST_GROUPS} countries or groups at once, not {count}"
            )

    def membership(self) -> list[tuple[str, str]]:
        """Return (group, country) for everything asked about; a country is a group of itself."""
        known = {**group_members(), **(self.groups or {})}
        pairs = [(name, code) for name in dict.fromkeys(self.countries) for code in _members(name, known)]
        owner: dict[str, str] = {}
        for name, code in pairs:
            if owner.setdefault(code, name) != name:
                raise QuestionError(f"{owner[code]} and {name} overlap in {code}; ask about disjoint groups")
        return pairs

    def steps(self) -> list[Step]:
        """Return the question's own small tables, which the measures' steps read."""
        ladder = [(role, rank) for rank, role in enumerate(ROLES)]
        roles = [row for row in ladder if row[0] in (self.role or ROLES)]
        wanted = [(k, str(v)) for k in ("venue", "year", "source") for v in getattr(self, k)]
        return [
            Step("wanted", relation({"kind": str, "value": str}, wanted)),
            Step("asked", relation({"group_name": str, "country": str}, self.membership())),
            Step("requirements", relation(_REQUIREMENT, self._requirements())),
            Step("asked_technologies", relation({"technology_id": str}, [(t,) for t in self.technology])),
            Step("asked_roles", relation({"role": str, "rank": int}, roles)),
            Step("role_ladder", relation({"role": str, "rank": int}, ladder)),
        ]

    def _requirements(self) -> list[tuple[int, str, int]]:
        names = list(dict.fromkeys(self.countries))
        if len(names) > MOST_GROUPS:
            # Measures of single countries read no requirement; those of joint papers refuse (check_count).
            return []
        sets = [chosen for size in range(1, len(names) + 1) for chosen in combinations(names, size)]
        return [(i, name, len(chosen)) for i, chosen in enumerate(sets) for name in chosen]


_REQUIREMENT: dict[str, type] = {"requirement": int, "group_name": str, "size": int}


@cache
def group_members() -> dict[str, tuple[str, ...]]:
    """Return the named groups that ship with Byline, e.g. `EU`, and their countries."""
    text = resources.files("byline.measures").joinpath("data/groups.toml").read_text(encoding="utf-8")
    return {name: tuple(group["members"]) for name, group in tomllib.loads(text).items()}


def _members(name: str, known: Mapping[str, Sequence[str]]) -> Sequence[str]:
    if name in known:
        return known[name]
    if len(name) == 2 and name.isascii() and name.isalpha() and name.isupper():
        return (name,)
    groups = ", ".join(sorted(known))
    raise QuestionError(f"{name!r} is neither a two-letter country code in capitals nor a group ({groups})")


def _one_of(name: str, values: Iterable[str], options: Sequence[str]) -> None:
    for value in values:
        if value not in options:
            raise QuestionError(f"{name} is one of {', '.join(options)}, not {value!r}")


def _as_tuple(value: object) -> tuple[object, ...]:
    if isinstance(value, str) or not isinstance(value, Iterable):
        return (value,)
    return tuple(value)
