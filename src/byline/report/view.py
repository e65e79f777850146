"""What the report's template is given: sections of words, figures, charts and tables. No numbers are made here."""

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Figure:
    """A number as shown, linked to the list of its papers by `anchor`; without one it is plain text."""

    shown: str
    anchor: str | None = None
    words: str = ""
    note: str = ""


Cell = Figure | str


@dataclass(frozen=True, slots=True)
class Column:
    """The head of a column; numbers stand to the right."""

    title: str
    is_number: bool = False


@dataclass(frozen=True, slots=True)
class Table:
    """A table of the report; a folded one opens at a click."""

    title: str
    columns: Sequence[Column]
    rows: Sequence[Sequence[Cell]]
    is_folded: bool = False


@dataclass(frozen=True, slots=True)
class Chart:
    """A chart with its caption; the table behind it stands in the same section."""

    svg: str
    caption: str


@dataclass(frozen=True, slots=True)
class Section:
    """One section of the page."""

    anchor: str
    title: str
    paragraphs: Sequence[str] = ()
    figures: Sequence[Figure] = ()
    charts: Sequence[Chart] = ()
    tables: Sequence[Table] = ()
    notes: Sequence[str] = ()


@dataclass(frozen=True, slots=True)
class PaperLink:
    """A paper in a list of members."""

    anchor: str
    title: str


@dataclass(frozen=True, slots=True)
class MemberList:
    """The papers that a figure counts."""

    anchor: str
    words: str
    shown: str
    papers: Sequence[PaperLink]


@dataclass(frozen=True, slots=True)
class Report:
    """The whole page."""

    title: str
    question: str
    is_invented: bool
    sections: Sequence[Section]
    lists: Sequence[MemberList]
    papers: Sequence[str]
    footer: Sequence[str]
