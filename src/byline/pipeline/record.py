"""The record of a run: what it read, with which code and data, and when."""

import json
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from byline import __version__
from byline.model import Run
from byline.pipeline.context import Context
from byline.pipeline.fingerprint import fingerprint

if TYPE_CHECKING:
    from byline.affiliations.registry import RegistryInfo


def run_record(context: Context) -> Run:
    """Return the row of the table `runs`; its id is the same for the same study, inputs, code and data files."""
    from byline.affiliations import registry

    study = context.study
    inputs = [choice.model_dump(mode="json") for edition in study.editions for choice in edition.sources]
    stamps = {name: stamp for name, stamp in context.stamps.items() if name != "report"}
    return Run(
        run_id=fingerprint(*(f"{name} {stamp}" for name, stamp in sorted(stamps.items()))),
        study=study.name,
        byline_version=__version__,
        started_at=context.started_at,
        finished_at=now(),
        inputs=json.dumps(inputs, sort_keys=True),
        fingerprints=json.dumps(stamps, sort_keys=True),
        registry=registry_in_words(registry.info()),
    )


def registry_in_words(in_use: "RegistryInfo | None") -> str:
    """Return which registry of institutions was in use, in words."""
    curated = "the institutions curated with Byline"
    if in_use is None:
        return f"{curated}, no ROR registry"
    return f"{curated}, and ROR ({in_use.record_count:,} records of {in_use.path.name})"


def now() -> str:
    """Return the time in UTC, ISO 8601, to the second."""
    return datetime.now(UTC).isoformat(timespec="seconds")
