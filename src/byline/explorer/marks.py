"""What is marked on the picture of a printed page: affiliation lines and quotes, each a link to its row."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from byline.documents.pool import Failure
from byline.explorer.library import Library
from byline.explorer.pages import addresses
from byline.explorer.pictures import Box, PageJob, PagePicture
from byline.views.papers import Evidence, PaperCard


@dataclass(frozen=True, slots=True)
class Mark:
    """One marked place: what it is, in words, where its row stands, and its boxes on the picture."""

    kind: str
    words: str
    href: str
    boxes: Sequence[Box]


@dataclass(frozen=True, slots=True)
class Marks:
    """The marks of one page, from 1, of a paper whose PDF the run read."""

    library: Library
    card: PaperCard
    number: int

    def job(self) -> PageJob:
        """Return what to draw."""
        path = self.library.pdf(self.card.paper_id)
        return PageJob(str(path), self.number, tuple(text for text, _ in self._quotes()))

    def on(self, drawn: PagePicture | Failure) -> Mapping[str, Any]:
        """Return what the template shows: the picture with its marks, or why there is none."""
        if isinstance(drawn, Failure):
            return {"failure": f"This page cannot be drawn: {drawn.message}", "marks": ()}
        href = addresses.picture(self.card.paper_id, self.number)
        marks = [*self._affiliations(drawn), *self._quoted(drawn)]
        return {"failure": "", "href": href, "width": drawn.width, "height": drawn.height, "marks": marks}

    def _affiliations(self, drawn: PagePicture) -> list[Mark]:
        """Return the printed lines of affiliations; a line that several authors share once, with all of them."""
        shared: dict[tuple[Box, str], list[tuple[str, int, Evidence]]] = {}
        for author in self.card.authors:
            for e in author.evidence:
                page, box = self.library.boxes.get(e.mention_id, (None, ()))
                if page == self.number:
                    kind = "line" if e.country else "none"
                    place = drawn.place(box), kind
                    shared.setdefault(place, []).append((author.name, author.position, e))
        marks = []
        for (box, kind), said in shared.items():
            names = ", ".join(dict.fromkeys(name for name, _, _ in said))
            _, position, e = said[0]
            words = f"{names}: {e.text}, {e.country or 'not resolved'}"
            marks.append(Mark(kind, words, f"#a-{position}", [box]))
        return marks

    def _quoted(self, drawn: PagePicture) -> list[Mark]:
        return [
            Mark("quote", words, "#technologies-title", [drawn.place(box) for box in boxes])
            for (_, words), boxes in zip(self._quotes(), drawn.quotes, strict=True)
            if boxes
        ]

    def _quotes(self) -> list[tuple[str, str]]:
        """Return the quotes of the page with what they are evidence of; a quote of two technologies once."""
        found: dict[str, list[str]] = {}
        for feature in self.card.features:
            for quote in feature.quotes:
                if quote.page == self.number:
                    found.setdefault(quote.text, []).append(
                        f"{feature.technology}, {feature.role.replace('_', ' ')}"
                    )
        return [(text, "; ".join(dict.fromkeys(of))) for text, of in found.items()]
