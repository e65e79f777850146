"""`byline export`: what it prints, where it writes, and errors that name the file and the remedy."""

import json
import shutil
from pathlib import Path

import pytest
from typer.testing import CliRunner

from byline.cli.app import app
from byline.exports import FORMATS


def run(*arguments: str) -> tuple[int, str, str]:
    """Return exit code, stdout and stderr of a command; stderr without its spaces, as lines break anywhere."""
    result = CliRunner().invoke(app, ["export", *arguments])
    return result.exit_code, result.stdout, "".join(result.stderr.split())


def test_json_says_what_was_written(out: Path, tmp_path: Path) -> None:
    code, printed, _ = run(str(out), "--format", "csv", "--to", str(tmp_path / "csv"), "--json")
    answer = json.loads(printed)
    assert (code, answer["to"]) == (0, str(tmp_path / "csv"))
    sizes = {file["path"]: file["byte_count"] for file in answer["files"]}
    assert sizes == {path.name: path.stat().st_size for path in (tmp_path / "csv").iterdir()}
    (papers,) = (file for file in answer["files"] if file["path"] == "papers.csv")
    assert papers["rows"] == 12


def test_by_default_it_writes_into_the_run(out: Path, tmp_path: Path) -> None:
    shutil.copytree(out, tmp_path / "run")
    code, printed, _ = run(str(tmp_path / "run"), "--format", "graphml")
    assert code == 0
    assert "countries.graphml" in printed
    assert {p.name for p in (tmp_path / "run" / "exports" / "graphml").iterdir()} == {
        "countries.graphml",
        "institutions.graphml",
    }


def test_methods_are_printed(out: Path) -> None:
    code, printed, _ = run(str(out), "--format", "methods")
    assert code == 0
    assert printed.startswith("# Methods: Twelve papers\n")


def test_an_older_export_is_replaced_and_nothing_else(out: Path, tmp_path: Path) -> None:
    to = tmp_path / "methods"
    arguments = (str(out), "--format", "methods", "--to", str(to))
    to.mkdir()
    (to / "methods.md").write_text("an older one")
    assert run(*arguments)[0] == 0
    assert (to / "methods.md").read_text().startswith("# Methods")
    (to / "methods.md").write_text("mine")
    (to / "notes.txt").write_text("mine too")
    code, _, words = run(*arguments)
    assert code == 2
    assert "notes.txt" in words
    assert (to / "methods.md").read_text() == "mine"
    assert {path.name for path in tmp_path.iterdir()} == {"methods"}


@pytest.mark.parametrize("lost", ["study.json", "tables/papers.parquet", "tables/runs.parquet"])
def test_a_folder_that_is_no_finished_run_is_refused(out: Path, tmp_path: Path, lost: str) -> None:
    shutil.copytree(out, tmp_path / "run")
    (tmp_path / "run" / lost).unlink()
    code, printed, words = run(str(tmp_path / "run"), "--format", "csv")
    assert (code, printed) == (2, "")
    assert Path(lost).name in words
    assert "bylinerunSTUDY" in words
    assert not (tmp_path / "run" / "exports").exists()


def test_a_damaged_table_is_named(out: Path, tmp_path: Path) -> None:
    shutil.copytree(out, tmp_path / "run")
    (tmp_path / "run" / "tables" / "authorships.parquet").write_bytes(b"PAR1 and then nothing")
    code, _, words = run(str(tmp_path / "run"), "--format", "csv")
    assert code == 2
    assert "authorships.parquet" in words
    assert "bylinerunSTUDY" in words


def test_wrong_usage_names_what_there_is(out: Path, tmp_path: Path) -> None:
    code, _, words = run(str(out), "--format", "xlsx")
    assert code == 2
    assert ",".join(FORMATS) in words
    (tmp_path / "file").write_text("")
    code, _, words = run(str(out), "--format", "csv", "--to", str(tmp_path / "file" / "csv"))
    assert code == 2
    assert "--to" in words
    code, _, words = run(str(out), "--format", "methods", "--to", str(tmp_path / "file"))
    assert code == 2
    assert "isafile" in words


def test_help_names_every_format() -> None:
    code, printed, _ = run("--help")
    assert code == 0
    assert all(form in printed for form in FORMATS)
