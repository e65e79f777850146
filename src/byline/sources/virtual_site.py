"""The papers of neurips.cc, icml.cc and iclr.cc as their virtual sites list them.

Two forms: the site's own `orals-posters.json` (`{"count": .., "next": null, "results": [..]}`, one event an
entry, so that an oral paper stands there twice), and JSON lines with one paper each
(`{"title": .., "authors": [{"name": .., "affiliation": .., "speaker_id": ..}]}`). The affiliation is that of
the author's profile at the conference, which is not always the one printed.
"""

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any
from urllib.parse import parse_qs, urljoin, urlsplit

import orjson

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
    source_issue,
)
from byline.sources.json_files import parse_json, read_limited, rows_of, text_of
from byline.sources.names import decision_of, slug_of, title_id, track_of

if TYPE_CHECKING:
    from byline.sources.http import Client

SITES = {"neurips": "https://neurips.cc", "icml": "https://icml.cc", "iclr": "https://iclr.cc"}


def fetch_virtual_site(client: "Client", edition: Edition, choice: SourceChoice) -> Harvest:
    """Return the papers of the venue's own virtual site; SourceError for a venue that has none of this kind."""
    venue = slug_of(edition.venue)
    if venue not in SITES:
        raise SourceError(f"{edition.venue} has no virtual site of this kind; there are {', '.join(SITES)}")
    address = f"{SITES[venue]}/static/virtual/data/{venue}-{edition.year}-orals-posters.json"
    answer = client.get(address)
    return harvest_of(
        edition, "virtual_site", parse_events(edition, parse_json(answer.content, address), address)
    )


def load_virtual_site(edition: Edition, choice: SourceChoice) -> Harvest:
    """Return the papers of a saved list, in either form; SourceError where it is neither."""
    path = choice.path()
    content = read_limited(path)
    if _is_json_lines(content):
        listed, issues = parse_lines(content, str(path))
    else:
        listed, issues = parse_events(edition, parse_json(content, str(path)), str(path)), []
    return harvest_of(edition, "virtual_site", listed, issues)


def parse_lines(content: bytes, where: str) -> tuple[list[ListedPaper], list[Issue]]:
    """Return the papers of a JSON-lines list, and an issue for each line that is none."""
    papers, issues = [], []
    for number, line in enumerate(content.splitlines(), start=1):
        if not line.strip():
            continue
        try:
            papers.append(_parse_line(orjson.loads(line)))
        except (orjson.JSONDecodeError, SourceError) as error:
            message = f"line {number} is no paper with 'title' and 'authors' ({error}): left out"
            issues.append(source_issue(f"{where}:{number}", "unreadable_entry", message))
    if not papers:
        raise UnexpectedAnswerError(
            f"{where} holds no paper: expected lines such as " + '{"title": .., "authors": [..]}'
        )
    return papers, issues


def parse_events(edition: Edition, answer: Any, where: str) -> list[ListedPaper]:
    """Return the papers of an orals-and-posters answer, each once; SourceError where the form is another."""
    events = answer.get("results") if isinstance(answer, dict) else None
    if not isinstance(events, list) or not all(text_of(e, "name") for e in events):
        raise UnexpectedAnswerError(
            f"{where} is no orals-and-posters list: expected 'results' whose entries have 'name'"
        )
    if answer.get("next") or answer.get("count", len(events)) != len(events):
        raise UnexpectedAnswerError(
            f"{where} holds {len(events):,} of {answer.get('count')} entries; the list is cut off"
        )
    site = SITES.get(slug_of(edition.venue), "")
    return [_parse_event(event, site) for event in _one_event_each(events)]


def _is_json_lines(content: bytes) -> bool:
    first = content.lstrip().partition(b"\n")[0]
    return first.startswith(b"{") and first.rstrip().endswith(b"}") and b'"results"' not in first[:200]


def _parse_line(record: Any) -> ListedPaper:
    title = text_of(record, "title")
    if not title or "authors" not in record:
        raise UnexpectedAnswerError("the keys are missing")
    authors = tuple(
        ListedAuthor(text_of(a, "name"), text_of(a, "speaker_id"), _affiliations(text_of(a, "affiliation")))
        for a in rows_of(record, "authors")
    )
    local_id = text_of(record, "id") or title_id(title, (a.name for a in authors))
    return ListedPaper(local_id, title, authors, url=text_of(record, "url") or None)


def _one_event_each(events: list[dict[str, Any]]) -> Iterable[dict[str, Any]]:
    """Yield one event a paper: its poster, else whichever is listed. An oral has the paper's `uid`, its
    OpenReview page, or its title and authors."""
    seen: set[str] = set()
    for event in sorted(events, key=lambda e: text_of(e, "eventtype") != "Poster"):
        names = [text_of(author, "fullname") for author in rows_of(event, "authors")]
        signed_title = "\n".join((text_of(event, "name"), *names))
        identities = {text_of(event, "uid"), _forum_of(event), signed_title} - {""}
        if not identities & seen:
            yield event
        seen |= identities


def _parse_event(event: dict[str, Any], site: str) -> ListedPaper:
    authors = tuple(
        ListedAuthor(text_of(a, "fullname"), text_of(a, "id"), _affiliations(text_of(a, "institution")))
        for a in rows_of(event, "authors")
    )
    forum = _forum_of(event)
    page = text_of(event, "virtualsite_url")
    return ListedPaper(
        local_id=forum or text_of(event, "id") or title_id(text_of(event, "name"), (a.name for a in authors)),
        title=text_of(event, "name"),
        authors=authors,
        track=_track_of(event),
        url=urljoin(site, page) if page else None,
        pdf_url=text_of(event, "paper_pdf_url")
        or (f"https://openreview.net/pdf?id={forum}" if forum else None),
        decision=decision_of(text_of(event, "decision")),
    )


def _affiliations(text: str) -> tuple[ListedAffiliation, ...]:
    return (ListedAffiliation(text),) if text else ()


def _forum_of(event: dict[str, Any]) -> str:
    address = urlsplit(text_of(event, "paper_url"))
    is_openreview = address.hostname in ("openreview.net", "www.openreview.net")
    return parse_qs(address.query).get("id", [""])[0] if is_openreview else ""


def _track_of(event: dict[str, Any]) -> str | None:
    """Return the track that `sourceurl` names: `.../group?id=NeurIPS.cc/2025/Conference`."""
    group = parse_qs(urlsplit(text_of(event, "sourceurl")).query).get("id", [""])[0]
    return track_of(group.rpartition("/")[2]) or None
