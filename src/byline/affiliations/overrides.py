"""Corrections that a person makes: a string or an author, the institution or country, and why."""

import csv
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from byline.affiliations.errors import OverrideError
from byline.affiliations.normalise import normalise
from byline.affiliations.resolve import Resolver
from byline.files import reason
from byline.model.affiliations import UNRESOLVED, AffiliationMatch, AffiliationMention

COLUMNS = (
    "kind",
    "text",
    "paper_id",
    "author_position",
    "institution_id",
    "country",
    "reason",
    "who",
    "when",
)
STRING, AUTHOR = "string", "author"
METHOD = "override"
# In place of a country: nobody can tell the place, whatever the rules say; the mention counts as unresolved.
NO_PLACE = "-"
_COUNTRY = re.compile(r"[A-Z]{2}|-")


@dataclass(frozen=True, slots=True)
class Override:
    """One correction. Of the kind `string` it holds for every mention of `text`; of `author`, for one author."""

    kind: str
    text: str
    paper_id: str
    author_position: int | None
    institution_id: str | None
    country: str | None
    reason: str
    who: str
    when: str


@dataclass(frozen=True, slots=True)
class Corrected:
    """The match rows after the corrections, and how many rows each kind of correction decided."""

    matches: list[AffiliationMatch]
    string_count: int
    author_count: int


def load_overrides(path: Path) -> list[Override]:
    """Return the corrections of a CSV file, in its order.

    Columns: kind (string or author), text (of a string), paper_id and author_position (of an author),
    institution_id and/or country (ISO 3166-1 alpha-2, or `-`: no place can be told), reason, who, when (YYYY-MM-DD).

    Raises:
        OverrideError: a column is missing, or a row contradicts itself or says too little.
    """
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            rows = csv.DictReader(file)
            missing = [column for column in COLUMNS if column not in (rows.fieldnames or [])]
            if missing:
                raise OverrideError(f"{path}: no column {missing[0]!r}; the columns are {', '.join(COLUMNS)}")
            return [_override(path, number, row) for number, row in enumerate(rows, start=2)]
    except (OSError, UnicodeDecodeError, csv.Error) as error:
        raise OverrideError(
            f"cannot read {path} as corrections in CSV: {reason(error)}; its columns are {', '.join(COLUMNS)}"
        ) from error


def apply_overrides(
    mentions: Iterable[AffiliationMention],
    matches: Iterable[AffiliationMatch],
    overrides: Iterable[Override],
    resolver: Resolver,
) -> Corrected:
    """Return the match rows with every corrected mention's rows replaced by the person's one.

    A correction of an author outweighs one of a string, and a later line an earlier one. The explanation says
    who decided and why, and keeps what the rules had said.

    Raises:
        OverrideError: a correction names an institution that is not in the index.
    """
    strings, authors = _by_kind(overrides)
    chosen = {
        mention.mention_id: found
        for mention in mentions
        if (found := authors.get((mention.paper_id, mention.author_position)) or strings.get(_key(mention)))
    }
    rows: list[AffiliationMatch] = []
    done: set[str] = set()
    for match in matches:
        override = chosen.get(match.mention_id)
        if override is None:
            rows.append(match)
        elif match.mention_id not in done:
            done.add(match.mention_id)
            rows.append(_corrected(match, override, resolver))
    kinds = [chosen[mention_id].kind for mention_id in done]
    return Corrected(rows, kinds.count(STRING), kinds.count(AUTHOR))


def _by_kind(
    overrides: Iterable[Override],
) -> tuple[dict[str, Override], dict[tuple[str, int | None], Override]]:
    strings, authors = {}, {}
    for override in overrides:
        if override.kind == STRING:
            strings[normalise(override.text)] = override
        else:
            authors[override.paper_id, override.author_position] = override
    return strings, authors


def _key(mention: AffiliationMention) -> str:
    return normalise(mention.affiliation_text)


def _corrected(match: AffiliationMatch, override: Override, resolver: Resolver) -> AffiliationMatch:
    if override.country == NO_PLACE:
        return _unplaced(match, override)
    site, home = override.country, None
    if override.institution_id:
        try:
            institution = resolver.institution(override.institution_id)
        except KeyError:
            raise OverrideError(
                f"override by {override.who}: no institution {override.institution_id!r}; "
                "give an id that `byline resolve` prints, or only a country"
            ) from None
        site, home = override.country or institution.site_country, institution.home_country
    return replace(
        match,
        institution_id=override.institution_id,
        site_country=site,
        home_country=home,
        score=1.0,
        method=METHOD,
        explanation=_explained(match, override),
        decided_by=f"override: {override.who}",
    )


def _unplaced(match: AffiliationMatch, override: Override) -> AffiliationMatch:
    return replace(
        match,
        institution_id=None,
        site_country=None,
        home_country=None,
        score=0.0,
        method=UNRESOLVED,
        explanation=_explained(match, override),
        decided_by=f"override: {override.who}",
    )


def _explained(match: AffiliationMatch, override: Override) -> str:
    return f"{override.who}, {override.when}: {override.reason}. The rules said: {match.explanation}"


def _override(path: Path, number: int, row: dict[str, str | None]) -> Override:
    cells = {column: (row.get(column) or "").strip() for column in COLUMNS}
    problem = next(_problems(cells), None)
    if problem:
        raise OverrideError(f"{path}:{number}: {problem}")
    return Override(
        kind=cells["kind"],
        text=cells["text"],
        paper_id=cells["paper_id"],
        author_position=int(cells["author_position"]) if cells["author_position"] else None,
        institution_id=cells["institution_id"] or None,
        country=cells["country"] or None,
        reason=cells["reason"],
        who=cells["who"],
        when=cells["when"],
    )


def _problems(cells: dict[str, str]) -> Iterator[str]:
    if cells["kind"] not in (STRING, AUTHOR):
        yield f"kind is {cells['kind']!r}; write string or author"
    if cells["kind"] == STRING and not normalise(cells["text"]):
        yield "a correction of a string needs its text"
    if cells["kind"] == AUTHOR and not (cells["paper_id"] and cells["author_position"].isdecimal()):
        yield "a correction of an author needs paper_id and author_position (a number from 1)"
    if not cells["institution_id"] and not cells["country"]:
        yield "gives neither institution_id nor country"
    if cells["country"] and not _COUNTRY.fullmatch(cells["country"]):
        yield f"country is {cells['country']!r}; write an ISO 3166-1 alpha-2 code such as CN, or - for none"
    if not cells["reason"] or not cells["who"]:
        yield "says no reason or not who decided"
    try:
        date.fromisoformat(cells["when"])
    except ValueError:
        yield f"when is {cells['when']!r}; write the day as YYYY-MM-DD"
