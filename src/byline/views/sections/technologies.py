"""Whose technology the papers build on, at each step of the ladder of roles."""

from collections import defaultdict
from collections.abc import Mapping, Sequence

from byline.charts import Cell, render_grid
from byline.measures.wording import ROLE_WORDS
from byline.model import ROLES
from byline.study import Study
from byline.views.numbers import Counted, Numbers
from byline.views.parts import Chart, Column, Figure, Section, Table
from byline.views.wording import amount, country_name, figure, places, share_cell

# Countries of developers in the chart of flows; the table has all of them.
MOST_ORIGINS = 5


def technologies(numbers: Numbers, study: Study, names: Mapping[str, str]) -> Section | None:
    """Return papers by country of the authors and technology, or None where no text was read."""
    wanted = list(dict.fromkeys(c for pair in study.pairs for c in pair)) or list(study.countries)
    question = {"countries": wanted, "technology": list(study.technologies) or None, "role": list(ROLES)}
    counted = numbers.count("technology_by_country", {"counting": "whole"}, by=(), **question)
    if not any(number.count for number in counted):
        return None
    flows = numbers.count("technology_flow", {"counting": "whole"}, by=(), **question)
    return Section(
        "technologies",
        "Whose technology they build on",
        paragraphs=[
            "The steps include one another: a paper that builds on a technology also runs, cites and names it. "
            "The published figures say “feature” and “a key part” without a rule; each step here is one."
        ],
        charts=_flow_charts(flows, wanted),
        tables=[_flow_table(flows), *(_table(country, counted, names) for country in wanted)],
        notes=[
            "Only papers whose text was read are counted here; a list of titles says nothing of technology."
        ],
    )


def _flow_charts(flows: Sequence[Counted], wanted: Sequence[str]) -> list[Chart]:
    charts = []
    for role, words in (("built_on", "build on"), ("evaluated", "run or build on")):
        mine = [n for n in flows if n.keys["role"] == role and n.keys["developed_in"]]
        totals: dict[str, float] = defaultdict(float)
        for number in mine:
            totals[number.keys["developed_in"]] += number.count
        origins = sorted(totals, key=lambda code: (-totals[code], code))[:MOST_ORIGINS]
        cells = {
            (n.keys["country"], n.keys["developed_in"]): Cell(
                n.count,
                amount(n.count),
                f"{amount(n.count)} papers of {country_name(n.keys['country'])} {words} technology of "
                f"{country_name(n.keys['developed_in'])}",
                n.href,
            )
            for n in mine
        }
        if origins:
            rows = [(code, country_name(code)) for code in wanted]
            columns = [(code, country_name(code)) for code in origins]
            said = "; ".join(cell.words for cell in cells.values())
            svg = render_grid(rows, columns, cells, f"Papers that {words} technology, by its home", said)
            caption = f"Papers with authors in each country (rows) that {words} technology from each country (columns)."
            charts.append(Chart(svg, caption))
    return charts


def _flow_table(flows: Sequence[Counted]) -> Table:
    columns = (
        Column("authors in"),
        Column("technology from"),
        Column("role"),
        Column("papers", True),
        Column("share", True),
    )
    rows = [
        (
            country_name(n.keys["country"]),
            country_name(n.keys["developed_in"] or "unknown"),
            ROLE_WORDS[n.keys["role"]],
            figure(n),
            share_cell(n.value.value),
        )
        for n in flows
    ]
    return Table("Who uses whose technology", columns, rows, is_folded=len(rows) > 12)


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
    columns = [Column("technology"), *(Column(ROLE_WORDS[role], True) for role in ROLES)]
    title = f"Papers with an author in {places(country)}, of {amount(of)} whose text was read"
    return Table(title, columns, rows, is_folded=len(rows) > 12)
