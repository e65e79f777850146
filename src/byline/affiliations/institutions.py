"""The curated institutions and homonyms: data files that people read, correct and extend."""

import csv
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

DATA = Path(__file__).parent / "data"
INSTITUTIONS_FOLDER = DATA / "institutions"
HOMONYMS_FILE = DATA / "homonyms.csv"
CURATED, ACADEMIC, REGISTRY = "curated", "academic", "registry"


@dataclass(frozen=True, slots=True)
class Known:
    """An institution as one source knows it.

    `names` are full names, first the one to show; `acronyms` are short forms that need capitals or support.
    `home_country` alone is known where the institution is a company of many places; `headquarters_country` says
    where such a company has its own headquarters, if not in its owner's country.
    """

    institution_id: str
    names: tuple[str, ...]
    source: str
    acronyms: tuple[str, ...] = ()
    site_country: str | None = None
    home_country: str | None = None
    city: str | None = None
    sector: str | None = None
    domains: tuple[str, ...] = ()
    parent_ids: tuple[str, ...] = ()
    headquarters_country: str | None = None


@dataclass(frozen=True, slots=True)
class Homonym:
    """One meaning of an alias that several institutions share, and what decides for it."""

    alias: str
    institution_id: str
    country: str
    domains: tuple[str, ...]
    places: tuple[str, ...]


def institution_files() -> list[Path]:
    """Return the files of data/institutions, one a part of the world, in order of name."""
    return sorted(INSTITUTIONS_FOLDER.glob("*.csv"))


def load_curated() -> Iterator[Known]:
    """Yield the institutions of data/institutions/*.csv.

    Columns: institution_id, name, aliases (" | " between), site_country, home_country, city, sector, domains
    (blanks between), parent_id, source; in companies.csv also headquarters_country.
    """
    for path in institution_files():
        for row in load_rows(path):
            yield Known(
                institution_id=row["institution_id"],
                names=(row["name"], *listed(row["aliases"])),
                source=CURATED,
                site_country=row["site_country"] or None,
                home_country=row["home_country"] or None,
                city=row["city"] or None,
                sector=row["sector"] or None,
                domains=tuple(row["domains"].lower().split()),
                parent_ids=(row["parent_id"],) if row["parent_id"] else (),
                headquarters_country=row.get("headquarters_country") or None,
            )


def load_homonyms() -> Iterator[Homonym]:
    """Yield the meanings of data/homonyms.csv; a text that nothing decides stays unresolved."""
    if HOMONYMS_FILE.is_file():
        for row in load_rows(HOMONYMS_FILE):
            yield Homonym(
                row["alias"],
                row["institution_id"],
                row["country"],
                tuple(row["decided_by_domains"].lower().split()),
                tuple(listed(row["decided_by_places"])),
            )


def load_rows(path: Path) -> list[dict[str, str]]:
    """Return a data file's rows, stripped, with an empty string for each cell that is missing."""
    with path.open(encoding="utf-8", newline="") as file:
        return [
            {key: (cell or "").strip() for key, cell in row.items() if key} for row in csv.DictReader(file)
        ]


def listed(cell: str) -> list[str]:
    """Return the entries of a cell that holds several, " | " between them."""
    return [entry.strip() for entry in cell.split(" | ") if entry.strip()]
