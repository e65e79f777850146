"""Papers by country, and who writes with whom."""

from byline.charts import Bar, Cell, render_bars, render_matrix
from byline.study import Study
from byline.views.numbers import Counted, Numbers
from byline.views.parts import Chart, Column, Section, Table
from byline.views.wording import amount, country_name, figure, share

# As many as a reader takes in; the table has all of them.
CHARTED, MATRIX_SIZE = 15, 12


def countries(numbers: Numbers, study: Study) -> Section:
    """Return papers by country over all editions, whole beside fractional."""
    whole = _ranked(numbers.count("papers_by_country", {"counting": "whole"}, by=()))
    credit = {
        n.keys["country"]: n for n in numbers.count("papers_by_country", {"counting": "fractional"}, by=())
    }
    named = [number for number in whole if number.keys["country"] != "unresolved"]
    wanted = {code for pair in study.pairs for item in pair for code in study.members(item)}
    bars = [
        Bar(
            country_name(n.keys["country"]),
            n.count,
            f"{amount(n.count)} ({share(n.value.value)})",
            n.href,
            is_marked=n.keys["country"] in wanted,
        )
        for n in named[:CHARTED]
    ]
    rows = [
        (
            country_name(n.keys["country"]),
            n.keys["country"],
            figure(n),
            share(n.value.value),
            figure(credit[n.keys["country"]]) if n.keys["country"] in credit else "–",
        )
        for n in whole
    ]
    columns = (
        Column("country"),
        Column("code"),
        Column("papers", True),
        Column("share of papers", True),
        Column("papers, fractional", True),
    )
    caption = (
        f"Papers with an author in each country, the first {len(bars)}; the study's countries in orange."
    )
    chart = Chart(
        render_bars(bars, "Papers by country", "; ".join(f"{b.label}: {b.shown}" for b in bars)), caption
    )
    return Section(
        "countries",
        "Papers by country",
        charts=[chart] if bars else [],
        tables=[Table("All countries", columns, rows, is_folded=len(rows) > CHARTED)],
        notes=["A paper counts once for each country on it, so shares add up to more than 100%."],
    )


def matrix(numbers: Numbers, study: Study) -> Section:
    """Return the matrix of joint papers of the countries that write most."""
    ranked = _ranked(numbers.count("papers_by_country", {"counting": "whole"}, by=()))
    single = {n.keys["country"]: n for n in ranked if n.keys["country"] != "unresolved"}
    names = list(single)[:MATRIX_SIZE]
    pairs = _ranked(numbers.count("country_matrix", {"counting": "whole"}, by=()))
    cells = {
        (a, b): _cell(n, f"{country_name(a)} and {country_name(b)}")
        for n in pairs
        for a, b in [n.keys["countries"]]
    }
    cells |= {(name, name): _cell(single[name], country_name(name)) for name in names}
    rows = [
        (" – ".join(country_name(c) for c in n.keys["countries"]), figure(n), share(n.value.value))
        for n in pairs
    ]
    columns = (Column("pair"), Column("joint papers", True), Column("share of papers", True))
    svg = render_matrix(names, cells, "Joint papers by pair of countries", "The table below has every pair.")
    caption = "Joint papers of each pair; on the diagonal, all papers of the country."
    return Section(
        "matrix",
        "Who writes with whom",
        charts=[Chart(svg, caption)] if names else [],
        tables=[Table("All pairs", columns, rows, is_folded=True)],
    )


def _cell(number: Counted, words: str) -> Cell:
    return Cell(number.count, amount(number.count), f"{words}: {amount(number.count)} papers", number.href)


def _ranked(counted: list[Counted]) -> list[Counted]:
    return sorted(counted, key=lambda n: (-n.count, str(n.keys)))
