"""Lists in the form of Paper Copilot (github.com/papercopilot/paperlists): one JSON file a venue and year.

Its own country columns are not read: they count Hong Kong and Taiwan as China and mistake homonyms. Authors,
affiliations and e-mail domains are strings whose parts are separated by `;`, several of one author by `+`.
"""

from collections import Counter
from collections.abc import Iterable
from itertools import zip_longest
from typing import Any

from byline.model import Issue
from byline.sources.edition import Edition, SourceChoice
from byline.sources.harvest import (
    Harvest,
    ListedAffiliation,
    ListedAuthor,
    ListedPaper,
    SourceError,
    harvest_of,
    paper_id_of,
    source_issue,
)
from byline.sources.json_files import load_json, text_of
from byline.sources.names import decision_of, title_id, track_of

# Statuses of entries that are in the file but not in the conference; the ICLR files list every submission.
NOT_ACCEPTED = ("reject", "withdraw", "active", "retract", "under review")


def load_paperlists(edition: Edition, choice: SourceChoice) -> Harvest:
    """Return the accepted papers of a Paper Copilot file, with the affiliations that can be told apart.

    Where a paper lists fewer or more affiliations than authors, nobody can say whose is missing: its authors
    stay without affiliation, and the paper is an issue. (The authors' other papers do not settle it: of ICML
    2024 affiliations placed by them, with the right answer known, 11% came out with the wrong author.)
    SourceError where the file is not such a list.
    """
    path = choice.path()
    entries = load_json(path)
    if not isinstance(entries, list) or not all(_is_entry(entry) for entry in entries):
        raise SourceError(
            f"{path} is no Paper Copilot list: expected entries with 'title', 'author', 'status'"
        )
    accepted = [entry for entry in entries if not _is_left_out(entry)]
    listed = [parse_entry(entry) for entry in accepted]
    return harvest_of(
        edition,
        "paperlists",
        listed,
        [*_left_out(edition, str(path), entries), *_misaligned(edition, accepted)],
    )


def parse_entry(entry: dict[str, Any]) -> ListedPaper:
    """Return one entry of the list as a paper; affiliations only where they align with the authors."""
    names = split_people(entry["author"])
    keys = split_people(text_of(entry, "authorids"))
    affiliations = align_affiliations(len(names), text_of(entry, "aff"), text_of(entry, "aff_domain"))
    keys = keys if len(keys) == len(names) else [""] * len(names)
    return ListedPaper(
        local_id=_local_id(entry),
        title=entry["title"].strip(),
        authors=tuple(ListedAuthor(*row) for row in zip(names, keys, affiliations, strict=True)),
        track=track_of(text_of(entry, "track")) or None,
        url=text_of(entry, "site") or None,
        pdf_url=text_of(entry, "pdf") or None,
        decision=decision_of(text_of(entry, "status")),
    )


def align_affiliations(
    author_count: int, affiliations: str, domains: str
) -> list[tuple[ListedAffiliation, ...]]:
    """Return each author's affiliations; empty for everyone where the counts differ.

    >>> align_affiliations(2, "Tsinghua University+MIT;", "tsinghua.edu.cn;")[0][0]
    ListedAffiliation(text='Tsinghua University', email_domain=None)
    """
    texts, addresses = affiliations.split(";"), domains.split(";")
    if len(texts) != author_count:
        return [()] * author_count
    if len(addresses) != author_count:
        addresses = [""] * author_count
    return [tuple(_of_one_author(*pair)) for pair in zip(texts, addresses, strict=True)]


def split_people(text: str) -> list[str]:
    """Return the names of a `;` list, blanks at the ends cut; none for an empty text."""
    return [name.strip() for name in text.split(";")] if text.strip() else []


def _of_one_author(affiliations: str, domains: str) -> Iterable[ListedAffiliation]:
    texts = [text.strip() for text in affiliations.split("+")]
    addresses = [domain.strip().strip(".") for domain in domains.split("+")]
    # One address beside two affiliations does not say which of them it belongs to.
    if len(addresses) != len(texts):
        addresses = []
    for text, domain in zip_longest(texts, addresses, fillvalue=""):
        if text:
            yield ListedAffiliation(text, domain or None)


def _is_entry(entry: object) -> bool:
    return isinstance(entry, dict) and all(isinstance(entry.get(key), str) for key in ("title", "author"))


def _local_id(entry: dict[str, Any]) -> str:
    return text_of(entry, "id") or title_id(entry["title"], split_people(entry["author"]))


def _is_left_out(entry: dict[str, Any]) -> bool:
    status = text_of(entry, "status").casefold()
    return any(word in status for word in NOT_ACCEPTED)


def _left_out(edition: Edition, path: str, entries: list[dict[str, Any]]) -> Iterable[Issue]:
    statuses = Counter(text_of(entry, "status") for entry in entries if _is_left_out(entry))
    for status, count in sorted(statuses.items()):
        message = (
            f"{count:,} entries of {edition.slug} with status {status!r} are no accepted papers: left out"
        )
        yield source_issue(path, "not_accepted", message)


def _misaligned(edition: Edition, entries: list[dict[str, Any]]) -> Iterable[Issue]:
    for entry in entries:
        listed = split_people(text_of(entry, "aff"))
        authors = split_people(entry["author"])
        if listed and len(listed) != len(authors):
            message = (
                f"{len(listed)} affiliations for {len(authors)} authors: whose is missing cannot be told, "
                "so the authors stay unresolved; a PDF of the paper settles it"
            )
            yield source_issue(paper_id_of(edition, _local_id(entry)), "misaligned_affiliations", message)
