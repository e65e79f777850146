"""Works as OpenAlex lists them: authors with the affiliations as printed, where OpenAlex has them."""

import os
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from byline.model import Issue
from byline.sources.edition import Edition, SourceChoice
from byline.sources.harvest import (
    Harvest,
    ListedAffiliation,
    ListedAuthor,
    ListedPaper,
    SourceError,
    UnexpectedAnswerError,
    harvest_of,
    paper_id_of,
    source_issue,
)
from byline.sources.json_files import count_of, parse_json, rows_of, text_of

if TYPE_CHECKING:
    from byline.sources.http import Client

WORKS = "https://api.openalex.org/works"
KEY_VARIABLE = "OPENALEX_API_KEY"
PAGE_SIZE = 100
# Lists of works give at most this many authors of each.
AUTHOR_LIMIT = 100
FIELDS = "id,doi,display_name,authorships,primary_location"


def fetch_openalex(client: "Client", edition: Edition, choice: SourceChoice) -> Harvest:
    """Return the works of a venue (option `source_id`, as `S4306420609`) or of a `filter`, of the year."""
    key = os.environ.get(KEY_VARIABLE, "")
    if not key and not client.options.is_offline:
        raise SourceError(
            f"OpenAlex lists works only with a key, which is free: put one into the variable {KEY_VARIABLE}"
        )
    if not {"filter", "source_id"} & choice.options.keys():
        raise SourceError(f"{edition.slug}: OpenAlex needs the option 'source_id' or 'filter'")
    wanted = choice.options.get("filter") or f"primary_location.source.id:{choice.options.get('source_id')}"
    works = list(_works(client, f"{wanted},publication_year:{edition.year}", key))
    return harvest_of(edition, "openalex", map(parse_work, works), _truncated(edition, works))


def parse_work(work: dict[str, Any]) -> ListedPaper:
    """Return a work as a paper; its own institutions stand in only where no printed string is given."""
    location = work.get("primary_location")
    return ListedPaper(
        local_id=text_of(work, "id").rpartition("/")[2],
        title=text_of(work, "display_name"),
        authors=tuple(_author(authorship) for authorship in rows_of(work, "authorships")),
        url=text_of(location, "landing_page_url") or text_of(work, "id"),
        pdf_url=text_of(location, "pdf_url") or None,
        doi=text_of(work, "doi").removeprefix("https://doi.org/") or None,
    )


def _author(authorship: dict[str, Any]) -> ListedAuthor:
    author = authorship.get("author")
    printed = authorship.get("raw_affiliation_strings")
    strings = [text for text in printed if isinstance(text, str)] if isinstance(printed, list) else []
    strings = strings or [text_of(place, "display_name") for place in rows_of(authorship, "institutions")]
    return ListedAuthor(
        text_of(authorship, "raw_author_name") or text_of(author, "display_name"),
        text_of(author, "id").rpartition("/")[2],
        tuple(ListedAffiliation(text) for text in dict.fromkeys(strings) if text),
    )


def _works(client: "Client", wanted: str, key: str) -> Iterator[dict[str, Any]]:
    cursor, total, seen = "*", 0, set[str]()
    while cursor:
        params = {"filter": wanted, "select": FIELDS, "per_page": str(PAGE_SIZE), "cursor": cursor}
        answer = client.get(WORKS, params, secrets={"api_key": key})
        page = parse_json(answer.content, answer.address)
        if (
            not isinstance(page, dict)
            or page.get("results") is None
            or not isinstance(page.get("meta"), dict)
        ):
            raise UnexpectedAnswerError(f"{answer.address} does not answer with 'meta' and 'results'")
        new = [work for work in rows_of(page, "results") if text_of(work, "id") not in seen]
        seen |= {text_of(work, "id") for work in new}
        yield from new
        total = count_of(page["meta"], "count")
        cursor = text_of(page["meta"], "next_cursor") if new else ""
    if len(seen) < total:
        raise UnexpectedAnswerError(f"{WORKS} announced {total:,} works for {wanted} and gave {len(seen):,}")


def _truncated(edition: Edition, works: list[dict[str, Any]]) -> Iterator[Issue]:
    for work in works:
        if len(rows_of(work, "authorships")) >= AUTHOR_LIMIT:
            paper_id = paper_id_of(edition, text_of(work, "id").rpartition("/")[2])
            message = (
                f"OpenAlex lists only the first {AUTHOR_LIMIT} authors of a work; further ones are missing"
            )
            yield source_issue(paper_id, "authors_truncated", message)
