"""Papers: those that make a number, or all of them, searched, sorted and paged."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import ceil

from byline.explorer.answers import Member
from byline.explorer.library import SEARCHED
from byline.explorer.numbers import Asked, parse_asked
from byline.explorer.page import Page
from byline.explorer.pages import addresses
from byline.explorer.state import AddressError
from byline.explorer.view import View
from byline.measures import MEASURES, QuestionError
from byline.views.papers import Evidence, PaperCard
from byline.views.parts import Column, Figure, Section, Table
from byline.views.wording import amount, country_name, places, share

PAGE_SIZE = 50
SORTS = {
    "listed": "as listed",
    "title": "by title",
    "newest": "newest first",
    "authors": "most authors first",
}


@dataclass(frozen=True, slots=True)
class Row:
    """A paper in the list: where it leads, who signs it, and the strings that decide its number."""

    card: PaperCard
    href: str
    countries: Sequence[tuple[str, str]]
    deciding: Sequence[Evidence]
    credit: float


def papers(view: View) -> Page:
    """Return the papers that the address asks for, a page of them."""
    asked = parse_asked(view.more)
    words, where = view.take("q"), view.take("in", SEARCHED, SEARCHED[0])
    sort, number = view.take("sort", tuple(SORTS), "listed"), view.take_number("page", 1)
    view.finish()
    members = _members(view, asked)
    found = view.run.library.search(words, where, members)
    found = _sorted(found, sort, view.run.library.cards)
    last = max(1, ceil(len(found) / PAGE_SIZE))
    number = min(number, last)
    rows = [_row(view, members[i]) for i in found[(number - 1) * PAGE_SIZE : number * PAGE_SIZE]]
    kept = [*asked_pairs(asked), *([("q", words)] if words else [])]
    kept += [("in", where)] if where != SEARCHED[0] else []
    kept += [("sort", sort)] if sort != "listed" else []
    title = _title(asked)
    return Page(
        title,
        "papers.html.j2",
        sections=[Section("papers", title, tables=[_table(view, rows)])],
        context={
            "rows": rows,
            "asked": _asked_words(view, asked),
            "hidden": [*view.state.pairs(), *asked_pairs(asked)],
            "q": words,
            "where": where,
            "searched": SEARCHED,
            "sort": sort,
            "sorts": SORTS,
            "count": len(found),
            "of": len(members),
            "at_page": number,
            "last": last,
            "turn": [
                (label, view.state.address("/papers", [*kept, ("page", str(to))]))
                for label, to in (("Previous", number - 1), ("Next", number + 1))
                if 1 <= to <= last
            ],
        },
        record={"papers_found": len(found), "page": number, "pages": last},
    )


def asked_pairs(asked: Asked | None) -> list[tuple[str, str]]:
    """Return a number's address as names and values."""
    if asked is None:
        return []
    of = [("of", code) for code in asked.parameters.get("countries", ())]
    return [("measure", asked.measure), *of, *asked.place.items()]


def _members(view: View, asked: Asked | None) -> Mapping[str, Member]:
    """Return the papers of the number, or all that the choices leave, by id."""
    if asked is not None:
        try:
            return {member.paper_id: member for member in asked.papers(view.run.answers, view.state)}
        except QuestionError as error:
            raise AddressError(str(error)) from None
    state = view.state
    return {
        card.paper_id: Member(card.paper_id, 1.0, ())
        for card in view.run.library.cards.values()
        if (not state.venues or card.venue in state.venues)
        and (not state.years or card.year in state.years)
        and (not state.rules.tracks or card.track in state.rules.tracks)
    }


def _sorted(found: list[str], sort: str, cards: Mapping[str, PaperCard]) -> list[str]:
    if sort == "title":
        return sorted(found, key=lambda i: (cards[i].title.casefold(), i))
    if sort == "newest":
        return sorted(found, key=lambda i: (-cards[i].year, cards[i].title.casefold(), i))
    return sorted(found, key=lambda i: (-len(cards[i].authors), i)) if sort == "authors" else found


def _row(view: View, member: Member) -> Row:
    card = view.run.library.cards[member.paper_id]
    evidence = [e for author in card.authors for e in author.evidence]
    deciding = [e for e in evidence if e.mention_id in member.evidence]
    shown = {e.country: country_name(e.country) for e in (deciding or evidence) if e.country}
    pages = [e.page for e in deciding if e.page]
    href = addresses.paper(card.paper_id, view.state, pages[0] if pages else None)
    return Row(card, href, sorted(shown.items()), _distinct(deciding), member.credit)


def _distinct(deciding: Sequence[Evidence]) -> list[Evidence]:
    return list({(e.text, e.country): e for e in deciding}.values())[:4]


def _title(asked: Asked | None) -> str:
    return "The papers behind a number" if asked else "Papers"


def _asked_words(view: View, asked: Asked | None) -> dict[str, str] | None:
    """Return what number the list is of, in words; None where it is of none."""
    if asked is None:
        return None
    value = asked.value(view.run.answers, view.state)
    of = [places(code) for code in [asked.parameters.get("countries")] if code]
    names = view.run.library.institutions | view.run.library.technologies
    of += [
        country_name(v) if k in ("country", "country_a", "country_b", "developed_in") else _named(names, v)
        for k, v in asked.place.items()
        if asked.parameters.get("countries") != (v,)
    ]
    editions = [*view.state.venues, *map(str, view.state.years)] or ["all editions"]
    measure = MEASURES[asked.measure]
    words = {"title": measure.title, "of": ", ".join(of), "editions": ", ".join(editions), "doc": measure.doc}
    number = "0" if value is None else amount(value.numerator)
    total = amount(value.denominator) if value and value.denominator else ""
    return words | {"number": number, "total": total, "share": share(value.value if value else None)}


def _named(names: Mapping[str, object], key: str) -> str:
    found = names.get(key)
    return str(getattr(found, "name", key)).replace("_", " ")


def _table(view: View, rows: Sequence[Row]) -> Table:
    columns = (
        Column("paper"),
        Column("venue"),
        Column("year"),
        Column("track"),
        Column("authors"),
        Column("countries"),
        Column("deciding affiliations"),
        Column("credit", True),
    )
    listed = [
        (
            Figure(row.card.title, row.href),
            row.card.venue,
            str(row.card.year),
            row.card.track,
            "; ".join(author.name for author in row.card.authors),
            " ".join(code for code, _ in row.countries),
            "; ".join(e.text for e in row.deciding),
            Figure(f"{row.credit:.3g}", value=row.credit),
        )
        for row in rows
    ]
    return Table("Papers", columns, listed)
