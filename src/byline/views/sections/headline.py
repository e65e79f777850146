"""The headline with its bounds, how sure it is, and the same number under the other witnesses and rules."""

from collections.abc import Iterable, Sequence

from byline.charts import Bar, render_bars
from byline.model import choices
from byline.study import Study
from byline.views.numbers import Counted, Numbers
from byline.views.parts import Chart, Column, Figure, Section, Table
from byline.views.wording import amount, figure, places, share, share_bounds

# What each column of a table of shares is called; the same words everywhere.
SHARES = (
    Column("papers", True),
    Column("of", True),
    Column("share", True),
    Column("bounds of the share", True),
)


def headline(numbers: Numbers, study: Study) -> Section:
    """Return the main figure of each pair of the study: joint papers, share and bounds, edition by edition."""
    joint = [number for pair in study.pairs for number in numbers.count("collaboration", countries=pair)]
    return Section(
        "headline",
        "Headline",
        paragraphs=[sentence(number) for number in joint],
        figures=[figure(n, f"papers join {places(n.keys['countries'])}", n.edition) for n in joint],
    )


def sentence(number: Counted) -> str:
    """Return the figure as a sentence that can be quoted."""
    of = amount(number.value.denominator or 0)
    words = (
        f"{number.edition}: {amount(number.count)} of {of} papers ({share(number.value.value)}) join authors at "
        f"institutions in {places(number.keys['countries'])}"
    )
    upper = number.value.upper_bound
    if upper is None or upper == number.count:
        return f"{words}. Every affiliation that could change this is resolved."
    least, most = amount(number.value.lower_bound or 0), amount(upper)
    return (
        f"{words}; at least {least} and at most {most}, whatever the unresolved affiliations turn out to be."
    )


def certainty(numbers: Numbers, study: Study) -> Section:
    """Return how much of the affiliations is resolved, and what that leaves open."""
    coverage = numbers.count("coverage")
    words = {
        "all": "every author's place is known",
        "some": "some authors' places are known",
        "none": "no author's place is known",
    }
    rows = [
        (n.edition, words.get(str(n.keys["status"]), str(n.keys["status"])), figure(n), share(n.value.value))
        for n in coverage
    ]
    columns = (Column("edition"), Column("papers in which"), Column("papers", True), Column("share", True))
    return Section(
        "certainty",
        "How sure are we",
        paragraphs=[
            "The bounds say what missing data can do and nothing else: the lower one holds if every unresolved "
            "affiliation speaks against the claim, the upper one if every one speaks for it. They do not cover "
            "mistakes in reading a byline or in naming an institution; how often those happen is measured on "
            "hand-read papers and stated in the documentation."
        ],
        tables=[Table("Papers by how much of their affiliations is resolved", columns, rows)],
    )


def editions(numbers: Numbers, study: Study) -> Section:
    """Return each pair by edition as a chart, and the same question under each other single choice of rules."""
    sections = [_by_edition(numbers, pair) for pair in study.pairs]
    charts = [chart for pair_charts, _ in sections for chart in pair_charts]
    tables = [table for _, pair_tables in sections for table in pair_tables]
    return Section(
        "editions",
        "By edition, and under other rules",
        charts=charts,
        tables=tables,
        notes=["Each line changes one choice and keeps the others. Whiskers and bounds: missing data only."],
    )


def _by_edition(numbers: Numbers, pair: Sequence[str]) -> tuple[list[Chart], list[Table]]:
    counted = numbers.count("collaboration", countries=pair)
    bars = [_bar(number, number.edition) for number in counted]
    name = places(pair)
    words = "; ".join(f"{bar.label}: {bar.shown}" for bar in bars)
    chart = Chart(
        render_bars(bars, f"Joint papers of {name} by edition", words),
        f"Share of papers that join authors in {name}, by edition, with bounds for missing data.",
    )
    columns = (Column("rule changed"), Column("to"), Column("edition"), *SHARES)
    rows = [row for rule, choice, number in _variants(numbers, pair) for row in [_row(rule, choice, number)]]
    return [chart], [Table(f"{name[0].upper()}{name[1:]} under other rules", columns, rows)]


def _bar(number: Counted, label: str) -> Bar:
    of = number.value.denominator or 1.0
    low, high = number.value.lower_bound, number.value.upper_bound
    return Bar(
        label,
        100 * number.count / of,
        f"{amount(number.count)} of {amount(of)} ({share(number.value.value)})",
        number.href if number.count else None,
        low=None if low is None else 100 * low / of,
        high=None if high is None else 100 * high / of,
    )


def _variants(numbers: Numbers, pair: Sequence[str]) -> Iterable[tuple[str, str, Counted]]:
    """Yield (rule, choice, number) for the study's rules and every rule changed alone."""
    for number in numbers.count("collaboration", countries=pair):
        yield "as the study counts", "", number
    for rule, options in choices().items():
        for choice in options:
            if choice != getattr(numbers.rules, rule):
                for number in numbers.count("collaboration", {rule: choice}, countries=pair):
                    yield rule, choice, number


def _row(rule: str, choice: str, number: Counted) -> Sequence[Figure | str]:
    return (
        rule.replace("_", " "),
        choice.replace("_", " "),
        number.edition,
        figure(number),
        amount(number.value.denominator or 0),
        share(number.value.value),
        share_bounds(number.value),
    )
