"""How sound the files are that people edit, and how much of a list of strings they cover."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from byline.affiliations.institutions import Known, load_curated, load_homonyms
from byline.affiliations.normalise import normalise
from byline.affiliations.resolve import Resolver

SECTORS = frozenset({"university", "company", "government", "nonprofit", "hospital", "facility"})
_CODE = re.compile(r"[A-Z]{2}")
_IDENTIFIER = re.compile(r"https://ror\.org/0[a-z0-9]{8}|byline:[a-z0-9-]+")


@dataclass(frozen=True, slots=True)
class Coverage:
    """How many strings of a list name an institution or a country; `unresolved`: (how often, string)."""

    string_count: int
    resolved_count: int
    unresolved: Sequence[tuple[int, str]]

    def to_record(self) -> dict[str, Any]:
        """Return the coverage as plain data, for JSON."""
        return {
            "strings": self.string_count,
            "resolved": self.resolved_count,
            "unresolved": [{"strings": count, "text": text} for count, text in self.unresolved],
        }


def check_institutions(institutions: Iterable[Known] | None = None) -> list[str]:
    """Return the problems of the institutions and homonyms files, one sentence each; none: they are sound."""
    known = list(load_curated() if institutions is None else institutions)
    return [
        *_malformed(known),
        *_shared("id", ((i.institution_id, i) for i in known)),
        *_shared("domain", ((domain, i) for i in known for domain in i.domains)),
        *_ambiguous(known),
    ]


def coverage(strings: Iterable[str], resolver: Resolver | None = None) -> Coverage:
    """Return how many of the strings are resolved, the most frequent unresolved first; empty lines are left out."""
    counts = Counter(text.strip() for text in strings if text.strip())
    resolver = resolver or Resolver.open()
    missed = {text: count for text, count in counts.items() if resolver.resolve(text).country is None}
    ranked = sorted(((count, text) for text, count in missed.items()), key=lambda row: (-row[0], row[1]))
    return Coverage(counts.total(), counts.total() - sum(missed.values()), ranked)


def _malformed(institutions: Iterable[Known]) -> Iterator[str]:
    for known in institutions:
        where = f"{known.institution_id} ({known.names[0] if known.names else 'no name'})"
        if not _IDENTIFIER.fullmatch(known.institution_id):
            yield f"{where}: an id is https://ror.org/... or byline:slug in lower case"
        if known.sector not in SECTORS:
            yield f"{where}: unknown sector {known.sector!r}; known are {', '.join(sorted(SECTORS))}"
        if known.home_country is None:
            yield f"{where}: home_country is empty"
        for code in (known.site_country, known.home_country):
            if code is not None and not _CODE.fullmatch(code):
                yield f"{where}: a country is two capital letters (ISO 3166-1), not {code!r}"


def _shared(what: str, owned: Iterable[tuple[str, Known]]) -> Iterator[str]:
    owners: dict[str, list[str]] = {}
    for key, known in owned:
        owners.setdefault(key, []).append(known.names[0])
    for key, names in owners.items():
        if len(names) > 1:
            yield f"{what} {key} stands at {' and '.join(names)}; it can belong to one of them"


def _ambiguous(institutions: Iterable[Known]) -> Iterator[str]:
    """Yield names that two institutions of different countries share and no homonym decides between."""
    decided = {normalise(homonym.alias) for homonym in load_homonyms()}
    owners: dict[str, dict[str, Known]] = {}
    for known in institutions:
        for name in (*known.names, *known.acronyms):
            owners.setdefault(normalise(name), {})[known.institution_id] = known
    for name, known_by_id in owners.items():
        countries = {known.site_country or known.home_country for known in known_by_id.values()}
        if name and len(countries) > 1 and name not in decided:
            names = " and ".join(sorted(known.names[0] for known in known_by_id.values()))
            yield f"{name!r} may mean {names}; say in homonyms.csv what decides, or drop one alias"
