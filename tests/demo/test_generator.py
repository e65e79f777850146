"""The generator: the same sources give the same bytes as those that are committed."""

import subprocess
import sys
from pathlib import Path

import pytest

from byline.demo.planted import FOLDER

GENERATOR = Path(__file__).parents[2] / "tools" / "demo_conference"
# One and two columns, accents, equations and tables.
FILES = ("2030/001", "2030/008", "2031/012")


def test_papers_are_typeset_to_the_same_bytes(tmp_path: Path) -> None:
    pytest.importorskip("typst", reason="the typesetter comes with the developers' extra")
    subprocess.run(
        [sys.executable, str(GENERATOR), "--out", str(tmp_path), "--only", *FILES],
        check=True,
        capture_output=True,
    )
    changed = [f for f in FILES if (tmp_path / f"{f}.pdf").read_bytes() != (FOLDER / f"{f}.pdf").read_bytes()]
    assert changed == [], (
        "the sources have changed: run `python tools/demo_conference` and commit what it writes"
    )
