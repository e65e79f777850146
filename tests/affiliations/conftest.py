"""What the resolver's tests share: one open resolver, and a made-up registry dump."""

import os
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import orjson
import pytest

from byline.affiliations import Resolver
from byline.affiliations.index import cache_folder


@pytest.fixture(scope="session")
def resolver() -> Resolver:
    """Return a resolver over the bundled data, without a registry."""
    from byline.affiliations.index import open_index

    return Resolver(open_index().index)


@pytest.fixture
def registry_file(tmp_path: Path) -> Path:
    """Return a made-up dump of ROR's schema v2 that a test may damage."""
    return _write_dump(tmp_path)


@pytest.fixture(scope="session")
def with_registry(tmp_path_factory: pytest.TempPathFactory) -> Resolver:
    """Return a resolver over the bundled data and the made-up dump.

    The dump is put where the last session had it, with the same date: then its index, which takes 6 s to compile,
    is that session's, as long as neither the data nor the code that compiles it has changed.
    """
    new = _write_dump(tmp_path_factory.mktemp("registry"))
    os.utime(new, (0, 0))
    kept = cache_folder() / "tests" / new.name
    kept.parent.mkdir(parents=True, exist_ok=True)
    if not kept.is_file() or kept.read_bytes() != new.read_bytes():
        shutil.move(new, kept)
    return Resolver.open(kept)


@pytest.fixture(scope="session")
def make_record() -> Callable[..., dict[str, Any]]:
    """Return what makes one record of a made-up dump: see `record`."""
    return record


def _write_dump(folder: Path) -> Path:
    """Write a dump with a university, its institute, and a company in two countries; return its path."""
    path = folder / "made-up-ror-data_schema_v2.json"
    path.write_bytes(
        orjson.dumps(
            [
                record("0000u", ["University of Quillmark", "Universität Quillmark"], "DE", "Quillmark"),
                record(
                    "0000i", ["Institute of Fernwork"], "DE", "Quillmark", parent="0000u", kind="facility"
                ),
                record("0000g", ["Zorblatt (Germany)"], "DE", "Berlin", kind="company"),
                record("0000f", ["Zorblatt (France)"], "FR", "Paris", kind="company"),
                record("0000w", ["Gone University"], "DE", "Berlin") | {"status": "withdrawn"},
            ]
        )
    )
    return path


def record(
    number: str, names: list[str], country: str, city: str, parent: str | None = None, kind: str = "education"
) -> dict[str, Any]:
    """Return one record of the made-up dump."""
    place = {"country_code": country, "name": city}
    return {
        "id": f"https://ror.org/{number}",
        "names": [
            {"lang": None, "types": ["ror_display", "label"] if i == 0 else ["alias"], "value": name}
            for i, name in enumerate(names)
        ],
        "locations": [{"geonames_id": 1, "geonames_details": place}],
        "types": [kind],
        "status": "active",
        "domains": [],
        "links": [{"type": "website", "value": f"https://www.{number}.example"}],
        "relationships": [{"id": f"https://ror.org/{parent}", "type": "parent", "label": ""}]
        if parent
        else [],
    }
