"""The record of a run: what it read, with which code and data, and when."""

import hashlib
import json
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from byline import __version__
from byline.model import Run
from byline.pipeline.context import Context
from byline.pipeline.fingerprint import code, fingerprint, of_content
from byline.pipeline.inputs import load_inputs

if TYPE_CHECKING:
    from byline.affiliations.registry import RegistryInfo

# The code and data that numbers depend on, grouped as the stages have read it already.
_ROOMS = (
    ("model", "sources", "documents", "pipeline/papers.py"),
    ("model", "affiliations"),
    ("model", "documents", "technologies"),
    ("model", "engine", "measures"),
)


def run_record(context: Context, data_files: Sequence[Path] = ()) -> Run:
    """Return the row of the table `runs`; `data_files` are corrections and additions of the user.

    Its id is the same for the same study, inputs, code and data files, on any machine.
    """
    from byline.affiliations import registry

    study, in_use = context.study, registry.info()
    inputs = json.dumps(load_inputs(context), sort_keys=True)
    asked = study.model_dump_json(exclude={"editions", "catalogue", "overrides", "audit"})
    editions = [edition.model_dump_json(exclude={"sources"}) for edition in study.editions]
    words = registry_in_words(in_use, _digest(in_use.path) if in_use else "")
    versions = [code(*rooms) for rooms in _ROOMS]
    stamps = {name: stamp for name, stamp in context.stamps.items() if name != "report"}
    return Run(
        run_id=fingerprint(asked, *editions, inputs, words, of_content(data_files), *versions),
        study=study.name,
        byline_version=__version__,
        started_at=context.started_at,
        finished_at=now(),
        inputs=inputs,
        fingerprints=json.dumps(stamps, sort_keys=True),
        registry=words,
    )


def registry_in_words(in_use: "RegistryInfo | None", sha256: str = "") -> str:
    """Return which registry of institutions was in use, in words, with the first digits of its hash."""
    curated = "the institutions curated with Byline"
    if in_use is None:
        return f"{curated}, no ROR registry"
    known_by = f", SHA-256 {sha256[:16]}" if sha256 else ""
    return f"{curated}, and ROR ({in_use.record_count:,} records of {in_use.path.name}{known_by})"


def _digest(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def now() -> str:
    """Return the time in UTC, ISO 8601, to the second."""
    return datetime.now(UTC).isoformat(timespec="seconds")
