"""What the worker processes do with one PDF. Each reader is small, picklable, and keeps what it read on disk.

What reads and searches is imported where it is used: the process that hands out the files never needs it.
"""

from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec

from byline.model import Document, TechnologyMention, TechnologyRole, TitleBlock
from byline.pipeline.fingerprint import fingerprint
from byline.pipeline.workspace import replaced

if TYPE_CHECKING:
    from byline.documents.pdf import LoadedPdf
    from byline.technologies import Catalogue, Detector


@dataclass(frozen=True, slots=True)
class Printed:
    """What the tables need of a document: its title block, without the text."""

    sha256: str
    page_count: int
    title_block: TitleBlock
    issues: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Featured:
    """The technologies of one paper: every mention, and the role each technology plays."""

    mentions: tuple[TechnologyMention, ...] = ()
    roles: tuple[TechnologyRole, ...] = ()


@dataclass(frozen=True, slots=True)
class PaperPdf:
    """A paper and the PDF that was read of it."""

    paper_id: str
    pdf: Path

    def __str__(self) -> str:
        """Return the file's name, for messages."""
        return str(self.pdf)


@dataclass(frozen=True, slots=True)
class DocumentReader:
    """Read a PDF, or take it from the folder of documents read before: `documents/<sha256>.json`."""

    folder: Path
    code: str

    def document(self, pdf: Path) -> Document:
        """Return the document as read before, else read it now and keep it."""
        from byline.documents.pdf import load_pdf

        loaded = load_pdf(pdf)
        # The content's hash, not the name: a file that was replaced or moved is told from one that was read.
        kept = self.folder / f"{loaded.sha256[:32]}-{self.code}.json"
        try:
            return msgspec.json.decode(kept.read_bytes(), type=Document)
        except (OSError, msgspec.DecodeError):
            return self._parse(loaded, kept)

    def _parse(self, loaded: "LoadedPdf", kept: Path) -> Document:
        from byline.documents import parse_document

        document = parse_document(loaded)
        with replaced(kept) as path:
            path.write_bytes(msgspec.json.encode(document))
        return document


@dataclass(frozen=True, slots=True)
class TechnologyReader:
    """Find the technologies of a paper, or take them from the folder of papers searched before.

    `code` is the fingerprint of what decides them: the code of the room, the catalogue and its additions.
    """

    documents: DocumentReader
    folder: Path
    code: str
    catalogue: Path | None

    def __call__(self, paper: PaperPdf) -> Featured:
        """Return mentions and roles; reads the PDF again where its document is gone from the cache."""
        return self.search(paper.paper_id, self.documents.document(paper.pdf))

    def search(self, paper_id: str, document: Document) -> Featured:
        """Return mentions and roles of a document, and keep them."""
        found = featured(paper_id, document, self.catalogue)
        with replaced(self._path(paper_id, document.sha256)) as path:
            path.write_bytes(msgspec.json.encode(found))
        return found

    def load(self, paper_id: str, pdf_sha256: str) -> Featured | None:
        """Return mentions and roles as found before, or None."""
        try:
            return msgspec.json.decode(self._path(paper_id, pdf_sha256).read_bytes(), type=Featured)
        except (OSError, msgspec.DecodeError):
            return None

    def _path(self, paper_id: str, pdf_sha256: str) -> Path:
        return self.folder / f"{fingerprint(paper_id, pdf_sha256, self.code)}.json"


@dataclass(frozen=True, slots=True)
class PaperReader:
    """Read a PDF and, while its text is at hand, find its technologies for the stage that will want them."""

    documents: DocumentReader
    technologies: TechnologyReader

    def __call__(self, paper: PaperPdf) -> Printed:
        """Return the title block of the PDF; raises DocumentError for one that cannot be read."""
        document = self.documents.document(paper.pdf)
        if not self.technologies.load(paper.paper_id, document.sha256):
            self.technologies.search(paper.paper_id, document)
        return Printed(document.sha256, document.page_count, document.title_block, document.issues)


def featured(paper_id: str, document: Document, catalogue: Path | None = None) -> Featured:
    """Return the technologies of one document; `catalogue` names a file of the user's additions."""
    from byline.technologies import assign_roles

    entries, search = detector(catalogue)
    mentions = search.detect(paper_id, document)
    return Featured(tuple(mentions), tuple(assign_roles(paper_id, document, mentions, entries)))


@cache
def detector(catalogue: Path | None) -> tuple["Catalogue", "Detector"]:
    """Return the catalogue and what searches for it, built once in each process.

    The automaton over all aliases takes longer than most papers.
    """
    from byline.technologies import Detector

    entries = load_catalogue(catalogue)
    return entries, Detector(entries)


@cache
def load_catalogue(catalogue: Path | None) -> "Catalogue":
    """Return the catalogue with the user's additions, read once in each process."""
    from byline.technologies import Catalogue

    return Catalogue.load(catalogue)
