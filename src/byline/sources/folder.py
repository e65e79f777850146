"""PDFs in a folder: what a reader has already downloaded."""

import os
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from byline.model import Paper
from byline.sources.edition import Edition, SourceChoice
from byline.sources.harvest import Harvest, SourceError, paper_id_of, source_issue


def load_folder(edition: Edition, choice: SourceChoice) -> Harvest:
    """Return one paper for each PDF below `path`, in the order of their names; titles are not yet read.

    The paper id is the file's stem (`uai-2025/yu25b` for `yu25b.pdf`), or its path below the folder where two
    files share a stem. SourceError where the folder does not exist.
    """
    folder = choice.path()
    if not folder.is_dir():
        what = "is a file, not a folder" if folder.exists() else "does not exist"
        raise SourceError(f"folder {folder} {what}; name a folder of PDFs in the study's `path`")
    files = sorted(_pdfs_below(folder))
    stems = Counter(file.stem for file in files)
    paths = {paper_id_of(edition, _local_id(file, folder, stems)): file for file in files}
    papers = tuple(_paper(edition, paper_id, file.relative_to(folder)) for paper_id, file in paths.items())
    if not papers:
        nothing = source_issue(str(folder), "no_papers", "the folder holds no file that ends in .pdf")
        return Harvest(issues=(nothing,))
    # Their names could not be written down to be opened again.
    unnamed = [paper_id for paper_id, file in paths.items() if _printable(str(file)) != str(file)]
    why = "the name of the file is not UTF-8, so that it is not read; rename it"
    return Harvest(
        papers=papers,
        pdf_paths={paper_id: file for paper_id, file in paths.items() if paper_id not in unnamed},
        issues=tuple(source_issue(paper_id, "unreadable", why) for paper_id in unnamed),
    )


def _pdfs_below(folder: Path) -> Iterator[Path]:
    """Yield the PDFs below the folder, links to folders not followed: they may lead in circles."""
    for parent, folders, names in os.walk(folder):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        # `._name.pdf` is what macOS leaves beside a copied file; it is no PDF.
        yield from (Path(parent, n) for n in names if n.lower().endswith(".pdf") and not n.startswith("."))


def _local_id(file: Path, folder: Path, stems: Counter[str]) -> str:
    is_alone = stems[file.stem] == 1
    return _printable(file.stem if is_alone else file.relative_to(folder).with_suffix("").as_posix())


def _printable(name: str) -> str:
    r"""Return a name in which bytes that are no UTF-8 stand as `\udcff`."""
    return name.encode("utf-8", "backslashreplace").decode("utf-8")


def _paper(edition: Edition, paper_id: str, relative: Path) -> Paper:
    return Paper(
        paper_id=paper_id,
        venue=edition.venue,
        year=edition.year,
        track=edition.track,
        title="",
        url=None,
        source="folder",
        pdf_path=_printable(relative.as_posix()),
        pdf_sha256=None,
        page_count=None,
    )
