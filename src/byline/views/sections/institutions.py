"""Leading institutions, alone and in pairs."""

from collections.abc import Mapping

from byline.study import Study
from byline.views.numbers import Numbers
from byline.views.parts import Cell, Column, Section, Table
from byline.views.sections.countries import ranked
from byline.views.wording import amount, figure, places, share_cell

LEADING = 25


def institutions(numbers: Numbers, study: Study, names: Mapping[str, str]) -> Section | None:
    """Return the institutions and pairs with most joint papers of each pair of the study; None where none has any."""
    tables = [table for pair in study.pairs for table in _tables(numbers, pair, names)]
    if not tables:
        return None
    return Section(
        "institutions",
        "Leading institutions",
        tables=tables,
        notes=["A paper counts once for every institution on it."],
    )


def _tables(numbers: Numbers, pair: tuple[str, ...], names: Mapping[str, str]) -> list[Table]:
    alone = ranked(numbers.count("papers_by_institution", {"counting": "whole"}, by=(), countries=pair))
    joined = ranked(numbers.count("institution_pairs", {"counting": "whole"}, by=(), countries=pair))
    if not alone:
        return []
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
