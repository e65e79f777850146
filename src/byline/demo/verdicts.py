"""Each planted trap held against what a run read: right, abstained or wrong."""

import re
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

from byline.demo.planted import PlantedPaper
from byline.model import CountingRules

Word = Literal["right", "abstained", "wrong"]
Row = Mapping[str, Any]
AS_PRINTED = "affiliations as printed"


@dataclass(frozen=True, slots=True)
class Verdict:
    """One trap in one place. `expected` and `got` in words; `abstained`: left open, and nothing wrong said."""

    trap: str
    file: str
    layout: str
    author: str
    expected: str
    got: str
    verdict: Word


@dataclass(frozen=True, slots=True)
class Tally:
    """What a run read of the papers of one layout. `roles` are those that are planted or that the run saw."""

    layout: str
    papers: int
    author_lists_right: int
    authors: int
    countries_right: int
    countries_abstained: int
    roles: int
    roles_right: int


class Reading:
    """What a run read, from its tables, by file of the bundled conference."""

    def __init__(self, tables: Mapping[str, Iterable[Row]]) -> None:
        papers = [row for row in tables["papers"] if row["pdf_path"]]
        self._ids = {f"{row['year']}/{Path(row['pdf_path']).name}": row["paper_id"] for row in papers}
        self._authors = _by(tables["authorships"], "paper_id")
        self._mentions = _by(tables["affiliation_mentions"], "paper_id", "author_position")
        self._matches = _by(tables["affiliation_matches"], "mention_id")
        self._roles = {(r["paper_id"], r["technology_id"]): r["role"] for r in tables["technology_roles"]}
        self._issues = [f"{row['subject']} {row['message']}" for row in tables["issues"]]

    def judge(self, paper: PlantedPaper) -> list[Verdict]:
        """Return the verdict on each trap that the paper plants."""
        return [self._judge_one(paper, trap) for trap in paper.traps]

    def tally(self, layout: str, papers: Iterable[PlantedPaper]) -> Tally:
        """Return how much was read rightly of these papers: authors, their countries, technology roles."""
        papers = list(papers)
        words = Counter(
            self._countries(paper, author.name, sorted(author.countries(CountingRules(witness="pdf"))))[1]
            for paper in papers
            for author in paper.authors
        )
        roles = [pair for paper in papers for pair in self._role_pairs(paper)]
        return Tally(
            layout=layout,
            papers=len(papers),
            author_lists_right=sum(map(self._has_all_authors, papers)),
            authors=words.total(),
            countries_right=words["right"],
            countries_abstained=words["abstained"],
            roles=len(roles),
            roles_right=sum(planted == got for planted, got in roles),
        )

    def _role_pairs(self, paper: PlantedPaper) -> list[tuple[str, str]]:
        paper_id = self._ids.get(paper.file, "")
        pairs = [(role, self._roles.get((paper_id, t), "none")) for t, role in paper.technologies.items()]
        return [pair for pair in pairs if pair != ("none", "none")]

    def _has_all_authors(self, paper: PlantedPaper) -> bool:
        """Return whether the run has every author in printed order, and nobody else."""
        rows = self._authors[(self._ids.get(paper.file, ""),)]
        rows = sorted(rows, key=lambda row: int(row["author_position"]))
        return [_fold(row["author_name"]) for row in rows] == [_fold(author.name) for author in paper.authors]

    def _judge_one(self, paper: PlantedPaper, trap: Row) -> Verdict:
        name = paper.authors[trap["author"] - 1].name if "author" in trap else ""
        if trap["kind"] == "country":
            got, word = self._countries(paper, name, trap["expected"])
        elif trap["kind"] == "affiliations":
            got, word = self._affiliations(paper, name, trap["expected"])
        elif trap["kind"] == "role":
            role = self._roles.get((self._ids.get(paper.file, ""), trap["technology"]), "none")
            got, word = role, _right_if(role in trap["expected"])
        else:
            got, word = self._file(paper)
        said = (" or " if trap["kind"] == "role" else " + ").join(trap["expected"]) or "unresolved"
        expected = AS_PRINTED if trap["kind"] == "affiliations" else said
        return Verdict(trap["trap"], paper.file, paper.layout, name, expected, got, word)

    def _countries(self, paper: PlantedPaper, name: str, expected: list[str]) -> tuple[str, Word]:
        mentions = self._printed(paper, name)
        if mentions is None:
            return self._unread(paper)
        matches = [match for mention in mentions for match in self._matches[(mention["mention_id"],)]]
        found = {m["site_country"] or m["home_country"] for m in matches}
        countries = found - {None}
        said = " + ".join(sorted(countries)) or "unresolved"
        if countries == set(expected):
            return said, "right"
        return said, "abstained" if countries < set(expected) else "wrong"

    def _affiliations(self, paper: PlantedPaper, name: str, expected: list[str]) -> tuple[str, Word]:
        mentions = self._printed(paper, name)
        if mentions is None:
            return self._unread(paper)
        texts = [m["affiliation_text"] for m in mentions if m["witness"] == "pdf"]
        if sorted(map(_fold, texts)) == sorted(map(_fold, expected)):
            return AS_PRINTED, "right"
        return " + ".join(texts) or "none", "wrong" if texts else "abstained"

    def _printed(self, paper: PlantedPaper, name: str) -> list[Row] | None:
        """Return the author's mentions in the PDF: the byline, or the e-mail's domain where it names no place."""
        paper_id = self._ids.get(paper.file, "")
        rows = [row for row in self._authors[(paper_id,)] if _fold(row["author_name"]) == _fold(name)]
        if not rows:
            return None
        mentions = self._mentions[(paper_id, rows[0]["author_position"])]
        printed = [m for m in mentions if m["witness"] == "pdf"]
        return printed or [m for m in mentions if m["witness"] == "email"]

    def _unread(self, paper: PlantedPaper) -> tuple[str, Word]:
        """Return the verdict on an author who was not found: wrong, unless no author of the paper was read."""
        is_unread = not self._authors[(self._ids.get(paper.file, ""),)]
        return ("no byline read", "abstained") if is_unread else ("author not found", "wrong")

    def _file(self, paper: PlantedPaper) -> tuple[str, Word]:
        authors = len(self._authors[(self._ids.get(paper.file, ""),)])
        name = paper.file.removesuffix(".pdf").partition("/")
        is_listed = any(f"{name[0]}/{name[2]}" in issue for issue in self._issues)
        issue = "and an issue" if is_listed else "and no issue"
        return f"{authors or 'no'} authors, {issue}", _right_if(not authors and is_listed)


def _by(rows: Iterable[Row], *columns: str) -> dict[tuple[Any, ...], list[Row]]:
    groups: dict[tuple[Any, ...], list[Row]] = defaultdict(list)
    for row in rows:
        groups[tuple(row[column] for column in columns)].append(row)
    return groups


def _right_if(is_right: bool) -> Word:
    return "right" if is_right else "wrong"


def _fold(text: str) -> str:
    """Return the letters and digits alone: line breaks, accents and commas are not what a trap tests."""
    plain = unicodedata.normalize("NFKD", text).casefold()
    return re.sub(r"[^\w]|_", "", "".join(c for c in plain if not unicodedata.combining(c)))
