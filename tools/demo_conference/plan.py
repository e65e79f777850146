"""What the invented conference plants: papers, authors, affiliations and technologies, as the plan files say."""

import tomllib
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

HERE = Path(__file__).parent
ROLES = ("mentioned", "cited", "evaluated", "built_on")
# Layouts that print each author's e-mail, so that a homonym can be decided by its domain.
LAYOUTS_WITH_EMAILS = ("neurips", "neurips_blocks", "acl", "cvpr", "email", "jmlr")


@dataclass(frozen=True, slots=True)
class Affiliation:
    """An affiliation that papers print; `texts` are its wordings, `site` is empty where no place is printed."""

    key: str
    texts: tuple[str, ...]
    domain: str
    institution: str | None = None
    site: str | None = None
    home: str | None = None
    trap: str | None = None
    needs_email: bool = False

    @property
    def profile(self) -> str:
        """The name that a venue's list gives for it."""
        return self.institution or ""


@dataclass(frozen=True, slots=True)
class PlannedAuthor:
    """Where an author works, and the notes printed beside the name: equal, corr, wwdw:KEY."""

    affiliations: tuple[Affiliation, ...]
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class PlannedTechnology:
    """The role that a technology plays; `is_helper` where it only grades or labels; `printed_as` another name."""

    technology_id: str
    role: str
    is_helper: bool = False
    printed_as: str | None = None


@dataclass(frozen=True, slots=True)
class PlannedPaper:
    """One invented paper. `moved`: the affiliation that the venue's list gives by author position; None: empty."""

    year: int
    number: str
    layout: str
    topic: str
    method: str
    authors: tuple[PlannedAuthor, ...]
    technologies: tuple[PlannedTechnology, ...] = ()
    decoys: tuple[str, ...] = ()
    traps: tuple[str, ...] = ()
    moved: dict[int, Affiliation | None] = field(default_factory=dict)

    @property
    def file(self) -> str:
        """The PDF's path below the demo folder."""
        return f"{self.year}/{self.number}.pdf"


def load_toml(*parts: str) -> dict[str, Any]:
    """Return a data file of the generator."""
    return tomllib.loads(HERE.joinpath(*parts).read_text(encoding="utf-8"))


def load_affiliations() -> dict[str, Affiliation]:
    """Return the affiliations by key."""
    rows = load_toml("plan", "affiliations.toml")
    return {key: Affiliation(key, tuple(row.pop("text")), **row) for key, row in rows.items()}


def load_papers() -> tuple[PlannedPaper, ...]:
    """Return all planned papers by year and number; ValueError where a plan contradicts itself."""
    known = load_affiliations()
    plans = [load_toml("plan", f"papers-{year}.toml") for year in (2030, 2031)]
    papers = tuple(
        _paper(plan["year"], number, row, known) for plan in plans for number, row in plan["papers"].items()
    )
    for paper in papers:
        _check(paper)
    return papers


def _paper(year: int, number: str, row: dict[str, Any], known: dict[str, Affiliation]) -> PlannedPaper:
    moved = {int(position): known[key] for position, key in row.get("moved", {}).items()}
    return PlannedPaper(
        year=year,
        number=number,
        layout=row["layout"],
        topic=row["topic"],
        method=row["method"],
        authors=tuple(_author(spec, known) for spec in row["authors"]),
        technologies=tuple(_technology(t, spec) for t, spec in row.get("technologies", {}).items()),
        decoys=tuple(row.get("decoys", ())),
        traps=tuple(row.get("traps", ())),
        moved=moved | dict.fromkeys(row.get("empty", ())),
    )


def _author(spec: str, known: dict[str, Affiliation]) -> PlannedAuthor:
    keys, *notes = spec.split("|")
    return PlannedAuthor(tuple(known[key] for key in keys.split("+")), tuple(notes))


def _technology(technology_id: str, spec: str) -> PlannedTechnology:
    role, _, printed_as = spec.partition(" as ")
    role, _, variant = role.partition(":")
    return PlannedTechnology(technology_id, role, variant == "helper", printed_as or None)


def _check(paper: PlannedPaper) -> None:
    if any(t.role not in ROLES for t in paper.technologies):
        raise ValueError(f"{paper.file}: a role is one of {', '.join(ROLES)}")
    if paper.layout in LAYOUTS_WITH_EMAILS:
        return
    for author in paper.authors:
        is_printed = paper.layout == "icml" and "corr" in author.notes
        if author.affiliations[0].needs_email and not is_printed:
            raise ValueError(f"{paper.file}: {author.affiliations[0].key} needs a layout that prints e-mails")
