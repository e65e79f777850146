"""The report's page as data: sections, the lists of papers behind their figures, and the papers."""

from collections.abc import Sequence
from dataclasses import dataclass

from byline.views.parts import Section


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
