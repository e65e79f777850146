"""The counting rules a second time, in plain Python and one paper at a time, to hold the SQL against.

Written from the documentation of `CountingRules` alone: slow, obvious, and without a line in common.
"""

from dataclasses import dataclass
from itertools import combinations, permutations

from made_up_papers import Author, MadeUpPaper

from byline.model import CountingRules

UNREAD = 1000

Workplace = tuple[str, str | None, str]  # institution, country under the rules, sector


@dataclass(frozen=True)
class Slot:
    """An author who counts: the countries known, how many affiliations are unresolved, and the workplaces.

    A workplace is an institution with country and sector; None stands for what names no institution.
    """

    known: frozenset[str]
    unknown: int
    weight: float
    workplaces: frozenset[Workplace | None] = frozenset()

    @property
    def part(self) -> float:
        return self.weight / max(1, len(self.known) + self.unknown)


def slots_of(paper: MadeUpPaper, rules: CountingRules) -> list[Slot]:
    """Return the authors who count under the rules, with the countries the rules give them."""
    if not paper.authors:
        return [Slot(frozenset(), UNREAD, 1.0)]
    chosen = {"first": paper.authors[:1], "last": paper.authors[-1:]}.get(rules.authors, paper.authors)
    return [_slot(paper, author, rules, 1 / len(chosen)) for author in chosen]


def _slot(paper: MadeUpPaper, author: Author, rules: CountingRules, weight: float) -> Slot:
    printed = author.pdf or author.email
    has_byline = any(a.pdf for a in paper.authors)
    has_list = any(a.metadata for a in paper.authors)
    if rules.witness == "agree":
        known, unknown = _agreed(_read(printed, rules), _read(author.metadata, rules))
        named = _workplaces((*printed, *author.metadata), rules)
        # What the witnesses differ on is no workplace; what either leaves open stays open, and without a
        # country there is nothing to agree on.
        agreed = {w for w in named if w and w[1] in known}
        left_open = {None for w in named if w is None or w[1] is None}
        return Slot(known, unknown, weight, frozenset(agreed | left_open))
    uses_list = rules.witness == "metadata" or (rules.witness == "prefer_pdf" and not has_byline and has_list)
    texts = author.metadata if uses_list else printed
    return Slot(*_read(texts, rules), weight, _workplaces(texts, rules))


def _workplaces(texts: tuple[str, ...], rules: CountingRules) -> frozenset[Workplace | None]:
    parts = [part for text in texts for part in text.split("+")]
    return frozenset(
        None if part == "?" else (f"byline:{part}", _country(part, rules), part.split("/")[2])
        for part in parts
    )


def _read(texts: tuple[str, ...], rules: CountingRules) -> tuple[frozenset[str], int]:
    if not texts:
        return frozenset(), 1
    known, unknown = set(), 0
    for text in texts:
        countries = [_country(part, rules) for part in text.split("+")]
        known |= {c for c in countries if c}
        unknown += None in countries
    return frozenset(known), unknown


def _country(text: str, rules: CountingRules) -> str | None:
    if text == "?":
        return None
    site, home = (None if part == "-" else part for part in text.split("/")[:2])
    order = {"site": (site, home), "home": (home, site), "site_known_only": (site,)}[rules.country_of]
    country = next((c for c in order if c), None)
    with_cn = {"hk_mo_with_cn": ("HK", "MO"), "hk_mo_tw_with_cn": ("HK", "MO", "TW")}
    return "CN" if country in with_cn.get(rules.hong_kong_macau_taiwan, ()) else country


def _agreed(
    byline: tuple[frozenset[str], int], listed: tuple[frozenset[str], int]
) -> tuple[frozenset[str], int]:
    agreed = byline[0] & listed[0]
    # New agreements: each pairs something of one side with something of the other, and two known
    # countries that differ are no pair. Tried one by one rather than by formula.
    left = ["?"] * byline[1] + sorted(byline[0] - agreed)
    right = ["?"] * listed[1] + sorted(listed[0] - agreed)
    most = 0
    for size in range(min(len(left), len(right)) + 1):
        if any(
            all("?" in pair for pair in zip(some, others, strict=True))
            for some in combinations(left, size)
            for others in permutations(right, size)
        ):
            most = size
    return agreed, most


def joint(slots: list[Slot], groups: list[frozenset[str]], is_distinct: bool) -> str | None:
    """Return `member`, `plausible`, `possible` or None: how the paper stands to a joint question."""
    sure = [[i for i, s in enumerate(slots) if s.known & group] for group in groups]
    if _meets(sure, is_distinct):
        return "member"
    able = [[i for i, s in enumerate(slots) if s.known & group or s.unknown] for group in groups]
    unread = any(s.unknown == UNREAD for s in slots)
    if not unread and not _meets(able, is_distinct):
        return None
    missing = sum(not people for people in sure)
    return "plausible" if missing <= sum(s.unknown for s in slots) else "possible"


def _meets(people: list[list[int]], is_distinct: bool) -> bool:
    if not is_distinct:
        return all(people)
    everyone = sorted({i for some in people for i in some})
    return any(
        all(person in some for person, some in zip(chosen, people, strict=True))
        for chosen in permutations(everyone, len(people))
    )


def credit(slots: list[Slot], countries: frozenset[str]) -> float:
    """Return the part of the paper that these countries hold."""
    return sum(s.part * len(s.known & countries) for s in slots)


def unknown_credit(slots: list[Slot]) -> float:
    """Return the part of the paper that is unresolved."""
    return sum(s.part * s.unknown for s in slots)
