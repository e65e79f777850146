"""What a page is made of: sections of words, figures, charts and tables. No numbers are made here."""

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Figure:
    """A number as shown, linked to its papers by `href`; without one it is plain text.

    `value` is the number itself, for tables that a program reads.
    """

    shown: str
    href: str | None = None
    words: str = ""
    note: str = ""
    value: float | None = None


Cell = Figure | str


@dataclass(frozen=True, slots=True)
class Column:
    """The head of a column; numbers stand to the right."""

    title: str
    is_number: bool = False


@dataclass(frozen=True, slots=True)
class Table:
    """A table of the report; a folded one opens at a click.

    One that has sentences in its cells is, on a phone, a block a row, with its columns one under the other.
    """

    title: str
    columns: Sequence[Column]
    rows: Sequence[Sequence[Cell]]
    is_folded: bool = False
    has_sentences: bool = False


@dataclass(frozen=True, slots=True)
class Chart:
    """A chart with its caption; the table behind it stands in the same section.

    A wide one takes the whole width of the page, so that its letters stay legible. `narrow` is the same chart for a
    phone; without one it scrolls in its frame there.
    """

    svg: str
    caption: str
    is_wide: bool = False
    narrow: str = ""


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
