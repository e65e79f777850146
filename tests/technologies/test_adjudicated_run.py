"""`byline run --adjudicate`: nothing is asked unless the user says so twice, and the run goes on without an answer."""

import shutil
from pathlib import Path

import pytest
from chat_server import ChatServer, completion, serving
from typer.testing import CliRunner

from byline.cli.app import app
from byline.demo import study_path
from byline.pipeline.workspace import Workspace
from byline.technologies import questions

STUDY = """
name = "judged"
title = "Judged"
pairs = [["US", "CN"]]
adjudicator = {{ url = "{url}", model = "small", input_price = 1.0, output_price = 2.0 }}

[[editions]]
venue = "ImCoLS"
year = 2030
sources = [{{ name = "folder", path = "pdfs" }}]
"""


def built_on(question: str) -> bytes:
    """Reply that the paper is built on it, with the last passage as the quote."""
    return completion("built_on", question.splitlines()[-1].partition("] ")[2])


@pytest.fixture(autouse=True)
def unsure_of_all(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(questions, "SURE", 2.0)


@pytest.fixture
def study(tmp_path: Path) -> Path:
    (tmp_path / "pdfs").mkdir()
    for name in ("001.pdf", "002.pdf"):
        shutil.copy(study_path().parent / "2030" / name, tmp_path / "pdfs" / name)
    return tmp_path / "judged.toml"


def run(study: Path, server: ChatServer, *options: str) -> tuple[str, list[dict[str, object]]]:
    """Return what the command says on stderr and the roles of the run."""
    study.write_text(STUDY.format(url=server.url), encoding="utf-8")
    command = ["run", str(study), "--out", str(study.parent / "out"), "--workers", "1", *options]
    result = CliRunner().invoke(app, command, input="")
    assert result.exit_code == 0, result.output
    return result.stderr, Workspace(study.parent / "out").load_table("technology_roles")


def test_the_judge_is_asked_only_when_the_option_and_the_cost_are_given(study: Path) -> None:
    with serving(built_on) as server:
        said, by_rules = run(study, server)
        assert (server.asked, "small" in said) == ([], False)

        said, roles = run(study, server, "--adjudicate")
        assert (server.asked, roles) == ([], by_rules)
        assert "--yes agrees beforehand" in said
        assert "at the prices given" in said

        said, judged = run(study, server, "--adjudicate", "--yes")
        assert len(server.asked) == len(judged) == len(by_rules) > 0
        assert {role["role"] for role in judged} == {"built_on"}
        assert all("judged by small" in str(role["explanation"]) for role in judged)

        asked = len(server.asked)
        assert run(study, server, "--adjudicate", "--yes")[1] == judged
        assert len(server.asked) == asked

        assert run(study, server)[1] == by_rules


def test_an_endpoint_that_is_gone_costs_nothing_but_confidence(study: Path) -> None:
    with serving(b"") as server:
        by_rules = run(study, server)[1]
    said, roles = run(study, server, "--adjudicate", "--yes")
    assert roles == by_rules
    assert "cannot be reached" in said


def test_an_invented_quote_is_an_issue_of_its_paper(study: Path) -> None:
    with serving(completion("built_on", "We stand on the shoulders of this model.")) as server:
        by_rules = run(study, server)[1]
        assert run(study, server, "--adjudicate", "--yes")[1] == by_rules
    issues = Workspace(study.parent / "out").load_table("issues")
    assert {issue["subject"] for issue in issues if issue["code"] == "adjudicator"} == {
        role["paper_id"] for role in by_rules
    }


def test_a_key_never_leaves_in_plain_text(study: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("BYLINE_ADJUDICATOR_KEY", "secret")
    study.write_text(STUDY.format(url="http://judge.example/v1"), encoding="utf-8")
    result = CliRunner().invoke(app, ["run", str(study), "--adjudicate", "--yes"])
    assert result.exit_code == 2
    assert "unencrypted" in result.stderr


def test_a_study_without_a_judge_is_told_how_to_name_one(study: Path) -> None:
    study.write_text(STUDY.format(url="http://127.0.0.1/v1").replace("adjudicator =", "# "), encoding="utf-8")
    result = CliRunner().invoke(app, ["run", str(study), "--adjudicate"])
    assert result.exit_code == 2
    assert "[adjudicator]" in result.stderr
