"""Decisions of people: written to the overrides file whole or not at all, and counted at once."""

import csv
import fcntl
import os
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import asdict, dataclass, replace
from datetime import UTC, datetime
from functools import cache
from io import StringIO
from pathlib import Path
from typing import TYPE_CHECKING, Any

from byline.affiliations.errors import OverrideError
from byline.affiliations.overrides import (
    AUTHOR,
    COLUMNS,
    STRING,
    Override,
    apply_overrides,
    load_overrides,
)
from byline.model import AffiliationMatch, AffiliationMention, Institution, arrow_table
from byline.study import Study
from byline.views.papers import Author
from byline.views.tables import RunTables

if TYPE_CHECKING:
    from byline.affiliations import Resolver
    from byline.affiliations.directory import Directory

# What `apply_overrides` writes before the rules' own words.
_SAID = "The rules said: "
# In place of a country: no place can be told.
NO_PLACE = "-"
RULES = "rules"


class CorrectionError(Exception):
    """A decision that cannot be written; the message says why and what to do."""


@dataclass(frozen=True, slots=True)
class Corrections:
    """The overrides file of a run: the study's own, else `overrides.csv` in the run's folder."""

    out: Path
    study: Study

    @property
    def file(self) -> Path:
        """The file that decisions are added to."""
        return self.study.overrides or self.out / "overrides.csv"

    def add(self, override: Override) -> None:
        """Add a decision as the file's last line; CorrectionError, and the file as it was, where it is no valid one."""
        if override.institution_id:
            _known(override.institution_id)
        with self._locked():
            before = self.file.read_text(encoding="utf-8-sig") if self.file.is_file() else ""
            text = _with_row(before, override)
            with _replaced(self.file, text) as temporary:
                try:
                    load_overrides(temporary)
                except OverrideError as error:
                    raise CorrectionError(str(error).replace(str(temporary), self.file.name)) from None

    def count(self) -> None:
        """Apply every decision of the file to the run's matches, so that its numbers follow."""
        with self._locked():
            tables = RunTables(self.out / "tables")
            mentions = [AffiliationMention(**row) for row in tables.load("affiliation_mentions")]
            matches = [_as_ruled(AffiliationMatch(**row)) for row in tables.load("affiliation_matches")]
            resolver = _resolver()
            try:
                corrected = apply_overrides(mentions, matches, load_overrides(self.file), resolver)
            except OverrideError as error:
                raise CorrectionError(str(error)) from None
            known = {row["institution_id"]: row for row in tables.load("institutions")}
            for named in {m.institution_id for m in corrected.matches if m.institution_id} - known.keys():
                known[named] = asdict(resolver.institution(named))
            self._write("institutions", [Institution(**row) for _, row in sorted(known.items())])
            self._write("affiliation_matches", corrected.matches)

    def _write(self, name: str, rows: list[Any]) -> None:
        import pyarrow.parquet as pq

        file = self.out / "tables" / f"{name}.parquet"
        temporary = file.with_suffix(".new")
        pq.write_table(arrow_table(name, rows), temporary, compression="zstd")
        temporary.replace(file)

    @contextmanager
    def _locked(self) -> Iterator[None]:
        """Let one process at a time write; the lock goes with the process, however it ends."""
        lock = self.file.with_name(f".{self.file.name}.lock")
        with lock.open("w") as handle:
            fcntl.flock(handle, fcntl.LOCK_EX)
            yield


def chosen(form: Mapping[str, str], author: Author) -> dict[str, Any]:
    """Return the institution and country that a form decides on; CorrectionError where it names neither.

    `decision` is `accept:MENTION`, what another witness of the author says; `institution:ID`, at its own place
    or at `site`; `correct`, only a `country`; or `reject`.
    """
    decision, _, named = form.get("decision", "").partition(":")
    if decision == "reject":
        return {"country": NO_PLACE}
    if decision == "institution":
        return _at(named, form.get("site", ""))
    if decision == "accept":
        for e in author.evidence:
            if e.mention_id == named and e.country:
                return {"institution_id": e.institution_id, "country": e.country}
        raise CorrectionError("No witness of this author says so any more. Look again.")
    if not form.get("country"):
        raise CorrectionError("Choose the institution, or the country that it is in.")
    return {"country": form["country"]}


def _at(institution_id: str, site: str) -> dict[str, Any]:
    """Return an institution as decided on, at its own place where no other is named."""
    institution = _known(institution_id)
    if not site and not institution.site_country:
        raise CorrectionError(f"Nobody knows where {institution.display_name} is: choose its country too.")
    return {"institution_id": institution_id, "country": site or None}


def _known(institution_id: str) -> Institution:
    """Return the institution; CorrectionError where there is none: its line would stop every later count."""
    try:
        return _resolver().institution(institution_id)
    except KeyError:
        raise CorrectionError(
            f"There is no institution {institution_id!r}; choose a country instead."
        ) from None


def decided(form: Mapping[str, str], mention: Mapping[str, Any], place: Mapping[str, Any]) -> Override:
    """Return the decision of a form about a mention; `place` has the institution and country decided on."""
    is_string = form.get("reach") == STRING
    return Override(
        kind=STRING if is_string else AUTHOR,
        text=" ".join(str(mention["affiliation_text"]).split()) if is_string else "",
        paper_id="" if is_string else str(mention["paper_id"]),
        author_position=None if is_string else int(mention["author_position"]),
        institution_id=place.get("institution_id") or None,
        country=place.get("country") or None,
        reason=" ".join(form.get("reason", "").split())[:500],
        who=" ".join(form.get("who", "").split())[:100],
        when=datetime.now(UTC).date().isoformat(),
    )


def _with_row(before: str, override: Override) -> str:
    out = StringIO()
    writer = csv.DictWriter(out, COLUMNS, lineterminator="\n")
    if not before.strip():
        writer.writeheader()
        before = ""
    writer.writerow({name: "" if value is None else value for name, value in asdict(override).items()})
    if before and not before.endswith("\n"):
        before += "\n"
    return before + out.getvalue()


@contextmanager
def _replaced(file: Path, text: str) -> Iterator[Path]:
    """Write the text beside the file, and put it in the file's place when the block ends without an error."""
    handle, name = tempfile.mkstemp(dir=file.parent, prefix=f".{file.name}.")
    temporary = Path(name)
    try:
        with os.fdopen(handle, "w", encoding="utf-8", newline="") as out:
            out.write(text)
            out.flush()
            os.fsync(out.fileno())
        yield temporary
        temporary.replace(file)
    finally:
        temporary.unlink(missing_ok=True)


def _as_ruled(match: AffiliationMatch) -> AffiliationMatch:
    """Return the row with the rules' own words, so that a second decision quotes them and not the first one."""
    if match.decided_by == RULES or _SAID not in match.explanation:
        return match
    return replace(match, explanation=match.explanation.split(_SAID)[-1])


@cache
def directory() -> "Directory":
    """Return the known institutions by name; the first search takes about a second, later ones some milliseconds."""
    from byline.affiliations.directory import Directory

    return Directory(_resolver().index)


@cache
def _resolver() -> "Resolver":
    """Return the resolver, which takes a second to open, once."""
    from byline.affiliations import Resolver

    return Resolver.open()
