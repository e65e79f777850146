"""One edition from its sources on disk."""

from byline.sources.edition import Edition, SourceChoice
from byline.sources.harvest import Harvest, SourceError
from byline.sources.joining import join_harvests
from byline.sources.registry import SOURCES


def is_local(edition: Edition) -> bool:
    """Return whether every source of the edition is read from disk, so that no network is needed."""
    return all(SOURCES[choice.name].is_local(choice) for choice in edition.sources)


def load_edition(edition: Edition) -> Harvest:
    """Return what the edition's sources give, papers of several sources joined.

    A source that cannot be read raises SourceError with the file and the remedy: a study never runs on half
    of what it asks for.
    """
    return join_harvests(edition, [load_source(edition, choice) for choice in edition.sources])


def load_source(edition: Edition, choice: SourceChoice) -> Harvest:
    """Return what one source gives from disk; SourceError where it has to be fetched instead."""
    load = SOURCES[choice.name].load
    if load is None or "path" not in choice.options:
        raise SourceError(
            f"{edition.slug}: source {choice.name!r} without a 'path' is fetched from the network"
        )
    return load(edition, choice)
