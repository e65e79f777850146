"""The report on disk follows decisions: written again beside the server, once for several, and never half."""

import os
import re
import threading
from pathlib import Path

import pytest
from explored_run import INSTITUTIONS, UNPLACED, doubtful_run

from byline.affiliations.overrides import Override
from byline.explorer import corrections
from byline.explorer import rewriting as room
from byline.explorer.corrections import Corrections
from byline.explorer.rewriting import Rewriting
from byline.model import Institution


def test_the_report_is_written_again_with_its_numbers(tmp_path: Path) -> None:
    out = tmp_path / "out"
    doubtful_run(out)
    writing = Rewriting(out)
    writing.ask()
    writing.wait()
    assert "A made-up study" in (out / "report.html").read_text(encoding="utf-8")
    assert (out / "tables" / "measure_values.parquet").is_file()


class MadeUpResolver:
    """Knows the run's institutions; stands in for the index, which takes seconds to build."""

    def institution(self, institution_id: str) -> Institution:
        return {row.institution_id: row for row in INSTITUTIONS}[institution_id]


def test_a_decision_changes_the_headline_of_the_report_on_disk(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(corrections, "_resolver", MadeUpResolver)
    out = tmp_path / "out"
    study = doubtful_run(out)
    before = _headline(out)
    decisions = Corrections(out, study)
    decisions.add(Override("string", UNPLACED, "", None, None, "CN", "its own page", "who", "2026-01-01"))
    decisions.count()
    after = _headline(out)
    assert [int(count) for count in before] == [1, 2]
    assert [int(count) for count in after] == [1, 3]


def _headline(out: Path) -> list[str]:
    """Have the report written, and return how many papers of each edition its headline names."""
    writing = Rewriting(out)
    writing.ask()
    writing.wait()
    page = (out / "report.html").read_text(encoding="utf-8")
    return re.findall(r'<div class="figure"><a [^>]+>(\d+)</a></div> <p class="statement">of', page)


def test_several_decisions_share_one_writing_and_the_last_is_never_missed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    begun, may_end, written = threading.Event(), threading.Event(), []

    def write(self: Rewriting) -> str:
        written.append(self.out)
        begun.set()
        assert may_end.wait(10)
        return ""

    monkeypatch.setattr(Rewriting, "_write", write)
    writing = Rewriting(tmp_path)
    writing.ask()
    assert begun.wait(10)
    for _ in range(5):
        writing.ask()
    may_end.set()
    writing.wait()
    assert len(written) == 2


def test_a_report_that_cannot_be_written_is_said_and_the_old_one_stays(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "report.html").write_text("before")
    writing = Rewriting(tmp_path)
    writing.ask()
    writing.wait()
    assert "older than the decisions" in capsys.readouterr().err
    assert (tmp_path / "report.html").read_text() == "before"


def test_a_report_older_than_the_decisions_is_written_at_the_start(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[Path] = []
    monkeypatch.setattr(room.Rewriting, "ask", lambda self: asked.append(self.out))
    decisions, report = tmp_path / "overrides.csv", tmp_path / "report.html"
    writing = Rewriting(tmp_path)
    writing.ask_if_old(decisions)
    report.touch()
    writing.ask_if_old(decisions)
    decisions.touch()
    os.utime(decisions, (1, 1))
    writing.ask_if_old(decisions)
    assert asked == []
    os.utime(report, (0, 0))
    writing.ask_if_old(decisions)
    assert asked == [tmp_path]
