"""The command line: shapes, order, exit codes, and errors that name the file and the remedy."""

import json
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from typer.testing import CliRunner

from byline.cli.app import app
from byline.demo import study_path

PDF = study_path().parent / "2030" / "001.pdf"


def run(*arguments: str, given: str | None = None) -> tuple[int, str, str]:
    """Return exit code, stdout and stderr of a command."""
    result = CliRunner().invoke(app, list(arguments), input=given)
    return result.exit_code, result.stdout, result.stderr


def test_resolve_answers_in_order_with_the_stated_shape() -> None:
    code, out, _ = run("resolve", "Tsinghua University, Beijing", "zzzz qqqq")
    first, second = map(json.loads, out.splitlines())
    assert code == 0
    assert set(first) == {
        "text", "institution", "institution_id", "country", "home_country", "score", "method", "explanation"
    }  # fmt: skip
    assert (first["country"], second["country"], second["method"]) == ("CN", None, "unresolved")
    assert second["explanation"]


def test_an_email_domain_is_a_second_witness(tmp_path: Path) -> None:
    file = tmp_path / "in.jsonl"
    domains = ("neu.edu.cn", "northeastern.edu", None)
    lines = [json.dumps({"text": "Northeastern University", "email_domain": domain}) for domain in domains]
    file.write_text("\n".join(lines))
    code, out, _ = run("resolve", "--input", str(file))
    assert code == 0
    assert [json.loads(line)["country"] for line in out.splitlines()] == ["CN", "US", None]


def test_a_csv_column_may_hold_line_breaks(tmp_path: Path) -> None:
    file, answers = tmp_path / "in.csv", tmp_path / "out.jsonl"
    file.write_text('aff,n\n"ETH Zurich,\nSwitzerland",1\nKAIST,2\n')
    assert run("resolve", "--input", str(file), "--column", "aff", "--jsonl", str(answers))[0] == 0
    assert [json.loads(line)["country"] for line in answers.read_text().splitlines()] == ["CH", "KR"]


def test_marks_within_a_string_end_no_line(tmp_path: Path) -> None:
    file = tmp_path / "in.jsonl"
    file.write_text('{"text": "ETH\u2028Zurich"}\r\n{"text": "KAIST\x85"}\n', encoding="utf-8")
    answers = run("resolve", "--input", str(file))[1].removesuffix("\n").split("\n")
    assert [json.loads(answer)["country"] for answer in answers] == ["CH", "KR"]
    text = tmp_path / "in.txt"
    text.write_text("ETH\x0cZurich\nKAIST\n", encoding="utf-8")
    assert run("resolve", "--input", str(text))[1].count("\n") == 2


def test_a_spreadsheets_first_mark_is_no_part_of_a_name(tmp_path: Path) -> None:
    file = tmp_path / "in.csv"
    file.write_text("aff\nKAIST\n", encoding="utf-8-sig")
    assert json.loads(run("resolve", "--input", str(file), "--column", "aff")[1])["country"] == "KR"


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("resolve",), "nothing to resolve"),
        (("resolve", "--input", "absent.txt"), "absent.txt"),
        (("parse", "absent.pdf"), "absent.pdf does not exist"),
        (("run", "absent.toml"), "absent.toml does not exist"),
        (("run", "us-china-nips"), "no study is called"),
        (("report", "absent"), "byline run STUDY"),
        (("check", "--in", "absent"), "byline run STUDY"),
        (("registry", "use", "absent.json"), "absent.json"),
    ],
)
def test_wrong_usage_names_the_fault_and_ends_with_2(arguments: tuple[str, ...], words: str) -> None:
    code, out, err = run(*arguments)
    assert code == 2
    assert words in " ".join(err.split())
    assert out == ""


def test_a_csv_without_the_column_lists_those_it_has(tmp_path: Path) -> None:
    file = tmp_path / "in.csv"
    file.write_text("a,b\n1,2\n")
    code, _, err = run("resolve", "--input", str(file), "--column", "c")
    assert code == 2
    assert "a, b" in err


def test_parse_gives_one_record_a_paper_in_order_and_exit_code_1_with_failures(tmp_path: Path) -> None:
    shutil.copy(PDF, tmp_path / "b.pdf")
    (tmp_path / "a.pdf").write_bytes(b"%PDF-1.7 and then nothing")
    answers = tmp_path / "out.jsonl"
    code, _, err = run("parse", str(tmp_path), "--jsonl", str(answers), "--workers", "1")
    damaged, paper = (json.loads(line) for line in answers.read_text().splitlines())
    assert code == 1
    assert "1 of 2 files" in err
    assert (damaged["paper"], damaged["authors"], len(damaged["issues"])) == ("a", [], 1)
    assert paper["authors"][0]["affiliations"][0]["page"] == 1
    assert set(paper) >= {"paper", "title", "authors", "countries", "technologies", "issues"}


def test_a_reader_that_leaves_early_is_no_crash() -> None:
    byline = [sys.executable, "-c", "from byline.cli import main; main()"]
    command = f"{' '.join(map(repr, byline[:1]))} -c {byline[2]!r} resolve MIT KAIST | head -c 1"
    result = subprocess.run(["bash", "-c", command], capture_output=True, text=True, check=False)
    assert "Traceback" not in result.stderr
