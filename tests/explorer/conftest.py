"""A small run, open in the explorer."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from explored_run import doubtful_run, hostile_run
from starlette.testclient import TestClient

from byline.engine import DuckDBEngine
from byline.explorer import create_app
from byline.study import Study

HOME = "http://127.0.0.1"


@pytest.fixture(scope="session")
def run(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Study]:
    """Return the folder and study of a run with every kind of doubt; nobody writes to it."""
    out = tmp_path_factory.mktemp("runs") / "out"
    return out, doubtful_run(out)


@pytest.fixture(scope="session")
def client(run: tuple[Path, Study]) -> Iterator[TestClient]:
    """Return a browser's side of that run."""
    app = create_app(*run)
    depth = app.state.explorer.site.run.depth
    depth.found()
    assert depth.wait(60)
    with TestClient(app, base_url=HOME) as client:
        yield client


@pytest.fixture(scope="session")
def engine(client: TestClient) -> DuckDBEngine:
    """Return the engine that the run is explored with: what it has counted it need not count again."""
    engine: DuckDBEngine = client.app.state.explorer.site.run.answers.engine  # type: ignore[attr-defined]
    return engine


@pytest.fixture(scope="session")
def hostile(tmp_path_factory: pytest.TempPathFactory) -> Iterator[TestClient]:
    """Return a browser's side of a run in which everything from outside is an attack."""
    out = tmp_path_factory.mktemp("hostile") / "out"
    with TestClient(create_app(out, hostile_run(out)), base_url=HOME) as client:
        yield client
