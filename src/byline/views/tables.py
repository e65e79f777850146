"""A run's tables as rows."""

import re
from dataclasses import dataclass
from pathlib import Path
from typing import Any

# Folders before a file's name, from the root of a disk; what follows a scheme is an address and stays.
_FOLDERS = re.compile(r"(?<![\w:/.])(?:[A-Za-z]:)?[/\\](?:[^\s/\\:]+[/\\])+")

Rows = list[dict[str, Any]]


@dataclass(frozen=True, slots=True)
class RunTables:
    """The folder of Parquet tables that a run wrote."""

    folder: Path

    def load(self, name: str) -> Rows:
        """Return all rows of a table, columns as `byline.model` declares them; none where it was not written."""
        import pyarrow.parquet as pq

        path = self.folder / f"{name}.parquet"
        # Not `read_table`: it looks for partitions in the folder's name, which is the user's, and loads pandas.
        rows: Rows = pq.ParquetFile(path).read().to_pylist() if path.is_file() else []
        return rows

    def count(self, name: str) -> int:
        """Return how many rows a table has, without reading them."""
        import pyarrow.parquet as pq

        path = self.folder / f"{name}.parquet"
        rows: int = pq.read_metadata(path).num_rows if path.is_file() else 0
        return rows

    def load_issues(self) -> Rows:
        """Return the issues as a page may show them: files by their names, never by this machine's folders."""
        return [{**row, "message": _FOLDERS.sub("", row["message"])} for row in self.load("issues")]
