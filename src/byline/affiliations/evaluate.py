"""How good the resolver is on a list of strings, and whether the files that people edit are sound."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from byline.affiliations.countries import country_codes
from byline.affiliations.institutions import HOMONYMS_FILE, institution_files, listed, load_rows
from byline.affiliations.normalise import normalise
from byline.affiliations.resolve import Resolver
from byline.model.affiliations import UNRESOLVED

INSTITUTION_COLUMNS = (
    "institution_id", "name", "aliases", "site_country", "home_country", "city", "sector", "domains", "parent_id",
    "source",
)  # fmt: skip
COMPANIES = (
    "companies"  # the file whose institutions may have headquarters of their own, away from their owner's
)
HOMONYM_COLUMNS = ("alias", "institution_id", "country", "decided_by_domains", "decided_by_places", "note")
SECTORS = frozenset({"university", "company", "government", "nonprofit", "hospital", "facility"})


@dataclass(frozen=True, slots=True)
class Coverage:
    """How many strings are resolved, counted as often as they occur, and which are not.

    `unresolved` holds (count, string), the most frequent first; `methods` counts strings by method.
    """

    string_count: int
    resolved_count: int
    methods: dict[str, int]
    unresolved: list[tuple[int, str]]

    @property
    def share(self) -> float:
        """Return the share resolved, in [0, 1]; 1.0 for an empty list."""
        return self.resolved_count / self.string_count if self.string_count else 1.0

    def to_record(self) -> dict[str, Any]:
        """Return the coverage as a JSON object."""
        return {
            "string_count": self.string_count,
            "resolved_count": self.resolved_count,
            "share": round(self.share, 4),
            "methods": self.methods,
            "unresolved": [{"count": count, "text": text} for count, text in self.unresolved],
        }


@dataclass(frozen=True, slots=True)
class Problem:
    """Something wrong in a data file: where, and what to do about it."""

    file: Path
    line: int
    message: str

    def __str__(self) -> str:
        return f"{self.file.name}:{self.line}: {self.message}"


@dataclass(frozen=True, slots=True)
class _Row:
    file: Path
    line: int
    cells: dict[str, str]

    def problem(self, message: str) -> Problem:
        return Problem(self.file, self.line, message)


def coverage(strings: Iterable[str], resolver: Resolver | None = None) -> Coverage:
    """Return how many of the strings are resolved, with the most frequent unresolved ones first.

    >>> coverage(["MIT", "MIT", "Nowhere Labs"]).unresolved  # doctest: +SKIP
    [(1, 'Nowhere Labs')]
    """
    resolver = resolver or Resolver.open()
    counts = Counter(text for line in strings if (text := line.strip()))
    methods: Counter[str] = Counter()
    unresolved = []
    for text, count in counts.most_common():
        method = resolver.resolve(text).method
        methods[method] += count
        if method == UNRESOLVED:
            unresolved.append((count, text))
    total = sum(counts.values())
    return Coverage(total, total - methods[UNRESOLVED], dict(methods.most_common()), unresolved)


def check_institutions() -> list[Problem]:
    """Return what is wrong with data/institutions/*.csv and data/homonyms.csv; an empty list where nothing is."""
    rows = [row for path in institution_files() for row in _rows(path)]
    homonyms = list(_rows(HOMONYMS_FILE))
    return [
        *(
            problem
            for path in institution_files()
            for problem in _wrong_columns([row for row in rows if row.file == path], _columns_of(path))
        ),
        *_wrong_columns(homonyms, HOMONYM_COLUMNS),
        *_wrong_cells(rows),
        *_duplicates(rows, "institution_id", lambda cell: [cell]),
        *_duplicates(rows, "domains", str.split),
        *_unmarked_homonyms(rows, homonyms),
        *_wrong_homonyms(rows, homonyms),
    ]


def _columns_of(path: Path) -> tuple[str, ...]:
    return (*INSTITUTION_COLUMNS, "headquarters_country") if path.stem == COMPANIES else INSTITUTION_COLUMNS


def _rows(path: Path) -> Iterator[_Row]:
    for line, cells in enumerate(load_rows(path), start=2):
        yield _Row(path, line, cells)


def _wrong_columns(rows: list[_Row], columns: tuple[str, ...]) -> Iterator[Problem]:
    for row in rows:
        if tuple(row.cells) != columns:
            yield row.problem(f"columns are {', '.join(row.cells)}; they must be {', '.join(columns)}")
            return


def _wrong_cells(rows: list[_Row]) -> Iterator[Problem]:
    codes = country_codes()
    ids = {row.cells["institution_id"] for row in rows}
    for row in rows:
        cells = row.cells
        if not cells["institution_id"] or not normalise(cells["name"]):
            yield row.problem("has no id or no name")
        if not cells["institution_id"].startswith(("https://ror.org/", "byline:")):
            yield row.problem(f"id {cells['institution_id']!r}; it is a ROR id or byline:slug")
        for column in ("site_country", "home_country", "headquarters_country"):
            if cells.get(column) and cells[column] not in codes:
                yield row.problem(f"{column} {cells[column]!r} is no ISO 3166-1 alpha-2 code")
        if cells.get("headquarters_country") and cells["site_country"]:
            yield row.problem(
                "has headquarters_country beside site_country; it is for companies of many places"
            )
        if not cells["site_country"] and not cells["home_country"]:
            yield row.problem("has neither site_country nor home_country")
        if cells["sector"] not in SECTORS:
            yield row.problem(f"sector {cells['sector']!r}; it is one of {', '.join(sorted(SECTORS))}")
        if cells["parent_id"] and cells["parent_id"] not in ids:
            yield row.problem(f"parent_id {cells['parent_id']!r} is no institution of these files")


def _duplicates(rows: list[_Row], column: str, split: Any) -> Iterator[Problem]:
    first: dict[str, _Row] = {}
    for row in rows:
        for cell in split(row.cells[column].lower()):
            other = first.setdefault(cell, row)
            if other is not row:
                where = f"{other.file.name}:{other.line}"
                yield row.problem(f"{column}: {cell!r} stands in {where} too ({other.cells['name']})")


def _unmarked_homonyms(rows: list[_Row], homonyms: list[_Row]) -> Iterator[Problem]:
    marked = {normalise(row.cells["alias"]) for row in homonyms}
    meanings: dict[str, list[_Row]] = defaultdict(list)
    for row in rows:
        for key in {normalise(name) for name in (row.cells["name"], *listed(row.cells["aliases"]))}:
            meanings[key].append(row)
    for key, found in meanings.items():
        if len(found) > 1 and key not in marked:
            names = " and ".join(f"{r.cells['name']} ({r.file.name}:{r.line})" for r in found)
            yield found[-1].problem(f"{key!r} names {names}; say in {HOMONYMS_FILE.name} what decides")


def _wrong_homonyms(rows: list[_Row], homonyms: list[_Row]) -> Iterator[Problem]:
    codes = country_codes()
    ids = {row.cells["institution_id"] for row in rows}
    for row in homonyms:
        if row.cells["country"] not in codes:
            yield row.problem(f"country {row.cells['country']!r} is no ISO 3166-1 alpha-2 code")
        if row.cells["institution_id"] not in ids:
            yield row.problem(f"{row.cells['institution_id']!r} is no institution of data/institutions")
