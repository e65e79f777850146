"""The comparison as tables to print."""

from collections import Counter

from rich.markup import escape
from rich.table import Table

from byline.demo.truth import Comparison, Figure
from byline.demo.verdicts import Tally, Verdict

COLOURS = {"right": "green", "abstained": "yellow", "wrong": "red"}


def render(comparison: Comparison) -> tuple[Table, Table, Table]:
    """Return three tables to print: traps, equal cases on one line; what was read of each layout; the figures."""
    return (
        _trap_table(comparison.verdicts),
        _layout_table(comparison.tallies),
        _figure_table(comparison.figures),
    )


def _figure_table(figures: tuple[Figure, ...]) -> Table:
    """Return one line a question, the years side by side: narrow enough for a terminal of 80 columns."""
    years = sorted({figure.year for figure in figures})
    table = Table(
        title="Papers planted and measured (an invented conference)",
        title_justify="left",
        caption="≠ Two files a year hold no paper (a form, a scan, a damaged one). A run drops nothing that was handed "
        "in: they stay among its papers, open in the bounds, and make every share a little smaller. A line on a "
        "technology differs where a paper's role is read as another step than the one planted.",
        caption_justify="left",
    )
    table.add_column("papers")
    for year in years:
        table.add_column(f"{year}", justify="right")
        table.add_column("measured", justify="right")
    rows: dict[str, dict[int, Figure]] = {}
    for figure in figures:
        rows.setdefault(figure.question, {})[figure.year] = figure
    for question, by_year in rows.items():
        table.add_row(question, *(cell for year in years for cell in _figure_cells(by_year[year])))
    return table


def _figure_cells(figure: Figure) -> tuple[str, str]:
    planted, measured = (
        _percentage(figure.planted, figure.planted_of),
        _percentage(figure.measured, figure.measured_of),
    )
    return planted, measured if figure.is_right else f"[red]{measured} ≠[/]"


def _percentage(count: int, paper_count: int) -> str:
    return str(count) if count == paper_count else f"{count} ({count / max(1, paper_count):.0%})"


def _layout_table(tallies: tuple[Tally, ...]) -> Table:
    table = Table(
        title="Read by layout, of those planted",
        title_justify="left",
        caption="roles: exactly the planted one of four steps (mentioned, cited, evaluated, built on).",
        caption_justify="left",
    )
    table.add_column("layout")
    for column in ("papers", "author lists", "countries", "left open", "wrong", "roles"):
        table.add_column(column, justify="right")
    for t in tallies:
        wrong = t.authors - t.countries_right - t.countries_abstained
        lists, countries = f"{t.author_lists_right}/{t.papers}", f"{t.countries_right}/{t.authors}"
        left_open, roles = str(t.countries_abstained), f"{t.roles_right}/{t.roles}"
        table.add_row(t.layout, str(t.papers), lists, countries, left_open, str(wrong), roles)
    return table


def _trap_table(verdicts: tuple[Verdict, ...]) -> Table:
    table = Table(title="Planted traps", title_justify="left")
    for column in ("trap", "expected", "got", "verdict", "places"):
        table.add_column(column, justify="right" if column == "places" else "left", overflow="fold")
    places = Counter((v.trap, v.expected, v.got, v.verdict) for v in verdicts)
    for (trap, expected, got, word), count in sorted(places.items()):
        table.add_row(trap, escape(expected), escape(got), f"[{COLOURS[word]}]{word}[/]", str(count))
    return table
