"""Where an export goes: whole or not at all, and never over files that are not its own."""

import shutil
import tempfile
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from byline.exports.run import ExportError
from byline.files import reason


@contextmanager
def whole_folder(to: Path) -> Iterator[Path]:
    """Yield a new folder whose files stand in `to` when the block ends without an error.

    An export may replace an older one. Raises ExportError where `to` holds a file that the new export does
    not write, or cannot be written.
    """
    named, to = to, to.resolve()
    with _explained(named):
        to.parent.mkdir(parents=True, exist_ok=True)
        new = Path(tempfile.mkdtemp(dir=to.parent, prefix=f".{to.name}."))
    try:
        yield new
        with _explained(named):
            _refuse_strangers(to, named, {path.relative_to(new) for path in new.rglob("*")})
            _move(new, to)
    finally:
        shutil.rmtree(new, ignore_errors=True)


@contextmanager
def _explained(to: Path) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        raise ExportError(f"cannot write to {to}: {reason(error)}; name another folder with --to") from None


def _refuse_strangers(to: Path, named: Path, written: set[Path]) -> None:
    if to.exists() and not to.is_dir():
        raise ExportError(f"{named} is a file; name a folder with --to")
    strangers = sorted(path for path in to.rglob("*") if path.relative_to(to) not in written)
    if strangers:
        raise ExportError(
            f"{named} holds {strangers[0].relative_to(to)}, which this export does not write; "
            "nothing was touched: empty the folder or name another with --to"
        )


def _move(new: Path, to: Path) -> None:
    """Move every file into place: a folder that is there, such as the one a person stands in, stays itself."""
    for path in sorted(path for path in new.rglob("*") if path.is_file()):
        target = to / path.relative_to(new)
        target.parent.mkdir(parents=True, exist_ok=True)
        path.replace(target)


def write_zip(folder: Path, file: Path) -> Path:
    """Write the files of the folder at the root of a ZIP archive, the same bytes for the same files."""
    part = file.with_name(f".{file.name}.part")
    try:
        with zipfile.ZipFile(part, "w", zipfile.ZIP_DEFLATED) as archive:
            for path in sorted(path for path in folder.rglob("*") if path.is_file()):
                # ZipInfo without a date stands for 1980, the first day that the format knows.
                entry = zipfile.ZipInfo(path.relative_to(folder).as_posix())
                entry.compress_type, entry.external_attr = zipfile.ZIP_DEFLATED, 0o644 << 16
                with path.open("rb") as source, archive.open(entry, "w", force_zip64=True) as target:
                    shutil.copyfileobj(source, target)
        part.replace(file)
    except OSError as error:
        raise ExportError(f"cannot write {file}: {reason(error)}; name another folder with --to") from None
    finally:
        part.unlink(missing_ok=True)
    return file
