"""The sources, by the name that a study gives, with their declared facts."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from byline.sources.acl_anthology import fetch_acl_anthology, load_acl_anthology
from byline.sources.crossref import fetch_crossref
from byline.sources.edition import Edition, SourceChoice
from byline.sources.folder import load_folder
from byline.sources.harvest import Harvest
from byline.sources.neurips_proceedings import fetch_neurips_proceedings
from byline.sources.openalex import KEY_VARIABLE, fetch_openalex
from byline.sources.openreview import (
    LOGIN_VARIABLES,
    NOTES_PER_PAGE,
    PROFILES_PER_REQUEST,
    fetch_openreview,
)
from byline.sources.paperlists import load_paperlists
from byline.sources.pmlr import fetch_pmlr
from byline.sources.virtual_site import fetch_virtual_site, load_virtual_site

if TYPE_CHECKING:
    from byline.sources.http import Client

Load = Callable[[Edition, SourceChoice], Harvest]
Fetch = Callable[["Client", Edition, SourceChoice], Harvest]


@dataclass(frozen=True, slots=True)
class Source:
    """A source's declared facts, and how it is read from disk or fetched.

    A study that gives a `path` reads from disk (`load`); without one the source is fetched. `required` and
    `optional` are the other options it may give; anything else is refused. `hosts`: the only hosts asked,
    with the seconds left between two requests. `list_requests`: those for a list, further pages aside.
    `papers_per_request`: how a list is paged, 0 for all at once.
    `authors_per_request`: how profiles are asked for. `login`: environment variables that hold the user's own.
    """

    title: str
    address: str
    gives: str
    terms: str
    load: Load | None = None
    fetch: Fetch | None = None
    required: tuple[str, ...] = ()
    optional: tuple[str, ...] = ()
    hosts: Mapping[str, float] = field(default_factory=dict)
    list_requests: int = 1
    papers_per_request: int = 0
    authors_per_request: int = 0
    login: tuple[str, ...] = ()

    def requests_for(self, papers: int, authors: int) -> int:
        """Return how many requests lists and profiles take at most: a last page may have to show that it is."""
        pages = papers // self.papers_per_request if self.papers_per_request else 0
        profiles = 2 + authors // self.authors_per_request if self.authors_per_request else 0
        return self.list_requests + pages + profiles

    def is_local(self, choice: SourceChoice) -> bool:
        """Return whether this use of the source reads from disk."""
        return self.fetch is None or "path" in choice.options


# No host below states a limit for pages and PDFs; one request a second is what a reader's browser makes.
# OpenReview hosts the PDFs that virtual sites link to; PMLR serves those of recent volumes from GitHub.
SOURCES: Mapping[str, Source] = {
    "folder": Source(
        title="A folder of PDFs",
        address="path on disk",
        gives="papers, authors and affiliations as printed, full text",
        terms="those of whoever gave you the files",
        load=load_folder,
    ),
    "paperlists": Source(
        title="Paper Copilot list",
        address="https://github.com/papercopilot/paperlists",
        gives="titles, authors, affiliations and e-mail domains of author profiles",
        terms="public repository; read from a file you downloaded",
        load=load_paperlists,
    ),
    "virtual_site": Source(
        title="Virtual site of NeurIPS, ICML or ICLR",
        address="https://neurips.cc, https://icml.cc, https://iclr.cc",
        gives="titles, tracks, authors, affiliations of author profiles, where the PDFs are",
        terms="public pages; lists are fetched once and kept",
        load=load_virtual_site,
        fetch=fetch_virtual_site,
        hosts={"neurips.cc": 1.0, "icml.cc": 1.0, "iclr.cc": 1.0, "openreview.net": 1.0},
    ),
    "openreview": Source(
        title="OpenReview",
        address="https://api2.openreview.net",
        gives="titles, tracks, authors, their profiles' institutions in the year (with a login), PDFs",
        terms="https://openreview.net/legal/terms; profiles only with a login of your own",
        fetch=fetch_openreview,
        optional=("venueid",),
        hosts={"api2.openreview.net": 1.0, "openreview.net": 1.0},
        papers_per_request=NOTES_PER_PAGE,
        authors_per_request=PROFILES_PER_REQUEST,
        login=LOGIN_VARIABLES,
    ),
    "neurips_proceedings": Source(
        title="Proceedings of NeurIPS",
        address="https://proceedings.neurips.cc",
        gives="titles, tracks, authors, PDFs",
        terms="public pages; authors keep the copyright",
        fetch=fetch_neurips_proceedings,
        hosts={"proceedings.neurips.cc": 1.0, "papers.neurips.cc": 1.0, "papers.nips.cc": 1.0},
    ),
    "pmlr": Source(
        title="Proceedings of Machine Learning Research",
        address="https://proceedings.mlr.press",
        gives="titles, authors, PDFs",
        terms="public pages; authors keep the copyright",
        fetch=fetch_pmlr,
        optional=("volume",),
        list_requests=2,  # the volume's page, and its bibliography
        hosts={"proceedings.mlr.press": 1.0, "raw.githubusercontent.com": 0.5},
    ),
    "acl_anthology": Source(
        title="ACL Anthology",
        address="https://aclanthology.org",
        gives="titles, authors, PDFs, affiliations for some volumes",
        terms="CC BY 4.0 (2016 and later); the list is a git repository, PDFs are fetched one by one",
        load=load_acl_anthology,
        fetch=fetch_acl_anthology,
        optional=("volumes",),
        hosts={"aclanthology.org": 1.0, "github.com": 1.0},
    ),
    "openalex": Source(
        title="OpenAlex",
        address="https://api.openalex.org",
        gives="titles, authors, affiliations as printed where it has them",
        terms="CC0; a free key in OPENALEX_API_KEY",
        fetch=fetch_openalex,
        optional=("source_id", "filter"),
        hosts={"api.openalex.org": 0.2},
        papers_per_request=100,
        login=(KEY_VARIABLE,),
    ),
    "crossref": Source(
        title="Crossref",
        address="https://api.crossref.org",
        gives="titles, authors, affiliations where the publisher deposits them",
        terms="metadata free of restrictions; the user agent names you",
        fetch=fetch_crossref,
        required=("prefix",),
        optional=("container", "isbn"),
        hosts={"api.crossref.org": 1.0},
        papers_per_request=500,
    ),
}


def check_options(edition: Edition) -> None:
    """Return if every source of the edition exists and has the options it needs; ValueError says what is wrong."""
    for choice in edition.sources:
        where = f"{edition.venue} {edition.year}"
        if choice.name not in SOURCES:
            raise ValueError(f"{where}: no source is called {choice.name!r}; there are {', '.join(SOURCES)}")
        source = SOURCES[choice.name]
        required = (*source.required, *(() if source.fetch else ("path",)))
        known = (*required, *source.optional, *(("path",) if source.load else ()))
        for key in required:
            if key not in choice.options:
                raise ValueError(f"{where}: source {choice.name!r} needs the option {key!r}")
        for key in choice.options:
            if key not in known:
                has = ", ".join(dict.fromkeys(known)) or "none"
                raise ValueError(f"{where}: source {choice.name!r} has no option {key!r}; it has {has}")
