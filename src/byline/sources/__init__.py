"""From a venue and a year to papers, authors, affiliations as the venue lists them, and PDFs."""

from typing import TYPE_CHECKING

from byline.deferred import deferred
from byline.sources.edition import Edition, SourceChoice
from byline.sources.harvest import Harvest, NothingGivenError, SourceError, refuse_nothing
from byline.sources.joining import join_printed
from byline.sources.known import KnownEdition, known_editions
from byline.sources.load import is_local, load_edition
from byline.sources.names import fold
from byline.sources.registry import SOURCES, Source

if TYPE_CHECKING:
    from byline.sources.fetch import fetch_edition
    from byline.sources.http import FetchOptions
    from byline.sources.plan import Plan, plan_edition, total_of

__all__ = [
    "SOURCES",
    "Edition",
    "FetchOptions",
    "Harvest",
    "KnownEdition",
    "NothingGivenError",
    "Plan",
    "Source",
    "SourceChoice",
    "SourceError",
    "fetch_edition",
    "fold",
    "is_local",
    "join_printed",
    "known_editions",
    "load_edition",
    "plan_edition",
    "refuse_nothing",
    "total_of",
]


# What belongs to the network: its libraries cost a local run 0.2 s.
__getattr__ = deferred(
    __name__,
    {
        "Plan": "byline.sources.plan",
        "fetch_edition": "byline.sources.fetch",
        "plan_edition": "byline.sources.plan",
        "total_of": "byline.sources.plan",
        "FetchOptions": "byline.sources.http",
    },
)
