"""One paper: each author with every witness, the printed page with its lines marked, technologies with quotes."""

from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass
from typing import Any

from byline.explorer.page import Page
from byline.explorer.pages import addresses
from byline.explorer.view import NotFound, View
from byline.views.papers import Author, Evidence, PaperCard
from byline.views.templating import web_address
from byline.views.wording import country_name

WITNESSES = {
    "pdf": "printed in the paper",
    "metadata": "listed by the venue",
    "email": "e-mail domain",
}


@dataclass(frozen=True, slots=True)
class AuthorRow:
    """An author with the evidence of each witness that is heard, in the order of WITNESSES."""

    author: Author
    columns: Sequence[Sequence[Evidence]]
    is_disputed: bool


def paper(view: View) -> Page:
    """Return one paper with all its evidence; NotFound where the run has none of this id."""
    card = view.run.library.cards.get(view.key)
    if card is None:
        raise NotFound(f"This run has no paper with the id “{view.key[:60]}”.", "/papers")
    pdf = view.run.library.pdf(card.paper_id)
    number = view.take_number("page", 1, most=max(card.page_count or 1, 1))
    view.finish()
    witnesses = _heard(card)
    pages = sorted({e.page for a in card.authors for e in a.evidence if e.page} | _quoted(card))
    return Page(
        card.title,
        "paper.html.j2",
        crumbs=[(view.state.address("/papers"), "Papers")],
        context={
            "card": card,
            "authors": [_author_row(author, witnesses) for author in card.authors],
            "witnesses": witnesses,
            "url": web_address(card.url),
            "has_pdf": pdf is not None,
            "at_page": number,
            "pages": [(n, addresses.paper(card.paper_id, view.state, n)) for n in pages],
            "at": lambda n: addresses.paper(card.paper_id, view.state, n),
            "institution": lambda key: addresses.institution(key, view.state),
            "technology": lambda key: addresses.technology(key, view.state),
            "country": lambda code: addresses.country(code, view.state),
            "country_name": country_name,
        },
        record={"paper": _record(card)},
        has_choices=False,
    )


def is_disputed(author: Author) -> bool:
    """Return whether what is printed and what the venue lists name countries, and none in common."""
    printed = {e.country for e in author.evidence if e.witness == "pdf" and e.country}
    listed = {e.country for e in author.evidence if e.witness == "metadata" and e.country}
    return bool(printed and listed and not printed & listed)


def _author_row(author: Author, witnesses: Iterable[str]) -> AuthorRow:
    columns = [[e for e in author.evidence if e.witness == witness] for witness in witnesses]
    return AuthorRow(author, columns, is_disputed(author))


def _heard(card: PaperCard) -> dict[str, str]:
    """Return the witnesses that say anything of this paper; an empty column of another would only take its room."""
    heard = {e.witness for author in card.authors for e in author.evidence}
    return {witness: words for witness, words in WITNESSES.items() if witness in heard} or WITNESSES


def _quoted(card: PaperCard) -> set[int]:
    return {quote.page for feature in card.features for quote in feature.quotes}


def _record(card: PaperCard) -> dict[str, Any]:
    return asdict(card)
