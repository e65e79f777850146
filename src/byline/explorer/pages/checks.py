"""What is not certain, most influential on the headline first, with forms to decide it."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from math import ceil

from byline.affiliations.directory import Found
from byline.explorer import corrections
from byline.explorer.page import Page
from byline.explorer.pages import addresses
from byline.explorer.pages.paper import is_disputed
from byline.explorer.view import NotFound, View
from byline.views.papers import Author, Evidence, PaperCard
from byline.views.parts import Column, Figure, Section, Table
from byline.views.wording import amount_cell, country_name, places

PAGE_SIZE = 20
LONGEST_FIND = 80
KINDS = {"unresolved": "Not resolved", "disagreements": "Witnesses disagree", "one": "One affiliation"}


@dataclass(slots=True)
class Doubt:
    """A string nobody could place, or an author whose witnesses differ; `influence` is papers of the headline."""

    text: str
    witness: str
    mention_id: str
    papers: dict[str, PaperCard] = field(default_factory=dict)
    influential: set[str] = field(default_factory=set)
    slots: int = 0
    author: str = ""
    evidence: Sequence[Evidence] = ()

    @property
    def influence(self) -> int:
        """How many papers of the headline hang on it."""
        return len(self.influential)


def checks(view: View) -> Page:
    """Return the doubts of a kind, a page of them; with `mention`, the one affiliation of this id.

    With `find`, also the institutions of that name, for the one affiliation to be decided among.
    """
    mention, done, words = view.take("mention"), view.take("done"), view.take("find")
    kind = view.take("kind", tuple(KINDS), "one" if mention else "unresolved")
    number = view.take_number("page", 1)
    view.finish()
    doubts = _one(view, mention) if mention else _doubts(view, kind)
    last = max(1, ceil(len(doubts) / PAGE_SIZE))
    number = min(number, last)
    shown = doubts[(number - 1) * PAGE_SIZE : number * PAGE_SIZE]
    at = view.state.address
    return Page(
        "Check what is not certain",
        "check.html.j2",
        lead=""
        if mention
        else f"Most influential first: how many papers could join {places(view.state.countries)}, or leave, by it.",
        sections=[Section("doubts", KINDS[kind], tables=[_table(view, shown)])],
        context={
            "kind": kind,
            "kinds": [(name, words, at("/check", [("kind", name)])) for name, words in KINDS.items()][:2],
            "doubts": shown,
            "count": len(doubts),
            "at_page": number,
            "last": last,
            "turn": [
                (label, at("/check", [("kind", kind), ("page", str(to))]))
                for label, to in (("Previous", number - 1), ("Next", number + 1))
                if 1 <= to <= last
            ],
            "paper_at": lambda key: addresses.paper(key, view.state),
            "country_name": country_name,
            "done": done,
            "out": view.run.out,
            "back": at(
                "/check", [("mention", mention)] if mention else [("kind", kind), ("page", str(number))]
            ),
            "hidden": [*view.state.pairs(), ("mention", mention)],
            "find": words,
            "found": _found(view, words) if mention and words else None,
            "find_at": lambda doubt: at(
                "/check", [("mention", doubt.mention_id), ("find", _named_in(doubt.text))]
            ),
        },
        record={"doubts": len(doubts), "page": number, "pages": last},
    )


def _doubts(view: View, kind: str) -> list[Doubt]:
    key = ("doubts", kind, view.state.rules, view.state.countries, str(view.state.filters))
    make = _unresolved if kind == "unresolved" else _disagreements
    return view.run.answers.once(key, lambda: _ranked(make(view)), lambda found: 3 * len(found))


def _ranked(doubts: Iterable[Doubt]) -> list[Doubt]:
    return sorted(doubts, key=lambda d: (-d.influence, -d.slots, d.text, d.mention_id))


def _unresolved(view: View) -> list[Doubt]:
    """Return every string that was not placed, with the papers that could join the headline by it."""
    could = view.run.answers.candidates(
        "collaboration", view.state.rules, by=(), countries=view.state.countries, **view.state.filters
    )
    open_papers = {member.paper_id for member in could.get((), ())}
    found: dict[str, Doubt] = {}
    for card, _, e in _evidence(view):
        if e.country is None and e.witness != "email" and e.text.strip():
            doubt = found.setdefault(
                " ".join(e.text.split()), Doubt(e.text, e.witness, e.mention_id, evidence=(e,))
            )
            doubt.slots += 1
            doubt.papers[card.paper_id] = card
            if card.paper_id in open_papers:
                doubt.influential.add(card.paper_id)
    return list(found.values())


def _disagreements(view: View) -> list[Doubt]:
    """Return every author whose byline and list differ, and whether the paper's place in the headline hangs on it."""
    counted = []
    for witness in ("prefer_pdf", "metadata"):
        rules = replace(view.state.rules, witness=witness)
        members = view.run.answers.members(
            "collaboration", rules, by=(), countries=view.state.countries, **view.state.filters
        )
        counted.append({member.paper_id for member in members.get((), ())})
    flips = counted[0] ^ counted[1]
    found = []
    seen: set[tuple[str, int]] = set()
    for card, author, e in _evidence(view):
        place = card.paper_id, author.position
        if e.witness == "pdf" and place not in seen and is_disputed(author):
            seen.add(place)
            doubt = Doubt(
                e.text, e.witness, e.mention_id, author=author.name, evidence=author.evidence, slots=1
            )
            doubt.papers[card.paper_id] = card
            doubt.influential |= {card.paper_id} & flips
            found.append(doubt)
    return found


def _one(view: View, mention_id: str) -> list[Doubt]:
    for card, author, e in _evidence(view):
        if e.mention_id == mention_id:
            papers: Mapping[str, PaperCard] = {card.paper_id: card}
            return [
                Doubt(e.text, e.witness, e.mention_id, dict(papers), set(), 1, author.name, author.evidence)
            ]
    raise NotFound("This run has no such affiliation; it may have been counted anew.", "/check")


def _found(view: View, words: str) -> Found:
    """Return the institutions of a name, those first that this run's papers have most."""
    return corrections.directory().find(words, view.run.library.papers_by_institution)


def _named_in(text: str) -> str:
    """Return what to search for: the part of a string before its first comma, where it names an institution last."""
    return " ".join(text.split(",")[0].split())[:LONGEST_FIND]


def _evidence(view: View) -> Iterable[tuple[PaperCard, Author, Evidence]]:
    for card in view.run.library.cards.values():
        for author in card.authors:
            for e in author.evidence:
                yield card, author, e


def _table(view: View, doubts: Sequence[Doubt]) -> Table:
    columns = (
        Column("affiliation as written"),
        Column("author"),
        Column("papers of the headline", True),
        Column("author slots", True),
        Column("first paper"),
    )
    rows = []
    for doubt in doubts:
        first = next(iter(doubt.papers.values()))
        link = Figure(first.title, addresses.paper(first.paper_id, view.state))
        rows.append((doubt.text, doubt.author, amount_cell(doubt.influence), amount_cell(doubt.slots), link))
    return Table("Doubts", columns, rows)
