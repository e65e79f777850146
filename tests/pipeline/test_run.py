"""A run from PDFs to report: resumes where it was killed, and does nothing twice."""

import csv
import json
import shutil
from hashlib import sha256
from pathlib import Path

import pytest

from byline.affiliations.overrides import COLUMNS
from byline.demo import study_path
from byline.model import CountingRules
from byline.pipeline.context import Settings, Silent
from byline.pipeline.run import Outcome, run_study
from byline.pipeline.workspace import Workspace
from byline.study import Study

PDFS = ("001.pdf", "002.pdf", "003.pdf")
ONE_WORKER = Settings(workers=1)


class KilledAfter(Silent):
    """Progress that stops the run as Ctrl-C does, once so many papers are read."""

    def __init__(self, count: int) -> None:
        self.count = count

    def advance(self, done: int, total: int) -> None:
        if done == self.count:
            raise KeyboardInterrupt


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("study")
    for name in PDFS:
        shutil.copy(study_path().parent / "2030" / name, folder / name)
    (folder / "damaged.pdf").write_bytes((folder / PDFS[0]).read_bytes()[:2000])
    return folder


def study_of(folder: Path, **changes: object) -> Study:
    edition = {"venue": "ImCoLS", "year": 2030, "sources": [{"name": "folder", "path": str(folder)}]}
    values = {"name": "small", "title": "Small", "pairs": [("US", "CN")], "editions": [edition]}
    return Study.model_validate(values | changes)


@pytest.fixture(scope="module")
def finished(folder: Path, tmp_path_factory: pytest.TempPathFactory) -> Outcome:
    return run_study(study_of(folder), Workspace(tmp_path_factory.mktemp("out")), ONE_WORKER)


def test_every_stage_runs_and_writes_its_tables(finished: Outcome) -> None:
    assert finished.stages_run == ("papers", "affiliations", "technologies", "report")
    assert len(finished.workspace.load_table("papers")) == 4
    assert finished.workspace.report.stat().st_size > 10_000
    assert finished.workspace.database.is_file()


def test_a_damaged_pdf_is_a_failure_and_stays_in_the_papers(finished: Outcome) -> None:
    assert [issue.subject for issue in finished.failures] == ["imcols-2030/damaged"]
    assert "damaged.pdf" in finished.failures[0].message


def test_every_mention_has_a_match_and_every_match_a_reason(finished: Outcome) -> None:
    mentions = {row["mention_id"] for row in finished.workspace.load_table("affiliation_mentions")}
    matches = finished.workspace.load_table("affiliation_matches")
    assert {row["mention_id"] for row in matches} == mentions
    assert all(row["explanation"] for row in matches)


def test_an_unchanged_run_does_nothing(finished: Outcome, folder: Path) -> None:
    before = {path: path.stat().st_mtime_ns for path in finished.workspace.tables.iterdir()}
    again = run_study(study_of(folder), finished.workspace, ONE_WORKER)
    assert again.stages_run == ()
    assert {path: path.stat().st_mtime_ns for path in finished.workspace.tables.iterdir()} == before
    assert again.issues == finished.issues


def test_other_rules_only_count_again(finished: Outcome, folder: Path) -> None:
    rules = CountingRules(country_of="home")
    assert run_study(study_of(folder, rules=rules), finished.workspace).stages_run == ("report",)


def test_another_catalogue_only_finds_technologies_and_counts_again(
    finished: Outcome, folder: Path, tmp_path: Path
) -> None:
    run_study(study_of(folder), finished.workspace)
    catalogue = tmp_path / "mine.toml"
    catalogue.write_text("")
    ran = run_study(study_of(folder, catalogue=catalogue), finished.workspace, ONE_WORKER).stages_run
    # An empty file adds nothing, so nothing comes of it and the count stands.
    assert ran == ("technologies",)


def test_a_persons_correction_is_applied_last_and_said(
    finished: Outcome, folder: Path, tmp_path: Path
) -> None:
    run_study(study_of(folder), finished.workspace, ONE_WORKER)
    mention = next(m for m in finished.workspace.load_table("affiliation_mentions") if m["witness"] == "pdf")
    file = tmp_path / "overrides.csv"
    with file.open("w", encoding="utf-8", newline="") as stream:
        rows = csv.writer(stream)
        rows.writerow(COLUMNS)
        text = mention["affiliation_text"]
        rows.writerow(["string", text, "", "", "", "AQ", "moved to the ice", "a reader", "2026-01-31"])
    ran = run_study(study_of(folder, overrides=file), finished.workspace, ONE_WORKER)
    assert ran.stages_run == ("affiliations", "report")
    matches = finished.workspace.load_table("affiliation_matches")
    (match,) = [m for m in matches if m["mention_id"] == mention["mention_id"]]
    assert (match["site_country"], match["decided_by"]) == ("AQ", "override: a reader")
    assert "moved to the ice" in match["explanation"]
    assert [issue.code for issue in ran.issues if issue.room == "affiliations"] == ["corrected"]


def test_a_lost_table_is_made_again(finished: Outcome, folder: Path) -> None:
    run_study(study_of(folder), finished.workspace, ONE_WORKER)
    finished.workspace.table_path("institutions").unlink()
    assert run_study(study_of(folder), finished.workspace, ONE_WORKER).stages_run == ("affiliations",)


def test_a_killed_run_goes_on_with_the_documents_it_has(
    folder: Path, tmp_path: Path, finished: Outcome
) -> None:
    workspace = Workspace(tmp_path / "out")
    with pytest.raises(KeyboardInterrupt):
        run_study(study_of(folder), workspace, ONE_WORKER, KilledAfter(2))
    read = {path: path.stat().st_mtime_ns for path in (workspace.cache / "documents").iterdir()}
    assert read
    run_study(study_of(folder), workspace, ONE_WORKER)
    assert {path: path.stat().st_mtime_ns for path in read} == read
    for name in ("papers", "authorships", "affiliation_mentions", "affiliation_matches", "technology_roles"):
        assert workspace.table_path(name).read_bytes() == finished.workspace.table_path(name).read_bytes()


def test_a_run_names_its_inputs_by_content_and_its_id_is_the_same_elsewhere(
    finished: Outcome, folder: Path, tmp_path: Path
) -> None:
    (here,) = finished.workspace.load_table("runs")
    moved = shutil.copytree(folder, tmp_path / "elsewhere" / folder.name, copy_function=shutil.copyfile)
    outcome = run_study(study_of(moved), Workspace(tmp_path / "out"), ONE_WORKER)
    (there,) = outcome.workspace.load_table("runs")
    assert (there["run_id"], there["inputs"]) == (here["run_id"], here["inputs"])
    files = sorted(folder.iterdir())
    lines = "".join(f"{sha256(file.read_bytes()).hexdigest()}  {file.name}\n" for file in files)
    (record,) = json.loads(here["inputs"])
    assert record["sha256"] == sha256(lines.encode()).hexdigest()
    assert (record["files"], str(folder.parent) in here["inputs"]) == (4, False)

    (moved / PDFS[0]).write_bytes((moved / PDFS[1]).read_bytes())
    changed = run_study(study_of(moved), Workspace(tmp_path / "out"), ONE_WORKER)
    assert changed.workspace.load_table("runs")[0]["run_id"] != here["run_id"]
