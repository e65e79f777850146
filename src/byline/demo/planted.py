"""What is planted in the invented conference, as `truth.jsonl` records it, and the counts that follow from it.

The counts here are made from the truth alone, in plain Python, so that a run's figures have something to be
held against that shares no code with them.
"""

import json
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from byline.model import ROLES, CountingRules

FOLDER = Path(__file__).parent
GROUPS = {"separate": "", "hk_mo_with_cn": "HK MO", "hk_mo_tw_with_cn": "HK MO TW"}


@dataclass(frozen=True, slots=True)
class PlantedAuthor:
    """An author as printed. `places`: (site country, home country) of each affiliation; either may be empty.

    `listed`: the countries that the venue's list gives, from a profile that may have moved on or be empty.
    """

    name: str
    affiliations: tuple[str, ...]
    places: tuple[tuple[str | None, str | None], ...]
    listed: tuple[str, ...]

    def countries(self, rules: CountingRules) -> set[str]:
        """Return where the author works under the rules for witness, place and grouping."""
        found: set[str | None]
        if rules.witness == "metadata":
            found = {*self.listed}
        elif rules.country_of == "home":
            found = {home or site for site, home in self.places}
        elif rules.country_of == "site_known_only":
            found = {site for site, _ in self.places}
        else:
            found = {site or home for site, home in self.places}
        grouped = GROUPS[rules.hong_kong_macau_taiwan].split()
        return {"CN" if country in grouped else country for country in found if country}


@dataclass(frozen=True, slots=True)
class PlantedPaper:
    """One file of the bundled conference. `kind` is `paper`, or says what the file is instead."""

    file: str
    kind: str
    year: int
    title: str
    layout: str
    authors: tuple[PlantedAuthor, ...]
    technologies: dict[str, str]
    traps: tuple[dict[str, Any], ...]

    def joins(self, pair: tuple[str, str], rules: CountingRules) -> bool:
        """Return whether the paper joins authors in both countries under the rules."""
        authors = [author.countries(rules) for author in self.authors]
        if rules.authors == "distinct_people":
            numbered = list(enumerate(authors))
            return any(pair[0] in a and pair[1] in b for i, a in numbered for j, b in numbered if i != j)
        return set(pair) <= set().union(*authors)

    def is_from(self, country: str, rules: CountingRules) -> bool:
        """Return whether an author works in the country under the rules."""
        return any(country in author.countries(rules) for author in self.authors)

    def has(self, technology: str, least_role: str) -> bool:
        """Return whether the technology plays at least this role in the paper."""
        role = self.technologies.get(technology, "none")
        return role != "none" and ROLES.index(role) >= ROLES.index(least_role)


@cache
def load_truth() -> tuple[PlantedPaper, ...]:
    """Return every file of the bundled conference with what is planted in it, papers and others.

    >>> load_truth()[0].kind
    'paper'
    """
    lines = (FOLDER / "truth.jsonl").read_text(encoding="utf-8").splitlines()
    return tuple(_paper(json.loads(line)) for line in lines)


def _paper(row: dict[str, Any]) -> PlantedPaper:
    return PlantedPaper(
        file=row["file"],
        kind=row["kind"],
        year=row["year"],
        title=row.get("title", ""),
        layout=row.get("layout", ""),
        authors=tuple(_author(author) for author in row["authors"]),
        technologies=row["technologies"],
        traps=tuple(row["traps"]),
    )


def _author(row: dict[str, Any]) -> PlantedAuthor:
    return PlantedAuthor(
        name=row["name"],
        affiliations=tuple(a["text"] for a in row["affiliations"]),
        places=tuple((a["site_country"], a["home_country"]) for a in row["affiliations"]),
        listed=tuple(row["listed_countries"]),
    )
