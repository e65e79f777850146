"""OpenReview, API v2: the accepted papers of a venue, and what its authors' profiles say of that year.

Notes are public. Profiles are shown to logged-in users only (since November 2025): put a login into the
variables OPENREVIEW_USERNAME and OPENREVIEW_PASSWORD, or the papers come without affiliations.
"""

import os
from collections.abc import Iterable, Iterator, Mapping
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
    source_issue,
)
from byline.sources.json_files import count_of, parse_json, rows_of, text_of
from byline.sources.known import known_tracks
from byline.sources.names import decision_of, slug_of, track_of
from byline.sources.profiles import affiliations_in

if TYPE_CHECKING:
    from byline.sources.http import Client

API = "https://api2.openreview.net"
SEARCH = f"{API}/profiles/search"
NOTES_PER_PAGE, PROFILES_PER_REQUEST = 1000, 500
LOGIN_VARIABLES = ("OPENREVIEW_USERNAME", "OPENREVIEW_PASSWORD")
DOMAINS = {"neurips": "NeurIPS.cc", "icml": "ICML.cc", "iclr": "ICLR.cc"}
GROUPS = {
    "main": "Conference",
    "datasets-and-benchmarks": "Datasets_and_Benchmarks_Track",
    "position": "Position_Paper_Track",
}


def fetch_openreview(client: "Client", edition: Edition, choice: SourceChoice) -> Harvest:
    """Return the accepted papers of a venue, all tracks that are known of it.

    The option `venueid` names other groups: `NeurIPS.cc/2025/Conference`, or a list of them.
    """
    named = choice.options.get("venueid") or _venueids_of(edition)
    venueids = [named] if isinstance(named, str) else named
    notes = [note for venueid in venueids for note in fetch_notes(client, venueid)]
    profiles, issues = fetch_profiles(client, _author_ids(notes), edition)
    listed = [parse_note(note, profiles, edition.year) for note in notes]
    return harvest_of(edition, "openreview", listed, issues)


def fetch_notes(client: "Client", venueid: str) -> Iterator[dict[str, Any]]:
    """Yield every note of a venue once, in the order of their ids; SourceError where some are missing.

    Pages go by the last id (`after`), not by offset: an edit meanwhile would move papers between pages.
    """
    params = {"content.venueid": venueid, "sort": "id", "limit": str(NOTES_PER_PAGE)}
    seen: set[str] = set()
    total: int | None = None
    while True:
        answer = client.get(f"{API}/notes", params)
        page = parse_json(answer.content, answer.address)
        notes = rows_of(page, "notes")
        if (
            not isinstance(page, dict)
            or page.get("notes") is None
            or not all(isinstance(note.get("id"), str) for note in notes)
        ):
            raise UnexpectedAnswerError(f"{answer.address} does not answer with 'notes' that have an 'id'")
        total = count_of(page, "count") if total is None else total
        new = [note for note in notes if note["id"] not in seen]
        seen |= {note["id"] for note in new}
        yield from new
        if not new or len(notes) < NOTES_PER_PAGE:
            break
        params["after"] = notes[-1]["id"]
    if len(seen) < total:
        raise UnexpectedAnswerError(
            f"OpenReview announced {total:,} papers of {venueid} and gave {len(seen):,}"
        )


def parse_note(note: Mapping[str, Any], profiles: Mapping[str, Any], year: int) -> ListedPaper:
    """Return a note as a paper, its authors with what their profiles say of that year."""
    names, ids = texts_of(note, "authors"), texts_of(note, "authorids")
    if len(ids) != len(names):
        ids = [""] * len(names)
    forum = text_of(note, "forum") or note["id"]
    return ListedPaper(
        local_id=note["id"],
        title=str(field_of(note, "title")).strip(),
        authors=tuple(_author(name, key, profiles, year) for name, key in zip(names, ids, strict=True)),
        track=track_of(str(field_of(note, "venueid")).rpartition("/")[2]) or None,
        url=f"https://openreview.net/forum?id={forum}",
        pdf_url=f"{API}/pdf?id={note['id']}" if field_of(note, "pdf") else None,
        decision=decision_of(str(field_of(note, "venue"))),
    )


def field_of(note: Mapping[str, Any], name: str) -> Any:
    """Return a field of a note's content: `{"title": {"value": ..}}`; an empty text where it is missing."""
    content = note.get("content")
    entry = content.get(name) if isinstance(content, dict) else None
    return (entry.get("value") or "") if isinstance(entry, dict) else ""


def texts_of(note: Mapping[str, Any], name: str) -> list[str]:
    """Return a field of a note's content that is a list of texts; empty where it is anything else."""
    value = field_of(note, name)
    return [entry if isinstance(entry, str) else "" for entry in value] if isinstance(value, list) else []


def fetch_profiles(
    client: "Client", ids: Iterable[str], edition: Edition
) -> tuple[dict[str, Mapping[str, Any]], list[Issue]]:
    """Return the authors' profiles by the id that the paper gives, and an issue where they cannot be had."""
    wanted = sorted(set(ids))
    # Authors without a profile id stand in a note with their e-mail address, masked for the public.
    emails = [name for name in wanted if "@" in name and "*" not in name]
    usernames = [name for name in wanted if name.startswith("~")]
    questions = [*_batches("emails", emails), *_batches("ids", usernames)]
    is_asking = not all(client.is_kept(SEARCH, question) for question in questions)
    headers = _login(client) if is_asking else {}
    if headers is None:
        message = (
            "OpenReview shows profiles to logged-in users only, so these papers come without affiliations; "
            f"put a login into {' and '.join(LOGIN_VARIABLES)}, or add another source to the edition"
        )
        return {}, [source_issue(edition.slug, "profiles_need_login", message)]
    found: dict[str, Mapping[str, Any]] = {}
    for question in questions:
        answer = client.post(SEARCH, question, headers)
        page = parse_json(answer.content, answer.address)
        profiles = rows_of(page, "profiles")
        if not isinstance(page, dict) or page.get("profiles") is None:
            raise UnexpectedAnswerError(f"{answer.address} does not answer with 'profiles'")
        found |= {name: profile for profile in profiles for name in _names_of(profile)}
    return found, list(_gaps(edition, {*emails, *usernames}, found))


def _gaps(edition: Edition, wanted: set[str], found: Mapping[str, Any]) -> Iterator[Issue]:
    """Yield an issue for profiles that were not given, and one for those that say nothing of the year."""
    if missing := wanted - found.keys():
        message = f"{len(missing):,} of {len(wanted):,} author profiles were not given: unresolved"
        yield source_issue(edition.slug, "profiles_missing", message)
    silent = [name for name in wanted & found.keys() if not affiliations_in(found[name], edition.year)]
    if silent:
        message = (
            f"{len(silent):,} of {len(wanted):,} author profiles name no institution in {edition.year}; where "
            "they say their authors are today is not used: unresolved"
        )
        yield source_issue(edition.slug, "profiles_of_other_years", message)


def _batches(kind: str, names: list[str]) -> list[dict[str, list[str]]]:
    """Return the searches that together ask for all the names."""
    starts = range(0, len(names), PROFILES_PER_REQUEST)
    return [{kind: names[start : start + PROFILES_PER_REQUEST]} for start in starts]


def _author(name: str, key: str, profiles: Mapping[str, Any], year: int) -> ListedAuthor:
    profile = profiles.get(key)
    texts = affiliations_in(profile, year) if profile else []
    return ListedAuthor(name, key, tuple(ListedAffiliation(text, domain) for text, domain in texts))


def _names_of(profile: Mapping[str, Any]) -> list[str]:
    """Return what a profile answers to: a merged one has several ids, and papers keep the old ones; `email`
    is the address that a search asked for."""
    usernames = [entry.get("username") for entry in rows_of(profile.get("content"), "names")]
    names = (profile.get("id"), profile.get("email"), *usernames)
    return [name for name in names if isinstance(name, str)]


def _author_ids(notes: Iterable[Mapping[str, Any]]) -> Iterator[str]:
    for note in notes:
        yield from texts_of(note, "authorids")


def _login(client: "Client") -> dict[str, str] | None:
    """Return the header of a logged-in user; None where no login is given. Offline needs none."""
    if client.options.is_offline:
        return {}
    username, password = (os.environ.get(name, "") for name in LOGIN_VARIABLES)
    if not (username and password):
        return None
    answer = client.post_unkept(f"{API}/login", {"id": username, "password": password})
    token = text_of(parse_json(answer.content, answer.address), "token")
    if not token:
        raise SourceError(f"{API}/login gives no token; check {' and '.join(LOGIN_VARIABLES)}")
    return {"Authorization": f"Bearer {token}"}


def _venueids_of(edition: Edition) -> list[str]:
    domain = DOMAINS.get(slug_of(edition.venue))
    if domain is None:
        raise SourceError(f"{edition.venue}: give the option 'venueid', as 'NeurIPS.cc/2025/Conference'")
    tracks = [known.track for known in known_tracks(edition) if "openreview" in known.sources]
    return [
        f"{domain}/{edition.year}/{_group_of(track, edition.year)}" for track in tracks or [edition.track]
    ]


def _group_of(track: str, year: int) -> str:
    # Until 2023 the datasets track of NeurIPS stood under `Track/`.
    if track == "datasets-and-benchmarks" and year <= 2023:
        return "Track/Datasets_and_Benchmarks"
    return GROUPS.get(track, "Conference")
