"""From a run's folder to its report."""

import os
from collections.abc import Iterable, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any

from byline.engine import DuckDBEngine, Engine, EngineError
from byline.measures import (
    Audited,
    AuditError,
    all_heard,
    audit,
    check_claims,
    every_rule,
    expected_by_chance,
    heard_witnesses,
    load_sheet,
    multiverse,
)
from byline.model import MeasureValue
from byline.report.numbers import Listed, ReportNumbers
from byline.report.page import compile_templates, paper_link, render_page, render_paper
from byline.report.pictures import write_pictures
from byline.report.view import MemberList, Report
from byline.study import Study, StudyError
from byline.views.numbers import Counted, keys_of
from byline.views.papers import PaperCard, load_cards, unresolved_strings
from byline.views.parts import Section
from byline.views.sections import (
    against_chance,
    certainty,
    claims,
    countries,
    curve,
    headline,
    institutions,
    left_out,
    matrix,
    method,
    other_rules,
    partners,
    technologies,
    trend,
)
from byline.views.sections.rules import Heard, one_change
from byline.views.tables import RunTables
from byline.views.wording import amount, country_name, places, share, share_bounds

Part = tuple[list[Section | None], ReportNumbers]  # of the page, with the numbers that stand on it


class ReportError(Exception):
    """The run has no tables to report on; the message says what to do."""


# Above this many papers all combinations of rules, chance and claims take longer than all the rest of a report
# (6 s for 4,553 papers, 0.3 s for 118); they are then written by `byline report OUT`, not by every run.
QUICK_ABOVE = 1_000
SHORTENED = (
    "Not here, because the run is large: every combination of rules, what chance gives, and published figures "
    "measured again. `byline report` adds them."
)
MOST_MAPS = 4


def make_ready() -> None:
    """Load what the first report in a process would: 0.15 s that a run has while its workers read."""
    import numpy.random  # noqa: F401

    compile_templates()
    country_name("FR")


def render_report(
    out: Path, study: Study, *, is_full: bool = False, has_pictures: bool = False
) -> tuple[Path, tuple[MeasureValue, ...]]:
    """Write OUT/report.html, whole or not at all; return its path and every number on it.

    `is_full`: with every combination of rules, chance and claims, however many papers there are.
    `has_pictures`: also OUT/charts, each chart as SVG and as PNG for an article and for a slide.
    Raises ReportError where the run has no tables, StudyError where its sheet of checked papers cannot be read.
    """
    tables = RunTables(out / "tables")
    is_deep = is_full or tables.count("papers") <= QUICK_ABOVE
    # Two engines count at once, and the papers' own part of the page is written meanwhile: an engine lets go of the
    # interpreter.
    with opened(out) as (one, other), ThreadPoolExecutor(2) as beside:
        deep = beside.submit(_depth, one, study, is_deep=is_deep)
        wide = beside.submit(_breadth, other, study, tables)
        cards = load_cards(tables)
        papers = [render_paper(card) for card in cards.values()]
        (first, answer), (then, others) = deep.result(), wide.result()
    asked = {**answer.asked, **others.asked}
    sections = [
        *first,
        *then,
        left_out(tables.load_issues(), unresolved_strings(cards.values())),
        method(answer, tables.load("runs"), cards.values()),
    ]
    report = Report(
        title=study.title,
        question=study.question,
        is_invented=study.is_invented,
        sections=[section for section in sections if section is not None],
        lists=_lists(asked.values(), cards),
        papers=papers,
        footer=[
            "Made with Byline. Every figure above links to its papers, and every paper to its evidence. "
            "The same run, live: `byline explore`. Charts as files: `byline report --charts`.",
            *([] if is_deep else [SHORTENED]),
        ],
        has_pictures=has_pictures,
    )
    page = render_page(report)
    if has_pictures:
        write_pictures(out / "charts", report)
    file, temporary = out / "report.html", out / ".report.html.new"
    temporary.write_text(page, encoding="utf-8", errors="replace")
    temporary.replace(file)
    return file, tuple(listed.number.value for listed in asked.values())


def headline_rows(out: Path, study: Study) -> list[dict[str, Any]]:
    """Return the study's main figures, as the run recorded them: edition, countries, papers, of, share, bounds."""
    wanted = {tuple(sorted(pair)) for pair in study.pairs}
    values = [MeasureValue(**row) for row in RunTables(out / "tables").load("measure_values")]
    asked = [v for v in values if v.measure == "collaboration" and v.rules == study.rules.to_json()]
    counted = [Counted(value, keys_of(value), lambda _: "") for value in asked]
    return [
        {
            "edition": n.edition,
            "joint papers of": places(n.keys["countries"]),
            "papers": amount(n.count),
            "of": amount(n.value.denominator or 0),
            "share": share(n.value.value),
            "bounds of the share": share_bounds(n.value),
        }
        for n in counted
        if "venue" in n.keys and tuple(n.keys["countries"]) in wanted
    ]


def _breadth(engine: Engine, study: Study, tables: RunTables) -> Part:
    """Return who writes with whom and on whose technology, under the study's own rules."""
    numbers = ReportNumbers(engine, study.rules, study.groups)
    return list(_around(numbers, study, tables)), numbers


def _depth(engine: Engine, study: Study, *, is_deep: bool) -> Part:
    """Return the answer, how sure it is, and how it changes by year and by every rule that the papers can answer."""
    heard = heard_witnesses(engine)
    witnesses = all_heard(heard, study.rules)
    # All combinations hold each rule changed alone, so that they are one pass over the data.
    among = every_rule((study.rules.tracks,), witnesses) if is_deep else one_change(study.rules, witnesses)
    numbers = ReportNumbers(engine, study.rules, study.groups, witnesses, among)
    return list(_answer(numbers, study, heard, is_deep)), numbers


def _around(numbers: ReportNumbers, study: Study, tables: RunTables) -> Iterator[Section | None]:
    """Yield who writes with whom and on whose technology."""
    names = {row["technology_id"]: row["display_name"] for row in tables.load("technologies")}
    homes = {row["institution_id"]: row["display_name"] for row in tables.load("institutions")}
    yield countries(numbers, study)
    yield from (partners(numbers, code) for code in _mapped(study))
    yield matrix(numbers, study)
    yield institutions(numbers, study, homes)
    yield technologies(numbers, study, names)


def _mapped(study: Study) -> list[str]:
    """Return the countries whose partners are drawn on a map: those asked about, no groups."""
    asked = dict.fromkeys(code for pair in study.pairs for code in pair if study.members(code) == (code,))
    return list(asked)[:MOST_MAPS]


def _answer(numbers: ReportNumbers, study: Study, heard: Heard, is_deep: bool) -> Iterator[Section | None]:
    """Yield the answer, how sure it is, and how it changes by year and by rule.

    `is_deep`: with every combination of rules, what chance gives, and the published figures measured again.
    """
    yield headline(numbers, study)
    yield certainty(numbers, study, _checked(numbers.engine, study))
    yield trend(numbers, study)
    yield other_rules(numbers, study, heard)
    if not is_deep:
        return
    question: dict[str, Any] = {"groups": study.groups} if study.groups else {}
    question["among"] = numbers.among
    tracks = (study.rules.tracks,)
    for pair in study.pairs:
        worlds = multiverse(
            numbers.engine, "collaboration", tracks, numbers.witnesses, countries=pair, by=(), **question
        )
        yield from (curve(world, study.rules, pair, {}) for world in worlds)
    chances = [
        chance
        for pair in study.pairs
        for chance in expected_by_chance(numbers.engine, study.rules, countries=pair, **question)
    ]
    yield against_chance(chances)
    yield claims(check_claims(numbers.engine))


def _checked(engine: Engine, study: Study) -> list[Audited]:
    """Return what the study's sheet of checked papers says of its pairs; none without a sheet."""
    try:
        truth = load_sheet(study.audit) if study.audit else {}
    except AuditError as error:
        raise StudyError(str(error)) from error
    if not truth:
        return []
    return [row for pair in study.pairs for row in audit(engine, truth, study.rules, pair, study.groups)]


def _lists(asked: Iterable[Listed], cards: Mapping[str, PaperCard]) -> Sequence[MemberList]:
    links = {paper_id: paper_link(card) for paper_id, card in cards.items()}
    return [
        MemberList(
            listed.anchor,
            _words(listed.number.value.measure, listed.number.edition, listed.number.keys),
            amount(listed.number.count),
            [links[paper_id] for paper_id in listed.papers],
        )
        for listed in asked
        if listed.papers
    ]


def _words(measure: str, edition: str, keys: Mapping[str, Any]) -> str:
    of = [
        places(value) if key in ("country", "countries") else str(value).replace("_", " ")
        for key, value in keys.items()
        if key not in ("venue", "year")
    ]
    return ", ".join([measure.replace("_", " ").capitalize(), edition, *of])


@contextmanager
def opened(out: Path) -> Iterator[tuple[DuckDBEngine, DuckDBEngine]]:
    """Open two engines over a run's tables, each with half of the cores; raises ReportError where there are none."""
    try:
        engine = DuckDBEngine.open(out / "tables", threads=max(1, (os.cpu_count() or 2) // 2))
    except EngineError as error:
        raise ReportError(f"{out} is no finished run: {error}; `byline run STUDY --out` makes one") from None
    with closing(engine), closing(engine.beside()) as other:
        yield engine, other
