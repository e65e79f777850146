"""A finished run, open for export: its study, its record, its tables."""

import re
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from byline.engine import DuckDBEngine, EngineError
from byline.finished import NoRunError, load_finished
from byline.study import Study


class ExportError(Exception):
    """An export cannot be made; the message names the file and the remedy."""


@dataclass(frozen=True, slots=True)
class FinishedRun:
    """What an export is made of. `record` is the row of the table `runs`."""

    out: Path
    study: Study
    record: dict[str, Any]
    engine: DuckDBEngine

    @property
    def tables(self) -> Path:
        """The folder of the run's Parquet tables."""
        return self.out / "tables"

    def without_folders(self, text: str) -> str:
        """Return the text with the folders of this machine cut off the run's files: `/home/me/a.pdf` is `a.pdf`.

        An export is for others; where its inputs stood on the disk is nobody's business and no provenance.
        """
        return without_folders(text, [path.parent for path in local_paths(self.study)])


@contextmanager
def opened(out: Path) -> Iterator[FinishedRun]:
    """Open a run's folder for the block; raises ExportError where it holds no finished run."""
    try:
        study = load_finished(out)
        engine = DuckDBEngine.open(out / "tables")
    except NoRunError as error:
        raise ExportError(str(error)) from None
    except EngineError as error:
        raise ExportError(f"the tables of {out} cannot be read: {error}; {_AGAIN}") from None
    try:
        rows = engine.query("SELECT * FROM runs ORDER BY finished_at DESC LIMIT 1").to_pylist()
        if not rows:
            raise ExportError(f"{out / 'tables' / 'runs.parquet'} is missing or empty; {_AGAIN}")
        yield FinishedRun(out, study, rows[0], engine)
    except EngineError as error:
        raise ExportError(f"the tables of {out} cannot be read: {error}; {_AGAIN}") from None
    finally:
        engine.close()


_AGAIN = "`byline run STUDY --out OUT` writes what is missing"


def local_paths(study: Study) -> list[Path]:
    """Return every file and folder that the study reads from disk."""
    choices = [choice for edition in study.editions for choice in edition.sources]
    named = [Path(str(choice.options["path"])) for choice in choices if "path" in choice.options]
    return [*named, *(path for path in (study.catalogue, study.overrides) if path is not None)]


def without_folders(text: str, folders: Sequence[Path]) -> str:
    """Return the text with each of these folders cut off the paths that begin with it.

    >>> without_folders('["/data/lists/a.jsonl", "https://example.org/data/lists/b"]', [Path("/data/lists")])
    '["a.jsonl", "https://example.org/data/lists/b"]'
    """
    for folder in sorted({str(folder) for folder in folders}, key=len, reverse=True):
        if len(folder) > 1:
            # What goes on before it is another path, such as the one of an address on the web.
            text = re.sub(rf"(?<![\w:/.-]){re.escape(folder)}/", "", text)
    return text
