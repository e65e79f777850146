"""The comparison: a perfect reading is right everywhere, and each mistake is named for what it is."""

from collections.abc import Callable
from dataclasses import asdict, replace
from pathlib import Path
from typing import Any

import pytest
from rich.console import Console

from byline.demo import Comparison, compare, render, study_path
from byline.demo.planted import load_truth
from byline.demo.truth import Figure
from byline.demo.verdicts import Reading, Verdict
from byline.engine import EngineError
from byline.study import Study

Rows = dict[str, list[Any]]
Write = Callable[[Rows], Path]


def judged(rows: Rows) -> tuple[Verdict, ...]:
    """Return the verdicts on a reading, without the figures."""
    reading = Reading({name: [asdict(row) for row in records] for name, records in rows.items()})
    return tuple(verdict for paper in load_truth() for verdict in reading.judge(paper))


def test_a_perfect_reading_is_right_everywhere(perfect: Rows, written: Write) -> None:
    comparison = compare(written(perfect))
    assert [f for f in comparison.figures if not f.is_right] == []
    assert [v for v in comparison.verdicts if v.verdict != "right"] == []
    assert len(comparison.verdicts) > 100
    whole = comparison.tallies[-1]
    assert (whole.layout, whole.papers, whole.author_lists_right) == ("all", 69, 69)
    assert (whole.countries_right, whole.roles_right) == (whole.authors, whole.roles)
    assert sum(tally.papers for tally in comparison.tallies[:-1]) == whole.papers


def test_nothing_read_is_abstained_and_never_right_by_chance(perfect: Rows) -> None:
    verdicts = judged({name: rows if name == "papers" else [] for name, rows in perfect.items()})
    words = {v.verdict for v in verdicts if v.author}
    assert words == {"abstained"}


def _changed(perfect: Rows, mention: str, **values: Any) -> Rows:
    matches = [
        replace(match, **values) if match.mention_id == mention else match
        for match in perfect["affiliation_matches"]
    ]
    return perfect | {"affiliation_matches": matches}


def _verdict(verdicts: tuple[Verdict, ...], trap: str, file: str) -> Verdict:
    return next(v for v in verdicts if (v.trap, v.file) == (trap, file))


def test_a_wrong_country_is_wrong_and_an_unresolved_one_abstained(perfect: Rows) -> None:
    mention = "imcols-2030/003/1/0"
    wrong = judged(_changed(perfect, mention, site_country="US"))
    assert _verdict(wrong, "northeastern-cn", "2030/003.pdf").verdict == "wrong"
    unresolved = judged(_changed(perfect, mention, site_country=None, home_country=None))
    assert _verdict(unresolved, "northeastern-cn", "2030/003.pdf").verdict == "abstained"


def test_a_mark_taken_for_an_affiliation_is_wrong(perfect: Rows) -> None:
    first = next(m for m in perfect["affiliation_mentions"] if m.mention_id == "imcols-2030/001/1/0")
    extra = replace(first, mention_id="extra", affiliation_text="Equal contribution")
    rows = perfect | {"affiliation_mentions": [*perfect["affiliation_mentions"], extra]}
    verdicts = judged(rows)
    assert _verdict(verdicts, "equal-contribution-mark", "2030/001.pdf").verdict == "wrong"


def test_a_role_above_the_planted_one_is_wrong(perfect: Rows) -> None:
    roles = [
        replace(role, role="built_on")
        if (role.paper_id, role.technology_id) == ("imcols-2030/028", "llama")
        else role
        for role in perfect["technology_roles"]
    ]
    verdicts = judged(perfect | {"technology_roles": roles})
    assert _verdict(verdicts, "llama-only-in-references", "2030/028.pdf").verdict == "wrong"


def test_an_author_missing_from_a_byline_that_was_read_is_wrong(perfect: Rows) -> None:
    kept = [a for a in perfect["authorships"] if (a.paper_id, a.author_position) != ("imcols-2030/003", 1)]
    verdicts = judged(perfect | {"authorships": kept})
    verdict = _verdict(verdicts, "northeastern-cn", "2030/003.pdf")
    assert (verdict.got, verdict.verdict) == ("author not found", "wrong")


def test_a_lost_pair_shows_in_the_figures(perfect: Rows, written: Write) -> None:
    comparison = compare(
        written(_changed(perfect, "imcols-2030/001/3/0", site_country=None, home_country=None))
    )
    wrong = {(f.question, f.year, f.planted - f.measured) for f in comparison.figures if not f.is_right}
    assert ("US-China, by printed byline", 2030, 1) in wrong
    assert ("from US", 2030, 1) in wrong


def test_the_tables_print_and_name_what_differs(perfect: Rows) -> None:
    verdicts = judged(_changed(perfect, "imcols-2030/003/1/0", site_country="US"))
    comparison = Comparison((Figure("papers from US", 2030, 3, 2, 30, 30),), verdicts, ())
    console = Console(width=160, record=True, file=None, quiet=False)
    with console.capture() as capture:
        console.print(*render(comparison))
    text = capture.get()
    assert "2 (7%) ≠" in text
    assert "northeastern-cn" in text
    assert comparison.to_record()["verdicts"]["wrong"] >= 1


def test_a_folder_without_tables_is_refused(tmp_path: Path) -> None:
    with pytest.raises(EngineError, match=r"papers\.parquet"):
        compare(tmp_path)


def test_the_study_is_valid_and_its_files_exist() -> None:
    study = Study.load(study_path())
    assert [edition.year for edition in study.editions] == [2030, 2031]
    assert all(source.path().exists() for edition in study.editions for source in edition.sources)
    assert "invented" in study.title
