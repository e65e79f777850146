"""The same question under other rules: one choice changed at a time, and all combinations."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from typing import Any

from byline.charts import Specification
from byline.measures import Multiverse, called
from byline.model import CountingRules, MeasureValue, choices
from byline.study import Study
from byline.views.drawing import curve_chart
from byline.views.numbers import Counted, Numbers
from byline.views.parts import Cell, Column, Figure, Section, Table
from byline.views.wording import amount, amount_cell, figure, places, share_cell

Heard = Mapping[str, frozenset[str]]  # edition -> the choices of `witness` that its papers can answer


def other_rules(numbers: Numbers, study: Study, heard: Heard) -> Section:
    """Return each pair under the study's rules and under each other single choice, editions side by side."""
    return Section(
        "rules",
        "Under other rules",
        paragraphs=[
            "Each line changes one choice and keeps the others. What a rule means stands under “How this was "
            "counted”."
        ],
        tables=[_changed_alone(numbers, pair, heard) for pair in study.pairs],
        notes=["–: the papers of that edition have no such witness."],
    )


def one_change(rules: CountingRules, witnesses: Collection[str] | None = None) -> tuple[CountingRules, ...]:
    """Return the rules, and those that differ from them in one choice; of witnesses only these, where given."""
    changes: list[dict[str, Any]] = [
        {rule: option}
        for rule, options in choices().items()
        for option in options
        if option != getattr(rules, rule) and (rule != "witness" or witnesses is None or option in witnesses)
    ]
    return (rules, *(replace(rules, **change) for change in changes))


def _changed_alone(numbers: Numbers, pair: Sequence[str], heard: Heard) -> Table:
    own = numbers.count("collaboration", countries=pair)
    editions = [number.edition for number in own]
    rows: list[list[Cell]] = [["as this page counts", "", *_cells(own, editions)]]
    for rule, options in choices().items():
        for option in options:
            if option != getattr(numbers.rules, rule):
                counted = _counted(numbers, pair, rule, option, heard)
                rows.append([called(rule), called(option), *_cells(counted, editions)])
    columns = [Column("rule changed"), Column("to")]
    for edition in editions:
        columns += [Column(edition, True), Column("share", True)]
    name = places(pair)
    return Table(f"{name[0].upper()}{name[1:]}, one rule changed at a time", columns, rows)


def _counted(numbers: Numbers, pair: Sequence[str], rule: str, option: str, heard: Heard) -> list[Counted]:
    """Return the numbers with one rule changed; of no edition whose papers the changed rule hears nobody of."""
    is_witness = rule == "witness"
    if is_witness and heard and not any(option in choices for choices in heard.values()):
        return []
    counted = numbers.count("collaboration", {rule: option}, countries=pair)
    return [n for n in counted if not is_witness or option in heard.get(n.edition, {option})]


def _cells(counted: Sequence[Counted], editions: Sequence[str]) -> list[Cell]:
    by_edition = {number.edition: number for number in counted}
    cells: list[Cell] = []
    for edition in editions:
        number = by_edition.get(edition)
        cells += [figure(number), share_cell(number.value.value)] if number else ["–", "–"]
    return cells


def curve(
    world: Multiverse, own: CountingRules, pair: Sequence[str], links: Mapping[CountingRules, str]
) -> Section:
    """Return the specification curve of a pair, and how much each rule moves the number.

    `links` maps rules to the address of their papers, where there is one.
    """
    answers = sorted(
        zip(world.rules, world.values, strict=True),
        key=lambda pair: (pair[1].numerator, tuple(getattr(pair[0], rule) for rule in choices())),
    )
    name = places(pair)
    low, high = world.range(own.counting)
    # What no rules of the curve take has no row: a run without a venue's list cannot hear it.
    options = {
        called(rule): [
            (option, called(option))
            for option in listed
            if any(getattr(rules, rule) == option for rules in world.rules)
        ]
        for rule, listed in choices().items()
    }
    specifications = [
        _specification(rules, value, rules == own, links.get(rules)) for rules, value in answers
    ]
    least, most = amount(specifications[0].value), amount(specifications[-1].value)
    words = f"From {least} to {most} over {len(answers)} combinations."
    heading = f"Joint papers of {name} under every rule"
    caption = (
        f"Papers that join {name}, under every combination of rules, least first. Orange: the rules of this page. "
        "Pale bars: what missing data leaves open."
    )
    influences = [
        (
            called(i.rule),
            amount(round(i.mean, 1)),
            amount(round(i.most, 1)),
            f"{called(i.from_option)} → {called(i.to_option)}",
        )
        for i in world.influences()
    ]
    columns = (
        Column("rule"),
        Column("moves the number by, on average", True),
        Column("at most", True),
        Column("largest change"),
    )
    return Section(
        "curve",
        "Under every combination of rules",
        paragraphs=[
            f"{len(answers)} combinations of the counting rules that the papers can answer, least answer first. "
            f"Counted {own.counting}, the answer lies between {amount(low)} and {amount(high)} papers."
        ],
        charts=[curve_chart(specifications, options, heading, words, caption)],
        tables=[
            Table("What moves the number most", columns, influences),
            _combinations(answers, links),
        ],
    )


def _combinations(
    answers: Sequence[tuple[CountingRules, MeasureValue]], links: Mapping[CountingRules, str]
) -> Table:
    """Return every mark of the curve as a row, least answer first."""
    columns = [Column(called(rule)) for rule in choices()]
    columns += [Column("papers", True), Column("at least", True), Column("at most", True)]
    rows: list[list[Cell]] = [
        [
            *(called(getattr(rules, rule)) for rule in choices()),
            Figure(amount(value.numerator), links.get(rules), value=value.numerator),
            amount_cell(value.lower_bound),
            amount_cell(value.upper_bound),
        ]
        for rules, value in answers
    ]
    return Table("Every combination", columns, rows, is_folded=True)


def _specification(
    rules: CountingRules, value: MeasureValue, is_own: bool, href: str | None
) -> Specification:
    chosen = {called(rule): getattr(rules, rule) for rule in choices()}
    said = f"{amount(value.numerator)}: " + ", ".join(called(option) for option in chosen.values())
    return Specification(value.numerator, chosen, said, href, value.lower_bound, value.upper_bound, is_own)
