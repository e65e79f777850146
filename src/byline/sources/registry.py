"""The sources, by the name that a study gives."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from byline.sources.edition import Edition, SourceChoice
from byline.sources.folder import load_folder
from byline.sources.harvest import Harvest
from byline.sources.paperlists import load_paperlists
from byline.sources.virtual_site import load_virtual_site

Load = Callable[[Edition, SourceChoice], Harvest]


@dataclass(frozen=True, slots=True)
class Source:
    """A source's declared facts, and how it is read from disk or fetched.

    `required` and `optional` are the options that a study may give it; anything else is refused.
    """

    title: str
    gives: str
    load: Load
    required: tuple[str, ...] = ()
    optional: tuple[str, ...] = ()


SOURCES: Mapping[str, Source] = {
    "folder": Source(
        title="A folder of PDFs",
        gives="papers, authors and affiliations as printed, full text",
        load=load_folder,
        required=("path",),
    ),
    "paperlists": Source(
        title="Paper Copilot list",
        gives="titles, authors, affiliations and e-mail domains of author profiles",
        load=load_paperlists,
        required=("path",),
    ),
    "virtual_site": Source(
        title="Virtual site of NeurIPS, ICML or ICLR",
        gives="titles, tracks, authors, affiliations of author profiles",
        load=load_virtual_site,
        required=("path",),
    ),
}
