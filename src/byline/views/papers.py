"""The papers of a run as a reader sees them: each author's witnesses beside one another, each role with its quote."""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from byline.views.tables import Rows, RunTables

Load = Callable[[str], Rows]


# How the resolver begins where it was given a domain and no words.
_NO_STRING = "the string is empty"


@dataclass(frozen=True, slots=True)
class Evidence:
    """One affiliation as written, and what it was taken for."""

    mention_id: str
    witness: str
    text: str
    page: int | None
    institution_id: str | None
    institution: str | None
    country: str | None
    home_country: str | None
    method: str
    score: float
    explanation: str
    decided_by: str

    @property
    def decision(self) -> str:
        """How it was decided: the method, the score, and who, where a person did."""
        who = "" if self.decided_by == "rules" else f", {self.decided_by}"
        return f"{self.method}, {self.score:.2f}{who}"


@dataclass(frozen=True, slots=True)
class Author:
    """One author of one paper with all that says where they work."""

    position: int
    name: str
    evidence: tuple[Evidence, ...]
    notes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Quote:
    """A sentence that names a technology."""

    mention_id: str
    page: int
    section: str
    text: str

    @property
    def place(self) -> str:
        """Where it stands, in words."""
        return f"page {self.page}, {self.section.replace('_', ' ')}"


@dataclass(frozen=True, slots=True)
class Feature:
    """A technology in a paper: its role, why, and the sentences that show it."""

    technology_id: str
    technology: str
    role: str
    score: float
    explanation: str
    quotes: tuple[Quote, ...]


@dataclass(frozen=True, slots=True)
class PaperCard:
    """One paper with all its evidence."""

    paper_id: str
    title: str
    venue: str
    year: int
    track: str
    url: str | None
    source: str
    page_count: int | None
    authors: tuple[Author, ...]
    features: tuple[Feature, ...]
    issues: tuple[str, ...]

    @property
    def is_empty(self) -> bool:
        """Whether nobody is known to have signed it."""
        return not self.authors


def load_cards(tables: RunTables) -> dict[str, PaperCard]:
    """Return every paper of the run by its id, in the order of the table."""
    load = tables.load
    authors, features = _authors(load), _features(load)
    issues = _grouped(tables.load_issues(), "subject")
    return {
        row["paper_id"]: PaperCard(
            paper_id=row["paper_id"],
            title=row["title"] or "(no title read)",
            venue=row["venue"],
            year=row["year"],
            track=row["track"],
            url=row["url"],
            source=row["source"],
            page_count=row["page_count"],
            authors=tuple(authors[row["paper_id"]]),
            features=tuple(features[row["paper_id"]]),
            issues=tuple(issue["message"] for issue in issues[row["paper_id"]]),
        )
        for row in load("papers")
    }


def unresolved_strings(cards: Iterable[PaperCard]) -> list[tuple[str, int]]:
    """Return affiliations as written that were not resolved, with their author slots, most frequent first."""
    texts = Counter(
        " ".join(evidence.text.split())
        for card in cards
        for author in card.authors
        for evidence in author.evidence
        if evidence.country is None and evidence.witness != "email"
    )
    return sorted(texts.items(), key=lambda item: (-item[1], item[0]))


def _authors(load: Load) -> Mapping[str, list[Author]]:
    institutions = {row["institution_id"]: row["display_name"] for row in load("institutions")}
    matches = _grouped(load("affiliation_matches"), "mention_id")
    evidence: dict[tuple[str, int], list[Evidence]] = defaultdict(list)
    for mention in load("affiliation_mentions"):
        place = mention["paper_id"], mention["author_position"]
        evidence[place] += [_evidence(mention, m, institutions) for m in matches[mention["mention_id"]]]
    authors: dict[str, list[Author]] = defaultdict(list)
    for row in sorted(load("authorships"), key=lambda row: row["author_position"]):
        place = row["paper_id"], row["author_position"]
        author = Author(place[1], row["author_name"], tuple(evidence[place]), tuple(row["notes"]))
        authors[row["paper_id"]].append(author)
    return authors


def _evidence(mention: dict[str, Any], match: dict[str, Any], institutions: Mapping[str, str]) -> Evidence:
    return Evidence(
        mention_id=mention["mention_id"],
        witness=mention["witness"],
        text=mention["affiliation_text"],
        page=mention["page"],
        institution_id=match["institution_id"],
        institution=institutions.get(match["institution_id"] or ""),
        country=match["site_country"] or match["home_country"],
        home_country=match["home_country"],
        method=match["method"],
        score=match["score"],
        explanation=_said(mention["witness"], match["explanation"]),
        decided_by=match["decided_by"],
    )


def _said(witness: str, explanation: str) -> str:
    """Return a match's explanation; of an e-mail domain nobody expects that it also says where."""
    if witness != "email" or not explanation.startswith(_NO_STRING):
        return explanation
    return explanation.removeprefix(_NO_STRING).lstrip("; ") or "this domain is of no single place"


def _features(load: Load) -> Mapping[str, list[Feature]]:
    names = {row["technology_id"]: row["display_name"] for row in load("technologies")}
    quotes = {
        row["mention_id"]: Quote(row["mention_id"], row["page"], row["section"], row["quote"])
        for row in load("technology_mentions")
    }
    features: dict[str, list[Feature]] = defaultdict(list)
    for row in load("technology_roles"):
        features[row["paper_id"]].append(
            Feature(
                technology_id=row["technology_id"],
                technology=str(names.get(row["technology_id"]) or row["technology_id"]),
                role=row["role"],
                score=row["score"],
                explanation=row["explanation"],
                quotes=tuple(quotes[mention_id] for mention_id in row["evidence"] if mention_id in quotes),
            )
        )
    return features


def _grouped(rows: Iterable[dict[str, Any]], key: str) -> Mapping[str, Sequence[dict[str, Any]]]:
    grouped: dict[str, list[dict[str, Any]]] = defaultdict(list)
    for row in rows:
        grouped[row[key]].append(row)
    return grouped
