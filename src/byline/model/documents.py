"""What is read from one PDF. Not tables: the rooms downstream turn these into rows."""

from dataclasses import dataclass, field
from typing import Literal, NamedTuple

SectionKind = Literal[
    "title",
    "abstract",
    "introduction",
    "related_work",
    "background",
    "method",
    "experiments",
    "results",
    "discussion",
    "conclusion",
    "acknowledgements",
    "references",
    "appendix",
    "other",
]


class Box(NamedTuple):
    """A rectangle on a page, in points from the lower left corner."""

    x0: float
    y0: float
    x1: float
    y1: float


@dataclass(frozen=True, slots=True)
class Line:
    """One printed line of a title block. `page` from 1, `font_size` in points."""

    page: int
    box: Box
    text: str
    font_size: float


@dataclass(frozen=True, slots=True)
class PrintedAffiliation:
    """An affiliation as printed, with the place where it stands."""

    text: str
    page: int
    box: Box


@dataclass(frozen=True, slots=True)
class PrintedAuthor:
    """An author as printed. `notes`: what is no affiliation (equal contribution, work done while at)."""

    name: str
    page: int
    box: Box
    affiliations: tuple[PrintedAffiliation, ...] = ()
    email_domains: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class TitleBlock:
    """Title, authors in printed order, and the lines that they were read from."""

    title: str
    authors: tuple[PrintedAuthor, ...]
    lines: tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class Section:
    """A stretch of the document's text under one heading: characters `start` to `end` (exclusive)."""

    kind: SectionKind
    heading: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Reference:
    """An entry of the reference list, characters `start` to `end`; title and year where legible."""

    text: str
    start: int
    end: int
    title: str | None = None
    year: int | None = None


@dataclass(frozen=True, slots=True)
class Document:
    """A PDF as read.

    `text` is all pages' text in order, words broken at a line's end joined; `page_starts[i]` is the
    offset at which page i+1 begins. `sections` are in order and cover `text` without overlap.
    `issues` are (code, message) pairs: what could not be read, in words.
    """

    path: str
    sha256: str
    page_count: int
    text: str
    page_starts: tuple[int, ...]
    title_block: TitleBlock
    sections: tuple[Section, ...] = ()
    references: tuple[Reference, ...] = ()
    issues: tuple[tuple[str, str], ...] = field(default=())
