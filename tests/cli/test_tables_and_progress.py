"""What is printed for a person: tables of which nothing is lost, and progress where something takes long."""

import sys
from collections.abc import Callable
from contextlib import suppress
from io import StringIO
from pathlib import Path

import pytest
from rich.console import Console
from typer.testing import CliRunner

from byline.affiliations import index
from byline.cli import console, progress, tables
from byline.cli.app import app
from byline.pipeline import warm
from byline.sources import known_editions

LONG = ("neurips_proceedings", "datasets-and-benchmarks")


@pytest.fixture
def printed(monkeypatch: pytest.MonkeyPatch) -> Callable[[int], StringIO]:
    """Return a function that makes stdout a terminal of some width, and returns what is printed on it."""

    def on_terminal(width: int) -> StringIO:
        stream = StringIO()
        terminal = console.Speaker()
        terminal.__dict__["console"] = Console(file=stream, width=width)
        monkeypatch.setattr(tables, "out", terminal)
        return stream

    return on_terminal


@pytest.mark.parametrize("width", [30, 60, 80, 200])
def test_a_table_fits_and_nothing_of_it_is_lost(width: int, printed: Callable[[int], StringIO]) -> None:
    stream = printed(width)
    rows = [
        (edition.venue, edition.year, edition.track, ", ".join(edition.sources))
        for edition in known_editions()
    ]
    tables.print_table("Editions", ("venue", "year", "track", "sources"), rows)
    said = stream.getvalue()
    assert "…" not in said
    assert max(map(len, said.splitlines())) <= width
    letters = sorted(letter for row in rows for cell in row for letter in str(cell) if letter.isalnum())
    head = sorted("Editionsvenueyeartracksources")
    assert sorted(letter for letter in said if letter.isalnum()) == sorted(head + letters)
    if width >= 80:
        assert all(word in said for word in LONG)


def test_a_file_or_another_program_is_given_whole_lines() -> None:
    result = CliRunner().invoke(app, ["venues"])
    assert "virtual_site, neurips_proceedings, openreview" in result.stdout
    assert "…" not in result.stdout


def test_in_a_log_each_stage_is_one_line(capsys: pytest.CaptureFixture[str]) -> None:
    with progress.shown_progress() as shown:
        shown.start("papers", "Reading PDFs")
        shown.advance(1, 2)
        shown.finish("papers", is_fresh=False)
        shown.start("report", "Counting")
        shown.finish("report", is_fresh=True)
    assert capsys.readouterr().err == "Reading PDFs ...\nCounting ...\n  unchanged\n"


@pytest.fixture
def screen(monkeypatch: pytest.MonkeyPatch) -> StringIO:
    """Return what is drawn on stderr, which is a terminal."""
    stream = StringIO()
    monkeypatch.setattr(sys.stderr, "isatty", lambda: True, raising=False)
    terminal = console.Speaker(is_error=True)
    terminal.__dict__["console"] = Console(file=stream, width=80)
    monkeypatch.setattr(progress, "err", terminal)
    return stream


def test_an_error_leaves_no_bar_that_seems_to_go_on(screen: StringIO) -> None:
    with suppress(RuntimeError), progress.shown_progress() as shown:
        shown.start("papers", "Reading PDFs")
        shown.advance(2, 2)
        shown.start("technologies", "Finding technologies")
        shown.advance(1, 3)
        shown.start("report", "Counting")
        raise RuntimeError
    said = screen.getvalue()
    assert "Counting" not in said
    assert "Finding technologies (stopped)" in said
    assert "Reading PDFs (stopped)" not in said


def test_what_takes_long_is_drawn_until_it_is_done(screen: StringIO) -> None:
    with progress.waiting("Counting") as shown:
        shown.note("Once for all runs")
    assert "Once for all runs" in screen.getvalue()
    assert "1/1" in screen.getvalue()


def test_slow_commands_say_that_they_work(finished: Path, tmp_path: Path) -> None:
    assert (
        CliRunner().invoke(app, ["report", str(finished)]).stderr == "Counting, and writing the report ...\n"
    )
    result = CliRunner().invoke(app, ["registry", "use", str(tmp_path / "absent.json")])
    assert result.stderr.startswith("Reading the registry")


def test_compiling_the_index_is_said_before_it_is_done(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    class ReachedError(Exception):
        pass

    def compiled(*_: object) -> index.Index:
        raise ReachedError

    monkeypatch.setenv("BYLINE_CACHE", str(tmp_path / "cache"))
    monkeypatch.setenv("BYLINE_HOME", str(tmp_path / "home"))
    monkeypatch.setattr("byline.affiliations.compilation.compile_index", compiled)
    for command in (
        ["resolve", "MIT"],
        ["parse", __file__],
        ["institutions", "check", "--strings", __file__],
    ):
        result = CliRunner().invoke(app, command)
        assert isinstance(result.exception, ReachedError)
        assert result.stderr == index.COMPILING + "\n"
    said: list[str] = []
    monkeypatch.setattr(warm, "_opened", [])
    with pytest.raises(ReachedError):
        warm.open_resolver(said.append)
    assert said == [index.COMPILING]
