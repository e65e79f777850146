"""The headline with its bounds, how sure it is, and how it changes from edition to edition."""

from collections.abc import Mapping, Sequence

from byline.charts import Bar, Point
from byline.measures import Audited
from byline.study import Study
from byline.views.drawing import bar_chart, trend_chart
from byline.views.numbers import Counted, Numbers
from byline.views.parts import Cell, Chart, Column, Section, Table
from byline.views.wording import amount, amount_cell, figure, places, share, share_bounds, share_cell

# What each column of a table of shares is called; the same words everywhere.
SHARES = (
    Column("papers", True),
    Column("of", True),
    Column("share", True),
    Column("bounds of the share", True),
)
# More editions than this and the headline names the latest of each venue; the chart has all of them.
MOST_SENTENCES = 3
MOST_IN_WORDS = 6
OTHERS = "The table has every edition."


def headline(numbers: Numbers, study: Study) -> Section:
    """Return the main figure of each pair of the study: joint papers, share and bounds, edition by edition."""
    joint = [number for pair in study.pairs for number in numbers.count("collaboration", countries=pair)]
    shown = joint if len(joint) <= MOST_SENTENCES else _latest(joint)
    return Section("headline", "Headline", figures=[figure(n, _of(n), _bounds(n)) for n in shown])


def _latest(joint: Sequence[Counted]) -> list[Counted]:
    latest: dict[object, Counted] = {}
    for number in sorted(joint, key=lambda n: int(n.keys.get("year", 0))):
        latest[number.keys.get("venue"), str(number.keys["countries"])] = number
    return list(latest.values())


def _of(number: Counted) -> str:
    """Return how the sentence goes on that the figure begins."""
    of = amount(number.value.denominator or 0)
    return (
        f"of {of} papers at {number.edition} ({share(number.value.value)}) join authors at institutions in "
        f"{places(number.keys['countries'])}."
    )


def _bounds(number: Counted) -> str:
    upper = number.value.upper_bound
    if upper is None or upper == number.count:
        return "Every affiliation that could change this is resolved."
    least, most = amount(number.value.lower_bound or 0), amount(upper)
    return f"At least {least} and at most {most}, whatever the unresolved affiliations turn out to be."


COVERAGE = {
    "all": "every author's place is known",
    "some": "some authors' places are known",
    "none": "no author's place is known",
}


def certainty(numbers: Numbers, study: Study, checked: Sequence[Audited] = ()) -> Section:
    """Return how much of the affiliations is resolved, what that leaves open, and what checked papers say of errors."""
    coverage = numbers.count("coverage")
    editions = list(dict.fromkeys(n.edition for n in coverage))
    by_place = {(str(n.keys["status"]), n.edition): n for n in coverage}
    rows = [
        [
            words,
            *(
                cell
                for edition in editions
                for number in [by_place.get((status, edition))]
                for cell in (
                    figure(number) if number else "0",
                    share_cell(number.value.value) if number else "–",
                )
            ),
        ]
        for status, words in COVERAGE.items()
    ]
    columns = [Column("papers in which")]
    for edition in editions:
        columns += [Column(edition, True), Column("share", True)]
    return Section(
        "certainty",
        "How sure are we",
        paragraphs=[
            *(_in_plain_words(edition, by_place) for edition in editions[-MOST_IN_WORDS:]),
            *([OTHERS] if len(editions) > MOST_IN_WORDS else []),
            "The bounds say what missing data can do and nothing else: the lower one holds if every unresolved "
            "affiliation speaks against the claim, the upper one if every one speaks for it. They do not cover "
            "mistakes in reading a byline or in naming an institution; how often those happen is measured on "
            "hand-read papers and stated in the documentation"
            f"{', and on papers of this run that a person has checked:' if checked else '.'}",
            *(audited.sentence() for audited in checked),
        ],
        tables=[Table("Papers by how much of their affiliations is resolved", columns, rows)],
    )


def _in_plain_words(edition: str, by_place: Mapping[tuple[str, str], Counted]) -> str:
    known, part, none = (by_place.get((status, edition)) for status in COVERAGE)
    of = max((n.value.denominator or 0 for n in (known, part, none) if n), default=0)
    counts = [n.count if n else 0 for n in (known, part, none)]
    sure = counts[0] / of if of else 0
    how = "well" if sure >= 0.95 else "for the most part" if sure >= 0.75 else "only in part"
    some = _papers_that(counts[1], "leaves some author's place open", "leave some author's place open")
    all_open = _papers_that(counts[2], "leaves every author's", "leave every author's")
    return (
        f"{edition} is known {how}: of {amount(of)} papers, {amount(counts[0])} say where all their authors work, "
        f"{some}, and {all_open}."
    )


def _papers_that(count: float, one: str, many: str) -> str:
    return f"{'none' if not count else amount(count)} {one if count in (0, 1) else many}"


def trend(numbers: Numbers, study: Study) -> Section:
    """Return each pair by edition: a line where a venue has several years, else bars; the table behind it."""
    charts, tables = [], []
    for pair in study.pairs:
        counted = numbers.count("collaboration", countries=pair)
        if counted:
            charts.append(_chart(counted, pair))
            rows = [(n.edition, *shares(n)) for n in counted]
            name = places(pair)
            tables.append(
                Table(f"{name[0].upper()}{name[1:]} by edition", (Column("edition"), *SHARES), rows)
            )
    return Section(
        "editions",
        "By edition",
        charts=charts,
        tables=tables,
        notes=["Editions read from different sources are not like for like."],
    )


def _chart(counted: Sequence[Counted], pair: Sequence[str]) -> Chart:
    name = places(pair)
    caption = (
        f"Share of papers that join authors in {name}, by edition. Whiskers: what missing data leaves open."
    )
    heading = f"Joint papers of {name} by edition"
    venues = [n.keys["venue"] for n in counted]
    if len(set(venues)) == len(venues):
        return bar_chart([_bar(n) for n in counted], heading, caption)
    return trend_chart([_point(n) for n in counted], heading, caption)


def _shown(number: Counted) -> str:
    return f"{amount(number.count)} of {amount(number.value.denominator or 0)} ({share(number.value.value)})"


def _percent(number: Counted, part: float | None) -> float | None:
    return None if part is None else 100 * part / (number.value.denominator or 1.0)


def _bar(n: Counted) -> Bar:
    low, high = _percent(n, n.value.lower_bound), _percent(n, n.value.upper_bound)
    href = n.href if n.count else None
    return Bar(n.edition, _percent(n, n.count) or 0.0, _shown(n), href, low=low, high=high)


def _point(n: Counted) -> Point:
    low, high = _percent(n, n.value.lower_bound), _percent(n, n.value.upper_bound)
    href = n.href if n.count else None
    words = f"{n.edition}: {_shown(n)}"
    return Point(n.keys["venue"], n.keys["year"], _percent(n, n.count) or 0.0, words, href, low, high)


def shares(number: Counted) -> tuple[Cell, ...]:
    """Return the cells of SHARES: papers, of, share, bounds."""
    return (
        figure(number),
        amount_cell(number.value.denominator),
        share_cell(number.value.value),
        share_bounds(number.value),
    )
