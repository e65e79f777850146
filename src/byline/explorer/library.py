"""The run in memory: papers with their evidence, loaded once, and what a search looks through."""

import json
import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

from byline.views.papers import PaperCard, load_cards
from byline.views.tables import RunTables
from byline.views.wording import country_name

SEARCHED = ("anything", "title", "author", "institution", "country", "technology")
_MARKS = re.compile(r"[\u0300-\u036f]")  # combining accents, so that `Muller` finds `Müller`


@dataclass(frozen=True, slots=True)
class Named:
    """An institution or technology as its table gives it."""

    id: str
    name: str
    row: Mapping[str, Any]


class Library:
    """The tables of one run, ready to be looked up by id and searched by word."""

    def __init__(self, out: Path) -> None:
        """Load the tables of the run in `out`."""
        tables = RunTables(out / "tables")
        self.cards: dict[str, PaperCard] = load_cards(tables)
        self.institutions = _named(tables.load("institutions"), "institution_id")
        self.technologies = _named(tables.load("technologies"), "technology_id")
        self.issues = tables.load_issues()
        self.runs = tables.load("runs")
        self.boxes = {
            row["mention_id"]: (row["page"], tuple(row["box"]))
            for row in tables.load("affiliation_mentions")
            if row["page"] and row["box"] and len(row["box"]) == 4
        }
        self._pdfs = _pdf_paths(out)

    def pdf(self, paper_id: str) -> Path | None:
        """Return the PDF that the run read for this paper; None where it read none."""
        return self._pdfs.get(paper_id)

    @cached_property
    def venues(self) -> tuple[str, ...]:
        """The venues, by name."""
        return tuple(sorted({card.venue for card in self.cards.values()}))

    @cached_property
    def years(self) -> tuple[int, ...]:
        """The years, earliest first."""
        return tuple(sorted({card.year for card in self.cards.values()}))

    @cached_property
    def tracks(self) -> tuple[str, ...]:
        """The tracks, by name."""
        return tuple(sorted({card.track for card in self.cards.values()}))

    @cached_property
    def papers_by_institution(self) -> Mapping[str, int]:
        """Return in how many papers any witness names each institution, by its id."""
        named = (
            {e.institution_id for author in card.authors for e in author.evidence if e.institution_id}
            for card in self.cards.values()
        )
        return Counter(key for keys in named for key in keys)

    @cached_property
    def _texts(self) -> dict[str, dict[str, str]]:
        return {paper_id: _searched(card) for paper_id, card in self.cards.items()}

    def search(self, words: str, where: str, among: Iterable[str]) -> list[str]:
        """Return the ids among these whose text holds every word, in the order given."""
        wanted = fold(words).split()
        if not wanted:
            return list(among)
        texts = self._texts
        return [i for i in among if all(word in texts[i][where] for word in wanted)]


def fold(words: str) -> str:
    """Return the words as a search sees them: no accents, no case, one space between.

    >>> fold("Universität  München")
    'universitat munchen'
    """
    plain = _MARKS.sub("", unicodedata.normalize("NFKD", words))
    return " ".join(plain.casefold().split())


def _searched(card: PaperCard) -> dict[str, str]:
    evidence = [e for author in card.authors for e in author.evidence]
    codes = {e.country for e in evidence if e.country}
    fields: dict[str, Sequence[str]] = {
        "title": [card.title],
        "author": [author.name for author in card.authors],
        "institution": sorted(
            {e.text for e in evidence} | {e.institution for e in evidence if e.institution}
        ),
        "country": [f"{code} {country_name(code)}" for code in sorted(codes)],
        "technology": [f"{f.technology} {f.role.replace('_', ' ')}" for f in card.features],
    }
    folded = {name: fold(" \n ".join(words)) for name, words in fields.items()}
    return {**folded, "anything": " ".join([*folded.values(), fold(card.paper_id)])}


def _named(rows: Iterable[Mapping[str, Any]], key: str) -> dict[str, Named]:
    return {row[key]: Named(row[key], row["display_name"] or row[key], row) for row in rows}


def _pdf_paths(out: Path) -> dict[str, Path]:
    """Return what the run itself recorded of its PDFs: the only files of papers that are ever read."""
    try:
        recorded = json.loads((out / "cache" / "pdfs.json").read_bytes())
    except (OSError, ValueError):
        return {}
    return {str(paper_id): Path(str(path)) for paper_id, path in recorded.items()}
