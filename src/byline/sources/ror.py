"""The Research Organization Registry's newest data dump, as its community on Zenodo publishes it (CC0)."""

import gzip
import hashlib
import io
import shutil
import zipfile
from dataclasses import replace
from pathlib import Path
from typing import Any

import orjson

from byline.sources.cache import Cache
from byline.sources.faults import FetchError
from byline.sources.http import Client, FetchOptions

RECORDS = "https://zenodo.org/api/communities/ror-data/records"
HOSTS = {"zenodo.org": 1.0}  # seconds between two requests
LARGEST_DUMP_BYTES = 1_000_000_000  # a dump has about 250 MB unpacked
MAX_AGE_DAYS = 1.0  # a dump is published every month


def fetch_registry(folder: Path, cache_dir: Path, options: FetchOptions | None = None) -> Path:
    """Return the newest dump (schema v2, gzipped) in the folder; not fetched again where it is there already.

    Raises:
        FetchError: Zenodo cannot be reached, or publishes no such dump there.
    """
    options = replace(options or FetchOptions(), max_age_days=MAX_AGE_DAYS)
    with Client(HOSTS, Cache(cache_dir / "answers"), options) as client:
        listed = client.get(RECORDS, {"sort": "newest", "size": "1"})
        name, address, checksum = _newest_file(listed.content)
        target = folder / f"{Path(name).stem}.json.gz"
        if target.is_file():
            return target
        content = client.get(address).content
    if (
        checksum.startswith("md5:")
        and hashlib.md5(content, usedforsecurity=False).hexdigest() != checksum[4:]
    ):
        raise FetchError(f"{address} is not the file that its record describes; try again")
    folder.mkdir(parents=True, exist_ok=True)
    part = target.with_suffix(".part")
    _unpack(content, part, address)
    part.replace(target)
    return target


def _newest_file(listing: bytes) -> tuple[str, str, str]:
    """Return name, address and checksum of the newest record's zip."""
    try:
        record: dict[str, Any] = orjson.loads(listing)["hits"]["hits"][0]
        for file in record["files"]:
            if Path(file["key"]).name.endswith(".zip"):
                return Path(file["key"]).name, str(file["links"]["self"]), str(file.get("checksum", ""))
    except (ValueError, KeyError, IndexError, TypeError) as error:
        raise FetchError(f"{RECORDS} lists no dump of ROR ({error!r})") from error
    raise FetchError(f"{RECORDS}: the newest record has no zip")


def _unpack(content: bytes, target: Path, address: str) -> None:
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as packed:
            dumps = [info for info in packed.infolist() if info.filename.endswith(".json")]
            # Until 2025 a release held both schemas; later ones hold the second alone.
            dump = next((info for info in dumps if "schema_v2" in info.filename), dumps[0] if dumps else None)
            if dump is None or dump.file_size > LARGEST_DUMP_BYTES:
                raise FetchError(f"{address} holds no dump of ROR of a likely size")
            with packed.open(dump) as source, gzip.open(target, "wb", compresslevel=6) as out:
                shutil.copyfileobj(source, out, 1 << 20)
    except (zipfile.BadZipFile, OSError, EOFError) as error:
        raise FetchError(f"{address} is no zip that can be unpacked ({error})") from error
