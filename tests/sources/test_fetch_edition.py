"""Whole editions: offline, planned, and a source that fails beside one that does not."""

from pathlib import Path
from types import SimpleNamespace

import pytest
import simulated
from loopback import Answer, Asked, Reply, html_reply, serving

from byline.sources import Edition, KnownEdition, SourceError, fetch_edition, is_local, plan, plan_edition


def test_an_unchanged_second_run_asks_nothing(tmp_path: Path) -> None:
    with serving(simulated.simulated(20)) as server:
        first = fetch_edition(simulated.edition(2016), tmp_path, server.options())
        asked = len(server.asked)
        assert fetch_edition(simulated.edition(2016), tmp_path, server.options()) == first
        assert len(server.asked) == asked


def test_offline_says_what_is_missing(tmp_path: Path) -> None:
    with serving(simulated.simulated(3)) as server:
        fetch_edition(simulated.edition(2016), tmp_path, server.options(is_without_pdfs=True))
        harvest = fetch_edition(simulated.edition(2016), tmp_path, server.options(is_offline=True))
    assert len(harvest.papers) == 3
    assert [issue.code for issue in harvest.issues] == ["pdf_missing"] * 3
    assert "not in the cache" in harvest.issues[0].message


def only_the_site(whole: Answer) -> Answer:
    return lambda asked: whole(asked) if asked.path.endswith(".json") else html_reply("<h1>Moved</h1>")


def test_a_source_that_fails_gives_nothing_and_the_other_goes_on(tmp_path: Path) -> None:
    with serving(only_the_site(simulated.simulated(5))) as server:
        harvest = fetch_edition(simulated.edition(2016), tmp_path, server.options(is_without_pdfs=True))
    assert len(harvest.papers) == 5
    assert [(issue.subject, issue.code) for issue in harvest.issues] == [
        ("neurips-2016 neurips_proceedings", "source_stopped")
    ]


def test_where_every_source_fails_only_issues_come(tmp_path: Path) -> None:
    with serving(lambda asked: Reply(status=404)) as server:
        harvest = fetch_edition(simulated.edition(2016), tmp_path, server.options())
    assert harvest.papers == ()
    assert [issue.code for issue in harvest.issues] == ["source_stopped"] * 2


def test_a_list_on_disk_that_is_missing_is_the_users_to_mend(tmp_path: Path) -> None:
    source = {"name": "paperlists", "path": str(tmp_path / "absent.json")}
    wanted = Edition.model_validate({"venue": "V", "year": 2025, "sources": [source]})
    assert is_local(wanted)
    with pytest.raises(SourceError, match=r"cannot read .*absent\.json: there is no such file"):
        fetch_edition(wanted, tmp_path)


def test_progress_is_told_of_every_list_and_pdf(tmp_path: Path) -> None:
    told: list[tuple[str, int, int]] = []
    with serving(simulated.simulated(4)) as server:
        fetch_edition(simulated.edition(2016), tmp_path, server.options(), lambda *step: told.append(step))
    assert told == [("list", 1, 2), ("list", 2, 2), *(("pdf", n, 4) for n in range(1, 5))]


def test_a_plan_says_what_will_be_asked_before_anything_is() -> None:
    plan = plan_edition(simulated.edition(2025))
    assert not is_local(simulated.edition(2025))
    assert 5_000 < plan.requests < 6_500
    assert plan.megabytes > 5_000
    assert plan.seconds >= plan.requests
    assert (plan.pdfs_on_disk, plan.is_complete) == (0, True)


def test_a_plan_counts_off_the_pdfs_that_are_there_and_admits_what_nobody_states(tmp_path: Path) -> None:
    folder = tmp_path / "pdf" / "neurips-2025"
    folder.mkdir(parents=True)
    for number in range(783):
        (folder / f"{number}.pdf").touch()
    before, now = (plan_edition(simulated.edition(2025), cache_dir=d) for d in (None, tmp_path))
    assert before.requests - now.requests == now.pdfs_on_disk == 783
    unknown = plan_edition(simulated.edition(2016))
    assert (unknown.requests, unknown.is_complete) == (2, False)


def test_no_run_asks_more_than_its_plan_says(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(
        plan, "known_tracks", lambda edition: [KnownEdition("NeurIPS", 2016, "main", "", papers=30)]
    )
    for name, value in simulated.LOGIN.items():
        monkeypatch.setenv(name, value)
    wanted = simulated.edition(2016, simulated.SOURCES)
    with serving(simulated.simulated(30)) as server:
        fetch_edition(wanted, tmp_path, server.options())
    assert 30 < len(server.asked) <= plan_edition(wanted).requests


def test_a_disk_without_room_is_said_before_anything_is_fetched(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("shutil.disk_usage", lambda path: SimpleNamespace(free=10e6))
    with serving(simulated.simulated(20)) as server:
        with pytest.raises(SourceError, match=r"need 18 MB at least, and .* has room for 10 MB; make room"):
            fetch_edition(simulated.edition(2016), tmp_path, server.options())
        assert not any(asked.path.endswith(".pdf") for asked in server.asked)


def test_every_request_goes_to_a_declared_host(tmp_path: Path) -> None:
    def answer(asked: Asked) -> Reply:
        whole = simulated.simulated(3)(asked)
        return Reply(
            whole.content.replace(b"openreview.net", b"evil.example"), content_type=whole.content_type
        )

    wanted = Edition.model_validate({"venue": "NeurIPS", "year": 2016, "sources": [{"name": "virtual_site"}]})
    with serving(answer) as server:
        fetch_edition(wanted, tmp_path, server.options())
    assert {asked.host for asked in server.asked} == {"neurips.cc"}
