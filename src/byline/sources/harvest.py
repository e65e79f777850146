"""What a source hands over: papers, who signs them, where the venue says they work, and PDFs."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import NamedTuple

from byline.model import AffiliationMention, Authorship, Issue, Paper
from byline.sources.edition import Edition
from byline.sources.names import fold


class ListedAffiliation(NamedTuple):
    """An affiliation as a source lists it; `email_domain` where the source gives the author's."""

    text: str
    email_domain: str | None = None


class ListedAuthor(NamedTuple):
    """An author as a source lists them. `key` is the source's own id, empty where it has none."""

    name: str
    key: str = ""
    affiliations: tuple[ListedAffiliation, ...] = ()


class ListedPaper(NamedTuple):
    """A paper as one source lists it, before it becomes rows: what every source's parser returns."""

    local_id: str
    title: str
    authors: tuple[ListedAuthor, ...] = ()
    track: str | None = None
    url: str | None = None
    pdf_url: str | None = None
    doi: str | None = None
    decision: str | None = None


class SourceError(Exception):
    """A source cannot be used as it is: the message says what was expected, what came, and the remedy."""


class UnexpectedAnswerError(SourceError):
    """What came is not what the source is declared to give: another form, too few papers, an end in the middle.

    A crawl that meets it stops; nothing of the source is used, and the user is told how to report it.
    """


class NothingGivenError(SourceError):
    """No source gave a single paper, so that there is nothing to count: the message has each one's reason."""


@dataclass(frozen=True, slots=True)
class Harvest:
    """All that one edition's sources gave, as rows.

    `pdf_paths` names the PDF on disk of every paper that has one, `pdf_addresses` where one can be had. Papers
    of `unjoined` come from a folder of PDFs beside a list: `join_printed` matches them with the listed ones once
    their title blocks are read.
    """

    papers: tuple[Paper, ...] = ()
    authorships: tuple[Authorship, ...] = ()
    affiliation_mentions: tuple[AffiliationMention, ...] = ()
    pdf_paths: Mapping[str, Path] = field(default_factory=dict)
    pdf_addresses: Mapping[str, str] = field(default_factory=dict)
    dois: Mapping[str, str] = field(default_factory=dict)
    issues: tuple[Issue, ...] = ()
    unjoined: frozenset[str] = frozenset()


def source_issue(subject: str, code: str, message: str) -> Issue:
    """Return an issue row of this room."""
    return Issue("sources", subject, code, message)


def refuse_nothing(harvests: Iterable[Harvest]) -> None:
    """Return if there is a paper to count; else NothingGivenError.

    A table of zeros is no answer to a study whose sources could not be reached, or whose folder is the wrong one.
    """
    given = list(harvests)
    stopped = [i for harvest in given for i in harvest.issues if i.code in ("source_stopped", "no_papers")]
    if stopped and not any(harvest.papers for harvest in given):
        reasons = "\n".join(f"  {issue.subject}: {issue.message}" for issue in stopped)
        raise NothingGivenError(f"no source gave a paper, so nothing was counted or written:\n{reasons}")


def harvest_of(
    edition: Edition, source: str, listed: Iterable[ListedPaper], issues: Iterable[Issue] = ()
) -> Harvest:
    """Return the listed papers as rows of the edition. A paper listed twice is kept once, with an issue."""
    kept, repeated = _first_of_each(edition, listed)
    papers = tuple(_paper(edition, source, paper) for paper in kept)
    authorships = [row for paper in kept for row in _authorships(edition, paper)]
    mentions = [row for paper in kept for row in _mentions(edition, paper)]
    ids = {paper.local_id: paper_id_of(edition, paper.local_id) for paper in kept}
    return Harvest(
        papers,
        tuple(authorships),
        tuple(mentions),
        pdf_addresses={ids[p.local_id]: p.pdf_url for p in kept if p.pdf_url},
        dois={ids[p.local_id]: p.doi.lower() for p in kept if p.doi},
        issues=(*issues, *repeated, *_unsigned(edition, kept)),
    )


def paper_id_of(edition: Edition, local_id: str) -> str:
    """Return the id of a paper in a run: `neurips-2024/` and the source's own id."""
    return f"{edition.slug}/{local_id}"


def _first_of_each(edition: Edition, listed: Iterable[ListedPaper]) -> tuple[list[ListedPaper], list[Issue]]:
    kept: dict[str, ListedPaper] = {}
    issues = []
    for paper in listed:
        first = kept.setdefault(paper.local_id, paper)
        if first is not paper:
            what = "again" if first == paper else f"again as {paper.title!r} with other details"
            message = f"listed {what}; the first entry is kept"
            issues.append(source_issue(paper_id_of(edition, paper.local_id), "listed_twice", message))
    return list(kept.values()), issues


def _paper(edition: Edition, source: str, paper: ListedPaper) -> Paper:
    return Paper(
        paper_id=paper_id_of(edition, paper.local_id),
        venue=edition.venue,
        year=edition.year,
        track=paper.track or edition.track,
        title=paper.title,
        url=paper.url,
        source=source,
        pdf_path=None,
        pdf_sha256=None,
        page_count=None,
        decision=paper.decision,
    )


def _authorships(edition: Edition, paper: ListedPaper) -> Iterable[Authorship]:
    paper_id, count = paper_id_of(edition, paper.local_id), len(paper.authors)
    for position, author in enumerate(paper.authors, start=1):
        yield Authorship(paper_id, position, count, author.name, author.key or fold(author.name), ())


def _mentions(edition: Edition, paper: ListedPaper) -> Iterable[AffiliationMention]:
    paper_id = paper_id_of(edition, paper.local_id)
    for position, author in enumerate(paper.authors, start=1):
        for number, (text, domain) in enumerate(author.affiliations, start=1):
            mention_id = f"{paper_id}#{position}.metadata.{number}"
            yield AffiliationMention(mention_id, paper_id, position, "metadata", text, domain, None, None)


def _unsigned(edition: Edition, papers: Iterable[ListedPaper]) -> Iterable[Issue]:
    for paper in papers:
        if not paper.authors:
            message = "the source lists no author; the paper counts as unresolved"
            yield source_issue(paper_id_of(edition, paper.local_id), "no_authors", message)
