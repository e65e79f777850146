"""Proceedings as publishers deposit them with Crossref: authors, and affiliations where printed."""

from collections.abc import Iterator
from itertools import count
from typing import TYPE_CHECKING, Any

from byline.sources.edition import Edition, SourceChoice
from byline.sources.harvest import (
    Harvest,
    ListedAffiliation,
    ListedAuthor,
    ListedPaper,
    SourceError,
    UnexpectedAnswerError,
    harvest_of,
)
from byline.sources.json_files import count_of, parse_json, rows_of, text_of

if TYPE_CHECKING:
    from byline.sources.http import Client

API = "https://api.crossref.org"
PAGE_SIZE = 500
FIELDS = "DOI,URL,title,author,link"


def fetch_crossref(client: "Client", edition: Edition, choice: SourceChoice) -> Harvest:
    """Return the papers of one volume of proceedings under a DOI `prefix`, of the year.

    The volume is named by its `container` (the title, word for word) or by its `isbn`.
    """
    wanted = (
        f"{_volume_of(edition, choice)},type:proceedings-article,"
        f"from-pub-date:{edition.year},until-pub-date:{edition.year}"
    )
    items = _items(client, f"{API}/prefixes/{choice.options['prefix']}/works", wanted)
    return harvest_of(edition, "crossref", map(parse_item, items))


def _volume_of(edition: Edition, choice: SourceChoice) -> str:
    isbn, container = (str(choice.options.get(name, "")) for name in ("isbn", "container"))
    if isbn:
        return f"isbn:{isbn.replace('-', '')}"
    if not container:
        raise SourceError(f"{edition.slug}: Crossref needs the option 'container' or 'isbn'")
    if "," in container:
        # A comma parts two filters, and Crossref documents no way to write one inside a value.
        raise SourceError(
            f"Crossref cannot look for {container!r}, which has a comma: give the option 'isbn'"
        )
    return f"container-title:{container}"


def parse_item(item: dict[str, Any]) -> ListedPaper:
    """Return a Crossref item as a paper; its id is the DOI, the slash replaced."""
    doi = text_of(item, "DOI").lower()
    parts = item.get("title")
    titles = [part for part in parts if isinstance(part, str)] if isinstance(parts, list) else []
    return ListedPaper(
        local_id=doi.replace("/", "_"),
        title=" ".join(titles).strip(),
        authors=tuple(_author(author) for author in rows_of(item, "author")),
        url=text_of(item, "URL") or f"https://doi.org/{doi}",
        doi=doi,
    )


def _author(author: dict[str, Any]) -> ListedAuthor:
    name = f"{text_of(author, 'given')} {text_of(author, 'family')}".strip() or text_of(author, "name")
    texts = [text_of(affiliation, "name") for affiliation in rows_of(author, "affiliation")]
    orcid = text_of(author, "ORCID").rpartition("/")[2]
    return ListedAuthor(name, orcid, tuple(ListedAffiliation(text) for text in texts if text))


def _items(client: "Client", address: str, wanted: str) -> Iterator[dict[str, Any]]:
    """Yield every item once. Pages go by offset: a cursor of Crossref expires within minutes, so that a run
    could not be continued later."""
    seen: set[str] = set()
    for offset in count(0, PAGE_SIZE):
        params = {"filter": wanted, "select": FIELDS, "sort": "created", "order": "asc"}
        answer = client.get(address, {**params, "rows": str(PAGE_SIZE), "offset": str(offset)})
        page = parse_json(answer.content, answer.address)
        message = page.get("message") if isinstance(page, dict) else None
        if not isinstance(message, dict) or message.get("items") is None:
            raise UnexpectedAnswerError(f"{answer.address} does not answer with 'message' and 'items'")
        new = [item for item in rows_of(message, "items") if text_of(item, "DOI").lower() not in seen]
        seen |= {text_of(item, "DOI").lower() for item in new}
        yield from new
        total = count_of(message, "total-results")
        if len(seen) >= total:
            return
        if not new:
            raise UnexpectedAnswerError(
                f"{address} announced {total:,} papers for {wanted} and gave {len(seen):,}"
            )
