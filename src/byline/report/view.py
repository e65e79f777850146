"""The report's page as data: sections, the lists of papers behind their figures, and the papers."""

from collections.abc import Sequence
from dataclasses import dataclass

from markupsafe import Markup

from byline.views.downloads import PICTURES
from byline.views.parts import Section
from byline.views.wording import source_of


@dataclass(frozen=True, slots=True)
class MemberList:
    """The papers that a figure counts, each as a link in HTML."""

    anchor: str
    words: str
    shown: str
    papers: Sequence[Markup]


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
    # Whether OUT/charts has each chart as a file beside the page.
    has_pictures: bool = False

    @property
    def source(self) -> str:
        """What a picture that is passed on says of where it is from."""
        return source_of(self.title, self.is_invented)

    def pictures(self, anchor: str, number: int) -> list[tuple[str, str]]:
        """Return the files of a section's chart, in words and as addresses beside the page; none where none are."""
        if not self.has_pictures:
            return []
        return [(words, f"charts/{anchor}-{number}-{size}.{form}") for words, form, size in PICTURES]
