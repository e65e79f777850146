"""One edition from its sources on disk."""

from byline.sources.edition import Edition
from byline.sources.harvest import Harvest
from byline.sources.joining import join_harvests
from byline.sources.registry import SOURCES


def load_edition(edition: Edition) -> Harvest:
    """Return what the edition's sources give, papers of several sources joined.

    A source that cannot be read raises SourceError with the file and the remedy: a study never runs on half
    of what it asks for.
    """
    return join_harvests(SOURCES[choice.name].load(edition, choice) for choice in edition.sources)
