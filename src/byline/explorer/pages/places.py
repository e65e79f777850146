"""A country, an institution, a technology: its papers, its partners, its editions; and the lists of them."""

from collections import Counter
from collections.abc import Mapping, Sequence

from byline.affiliations.countries import country_codes
from byline.charts import Bar
from byline.explorer.library import fold
from byline.explorer.numbers import members_address
from byline.explorer.page import Page
from byline.explorer.pages import addresses
from byline.explorer.view import NotFound, View
from byline.measures import group_members
from byline.measures.wording import ROLE_WORDS
from byline.model import ROLES
from byline.views.drawing import bar_chart
from byline.views.numbers import Counted
from byline.views.parts import Cell, Column, Figure, Section, Table
from byline.views.sections import partners
from byline.views.sections import technologies as used_by_country
from byline.views.sections.countries import ranked
from byline.views.wording import amount, amount_cell, country_name, figure, places, share, share_cell

MOST_LISTED = 500
CHARTED = 12
NO_TEXT = (
    "No technology is named, because no paper's text was read: a venue's list gives titles and authors alone. A study "
    "whose source has PDFs finds them."
)


def country(view: View) -> Page:
    """Return a country: its papers by edition, its partners on a map, its institutions and technologies."""
    view.finish()
    code = view.key
    if code not in country_codes() | group_members().keys() | view.run.scope.groups.keys():
        listed = ", ".join(sorted({**group_members(), **view.run.scope.groups}))
        raise NotFound(
            f"“{code[:60]}” is neither the code of a country, as CN, nor a group ({listed}).", "/countries"
        )
    by_edition = view.numbers.count("papers_by_country", countries=(code,))
    mine = [n for n in by_edition if n.keys["country"] == code]
    title = f"Papers with an author in {places(code)}"
    if not any(n.count for n in mine):
        none = Section("editions", title, paragraphs=["No paper of this run has one under these choices."])
        crumbs = [(view.state.address("/countries"), "Countries")]
        return Page(country_name(code), sections=[none], crumbs=crumbs)
    sections = [_editions(mine, title)]
    found = partners(view.numbers, code) if len(code) == 2 else None
    sections += [found] if found else []
    at_home = [n for n in _institutions(view) if _site(view, n.keys["institution"]) == code]
    ranking = _ranking("institutions", f"Institutions in {places(code)}", at_home, view)
    # Hundreds of institutions stand after what else there is to see.
    sections += [*_used(view, code), ranking]
    return Page(
        country_name(code), sections=sections, crumbs=[(view.state.address("/countries"), "Countries")]
    )


def institution(view: View) -> Page:
    """Return an institution: its papers by edition, and the institutions and countries it writes with."""
    view.finish()
    key = addresses.institution_id(view.key)
    named = view.run.library.institutions.get(key)
    if named is None:
        raise NotFound(f"This run has no institution with the id “{view.key[:60]}”.", "/institutions")
    by_edition = view.numbers.count("papers_by_institution")
    mine = [n for n in by_edition if n.keys["institution"] == key]
    row = named.row
    about = [
        ("place", ", ".join(x for x in (row["city"], _country(row["site_country"])) if x) or "not known"),
        ("home of its owner", _country(row["home_country"]) or "not known"),
        ("sector", row["sector"] or "not known"),
        ("id", key),
    ]
    facts = Table("The institution", (Column("fact"), Column("as the run has it")), about)
    return Page(
        named.name,
        sections=[
            _editions(mine, f"Papers with an author at {named.name}"),
            _partners(view, key),
            Section("about", "The institution", tables=[facts]),
        ],
        crumbs=[(view.state.address("/institutions"), "Institutions")],
    )


def technology(view: View) -> Page:
    """Return a technology: in how many papers it plays each role, by edition and by country."""
    view.finish()
    named = view.run.library.technologies.get(view.key)
    if named is None:
        raise NotFound(f"The catalogue of this run has no technology “{view.key[:60]}”.", "/technologies")
    asked = {"technology": (view.key,), "role": ROLES}
    counted = view.numbers.count("technology_by_country", {"counting": "whole"}, by=(), **asked)
    countries = ranked([n for n in counted if n.keys["role"] == "mentioned" and n.count])
    by_place = {(n.keys["country"], n.keys["role"]): n for n in counted}
    rows = []
    for n in countries:
        code = n.keys["country"]
        cells = [figure(by_place[code, r]) if (code, r) in by_place else "0" for r in ROLES]
        is_place = code != "unresolved"
        name = Figure(country_name(code), addresses.country(code, view.state) if is_place else None)
        rows.append([name, *cells])
    columns = (Column("authors in"), *(Column(ROLE_WORDS[role], True) for role in ROLES))
    row = named.row
    home = _country(row["home_country"]) or "an unknown country"
    lead = f"{row['family'].replace('_', ' ').capitalize()} of {row['developer']}, {home}"
    bars = [_bar(country_name(n.keys["country"]), n) for n in countries[:CHARTED]]
    title = f"Papers that name {named.name}, by country of the authors"
    charts = [bar_chart(bars, title, f"{title}.")] if bars else []
    section = Section(
        "countries",
        "By country and role",
        charts=charts,
        tables=[Table("Papers at each step of the ladder of roles", columns, rows)],
        notes=["The steps include one another. Only papers whose text was read are counted."],
    )
    crumbs = [(view.state.address("/technologies"), "Technologies")]
    return Page(named.name, sections=[section], lead=lead, crumbs=crumbs)


def institutions(view: View) -> Page:
    """Return all institutions with papers, searched by name."""
    words = fold(view.take("q"))
    view.finish()
    names = view.run.library.institutions
    counted = [n for n in _institutions(view) if words in fold(_name(names, n.keys["institution"]))]
    section = _ranking("institutions", "Institutions by papers", counted, view)
    return Page(
        "Institutions",
        "list.html.j2",
        sections=[section],
        context={
            "q": words,
            "what": "institution",
            "hidden": view.state.pairs(),
            "other": (
                view.state.address("/joint"),
                f"Those on papers that join {places(view.state.countries)}",
            ),
        },
    )


def technologies(view: View) -> Page:
    """Return all technologies that any paper names, with their papers at each role."""
    words = fold(view.take("q"))
    view.finish()
    library = view.run.library
    counts: Counter[tuple[str, str]] = Counter()
    for card in library.cards.values():
        counts.update((f.technology_id, f.role) for f in card.features)
    rows: list[tuple[float, list[Cell]]] = []
    for key, named in library.technologies.items():
        steps = [sum(counts[key, role] for role in ROLES[i:]) for i in range(len(ROLES))]
        if steps[0] and words in fold(f"{named.name} {named.row['developer']}"):
            name = Figure(named.name, addresses.technology(key, view.state))
            home = _country(named.row["home_country"]) or "unknown"
            cells = [Figure(amount(n), value=n) for n in steps]
            rows.append((-steps[0], [name, named.row["developer"], home, *cells]))
    columns = [Column("technology"), Column("developer"), Column("home")]
    columns += [Column(ROLE_WORDS[role], True) for role in ROLES]
    table = Table("Papers of the run by technology", columns, [row for _, row in sorted(rows, key=_first)])
    note = "Over all papers of the run whose text was read, whatever the choices."
    section = Section("technologies", table.title, tables=[table], notes=[note])
    if not counts:
        section = Section("technologies", table.title, paragraphs=[NO_TEXT])
    names = {key: named.name for key, named in library.technologies.items()}
    flows = used_by_country(view.numbers, view.study, names) if counts and not words else None
    return Page(
        "Technologies",
        "list.html.j2",
        sections=[*([flows] if flows else []), section],
        context={"q": words, "what": "technology", "hidden": view.state.pairs(), "other": None},
    )


def _first(row: tuple[float, list[Cell]]) -> tuple[float, str]:
    name = row[1][0]
    return row[0], name if isinstance(name, str) else name.shown


def _institutions(view: View) -> list[Counted]:
    return ranked(view.numbers.count("papers_by_institution", by=()))


def _site(view: View, key: str) -> str | None:
    named = view.run.library.institutions.get(key)
    return named.row["site_country"] or named.row["home_country"] if named else None


def _name(names: Mapping[str, object], key: str) -> str:
    return str(getattr(names.get(key), "name", key))


def _country(code: str | None) -> str:
    return country_name(code) if code else ""


def _editions(counted: Sequence[Counted], title: str) -> Section:
    bars = [_bar(n.edition, n) for n in counted]
    rows = [
        (n.edition, figure(n), amount_cell(n.value.denominator), share_cell(n.value.value)) for n in counted
    ]
    columns = (Column("edition"), Column("papers", True), Column("of", True), Column("share", True))
    charts = [bar_chart(bars, title, f"{title}, by edition.")] if bars else []
    return Section("editions", title, charts=charts, tables=[Table(title, columns, rows)])


def _bar(label: str, n: Counted) -> Bar:
    return Bar(label, n.count, f"{amount(n.count)} ({share(n.value.value)})", n.href if n.count else None)


def _ranking(anchor: str, title: str, counted: Sequence[Counted], view: View) -> Section:
    names = view.run.library.institutions
    rows = [
        (
            Figure(_name(names, key), addresses.institution(key, view.state)),
            _country(_site(view, key)) or "unknown",
            figure(n),
            share_cell(n.value.value),
        )
        for n in counted[:MOST_LISTED]
        for key in [n.keys["institution"]]
    ]
    columns = (Column("institution"), Column("country"), Column("papers", True), Column("share", True))
    more = len(counted) - len(rows)
    notes = [f"{more:,} more have fewer papers; search for one by its name."] if more > 0 else []
    return Section(anchor, title, tables=[Table(title, columns, rows, is_folded=False)], notes=notes)


def _partners(view: View, key: str) -> Section:
    """Return the institutions that share papers with this one, from the lists of papers of each."""
    papers_of = view.run.answers.members(
        "papers_by_institution", view.state.rules, by=(), **view.state.filters
    )
    mine = {member.paper_id for member in papers_of.get((key,), ())}
    joint = {
        str(other): sum(member.paper_id in mine for member in papers)
        for (other,), papers in papers_of.items()
        if other != key
    }
    names = view.run.library.institutions
    listed = sorted(((n, k) for k, n in joint.items() if n), key=lambda item: (-item[0], item[1]))[:50]
    rows = []
    for count, other in listed:
        keys = {"institutions": sorted((key, other))}
        href = members_address(view.state, "institution_pairs", keys, {})
        name = Figure(_name(names, other), addresses.institution(other, view.state))
        rows.append(
            (name, _country(_site(view, other)) or "unknown", Figure(amount(count), href, value=count))
        )
    columns = (Column("institution"), Column("country"), Column("joint papers", True))
    table = Table("Partners, most joint papers first", columns, rows, is_folded=len(rows) > 15)
    return Section("partners", "Who it writes with", tables=[table])


def _used(view: View, code: str) -> list[Section]:
    counted = view.numbers.count(
        "technology_by_country", {"counting": "whole"}, by=(), countries=(code,), role=ROLES
    )
    by_place = {(n.keys["technology"], n.keys["role"]): n for n in counted if n.keys["country"] == code}
    named = ranked([n for (_, role), n in by_place.items() if role == "mentioned" and n.count])
    if not named:
        return []
    names = view.run.library.technologies
    rows = []
    for n in named:
        key = n.keys["technology"]
        cells = [figure(by_place[key, r]) if (key, r) in by_place else "0" for r in ROLES]
        rows.append([Figure(_name(names, key), addresses.technology(key, view.state)), *cells])
    columns = [Column("technology"), *(Column(ROLE_WORDS[role], True) for role in ROLES)]
    table = Table("Papers by technology and role", columns, rows, is_folded=len(rows) > 15)
    return [Section("technologies", "Whose technology its papers use", tables=[table])]
