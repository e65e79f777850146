"""Files that a person names: what is wrong with one, in words, and by which file the folder of a run is known."""

import errno
import re
from pathlib import Path

# In the folder of a run: the study as it was run.
RUN_FILE = "study.json"

_REASONS = {
    errno.EISDIR: "it is a folder, not a file",
    errno.ENOTDIR: "a part of its path is a file, not a folder",
    errno.EACCES: "you have no permission",
    errno.EPERM: "you have no permission",
    errno.EROFS: "its disk can only be read",
    errno.EEXIST: "a part of its path is a file, not a folder",
    errno.ENOSPC: "the disk is full",
    errno.ENAMETOOLONG: "its name is too long",
    errno.ELOOP: "it is a link that leads in a circle",
}


def reason(error: Exception) -> str:
    """Return why a file could not be read or written, as it follows `cannot read papers.csv:`.

    >>> reason(FileNotFoundError(errno.ENOENT, "No such file or directory", "papers.csv"))
    'there is no such file'
    """
    if isinstance(error, UnicodeDecodeError):
        return "it is not text in UTF-8"
    if isinstance(error, OSError) and error.errno:
        if error.errno == errno.ENOENT:
            return _absence(error.filename)
        return _REASONS.get(error.errno) or error.strerror or str(error)
    # Libraries pass on the words of the system with its number before them.
    return re.sub(r"^\[Errno -?\d+\] ", "", str(error))


def _absence(name: object) -> str:
    """Return what is not there: the file, or already the folder that it would stand in."""
    folder = Path(name).parent if isinstance(name, str | Path) else Path()
    return "there is no such file" if folder.is_dir() else f"there is no folder {folder}"
