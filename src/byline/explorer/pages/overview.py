"""The first page: the number with its bounds, how it changes, and who writes with whom."""

from dataclasses import replace

from byline.explorer.numbers import members_address
from byline.explorer.page import Page
from byline.explorer.view import View
from byline.measures import audit
from byline.model import CountingRules
from byline.views.papers import unresolved_strings
from byline.views.sections import (
    certainty,
    countries,
    curve,
    headline,
    institutions,
    left_out,
    matrix,
    method,
    other_rules,
    partners,
    trend,
)
from byline.views.wording import places


def overview(view: View) -> Page:
    """Return the headline with its bounds, the trend, who writes with whom, and how much is resolved."""
    view.finish()
    numbers, study = view.numbers, view.study
    run, state = view.run, view.state
    asked = (run.checked, state.rules, state.countries, study.groups)
    checked = audit(run.answers.engine, *asked) if run.checked else ()
    sections = [
        headline(numbers, study),
        trend(numbers, study),
        # The table of all pairs has a row for each of hundreds; it stands on the page of countries.
        replace(matrix(numbers, study), tables=(), notes=["All pairs stand in a table under “Countries”."]),
        certainty(numbers, study, checked),
    ]
    return Page(view.run.study.title, sections=sections, lead=view.run.study.question)


def who(view: View) -> Page:
    """Return papers by country, the partners of each country chosen, and the matrix with all pairs."""
    view.finish()
    numbers, study = view.numbers, view.study
    found = [
        countries(numbers, study),
        *(partners(numbers, code) for code in view.state.countries if study.members(code) == (code,)),
        matrix(numbers, study),
    ]
    sections = [section for section in found if section]
    return Page("Countries, and who writes with whom", sections=sections)


def rules(view: View) -> Page:
    """Return the headline under every rule changed alone, and under every combination."""
    view.finish()
    numbers, study, state = view.numbers, view.study, view.state
    worlds = view.run.answers.multiverse(
        "collaboration", state.rules, countries=state.countries, by=(), **state.filters
    )
    sections = [other_rules(numbers, study, view.run.heard)]
    for world in worlds:
        links = {rule: _members(view, rule) for rule in world.rules}
        sections.append(curve(world, state.rules, state.countries, links))
    lead = f"How much of the answer for {places(state.countries)} is the counting."
    return Page("The same question under every rule", sections=sections, lead=lead)


def _members(view: View, rules: CountingRules) -> str:
    state = replace(view.state, rules=rules)
    return members_address(state, "collaboration", {}, {"countries": state.countries})


def leading(view: View) -> Page:
    """Return the institutions that lead on the joint papers of the countries chosen, alone and in pairs."""
    view.finish()
    names = {key: named.name for key, named in view.run.library.institutions.items()}
    section = institutions(view.numbers, view.study, names)
    sections = []
    if section:
        # Here they are what was asked for, not one chapter of many.
        tables = [replace(table, is_folded=False) for table in section.tables]
        sections = [replace(section, tables=tables)]
    crumbs = [(view.state.address("/institutions"), "Institutions")]
    return Page("Institutions on the joint papers", sections=sections, crumbs=crumbs)


def how(view: View) -> Page:
    """Return how the numbers are made: the rules, the run, and what was left out."""
    view.finish()
    library = view.run.library
    cards = library.cards.values()
    counted = replace(method(view.numbers, library.runs, cards), title="In a paragraph, and rule by rule")
    left = view.run.answers.once(
        "left out", lambda: left_out(library.issues, unresolved_strings(cards)), lambda _: 1_000
    )
    return Page("How this is counted, and what was left out", sections=[counted, left])
