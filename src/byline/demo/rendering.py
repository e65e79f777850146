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
    table = Table(title="Planted and measured (an invented conference)", title_justify="left")
    for column in ("question", "year", "planted", "measured", ""):
        table.add_column(column, justify="left" if column in ("question", "") else "right")
    for f in figures:
        planted, measured = _share(f.planted, f.planted_of), _share(f.measured, f.measured_of)
        table.add_row(f.question, str(f.year), planted, measured, "" if f.is_right else "[red]differs[/]")
    return table


def _layout_table(tallies: tuple[Tally, ...]) -> Table:
    table = Table(title="Read by layout", title_justify="left")
    table.add_column("layout")
    for column in (
        "papers",
        "author lists right",
        "countries right",
        "left open",
        "wrong",
        "technology roles right",
    ):
        table.add_column(column, justify="right")
    for t in tallies:
        wrong = t.authors - t.countries_right - t.countries_abstained
        counts = (
            t.papers,
            t.author_lists_right,
            _share(t.countries_right, t.authors),
            t.countries_abstained,
            wrong,
        )
        table.add_row(t.layout, *map(str, counts), _share(t.roles_right, t.roles))
    return table


def _share(count: int, paper_count: int) -> str:
    is_part = 0 < paper_count != count
    return f"{count} of {paper_count} ({count / paper_count:.1%})" if is_part else str(count)


def _trap_table(verdicts: tuple[Verdict, ...]) -> Table:
    table = Table(title="Planted traps", title_justify="left")
    for column in ("trap", "expected", "got", "verdict", "places"):
        table.add_column(column, justify="right" if column == "places" else "left")
    places = Counter((v.trap, v.expected, v.got, v.verdict) for v in verdicts)
    for (trap, expected, got, word), count in sorted(places.items()):
        table.add_row(trap, escape(expected), escape(got), f"[{COLOURS[word]}]{word}[/]", str(count))
    return table
