"""One finished run for all tests of exports; each format is written once."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from finished_run import Exporting, write_run

from byline.exports import FORMATS, FinishedRun, opened
from byline.exports.facts import Facts, load_facts


@pytest.fixture(scope="session")
def out(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the folder of a finished run."""
    out = tmp_path_factory.mktemp("export") / "run"
    write_run(out, tmp_path_factory.mktemp("inputs") / "list.jsonl")
    return out


@pytest.fixture(scope="session")
def run(out: Path) -> Iterator[FinishedRun]:
    """Yield the run, open."""
    with opened(out) as run:
        yield run


@pytest.fixture(scope="session")
def facts(run: FinishedRun) -> Facts:
    """Return the run's counts."""
    return load_facts(run)


@pytest.fixture(scope="session")
def exported(run: FinishedRun, tmp_path_factory: pytest.TempPathFactory) -> Exporting:
    """Return a function that exports the run to a format, once a session, and returns the folder."""
    done: dict[str, Path] = {}

    def export(form: str) -> Path:
        if form not in done:
            done[form] = tmp_path_factory.mktemp("to") / form
            done[form].mkdir()
            FORMATS[form](run, done[form])
        return done[form]

    return export
