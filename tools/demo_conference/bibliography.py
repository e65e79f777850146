"""The reference list of an invented paper, and citations as its layout prints them."""

import random
from dataclasses import dataclass, field

from people import deal_names
from plan import load_toml

TITLES: list[str] = load_toml("prose", "generic.toml")["titles_invented"]
# Authors as printed, year, title, where it appeared.
Work = tuple[str, int, str, str]


@dataclass(slots=True)
class Bibliography:
    """The works a paper cites, in the order in which it first cites them."""

    rng: random.Random
    year: int
    is_numeric: bool
    works: list[Work] = field(default_factory=list)

    def cite(self, work: Work) -> str:
        """Return the citation as printed: `[3]`, or `(Vaswani et al., 2017)`."""
        if work not in self.works:
            self.works.append(work)
        if self.is_numeric:
            return f"[{self.works.index(work) + 1}]"
        return f"({_short_names(work[0])}, {work[1]})"

    def invented(self) -> Work:
        """Return an invented work that this paper has not cited yet."""
        used = {work[2] for work in self.works}
        title = self.rng.choice([t for t in TITLES if t not in used])
        names = [_initialled(name) for name in deal_names(self.rng, self.rng.randint(1, 4))]
        year = self.rng.randint(2026, self.year - 1)
        where = self.rng.choice(
            ["Proceedings of ImCoLS", "Journal of Imagined Learning Systems", "Invented preprint"]
        )
        return (_joined(names), year, title, where)

    def entries(self) -> list[str]:
        """Return the reference list as printed: numbered, or in the order of the alphabet."""
        if self.is_numeric:
            return [
                f"[{n}] {a.rstrip('.')}. {t}. {w}, {y}." for n, (a, y, t, w) in enumerate(self.works, start=1)
            ]
        in_order = sorted(self.works, key=lambda work: (_surname(work[0]), work[1]))
        return [f"{a.rstrip('.')}. {y}. {t}. {w}." for a, y, t, w in in_order]


def _initialled(name: str) -> str:
    given, _, family = name.partition(" ")
    return f"{given[0]}. {family}"


def _joined(names: list[str]) -> str:
    if len(names) < 3:
        return " and ".join(names)
    return ", ".join(names[:-1]) + f", and {names[-1]}"


def _surname(authors: str) -> str:
    return authors.split(",")[0].split(" and ")[0].split(". ")[-1]


def _short_names(authors: str) -> str:
    if "," in authors:
        return f"{_surname(authors)} et al."
    return " and ".join(_surname(author) for author in authors.split(" and "))
