"""`byline run` as a process of its own: killed, stopped, without a network; it ends as if nothing had been."""

import os
import signal
from collections.abc import Iterator
from pathlib import Path

import httpx2
import pytest
from kills import Conference, conference, differing_tables, kill_at_every_step
from typer.testing import CliRunner

from byline.cli.app import app
from byline.sources import FetchOptions

# `BYLINE_SIMULATED_PAPERS=5290` is the published number; it takes some minutes.
PAPERS = int(os.environ.get("BYLINE_SIMULATED_PAPERS", "24"))


@pytest.fixture(scope="module")
def held(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Conference]:
    with conference(PAPERS, tmp_path_factory.mktemp("conference")) as held:
        yield held


@pytest.fixture(scope="module")
def whole(held: Conference, tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, int]:
    """Return the folder of an undisturbed run, and how many requests it made."""
    out, before = tmp_path_factory.mktemp("whole"), len(held.server.asked)
    held.run(out)
    return out, len(held.server.asked) - before


def test_killed_at_every_step_its_tables_are_those_of_an_undisturbed_run(
    held: Conference, whole: tuple[Path, int], tmp_path: Path
) -> None:
    out, undisturbed = whole
    before = len(held.server.asked)
    states = kill_at_every_step(held, tmp_path)
    held.run(tmp_path)
    assert [state.code for state in states] == [-signal.SIGKILL] * 4
    assert 0 < states[2].pdf_count < PAPERS
    # Not fewer than all: on a busy machine the last papers may be read while the signal is on its way.
    assert 0 < states[3].document_count <= PAPERS
    assert [state.table_count for state in states] == [0] * 4
    assert differing_tables(out, tmp_path) == []
    # What was fetched before a kill is not fetched again: only a login, and what was under way.
    assert len(held.server.asked) - before - undisturbed <= 2 * len(states)


def test_stopped_by_ctrl_c_it_says_so_and_goes_on_from_there(
    held: Conference, whole: tuple[Path, int], tmp_path: Path
) -> None:
    pdfs = tmp_path / "cache" / "sources" / "pdf"
    held.holding.hold(lambda asked: asked.path.endswith(".pdf") and len([*pdfs.rglob("*.pdf")]) >= 5)
    code, said = held.stop_at(held.holding.is_half_sent, tmp_path, by=signal.SIGINT)
    assert code == 130
    assert "What was finished is kept" in said
    assert "Traceback" not in said
    assert not (tmp_path / "report.html").exists()
    held.run(tmp_path)
    assert differing_tables(whole[0], tmp_path) == []


class Nowhere(httpx2.BaseTransport):
    """A network on which no host can be reached."""

    def handle_request(self, request: httpx2.Request) -> httpx2.Response:
        raise httpx2.ConnectError("[Errno -2] Name or service not known", request=request)


@pytest.mark.parametrize(
    ("arguments", "words"), [((), "is there a network?"), (("--offline",), "run once without --offline")]
)
def test_without_a_network_it_names_the_remedy_and_publishes_nothing(
    tmp_path: Path, arguments: tuple[str, ...], words: str
) -> None:
    command = ["run", "us-china-neurips-2025", "--out", str(tmp_path / "new" / "out"), *arguments]
    fetching = FetchOptions(transport=Nowhere(), pace=0.0, wait_initial=0.01)
    result = CliRunner().invoke(app, command, obj=fetching)
    said = " ".join(result.stderr.split())
    assert result.exit_code == 1
    assert "no source gave a paper, so nothing was counted or written" in said
    assert said.count(words) == 2
    assert "Errno" not in said
    assert "nothing is kept" in said
    assert result.stdout == ""
    assert [*tmp_path.iterdir()] == []


def test_without_a_network_what_was_fetched_before_is_kept_and_said(tmp_path: Path) -> None:
    kept = tmp_path / "cache" / "sources" / "answers" / "one.json"
    kept.parent.mkdir(parents=True)
    kept.write_text("{}")
    fetching = FetchOptions(transport=Nowhere(), pace=0.0, wait_initial=0.01)
    result = CliRunner().invoke(app, ["run", "us-china-neurips-2025", "--out", str(tmp_path)], obj=fetching)
    assert f"is kept in {tmp_path / 'cache'}, and the same command goes on" in result.stderr
    assert kept.exists()
    assert [*(tmp_path / "tables").iterdir()] == []
