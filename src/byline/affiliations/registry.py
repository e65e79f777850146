"""The institution registry in use: a dump of ROR, schema v2, as its releases publish it (CC0)."""

import gzip
import os
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from typing import Any

import orjson

from byline.affiliations.countries import load_country_names
from byline.affiliations.errors import RegistryError
from byline.affiliations.institutions import REGISTRY, Known
from byline.files import reason

SECTORS = {
    "education": "university",
    "company": "company",
    "government": "government",
    "nonprofit": "nonprofit",
    "healthcare": "hospital",
    "facility": "facility",
    "archive": "facility",
}
# A full dump has about 250 MB unpacked; four times that is no dump of ROR.
LARGEST_DUMP_BYTES = 1_000_000_000
PARENT_RELATIONS = frozenset({"parent"})


@dataclass(frozen=True, slots=True)
class RegistryInfo:
    """Which registry is in use: file, how many records it has, and since when."""

    path: Path
    record_count: int
    used_since: str


def use(path: Path | str) -> RegistryInfo:
    """Return the registry now in use, after reading the whole dump to see that it is one.

    Later runs find it without being told. `Resolver.open` compiles it on its next call.

    Raises:
        RegistryError: the file is missing, damaged, or no ROR dump of schema v2.

    >>> use("v1.60-2024-12-ror-data_schema_v2.json")  # doctest: +SKIP
    """
    path = Path(path).expanduser()
    count = sum(1 for _ in load_registry(path))
    path = path.resolve()
    found = RegistryInfo(path, count, datetime.now(UTC).isoformat(timespec="seconds"))
    record = {"path": str(path), "record_count": count, "used_since": found.used_since}
    _record_file().parent.mkdir(parents=True, exist_ok=True)
    part = _record_file().with_suffix(f".{os.getpid()}.part")
    part.write_bytes(orjson.dumps(record, option=orjson.OPT_INDENT_2))
    part.replace(_record_file())
    return found


def info() -> RegistryInfo | None:
    """Return the registry in use, or None where none has been chosen or its file has gone."""
    try:
        record = orjson.loads(_record_file().read_bytes())
        found = RegistryInfo(Path(record["path"]), int(record["record_count"]), str(record["used_since"]))
    except (OSError, ValueError, KeyError, TypeError):
        return None
    return found if found.path.is_file() else None


def forget() -> None:
    """Return nothing; after it no registry is in use."""
    _record_file().unlink(missing_ok=True)


def load_registry(path: Path) -> Iterator[Known]:
    """Yield the active institutions of a ROR dump, plain or gzipped JSON.

    Raises:
        RegistryError: as for `use`.
    """
    records = _load_records(path)
    for number, record in enumerate(records):
        try:
            known = _known(record)
        except (KeyError, TypeError, AttributeError, IndexError) as error:
            raise RegistryError(
                f"{path}: record {number + 1} is not of ROR's schema v2 ({error!r}); "
                "use the file whose name ends in schema_v2.json"
            ) from error
        if known is not None:
            yield known


def _load_records(path: Path) -> list[Any]:
    try:
        raw = path.read_bytes()
        if raw[:2] == b"\x1f\x8b":
            raw = _unpack(path)
        records = orjson.loads(raw)
    except gzip.BadGzipFile as error:
        raise RegistryError(f"{path} {_DAMAGED}") from error
    except OSError as error:
        raise RegistryError(f"cannot read {path}: {reason(error)}; {_DUMP}") from error
    except (EOFError, ValueError, zlib.error) as error:
        raise RegistryError(f"{path} {_DAMAGED}") from error
    if not isinstance(records, list) or not records or not isinstance(records[0], dict):
        raise RegistryError(f"{path} holds no list of records, as a ROR dump does; {_DUMP}")
    return records


_DUMP = "name a ROR data dump of schema v2, .json or .json.gz (`byline registry update` fetches one)"
_DAMAGED = (
    "is no JSON: another kind of file, or a download that broke off. Download the ROR dump again, unpack its .zip, "
    "and name the file whose name ends in schema_v2.json"
)


def _unpack(path: Path) -> bytes:
    with gzip.open(path) as file:
        raw = file.read(LARGEST_DUMP_BYTES + 1)
    if len(raw) > LARGEST_DUMP_BYTES:
        raise ValueError(f"unpacks to more than {LARGEST_DUMP_BYTES:,} bytes")
    return raw


def _known(record: dict[str, Any]) -> Known | None:
    if record["status"] == "withdrawn":
        return None
    shown = [n["value"] for n in record["names"] if "ror_display" in n["types"]]
    others = [n["value"] for n in record["names"] if "acronym" not in n["types"]]
    acronyms = [n["value"] for n in record["names"] if "acronym" in n["types"]]
    place = record["locations"][0]["geonames_details"] if record["locations"] else {}
    country = place.get("country_code")
    parents = [r["id"] for r in record["relationships"] if r["type"] in PARENT_RELATIONS]
    return Known(
        institution_id=record["id"],
        names=_with_plain_forms([*shown, *others]),
        source=REGISTRY,
        acronyms=tuple(acronyms),
        site_country=country,
        home_country=country,
        city=place.get("name"),
        sector=next((SECTORS[t] for t in record["types"] if t in SECTORS), None),
        domains=tuple(record["domains"]) or _website_domains(record["links"]),
        parent_ids=tuple(parents),
    )


def _with_plain_forms(names: list[str]) -> tuple[str, ...]:
    """Return names and, for "Google (United Kingdom)", the name without the country that ROR adds.

    A city in brackets is part of the name: "The Hong Kong University of Science and Technology (Guangzhou)".
    """
    plain = []
    for name in names:
        bare, _, added = name.removesuffix(")").rpartition(" (")
        if bare and name.endswith(")") and added in _country_names():
            plain.append(bare)
    return tuple(dict.fromkeys([*names, *plain]))


@cache
def _country_names() -> frozenset[str]:
    return frozenset(name for name, _ in load_country_names())


def _website_domains(links: list[dict[str, str]]) -> tuple[str, ...]:
    hosts = [
        link["value"].split("//")[-1].split("/")[0].lower() for link in links if link["type"] == "website"
    ]
    # A path means that the site is a page of somebody else's.
    bare = [h for h, link in zip(hosts, links, strict=False) if link["value"].rstrip("/").count("/") == 2]
    return tuple(host.removeprefix("www.") for host in bare)


def dump_folder() -> Path:
    """Return the folder of fetched dumps: BYLINE_HOME, or the user's data folder."""
    from platformdirs import user_data_path

    home = os.environ.get("BYLINE_HOME")
    return Path(home) if home else user_data_path("byline")


def _record_file() -> Path:
    return dump_folder() / "registry.json"
