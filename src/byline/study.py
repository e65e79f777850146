"""A study: what to count, where, and by which rules, declared in TOML."""

import os
import tomllib
from collections.abc import Mapping
from dataclasses import fields
from difflib import get_close_matches
from functools import cache
from importlib import resources
from pathlib import Path
from shlex import quote
from typing import Any

from pydantic import BaseModel, ConfigDict, Field, ValidationError, field_validator, model_validator

from byline.files import RUN_FILE, reason
from byline.model import CountingRules
from byline.sources import Edition
from byline.sources.registry import check_options

DATA_VARIABLE = "BYLINE_DATA"


class StudyError(Exception):
    """A study cannot be used as it is written: the message names file, key and remedy."""


class AdjudicatorChoice(BaseModel):
    """An endpoint that speaks the OpenAI chat protocol, for `byline run --adjudicate`; never asked without that option.

    `url` ends before `/chat/completions`. Prices are for a million tokens. The key stands in the environment, under
    the name `key_variable`, never in a file.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    url: str = Field(pattern=r"^https?://[^\s/]+")
    model: str = Field(min_length=1)
    input_price: float | None = Field(default=None, ge=0)
    output_price: float | None = Field(default=None, ge=0)
    key_variable: str = "BYLINE_ADJUDICATOR_KEY"
    timeout_seconds: float = Field(default=60.0, gt=0)


class Study(BaseModel):
    """What to count: editions of venues, countries and technologies of interest, counting rules.

    `pairs`: countries (or groups) counted together, e.g. `[["US", "CN"]]`. `groups`: names for several
    countries, e.g. `Europe = ["DE", "FR", ...]`. `countries`: countries (or groups) counted each by itself.
    `technologies`: ids of the catalogue, empty for all. `catalogue`: a file of further technologies.
    `overrides`: a file of corrections that people made. `audit`: a sheet of papers that a person has checked, as
    `byline audit` writes it. `adjudicator`: whom `byline run --adjudicate` asks about unsure roles.
    `is_invented`: the venue and its papers are made up, and every page says so.

    >>> Study.load("us-china-neurips-2025").pairs
    (('US', 'CN'),)
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    name: str = Field(pattern=r"^[a-z0-9][a-z0-9-]*$")
    title: str
    question: str = ""
    is_invented: bool = False
    pairs: tuple[tuple[str, str], ...] = ()
    groups: dict[str, tuple[str, ...]] = Field(default_factory=dict)
    countries: tuple[str, ...] = ()
    technologies: tuple[str, ...] = ()
    rules: CountingRules = CountingRules()
    catalogue: Path | None = None
    overrides: Path | None = None
    audit: Path | None = None
    adjudicator: AdjudicatorChoice | None = None
    editions: tuple[Edition, ...] = Field(min_length=1)

    @classmethod
    def load(cls, name_or_path: str | Path) -> "Study":
        """Return the study of a TOML file, or the one that ships with Byline under this name."""
        path = _locate(str(name_or_path))
        try:
            values = tomllib.loads(path.read_text(encoding="utf-8"))
        except tomllib.TOMLDecodeError as error:
            raise StudyError(f"{path} is not valid TOML: {error}; {_NEW}") from error
        except (OSError, UnicodeDecodeError) as error:
            raise StudyError(f"cannot read {path} as a study: {reason(error)}; {_NEW}") from error
        try:
            study = cls.model_validate(_with_paths(values, path))
        except ValidationError as error:
            raise StudyError(_in_words(path, error)) from error
        _check_files(path, study)
        return study

    def members(self, country_or_group: str) -> tuple[str, ...]:
        """Return the country codes of a group, the study's own or one that ships; a code is its own only member."""
        known = {**_shipped_groups(), **self.groups}
        return known.get(country_or_group, (country_or_group,))

    @field_validator("rules", mode="before")
    @classmethod
    def _known_rules(cls, values: object) -> object:
        if not isinstance(values, Mapping):
            return values
        known = [f.name for f in fields(CountingRules)]
        if unknown := [key for key in values if key not in known]:
            raise ValueError(f"unknown rule {unknown[0]!r}{_suggestion(unknown[0], known)}")
        return CountingRules(**{**values, "tracks": tuple(values.get("tracks", ()))})

    @model_validator(mode="after")
    def _consistent(self) -> "Study":
        named = {c for pair in self.pairs for c in pair} | {*self.countries}
        members = {c for group in self.groups.values() for c in group}
        for name in sorted(members | named - self.groups.keys()):
            if not _is_code(name) and (name in members or name not in _shipped_groups()):
                known = ", ".join([*self.groups, *_shipped_groups()])
                raise ValueError(
                    f"{name!r} is neither an ISO 3166-1 alpha-2 code (as 'US') nor a group ({known}); "
                    "a group of your own goes under [groups]"
                )
        for edition in self.editions:
            check_options(edition)
        seen = [(e.venue, e.year, e.track) for e in self.editions]
        if repeated := [key for key in seen if seen.count(key) > 1]:
            raise ValueError(f"edition {repeated[0]} stands twice; give it several sources instead")
        return self


def studies() -> dict[str, Path]:
    """Return the studies that ship with Byline: name to file."""
    folder = Path(str(resources.files("byline"))) / "studies"
    return {path.stem: path for path in sorted(folder.glob("[a-z]*.toml"))}


def template(name: str) -> str:
    """Return the text of a study to start from, its lines explained: what `byline new` writes."""
    text = (resources.files("byline") / "studies" / "_template.toml").read_text(encoding="utf-8")
    return text.replace("my-study", name)


def data_folder() -> Path:
    """Return the folder of real data: BYLINE_DATA, else `shared/data` beside the work tree.

    StudyError, which names the variable, where neither exists.
    """
    named = os.environ.get(DATA_VARIABLE)
    candidates = [Path(named)] if named else _default_data_folders()
    for candidate in candidates:
        if candidate.is_dir():
            return candidate.resolve()
    where = named or " or ".join(str(c) for c in candidates)
    raise StudyError(
        f"the data folder {where} does not exist; set {DATA_VARIABLE} to the folder that holds it"
    )


def _default_data_folders() -> list[Path]:
    beside_work_tree = Path.cwd().parent / "shared" / "data"
    beside_package = Path(__file__).parents[3] / "shared" / "data"
    return list(dict.fromkeys((beside_work_tree, beside_package)))


def _is_code(name: str) -> bool:
    return len(name) == 2 and name.isascii() and name.isupper() and name.isalpha()


@cache
def _shipped_groups() -> dict[str, tuple[str, ...]]:
    """Return the groups that questions know: the data file itself, since the room comes after studies."""
    file = resources.files("byline") / "measures" / "data" / "groups.toml"
    groups = tomllib.loads(file.read_text(encoding="utf-8"))
    return {name: tuple(group["members"]) for name, group in groups.items()}


def _locate(name: str) -> Path:
    shipped = studies()
    if name in shipped:
        return shipped[name]
    path = Path(name)
    if is_run(run := path.parent if path.name == RUN_FILE else path):
        out = quote(str(run))
        raise StudyError(
            f"{run} is the folder of a run, not a study: `byline report {out}` writes its report again, "
            f"`byline explore {out}` opens it; to run it again: `byline run STUDY --out {out}`"
        )
    if path.is_dir():
        raise StudyError(
            f"{name} is a folder, and a study is a TOML file: {_NEW}; "
            f"`byline parse {quote(name)}` reads a folder of PDFs"
        )
    if path.is_file():
        return path
    if name.endswith(".toml") or os.sep in name:
        raise StudyError(f"study file {name} does not exist{_suggestion(path.stem, shipped)}; {_NEW}")
    raise StudyError(
        f"no study is called {name!r}{_suggestion(name, shipped)}; "
        f"those that ship are {', '.join(shipped) or 'none'}, or name a TOML file"
    )


def is_run(folder: Path) -> bool:
    """Return whether a run was begun in a folder."""
    return (folder / RUN_FILE).is_file()


_NEW = "`byline new NAME` writes one to start from"


def _with_paths(values: dict[str, Any], file: Path) -> dict[str, Any]:
    """Return the values with every file they name made absolute; what has another form is left to be refused."""
    named = [(values, "catalogue"), (values, "overrides"), (values, "audit")]
    for edition in _tables(values.get("editions")):
        named += [(source, "path") for source in _tables(edition.get("sources"))]
    for table, key in named:
        if isinstance(table.get(key), str):
            table[key] = _expand(table[key], file)
    return values


def _tables(value: object) -> list[dict[str, Any]]:
    return [entry for entry in value if isinstance(entry, dict)] if isinstance(value, list) else []


def _expand(text: str, file: Path) -> str:
    variable = f"${{{DATA_VARIABLE}}}"
    if variable in text:
        text = text.replace(variable, str(data_folder()))
    return str((file.parent / Path(text).expanduser()).resolve())


def _check_files(path: Path, study: Study) -> None:
    """Refuse a study whose own files cannot be read: now, not when all its papers have been."""
    for key in ("catalogue", "overrides", "audit"):
        file: Path | None = getattr(study, key)
        try:
            if file:
                file.open("rb").close()
        except OSError as error:
            raise StudyError(
                f"{path}: {key}: cannot read {file}: {reason(error)}; correct its path, which is relative to {path}, "
                "or leave the key out"
            ) from None


_KNOWN_KEYS: Mapping[str, type[BaseModel]] = {"editions": Edition, "adjudicator": AdjudicatorChoice}


def _in_words(path: Path, error: ValidationError) -> str:
    lines = []
    for problem in error.errors():
        key = ".".join(str(part) for part in problem["loc"]) or "study"
        message = problem["msg"].removeprefix("Value error, ")
        if problem["type"] == "extra_forbidden":
            known = _KNOWN_KEYS.get(key.partition(".")[0], Study).model_fields
            message = f"unknown key{_suggestion(str(problem['loc'][-1]), known)}"
        if problem["type"] == "missing":
            message = "this is missing"
        lines.append(f"{path}: {key}: {message}")
    if any(problem["type"] == "missing" and len(problem["loc"]) == 1 for problem in error.errors()):
        lines.append(_NEW)
    return "\n".join(lines)


def _suggestion(word: str, known: Any) -> str:
    close = get_close_matches(word, list(known), n=1)
    return f"; did you mean {close[0]!r}?" if close else ""
