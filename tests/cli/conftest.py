"""One finished run for all tests of the command line, of a list alone, so that no process has to read PDFs."""

from pathlib import Path

import pytest
from typer.testing import CliRunner

from byline.cli.app import app
from byline.demo import study_path

STUDY = """
name = "listed"
title = "Listed"
pairs = [["US", "CN"]]
rules = {{ witness = "metadata" }}
[[editions]]
venue = "ImCoLS"
year = 2030
sources = [{{ name = "virtual_site", path = "{list}" }}]
"""


@pytest.fixture(scope="session")
def finished(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the folder of a finished run; tests copy it before they change it."""
    folder = tmp_path_factory.mktemp("cli")
    study = folder / "listed.toml"
    study.write_text(STUDY.format(list=study_path().parent / "list-2030.jsonl"), "utf-8")
    result = CliRunner().invoke(app, ["run", str(study), "--out", str(folder / "run")])
    assert result.exit_code == 0, result.stderr
    return folder / "run"
