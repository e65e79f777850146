"""The proceedings of NeurIPS (proceedings.neurips.cc): titles, authors, tracks and PDFs, no affiliations."""

import re
from typing import TYPE_CHECKING
from urllib.parse import urljoin

from byline.sources.edition import Edition, SourceChoice
from byline.sources.harvest import Harvest, ListedAuthor, ListedPaper, UnexpectedAnswerError, harvest_of
from byline.sources.html_blocks import Element, check_whole, parse_blocks, split_names
from byline.sources.names import track_of

if TYPE_CHECKING:
    from byline.sources.http import Client

SITE = "https://proceedings.neurips.cc"
# From 2025 on, the page of the year links to volumes; that of the conference holds all tracks with papers.
VOLUME_PAGES = {2025: "2025/vol38-main-conference"}
# `/paper_files/paper/2020/hash/0004d0b5-Abstract.html`, since 2022 `..-Abstract-Conference.html` or
# `..-Abstract-Datasets_and_Benchmarks_Track.html`.
_ABSTRACT = re.compile(r"/hash/(?P<hash>[0-9a-f]+)-Abstract(?:-(?P<track>\w+))?\.html$")


def fetch_neurips_proceedings(client: "Client", edition: Edition, choice: SourceChoice) -> Harvest:
    """Return the papers of a year's proceedings."""
    address = f"{SITE}/paper_files/paper/{VOLUME_PAGES.get(edition.year, edition.year)}"
    page = client.get(address).content.decode("utf-8", "replace")
    return harvest_of(edition, "neurips_proceedings", parse_index(page, address))


def parse_index(page: str, address: str) -> list[ListedPaper]:
    """Return the papers of an index page; UnexpectedAnswerError where the page has another form."""
    papers = [paper for block in parse_blocks(page, "li") if (paper := _parse_entry(block, address))]
    if not papers:
        raise UnexpectedAnswerError(
            f"{address} is no index of proceedings: expected entries that link to '...-Abstract...html', "
            f"got a page that begins {page[:80]!r}"
        )
    check_whole(page, address)
    return papers


def _parse_entry(block: list[Element], address: str) -> ListedPaper | None:
    links = [(e, m) for e in block if e.tag == "a" and (m := _ABSTRACT.search(e.attributes.get("href", "")))]
    if not links:
        return None
    link, match = links[0]
    names = next((e.text for e in block if e.tag == "i" or e.has_class("paper-authors")), "")
    page = urljoin(address, link.attributes["href"])
    return ListedPaper(
        local_id=match["hash"],
        title=link.text,
        authors=tuple(ListedAuthor(name) for name in split_names(names)),
        track=track_of(match["track"] or "Conference"),
        url=page,
        pdf_url=page.replace("/hash/", "/file/").replace("-Abstract", "-Paper").removesuffix("html") + "pdf",
    )
