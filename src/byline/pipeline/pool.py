"""The worker processes of a run, and what they are given."""

from byline.documents.pool import DocumentPool, PoolLimits
from byline.pipeline.context import Context, Settings
from byline.pipeline.fingerprint import code
from byline.pipeline.reading import DocumentReader


def document_pool(settings: Settings) -> DocumentPool:
    """Return a pool of the run's size and limits; use it in a `with` block."""
    limits = PoolLimits(
        seconds_per_file=settings.seconds_per_file, memory_bytes=settings.memory_mb_per_worker * 2**20
    )
    return DocumentPool(settings.workers, limits)


def document_reader(context: Context) -> DocumentReader:
    """Return the reader that keeps documents in the run's cache."""
    return DocumentReader(context.workspace.cache / "documents", code("model", "documents"))
