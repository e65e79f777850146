"""The formats that a run can be exported to, and the one function that exports it."""

import hashlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from byline.exports.crate import write_crate
from byline.exports.dictionary import write_tables
from byline.exports.folder import whole_folder, write_zip
from byline.exports.graphml import write_networks
from byline.exports.methods import methods_text
from byline.exports.run import ExportError, FinishedRun, opened
from byline.files import reason

Write = Callable[[FinishedRun, Path], Mapping[str, int]]


@dataclass(frozen=True, slots=True)
class Exported:
    """A file that was written: path below the export's folder, size, hash, and rows (or edges) where it has some."""

    path: str
    byte_count: int
    sha256: str
    rows: int | None


def _write_methods(run: FinishedRun, folder: Path) -> Mapping[str, int]:
    (folder / "methods.md").write_text(methods_text(run), encoding="utf-8", errors="replace")
    return {}


FORMATS: Mapping[str, Write] = {
    "csv": partial(write_tables, file_format="csv"),
    "jsonl": partial(write_tables, file_format="jsonl"),
    "parquet": partial(write_tables, file_format="parquet"),
    "graphml": write_networks,
    "ro-crate": write_crate,
    "methods": _write_methods,
}

FILE_SUFFIXES = {".csv", ".graphml", ".json", ".jsonl", ".md", ".parquet", ".txt", ".zip"}


def write_methods(out: Path, file: Path) -> Path:
    """Write the methods section to a file and return it; ExportError where one stands there, perhaps edited."""
    with opened(out) as run:
        text = methods_text(run)
    try:
        with file.open("x", encoding="utf-8", errors="replace") as stream:
            stream.write(text)
    except FileExistsError:
        raise ExportError(
            f"{file} stands already, perhaps with somebody's edits; name another with --to"
        ) from None
    except OSError as error:
        raise ExportError(f"cannot write {file}: {reason(error)}; name another with --to") from None
    return file


def export_run(
    out: Path, form: str, to: Path | None = None, *, is_zipped: bool = False
) -> tuple[Path, tuple[Exported, ...]]:
    """Write the run of the folder `out` in a format; return the folder (or archive) and the files in it.

    `to` is by default `out/exports/<format>`; an archive stands beside it, with `.zip` after its name.
    Raises ExportError for a folder that is no finished run or that cannot be written.
    """
    if form not in FORMATS:
        raise ExportError(f"no format {form!r}; there are {', '.join(FORMATS)}")
    to = Path(to or out / "exports" / form)
    if to.suffix in FILE_SUFFIXES and not to.is_dir():
        as_archive = f", and --zip writes {to.with_suffix('.zip')} beside it" if to.suffix == ".zip" else ""
        raise ExportError(
            f"{to} is the name of a file, and this export is a folder of files: name a folder, "
            f"such as --to {to.with_suffix('')}{as_archive}"
        )
    with opened(out) as run, whole_folder(to) as folder:
        rows = FORMATS[form](run, folder)
        files = tuple(_exported(folder, path, rows) for path in sorted(folder.rglob("*")) if path.is_file())
    return write_zip(to, to.with_name(f"{to.name}.zip")) if is_zipped else to, files


def _exported(folder: Path, path: Path, rows: Mapping[str, int]) -> Exported:
    name = path.relative_to(folder).as_posix()
    with path.open("rb") as file:
        digest = hashlib.file_digest(file, "sha256").hexdigest()
    return Exported(name, path.stat().st_size, digest, rows.get(name))
