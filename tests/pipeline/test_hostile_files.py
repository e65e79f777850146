"""A folder of files that are no papers or mean harm: each is a row among the issues, and the paper is read."""

import shutil
import sys
from pathlib import Path

import pytest

from byline.demo import study_path
from byline.pipeline.context import Settings
from byline.pipeline.failures import FAILURE_CODES
from byline.pipeline.run import Outcome, run_study
from byline.pipeline.workspace import Workspace
from byline.study import Study

sys.path.append(str(Path(__file__).parents[1] / "documents"))

from made_up_files import blank_pdf, drawn_pdf, encrypted_pdf, endless_pdf

PAPER = study_path().parent / "2030" / "001.pdf"
# What becomes of each file; pdfium may abort at a limit or be stopped at it.
UNPACKED = frozenset({"memory_limit", "time_limit", "crash"})
CODES = {
    "empty": frozenset({"empty"}),
    "page_of_the_web": frozenset({"not_a_pdf"}),
    "encrypted": frozenset({"encrypted"}),
    "cut_off": frozenset({"damaged"}),
    "scan": frozenset({"no_text"}),
    "endless": frozenset({"damaged", "too_long", "empty"}),
    "volume": frozenset({"too_long"}),
    "unpacks_without_end": UNPACKED,
}


@pytest.fixture(scope="module")
def outcome(tmp_path_factory: pytest.TempPathFactory) -> Outcome:
    folder = tmp_path_factory.mktemp("hostile")
    contents = {
        "empty": b"",
        "page_of_the_web": b"<!doctype html><title>Sign in</title>",
        "encrypted": encrypted_pdf(),
        "cut_off": PAPER.read_bytes()[:2000],
        "scan": blank_pdf(),
        "endless": endless_pdf(),
        "volume": drawn_pdf(b"BT /F 10 Tf (Page) Tj ET", 3100),
        "unpacks_without_end": drawn_pdf(b"q " * 10_000_000),
    }
    for name, content in contents.items():
        (folder / f"{name}.pdf").write_bytes(content)
    shutil.copy(PAPER, folder / "paper.pdf")
    edition = {"venue": "ImCoLS", "year": 2030, "sources": [{"name": "folder", "path": str(folder)}]}
    study = Study.model_validate(
        {"name": "hostile", "title": "Hostile", "pairs": [("US", "CN")], "editions": [edition]}
    )
    return run_study(study, Workspace(tmp_path_factory.mktemp("out")), Settings(workers=1))


@pytest.mark.parametrize("name", CODES)
def test_each_file_says_what_is_wrong_with_it(outcome: Outcome, name: str) -> None:
    issues = [
        issue for issue in outcome.workspace.load_table("issues") if issue["subject"].endswith(f"/{name}")
    ]
    assert {issue["code"] for issue in issues} & CODES[name], issues
    assert f"{name}.pdf" in " ".join(issue["message"] for issue in issues)


def test_the_run_goes_on_to_its_report(outcome: Outcome) -> None:
    assert outcome.workspace.report.is_file()
    papers = {row["paper_id"].rpartition("/")[2]: row for row in outcome.workspace.load_table("papers")}
    assert papers.keys() == {*CODES, "paper"}
    authors = [
        row for row in outcome.workspace.load_table("authorships") if row["paper_id"].endswith("/paper")
    ]
    assert authors


def test_no_failure_is_passed_over(outcome: Outcome) -> None:
    failed = {issue.subject.rpartition("/")[2] for issue in outcome.failures}
    expected = {name for name, codes in CODES.items() if codes & FAILURE_CODES}
    assert failed == expected
