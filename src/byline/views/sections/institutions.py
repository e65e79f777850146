"""Leading institutions, alone and in pairs."""

from collections.abc import Mapping, Sequence

from byline.charts import Bar
from byline.study import Study
from byline.views.drawing import bar_chart
from byline.views.numbers import Counted, Numbers
from byline.views.parts import Cell, Chart, Column, Section, Table
from byline.views.sections.countries import ranked
from byline.views.wording import amount, figure, places, share, share_cell

LEADING = 25
CHARTED = 12


def institutions(numbers: Numbers, study: Study, names: Mapping[str, str]) -> Section | None:
    """Return the institutions and pairs with most joint papers of each pair of the study; None where none has any."""
    tables: list[Table] = []
    charts: list[Chart] = []
    for pair in study.pairs:
        alone = ranked(numbers.count("papers_by_institution", {"counting": "whole"}, by=(), countries=pair))
        if alone:
            charts.append(_chart(alone, pair, names))
            tables += _tables(numbers, alone, pair, names)
    if not tables:
        return None
    return Section(
        "institutions",
        "Leading institutions",
        charts=charts,
        tables=tables,
        notes=["A paper counts once for every institution on it."],
    )


def _chart(alone: Sequence[Counted], pair: tuple[str, ...], names: Mapping[str, str]) -> Chart:
    shown = [(names.get(n.keys["institution"], n.keys["institution"]), n) for n in alone[:CHARTED]]
    bars = [Bar(name, n.count, f"{amount(n.count)} ({share(n.value.value)})", n.href) for name, n in shown]
    heading = f"Institutions on the papers that join {places(pair)}"
    return bar_chart(bars, heading, f"{heading}: the first {len(bars)}, by joint papers.")


def _tables(
    numbers: Numbers, alone: Sequence[Counted], pair: tuple[str, ...], names: Mapping[str, str]
) -> list[Table]:
    joined = ranked(numbers.count("institution_pairs", {"counting": "whole"}, by=(), countries=pair))
    of = amount(alone[0].value.denominator or 0)
    single: list[list[Cell]] = [
        [names.get(n.keys["institution"], n.keys["institution"]), figure(n), share_cell(n.value.value)]
        for n in alone[:LEADING]
    ]
    both: list[list[Cell]] = [
        [*(names.get(i, i) for i in n.keys["institutions"]), figure(n)] for n in joined[:LEADING]
    ]
    columns = (Column("institution"), Column("joint papers", True), Column("share", True))
    pairs = (Column("institution"), Column("with"), Column("joint papers", True))
    where = places(pair)
    return [
        Table(f"On the {of} papers that join {where}", columns, single, is_folded=len(single) > 12),
        Table(f"Pairs across {where}", pairs, both, is_folded=len(both) > 12),
    ]
