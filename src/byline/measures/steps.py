"""The steps and measures as they stand in sql/: text, what it says of itself, what it needs."""

import re
from dataclasses import dataclass
from functools import cache
from importlib import resources

from byline.engine import Step

_HEADER = re.compile(r"\A((?:--[^\n]*\n)*)(.*)\Z", re.S)  # the comment lines that open every file
# Small tables that a question and its rules bring themselves.
GIVEN = (
    "rules",
    "track_choices",
    "wanted",
    "asked",
    "requirements",
    "asked_technologies",
    "asked_roles",
    "role_ladder",
)


@dataclass(frozen=True, slots=True)
class SqlFile:
    """One .sql file: the step it defines and the words that describe a row of it."""

    step: Step
    doc: str


@cache
def sql_file(name: str) -> SqlFile:
    """Return the step or measure of this name; KeyError where there is none."""
    root = resources.files("byline.measures") / "sql"
    for folder in ("steps", "measures"):
        file = root / folder / f"{name}.sql"
        if file.is_file():
            return _parsed(name, file.read_text(encoding="utf-8"))
    raise KeyError(f"no step {name!r} in measures/sql")


def _parsed(name: str, text: str) -> SqlFile:
    header, sql = _HEADER.match(text).groups()  # type: ignore[union-attr]
    lines = [line.removeprefix("--").strip() for line in header.splitlines()]
    needs = next((line.removeprefix("needs:") for line in lines if line.startswith("needs:")), "")
    doc = " ".join(line for line in lines if not line.startswith("needs:") and line != "kept")
    names = tuple(part.strip() for part in needs.split(",") if part.strip())
    return SqlFile(Step(name, sql.strip(), names, is_kept="kept" in lines), doc)


def chain(*names: str) -> list[Step]:
    """Return the steps of these names and all they need, each after what it needs; given tables left out."""
    found: dict[str, Step] = {}

    def visit(name: str) -> None:
        if name in found or name in GIVEN:
            return
        step = sql_file(name).step
        for need in step.needs:
            visit(need)
        found[name] = step

    for name in names:
        visit(name)
    return list(found.values())
