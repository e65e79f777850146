"""Numbers, and the record of how a run came to them."""

from dataclasses import dataclass
from typing import Annotated

from byline.model.table import table


@table("measure_values")
@dataclass(frozen=True, slots=True)
class MeasureValue:
    """One number: a measure under one set of counting rules, for one combination of keys."""

    measure: Annotated[str, "name in the registry of measures"]
    rules: Annotated[str, "counting rules, as one line of JSON with sorted keys"]
    keys: Annotated[str, "what it is of (venue, year, countries ...), as one line of JSON with sorted keys"]
    numerator: Annotated[float, "papers (or credit) counted: the aggregate of the members"]
    denominator: Annotated[float | None, "what the share is of"]
    value: Annotated[float | None, "numerator over denominator; empty where the denominator is zero"]
    low: Annotated[float | None, "lower end of the stated interval, if there is one"]
    high: Annotated[float | None, "upper end of the stated interval"]
    lower_bound: Annotated[float | None, "numerator if every unresolved affiliation were against the claim"]
    upper_bound: Annotated[float | None, "numerator if every unresolved affiliation were for it"]
    run_id: Annotated[str, "the run"]


@table("runs")
@dataclass(frozen=True, slots=True)
class Run:
    """One run: what it read, with which code and data, and when."""

    run_id: Annotated[str, "fingerprint of study, inputs, code and data files; the same on any machine"]
    study: Annotated[str, "name of the study"]
    byline_version: Annotated[str, "version of Byline"]
    started_at: Annotated[str, "UTC, ISO 8601"]
    finished_at: Annotated[str, "UTC, ISO 8601"]
    inputs: Annotated[str, "sources read, with the SHA-256 of each list and of each folder's files, as JSON"]
    fingerprints: Annotated[str, "fingerprint of each stage, as JSON"]
    registry: Annotated[str, "institution registry in use, with its hash"]


@table("issues")
@dataclass(frozen=True, slots=True)
class Issue:
    """What went wrong or was left out, where, and what to do about it."""

    room: Annotated[str, "sources, documents, affiliations, technologies or measures"]
    subject: Annotated[str, "paper id, file or source concerned"]
    code: Annotated[str, "short kind: damaged_pdf, no_byline, encrypted, author_mismatch ..."]
    message: Annotated[str, "what happened and the remedy, in words"]
