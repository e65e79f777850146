"""Papers by country, who writes with whom, and the partners of one country on a map."""

from collections import Counter
from collections.abc import Mapping, Sequence
from math import log2

from byline.charts import Bar, Cell, Spot, render_matrix, render_world
from byline.study import Study
from byline.views.drawing import bar_chart
from byline.views.numbers import Counted, Numbers
from byline.views.parts import Chart, Column, Figure, Section, Table
from byline.views.wording import amount, country_name, figure, places, share, share_cell

# As many as a reader takes in; the table has all of them.
CHARTED, MATRIX_SIZE = 15, 12
# In doublings: a pair that meets four times as often as chance is as dark as a cell gets.
STRONGEST = 2.0


def countries(numbers: Numbers, study: Study) -> Section:
    """Return papers by country over all editions, whole beside fractional."""
    whole = ranked(numbers.count("papers_by_country", {"counting": "whole"}, by=()))
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
            share_cell(n.value.value),
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
        f"Papers with an author in each country, the first {len(bars)}; the countries asked about in orange."
    )
    return Section(
        "countries",
        "Papers by country",
        charts=[bar_chart(bars, "Papers by country", caption)] if bars else [],
        tables=[Table("All countries", columns, rows, is_folded=len(rows) > CHARTED)],
        notes=["A paper counts once for each country on it, so shares add up to more than 100%."],
    )


def partners(numbers: Numbers, country: str) -> Section | None:
    """Return who writes with authors of a country, on a map and as a table; None where nobody does."""
    pairs = ranked(numbers.count("country_matrix", {"counting": "whole"}, by=()))
    mine = [(_other(n, country), n) for n in pairs if country in n.keys["countries"]]
    if not mine:
        return None
    home, written = country_name(country), places(country)
    spots = [
        Spot(
            code,
            n.count,
            f"{country_name(code)}: {amount(n.count)} joint papers",
            n.href,
            shown=amount(n.count),
        )
        for code, n in mine
    ]
    words = "; ".join(f"{country_name(code)}: {amount(n.count)}" for code, n in mine[:CHARTED])
    svg = render_world(
        [Spot(country, 0.0, home, is_home=True), *spots], f"Joint papers with {written}, by country", words
    )
    rows = [(country_name(code), figure(n), share_cell(n.value.value)) for code, n in mine]
    columns = (Column("country"), Column("joint papers", True), Column("share of all papers", True))
    return Section(
        f"partners-{country}",
        f"Who writes with {written}",
        charts=[
            Chart(
                svg,
                f"Papers that join {written} (orange) with each country: the circle's area is the number. "
                "What has no room for a label stands in the table.",
            )
        ],
        tables=[Table(f"Partners of {written}", columns, rows, is_folded=len(rows) > CHARTED)],
    )


def _other(number: Counted, country: str) -> str:
    a, b = number.keys["countries"]
    return str(b if a == country else a)


def matrix(numbers: Numbers, study: Study) -> Section:
    """Return the matrix of joint papers of the countries that write most, as counted and against chance."""
    of_each = ranked(numbers.count("papers_by_country", {"counting": "whole"}, by=()))
    single = {n.keys["country"]: n for n in of_each if n.keys["country"] != "unresolved"}
    names = list(single)[:MATRIX_SIZE]
    pairs = ranked(numbers.count("country_matrix", {"counting": "whole"}, by=()))
    affinity = _affinities(pairs)
    rows = [
        (
            " – ".join(country_name(c) for c in n.keys["countries"]),
            figure(n),
            share_cell(n.value.value),
            _times(affinity[tuple(n.keys["countries"])]),
        )
        for n in pairs
    ]
    columns = (
        Column("pair"),
        Column("joint papers", True),
        Column("share of papers", True),
        Column("times what chance gives", True),
    )
    return Section(
        "matrix",
        "Who writes with whom",
        paragraphs=[
            "Large countries meet more often by size alone. The second matrix divides the joint papers by what "
            "two countries with as many international links as these would share if partners were met by chance "
            "(probabilistic affinity, Zitt and others 2000): above 1 they write together more often than that."
        ],
        charts=_matrices(names, single, pairs, affinity) if names else [],
        tables=[Table("All pairs", columns, rows, is_folded=True)],
    )


Pair = tuple[str, ...]


def _affinities(pairs: Sequence[Counted]) -> dict[Pair, float | None]:
    """Return the probabilistic affinity of each pair, `2 n t / (t_a t_b)`, as byline.measures.INDICATORS has it."""
    joint = {tuple(n.keys["countries"]): n.count for n in pairs}
    links: Counter[str] = Counter()
    for (a, b), count in joint.items():
        links[a] += count  # type: ignore[assignment]
        links[b] += count  # type: ignore[assignment]
    every = sum(joint.values())
    return {
        (a, b): 2 * count * every / (links[a] * links[b]) if count else None
        for (a, b), count in joint.items()
    }


def _times(ratio: float | None) -> Figure | str:
    return "–" if ratio is None else Figure(f"{ratio:.2f}", value=round(ratio, 4))


def _matrices(
    names: Sequence[str],
    single: dict[str, Counted],
    pairs: Sequence[Counted],
    affinity: dict[Pair, float | None],
) -> list[Chart]:
    observed: dict[tuple[str, str], Cell] = {
        (name, name): _cell(single[name], country_name(name)) for name in names
    }
    against = {}
    for n in pairs:
        a, b = n.keys["countries"]
        if a not in names or b not in names:
            continue
        words = f"{country_name(a)} and {country_name(b)}"
        observed[a, b] = _cell(n, words)
        if (ratio := affinity[a, b]) is not None:
            against[a, b] = Cell(
                ratio,
                f"{ratio:.1f}",
                f"{words}: {ratio:.2f} times what chance gives",
                n.href,
                max(-1.0, min(1.0, log2(ratio) / STRONGEST)),
            )
    full = {name: country_name(name) for name in names}
    said = f"{_strongest(observed)} The table below has every pair."
    seen = render_matrix(names, observed, "Joint papers by pair of countries", said, full)
    said = f"{_strongest(against)} The table below has every pair."
    beyond = render_matrix(names, against, "Joint papers, times what chance gives", said, full)
    return [
        Chart(seen, "Joint papers of each pair; on the diagonal, all papers of the country."),
        Chart(
            beyond,
            "Joint papers of each pair, over what chance gives countries with as many international links. Blue: "
            "more often than chance; orange: less often.",
        ),
    ]


def _strongest(cells: Mapping[tuple[str, str], Cell]) -> str:
    """Return the three largest cells in words, for those who do not see the chart."""
    pairs = sorted((c for (a, b), c in cells.items() if a != b), key=lambda cell: (-cell.value, cell.words))
    return "".join(f"{cell.words}. " for cell in pairs[:3]).strip() or "No pair has joint papers."


def _cell(number: Counted, words: str) -> Cell:
    return Cell(number.count, amount(number.count), f"{words}: {amount(number.count)} papers", number.href)


def ranked(counted: Sequence[Counted]) -> list[Counted]:
    """Return the numbers, greatest first, equal ones in the order of their keys."""
    return sorted(counted, key=lambda n: (-n.count, str(n.keys)))
