"""Papers drawn at random and read by a person: how often Byline errs, and what that makes of the number."""

import csv
import json
import random
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from byline.engine import Engine
from byline.files import reason
from byline.measures.compute import compute, members
from byline.measures.question import Question
from byline.measures.uncertainty import Interval, Labels, TooFewLabels, corrected
from byline.model import CountingRules, MeasureValue

COLUMNS = ("paper_id", "countries", "title", "where", "who", "note")
_CODES = re.compile(r"[A-Z]{2}(?: *; *[A-Z]{2})*|-")
_LISTED = "listed by {}, without a file or an address: search for its title"
_MERGED = {"hk_mo_with_cn": ("HK", "MO"), "hk_mo_tw_with_cn": ("HK", "MO", "TW")}


class AuditError(ValueError):
    """A sheet of checked papers that cannot be used; the message names the file, the line and the remedy."""


@dataclass(frozen=True, slots=True)
class Audited:
    """What the checked papers of one edition say: errors found, and the corrected share or why there is none."""

    venue: str
    year: int
    checked: int
    missed: int
    extra: int
    corrected: Interval | None
    refusal: str

    def sentence(self) -> str:
        """Return the finding in words that can be quoted, with the kind of uncertainty named."""
        edition = f"{self.venue} {self.year}"
        if not self.checked:
            return f"{edition}: {self.refusal}."
        found = (
            f"{edition}: of {self.checked} papers drawn at random and read by a person, Byline missed {self.missed} "
            f"joint papers and counted {self.extra} that are none"
        )
        if self.corrected is None:
            return f"{found}; no corrected share is stated: {self.refusal}."
        return f"{found}. Corrected for such errors the share is {self.corrected.sentence()}."


def draw_sheet(
    engine: Engine, size: int, seed: int, pdfs: Mapping[str, str] | None = None
) -> list[dict[str, str]]:
    """Return rows for a person to fill in: `size` papers of each edition, drawn at random with this seed.

    `pdfs`: where the PDF of a paper is on this disk, by paper id. A paper of a list that names no file and no
    address says which source lists it.
    """
    sql = "SELECT paper_id, venue, year, title, pdf_path, url, source FROM papers ORDER BY venue, year, paper_id"
    on_disk = pdfs or {}
    editions: dict[tuple[str, int], list[dict[str, Any]]] = {}
    for row in engine.query(sql).to_pylist():
        editions.setdefault((row["venue"], row["year"]), []).append(row)
    generator = random.Random(seed)
    return [
        {
            "paper_id": p["paper_id"],
            "title": p["title"],
            "where": on_disk.get(p["paper_id"]) or p["pdf_path"] or p["url"] or _LISTED.format(p["source"]),
        }
        for papers in editions.values()
        for p in generator.sample(papers, min(size, len(papers)))
    ]


def write_sheet(file: Path, rows: Sequence[Mapping[str, str]]) -> None:
    """Write a sheet with empty cells for what a person fills in; FileExistsError where one stands already."""
    with file.open("x", encoding="utf-8", newline="") as opened:
        writer = csv.DictWriter(opened, COLUMNS)
        writer.writeheader()
        writer.writerows(rows)


def load_sheet(file: Path) -> dict[str, frozenset[str]]:
    """Return the countries of each checked paper; papers whose cell is empty are not checked yet.

    Raises:
        AuditError: the file is no CSV with `paper_id` and `countries`, or a cell is not `US; CN` or `-` (none).
    """
    try:
        with file.open(encoding="utf-8-sig", newline="") as opened:
            rows = list(csv.DictReader(opened))
    except (OSError, UnicodeDecodeError, csv.Error) as error:
        raise AuditError(
            f"cannot read {file} as a sheet of checked papers: {reason(error)}; `byline audit` writes one"
        ) from error
    found: dict[str, frozenset[str]] = {}
    for line, row in enumerate(rows, start=2):
        if row.get("paper_id") is None or row.get("countries") is None:
            raise AuditError(
                f"{file}: line {line} has no paper_id and countries; `byline audit` writes a sheet"
            )
        cell = row["countries"].strip()
        if cell and not _CODES.fullmatch(cell):
            raise AuditError(
                f"{file}: line {line}: write countries as codes, e.g. US; CN, or - for none: {cell!r}"
            )
        if cell:
            found[row["paper_id"]] = frozenset(re.findall("[A-Z]{2}", cell))
    return found


def audit(
    engine: Engine,
    truth: Mapping[str, frozenset[str]],
    rules: CountingRules,
    pair: Sequence[str],
    groups: Mapping[str, tuple[str, ...]] | None = None,
) -> tuple[Audited, ...]:
    """Return, for each edition, what its checked papers make of the joint papers of a pair.

    `truth`: the countries in which authors of a paper work, by paper id, each where the institution is.
    """
    question: dict[str, Any] = {"countries": tuple(pair), **({"groups": groups} if groups else {})}
    counted = {row["paper_id"] for row in members(engine, "collaboration", rules, **question).to_pylist()}
    sides: dict[str, set[str]] = {}
    for name, code in Question(countries=tuple(pair), groups=groups).membership():
        sides.setdefault(name, set()).add(code)
    joint = {
        paper: all(_merged(places, rules) & side for side in sides.values())
        for paper, places in truth.items()
    }
    checked: dict[tuple[str, int], list[str]] = {}
    for row in engine.query("SELECT paper_id, venue, year, track FROM papers ORDER BY paper_id").to_pylist():
        if row["paper_id"] in truth and (not rules.tracks or row["track"] in rules.tracks):
            checked.setdefault((row["venue"], row["year"]), []).append(row["paper_id"])
    found = []
    for value in compute(engine, "collaboration", rules, **question):
        keys = json.loads(value.keys)
        papers = checked.get((keys["venue"], keys["year"]), [])
        labels = Labels([joint[paper] for paper in papers], [paper in counted for paper in papers])
        share, refusal = _corrected(value, labels, rules)
        missed, extra = labels.cell(True, False), labels.cell(False, True)
        found.append(Audited(keys["venue"], keys["year"], len(papers), missed, extra, share, refusal))
    return tuple(found)


def _merged(places: frozenset[str], rules: CountingRules) -> set[str]:
    merged = _MERGED.get(rules.hong_kong_macau_taiwan, ())
    return {"CN" if code in merged else code for code in places}


def _corrected(value: MeasureValue, labels: Labels, rules: CountingRules) -> tuple[Interval | None, str]:
    if not labels.truth:
        return None, "no paper of it has been checked by a person"
    if (rules.counting, rules.authors) != ("whole", "any") or rules.country_of == "home":
        return None, "the sheet says where any author works; these rules count something else"
    try:
        return corrected(int(value.numerator), int(value.denominator or 0), labels), ""
    except TooFewLabels as error:
        return None, str(error)
