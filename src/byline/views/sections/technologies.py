"""Whose technology the papers build on, at each step of the ladder of roles."""

from collections import defaultdict
from collections.abc import Mapping, Sequence

from byline.model import ROLES
from byline.study import Study
from byline.views.numbers import Counted, Numbers
from byline.views.parts import Column, Figure, Section, Table
from byline.views.wording import amount, country_name, figure

STEPS = {
    "mentioned": "named at all",
    "cited": "cited or more",
    "evaluated": "run or built on",
    "built_on": "built on",
}


def technologies(numbers: Numbers, study: Study, names: Mapping[str, str]) -> Section | None:
    """Return papers by country of the authors and technology, or None where no text was read."""
    wanted = list(dict.fromkeys(c for pair in study.pairs for c in pair)) or list(study.countries)
    question = {"countries": wanted, "technology": list(study.technologies) or None, "role": list(ROLES)}
    counted = numbers.count("technology_by_country", {"counting": "whole"}, by=(), **question)
    if not any(number.count for number in counted):
        return None
    return Section(
        "technologies",
        "Whose technology they build on",
        paragraphs=[
            "The steps include one another: a paper that builds on a technology also runs, cites and names it. "
            "The published figures say “feature” and “a key part” without a rule; each step here is one."
        ],
        tables=[_table(country, counted, names) for country in wanted],
        notes=[
            "Only papers whose text was read are counted here; a list of titles says nothing of technology."
        ],
    )


def _table(country: str, counted: Sequence[Counted], names: Mapping[str, str]) -> Table:
    mine = [number for number in counted if number.keys["country"] == country]
    of = max((number.value.denominator or 0 for number in mine), default=0)
    steps: dict[str, dict[str, Figure]] = defaultdict(dict)
    for number in mine:
        steps[number.keys["technology"]][number.keys["role"]] = figure(number)
    order = {
        number.keys["technology"]: -number.count for number in mine if number.keys["role"] == "mentioned"
    }
    rows = [
        [names.get(technology, technology), *(by_role.get(role, "0") for role in ROLES)]
        for technology, by_role in sorted(steps.items(), key=lambda item: (order.get(item[0], 0), item[0]))
    ]
    columns = [Column("technology"), *(Column(STEPS[role], True) for role in ROLES)]
    title = f"Papers with an author in {country_name(country)}, of {amount(of)} whose text was read"
    return Table(title, columns, rows)
