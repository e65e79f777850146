"""What every test shares: no network but loopback, and the real data where it is present."""

import os
import socket
from pathlib import Path
from typing import Any

import pytest

DEFAULT_DATA = Path(__file__).parents[2] / "shared" / "data"
# What is no terminal has no width; pytest-xdist gives its workers one.
os.environ.pop("COLUMNS", None)
LOOPBACK = {"127.0.0.1", "::1", "localhost"}


@pytest.fixture(autouse=True)
def _loopback_only(monkeypatch: pytest.MonkeyPatch) -> None:
    """Fail any test that reaches for another host."""
    connect = socket.socket.connect

    def guarded(self: socket.socket, address: Any) -> None:
        is_local = self.family == socket.AF_UNIX or address[0] in LOOPBACK
        if not is_local:
            raise AssertionError(f"a test tried to reach {address!r}; tests are offline")
        connect(self, address)

    monkeypatch.setattr(socket.socket, "connect", guarded)


@pytest.fixture(scope="session")
def shared_data() -> Path:
    """Return the folder of real papers and lists; skip where it is absent."""
    folder = Path(os.environ.get("BYLINE_DATA", DEFAULT_DATA))
    if not (folder / "README.md").is_file():
        pytest.skip(f"no real data at {folder}; name it with BYLINE_DATA")
    return folder
