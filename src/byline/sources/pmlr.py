"""Volumes of the Proceedings of Machine Learning Research: titles, authors and PDFs, no affiliations.

A volume has a page and a bibliography. The page has the titles and the PDFs; the bibliography says how many papers
there should be, and where one author's name ends.
"""

import re
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING
from urllib.parse import urljoin, urlsplit

from byline.model import Issue
from byline.sources.bibliography import parse_bibliography
from byline.sources.edition import Edition, SourceChoice
from byline.sources.harvest import (
    Harvest,
    ListedAuthor,
    ListedPaper,
    SourceError,
    UnexpectedAnswerError,
    harvest_of,
    paper_id_of,
    source_issue,
)
from byline.sources.html_blocks import Element, check_whole, parse_blocks, split_names
from byline.sources.known import is_far_off, known_tracks

if TYPE_CHECKING:
    from byline.sources.http import Client

SITE = "https://proceedings.mlr.press"
# `preface18a`: the editors' preface, listed among the papers of some volumes (81 for one).
_FRONT_MATTER = re.compile(r"(preface|frontmatter)\d\d[a-z]?$")


def fetch_pmlr(client: "Client", edition: Edition, choice: SourceChoice) -> Harvest:
    """Return the papers of a volume: the option `volume`, else the one known for the edition."""
    address = f"{SITE}/v{_volume_of(edition, choice)}/"
    listed = parse_volume(client.get(address).content.decode("utf-8", "replace"), address)
    papers = [paper for paper in listed if not _FRONT_MATTER.match(paper.local_id)]
    issues = [_front_matter_issue(edition, paper) for paper in listed if paper not in papers]
    try:
        bibliography = _fetch_bibliography(client, address)
    except SourceError as error:
        message = f"{error}; papers and names stand as the volume's page has them, compared with nothing"
        issues.append(source_issue(edition.slug, "no_bibliography", message))
        return harvest_of(edition, "pmlr", papers, issues)
    issues += compare(edition, bibliography, listed, address)
    return harvest_of(edition, "pmlr", [_signed(p, bibliography.get(p.local_id, [])) for p in papers], issues)


def _fetch_bibliography(client: "Client", address: str) -> Mapping[str, Sequence[str]]:
    answer = client.get(f"{address}assets/bib/bibliography.bib")
    if bibliography := parse_bibliography(answer.content.decode("utf-8", "replace")):
        return bibliography
    raise UnexpectedAnswerError(
        f"{answer.address} is no bibliography: expected entries '@InProceedings{{pmlr-v..', "
        f"got a text that begins {answer.content[:60]!r}"
    )


def compare(
    edition: Edition, bibliography: Mapping[str, Sequence[str]], listed: Sequence[ListedPaper], address: str
) -> list[Issue]:
    """Return an issue for what the bibliography has and the page lacks; UnexpectedAnswerError where that is much."""
    missing = sorted(bibliography.keys() - {paper.local_id for paper in listed})
    message = (
        f"{address} lists {len(listed):,} papers, its bibliography {len(bibliography):,}; "
        f"the page lacks {len(missing):,}: {', '.join(missing[:5])}"
    )
    if is_far_off(len(bibliography) - len(missing), len(bibliography)):
        raise UnexpectedAnswerError(message)
    return [source_issue(edition.slug, "not_on_the_page", message)] if missing else []


def _signed(paper: ListedPaper, names: Sequence[str]) -> ListedPaper:
    """Return the paper with the bibliography's names where it counts other authors than the page.

    Names with a comma fall apart on the page, whose separator it is. Names with commands of LaTeX stay unused.
    """
    if not names or len(names) == len(paper.authors) or any("\\" in name for name in names):
        return paper
    return paper._replace(authors=tuple(map(ListedAuthor, names)))


def parse_volume(page: str, address: str) -> list[ListedPaper]:
    """Return the papers of a volume's page; UnexpectedAnswerError where the page has another form."""
    papers = [_parse_entry(block, address) for block in parse_blocks(page, "div", "paper")]
    if not papers:
        raise UnexpectedAnswerError(
            f"{address} is no volume page: expected <div class='paper'>, got a page that begins {page[:80]!r}"
        )
    check_whole(page, address)
    return papers


def _parse_entry(block: list[Element], address: str) -> ListedPaper:
    links = [urljoin(address, e.attributes["href"]) for e in block if e.tag == "a" and "href" in e.attributes]
    page = next((link for link in links if link.endswith(".html")), "")
    title = next((e.text for e in block if e.has_class("title")), "")
    names = next((e.text for e in block if e.has_class("authors")), "")
    if not page or not title:
        raise UnexpectedAnswerError(
            f"{address} has an entry without title or page: {title or page or block!r:.200}"
        )
    return ListedPaper(
        local_id=urlsplit(page).path.rpartition("/")[2].removesuffix(".html"),
        title=title,
        authors=tuple(ListedAuthor(name) for name in split_names(names)),
        url=page,
        pdf_url=next((link for link in links if link.endswith(".pdf")), None),
    )


def _volume_of(edition: Edition, choice: SourceChoice) -> int:
    volumes = [k.volume for k in known_tracks(edition) if k.volume]
    if volume := choice.options.get("volume") or next(iter(volumes), None):
        return int(volume)
    raise SourceError(
        f"{edition.venue} {edition.year}: no volume is known; give the source's option 'volume'"
    )


def _front_matter_issue(edition: Edition, paper: ListedPaper) -> Issue:
    message = f"{paper.title!r} is front matter, no paper: left out"
    return source_issue(paper_id_of(edition, paper.local_id), "front_matter", message)
