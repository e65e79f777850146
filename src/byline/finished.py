"""The folder of a finished run: the study that made it, or what the folder is instead."""

from pathlib import Path
from shlex import quote

from pydantic import ValidationError

from byline.files import RUN_FILE, reason
from byline.study import Study, StudyError, is_run

# Every Parquet file begins and ends with these bytes.
_PARQUET = b"PAR1"
# Of the first stage and of the last: a run that was stopped has counted nothing, though its first tables stand.
_NEEDED = ("papers", "runs")
_REMEDY = "name the folder of a finished run (`byline run STUDY --out OUT` makes one, as `byline demo` does)"
_MOST_NAMED = 4


class NoRunError(StudyError):
    """A folder is not that of a finished run; the message says what it is instead, and what to do."""


def load_finished(out: Path) -> Study:
    """Return the study of a finished run's folder; NoRunError where it is none, or its files are damaged.

    >>> load_finished(Path("out/demo")).name  # doctest: +SKIP
    'demo'
    """
    file = out / RUN_FILE
    try:
        study = Study.model_validate_json(file.read_bytes())
    except ValidationError as error:
        raise NoRunError(
            f"{file} is damaged, or of another version of Byline; {_again(out)} writes it anew"
        ) from error
    except PermissionError as error:
        raise NoRunError(f"cannot read {file}: {reason(error)}") from None
    except OSError:
        raise NoRunError(f"{_instead(out)}; {_REMEDY}") from None
    _check_tables(out)
    return study


def runs_below(folder: Path) -> list[Path]:
    """Return the folders of runs, finished or not, that stand in a folder."""
    try:
        return sorted(below for below in folder.iterdir() if is_run(below))
    except OSError:
        return []


def _again(out: Path) -> str:
    return f"`byline run STUDY --out {quote(str(out))}`"


def _instead(out: Path) -> str:
    if not out.exists():
        return f"there is no folder {out}"
    if is_run(out.parent):
        return f"{out} is a part of a run; its folder is {out.parent}"
    if not out.is_dir():
        return f"{out} is a file, not the folder of a run"
    if below := [str(run) for run in runs_below(out)]:
        more = ", ..." if len(below) > _MOST_NAMED else ""
        return f"{out} is not the folder of a run, but holds {', '.join(below[:_MOST_NAMED])}{more}"
    return f"{out} is not the folder of a run: it holds no {RUN_FILE}"


def _check_tables(out: Path) -> None:
    tables = out / "tables"
    if lost := [name for name in _NEEDED if not (tables / f"{name}.parquet").is_file()]:
        raise NoRunError(
            f"the run in {out} has not finished (tables/{lost[0]}.parquet is missing); {_again(out)} goes on "
            "where it stopped"
        )
    for file in sorted(tables.glob("*.parquet")):
        try:
            is_whole = _is_parquet(file)
        except OSError as error:
            raise NoRunError(f"cannot read {file}: {reason(error)}") from None
        if not is_whole:
            raise NoRunError(f"{file} is damaged; delete it, and {_again(out)} writes it anew")


def _is_parquet(file: Path) -> bool:
    with file.open("rb") as opened:
        start = opened.read(len(_PARQUET))
        size = opened.seek(0, 2)
        opened.seek(max(0, size - len(_PARQUET)))
        return start == opened.read() == _PARQUET and size > 2 * len(_PARQUET)
