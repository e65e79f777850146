"""What a user sees of fetching: the plan before, the source that stopped, and what is published then."""

import json
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import duckdb
import pytest
import simulated
from loopback import Answer, Asked, Reply, html_reply, json_reply, serving
from typer.testing import CliRunner, Result

from byline.cli.app import app
from byline.sources import SOURCES
from byline.study import studies


def byline(*arguments: str, fetching: object = None) -> Result:
    return CliRunner().invoke(app, list(arguments), obj=fetching)


@pytest.mark.parametrize("name", studies())
def test_every_study_that_ships_says_what_it_would_fetch_and_fetches_nothing(
    tmp_path: Path, name: str
) -> None:
    asked = byline("run", name, "--dry-run", "--json", "--out", str(tmp_path / "out"))
    plans = json.loads(asked.stdout)
    assert asked.exit_code == 0
    assert all(
        plan["requests"] >= 1 and plan["megabytes"] > 0 and plan["is_complete"] for plan in plans.values()
    )
    assert not (tmp_path / "out").exists()


def test_the_readme_says_what_its_first_command_fetches() -> None:
    (plan,) = json.loads(byline("run", "us-china-neurips-2025", "--dry-run", "--json").stdout).values()
    readme = " ".join((Path(__file__).parents[2] / "README.md").read_text("utf-8").split())
    minutes, gigabytes = plan["seconds"] / 60, plan["megabytes"] / 1000
    assert f"{plan['requests']:,} requests, {gigabytes:.0f} GB at most, {minutes:.0f} minutes" in readme


def test_what_can_be_fetched_is_listed_with_its_facts() -> None:
    listed = json.loads(byline("venues", "--json").stdout)
    assert set(listed["sources"]) == set(SOURCES)
    assert all(facts["terms"] and facts["address"] and facts["gives"] for facts in listed["sources"].values())
    neurips = next(
        e for e in listed["editions"] if (e["venue"], e["year"], e["track"]) == ("NeurIPS", 2025, "main")
    )
    assert (neurips["papers"], neurips["expected"]) == (5286, [5022, 5550])
    assert listed["studies"] == list(studies())
    shown = byline("venues").stdout
    assert "differs from this number of papers by more than 5%" in shown


def lists_only(year: int) -> str:
    return simulated.study_toml(year).replace("[[editions]]", "[[editions]]\npdfs = false")


def test_a_login_that_is_given_later_is_used_by_the_same_command(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    study = tmp_path / "study.toml"
    study.write_text(lists_only(2016).replace(', { name = "virtual_site" }', ""), "utf-8")
    mentions = str(tmp_path / "out" / "tables" / "affiliation_mentions.parquet")
    counts = []
    with serving(simulated.simulated(8)) as server:
        for login in (dict.fromkeys(simulated.LOGIN, ""), simulated.LOGIN):
            for name, value in login.items():
                monkeypatch.setenv(name, value)
            result = byline("run", str(study), "--out", str(tmp_path / "out"), fetching=server.options())
            assert result.exit_code == 0
            counts.append(
                duckdb.connect().execute("SELECT COUNT(*) FROM read_parquet(?)", [mentions]).fetchall()
            )
    assert counts[0] == [(0,)]
    assert counts[1] > [(8,)]


STOPS: dict[str, tuple[int, Callable[[Reply], Reply], str]] = {
    "a changed format": (2016, lambda reply: json_reply({"events": []}), "is no orals-and-posters list"),
    "an error page with status 200": (2016, lambda reply: html_reply("<h1>Sorry</h1>"), "is not valid JSON"),
    "too few papers": (2025, lambda reply: reply, "5,286 were expected"),
    "half of it": (
        2016,
        lambda reply: replace(reply, content=reply.content[:900], is_without_length=True),
        "is not valid JSON",
    ),
}


@pytest.mark.parametrize("fault", STOPS)
def test_a_source_that_is_not_as_declared_stops_and_nothing_of_it_is_published(
    tmp_path: Path, fault: str
) -> None:
    year, change, words = STOPS[fault]
    study = tmp_path / "study.toml"
    study.write_text(lists_only(year), "utf-8")
    whole: Answer = simulated.simulated(8, year)

    def answer(asked: Asked) -> Reply:
        return change(whole(asked)) if asked.path.endswith("orals-posters.json") else whole(asked)

    with serving(answer) as server:
        result = byline("run", str(study), "--out", str(tmp_path / "out"), fetching=server.options())
    said = " ".join(result.stderr.split())
    assert result.exit_code == 1
    assert f"neurips-{year} virtual_site" in said
    assert words in said
    assert "Nothing of this source is used" in said
    assert "report it with this message" in said
    papers = tmp_path / "out" / "tables" / "papers.parquet"
    if year == 2025:
        # Every list is too short, so that there is nothing left to publish.
        assert "no source gave a paper" in said
        assert not papers.exists()
    else:
        sources = duckdb.connect().execute("SELECT DISTINCT source FROM read_parquet(?)", [str(papers)])
        assert "virtual_site" not in {name for (name,) in sources.fetchall()}
        assert (tmp_path / "out" / "report.html").is_file()
