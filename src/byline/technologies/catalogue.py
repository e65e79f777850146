"""The catalogue: every technology that papers are searched for, loaded from data files that people edit."""

import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, fields
from importlib import resources
from pathlib import Path
from typing import Any, Self

from byline.files import reason
from byline.model import Technology

DATA_FILES = ("architectures.toml", "language_models.toml", "multimodal_models.toml", "tools_and_data.toml")


class CatalogueError(ValueError):
    """A catalogue file that cannot be read; the message names file, entry, key and remedy."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One technology as its data file tells it. Phrases are plain text; `*` at a word's end stands for any ending.

    `aliases` match in any case, `exact` as written; both as whole words, where a space, a hyphen, a line's end
    or nothing may join their words. `ends_with` also matches as the end of a longer word (TinyLLaMA);
    `ends_with_capitalised` only where that word starts with a capital or has one inside (Restormer, not "former").
    `variants` may follow the name beside versions and sizes (Llama-3.1-8B-Instruct). `not_as` are phrases that
    contain the name but mean something else. The names in `ambiguous` count only with one of the words of `needs`
    close by; close to a word of `not_near` they do not, unless more words of `needs` or `typical` stand there.
    `is_a`: naming this names that technology too (a ViT is a Transformer). `derived_from`: only where the text
    says so (Vicuna, from Llama). `members`: full names that must be read as this technology (the check does).
    `parts`: words for its own parts (attention heads, KV cache): a text full of them concerns the technology.
    `papers`: titles that introduce it. `note`: what an editor should know.
    """

    technology_id: str
    name: str
    family: str
    developer: str
    home_country: str | None = None
    first_release: str | None = None
    aliases: tuple[str, ...] = ()
    exact: tuple[str, ...] = ()
    ends_with: tuple[str, ...] = ()
    ends_with_capitalised: tuple[str, ...] = ()
    variants: tuple[str, ...] = ()
    not_as: tuple[str, ...] = ()
    ambiguous: tuple[str, ...] = ()
    needs: tuple[str, ...] = ()
    typical: tuple[str, ...] = ()
    not_near: tuple[str, ...] = ()
    is_a: tuple[str, ...] = ()
    derived_from: tuple[str, ...] = ()
    members: tuple[str, ...] = ()
    parts: tuple[str, ...] = ()
    papers: tuple[str, ...] = ()
    note: str = ""

    @property
    def is_model(self) -> bool:
        """True for what has versions and sizes and is run: language, vision, speech and other models."""
        return self.family.endswith(("_model", "_generator"))


TEXT_KEYS = frozenset({"name", "family", "developer", "home_country", "first_release", "note"})
LIST_KEYS = frozenset(field.name for field in fields(Entry)) - TEXT_KEYS - {"technology_id"}
REQUIRED_KEYS = ("name", "family", "developer")


# Told apart by identity, so that what is made from a catalogue once can be kept for it.
@dataclass(frozen=True, slots=True, eq=False)
class Catalogue:
    """The technologies by id, in the order of the data files."""

    entries: Mapping[str, Entry]

    @classmethod
    def load(cls, extra: Path | None = None) -> Self:
        """Return the catalogue that ships with Byline, with the tables of the TOML file `extra` merged in.

        Raises CatalogueError where a file is not TOML, or an entry has unknown, missing or mistyped keys.
        """
        tables: dict[str, Mapping[str, Any]] = {}
        folder = resources.files("byline.technologies") / "data"
        for file in DATA_FILES:
            tables.update(_load_tables((folder / file).read_text(encoding="utf-8"), file))
        catalogue = cls(_entries(tables, "data"))
        if extra is None:
            return catalogue
        try:
            text = extra.read_text(encoding="utf-8")
        except (OSError, UnicodeDecodeError) as error:
            raise CatalogueError(
                f"cannot read {extra} as a catalogue: {reason(error)}; name a TOML file"
            ) from error
        return catalogue.merge(_load_tables(text, str(extra)), str(extra))

    def merge(self, tables: Mapping[str, Mapping[str, Any]], source: str = "study") -> Self:
        """Return the catalogue with a user's tables added; for a known id the keys given replace the old ones."""
        merged = dict(self.entries)
        for technology_id, table in tables.items():
            known = merged.get(technology_id)
            base = {f.name: getattr(known, f.name) for f in fields(Entry)[1:]} if known else {}
            checked = _checked(technology_id, table, source, is_new=known is None)
            merged[technology_id] = Entry(technology_id, **(base | checked))
        return type(self)(merged)

    def technologies(self) -> list[Technology]:
        """Return the catalogue as rows of the table `technologies`, by id."""
        return [
            Technology(e.technology_id, e.name, e.family, e.developer, e.home_country, e.first_release)
            for e in sorted(self.entries.values(), key=lambda e: e.technology_id)
        ]


def _load_tables(text: str, source: str) -> dict[str, Any]:
    try:
        return tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise CatalogueError(f"{source} is not valid TOML: {error}; correct that line") from error


def _entries(tables: Mapping[str, Mapping[str, Any]], source: str) -> dict[str, Entry]:
    return {key: Entry(key, **_checked(key, table, source, is_new=True)) for key, table in tables.items()}


def _checked(technology_id: str, table: Any, source: str, *, is_new: bool) -> dict[str, Any]:
    """Return the table's values with lists as tuples; CatalogueError names the first key that is wrong."""
    where = f"{source}: [{technology_id}]"
    if not isinstance(table, Mapping):
        raise CatalogueError(f"{where} must be a table; write its keys below a line [{technology_id}]")
    for key in _unknown(table):
        raise CatalogueError(
            f"{where} has an unknown key {key!r}; known are {', '.join(sorted(TEXT_KEYS | LIST_KEYS))}"
        )
    for key in REQUIRED_KEYS if is_new else ():
        if key not in table:
            raise CatalogueError(f"{where} lacks {key!r}; add it")
    return {key: _value(where, key, value) for key, value in table.items()}


def _unknown(table: Mapping[str, Any]) -> Iterable[str]:
    return (key for key in table if key not in TEXT_KEYS and key not in LIST_KEYS)


def _value(where: str, key: str, value: Any) -> Any:
    if key in TEXT_KEYS:
        if not isinstance(value, str):
            raise CatalogueError(f"{where} {key} must be text in quotes, not {value!r}")
        return value
    if not isinstance(value, list | tuple) or not all(
        isinstance(item, str) and item.strip() for item in value
    ):
        raise CatalogueError(f'{where} {key} must be a list of texts such as ["a", "b"], not {value!r}')
    return tuple(value)
