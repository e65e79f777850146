"""The worker processes of a run, and what they are given."""

from collections.abc import Callable, Iterable, Iterator
from typing import TYPE_CHECKING, TypeVar

from byline.documents.pool import DocumentPool, Failure, PoolLimits
from byline.pipeline.fingerprint import code, fingerprint, of_files
from byline.pipeline.reading import DocumentReader, PaperReader, TechnologyReader

if TYPE_CHECKING:
    from byline.pipeline.context import Context, Settings

J = TypeVar("J")
T = TypeVar("T")


class Workers:
    """The worker processes of one run: started when first needed, kept for every stage, ended with the run."""

    def __init__(self, settings: "Settings") -> None:
        self._settings = settings
        self._pool: DocumentPool | None = None

    def map(self, work: Callable[[J], T], jobs: Iterable[J]) -> Iterator[tuple[J, T | Failure]]:
        """Yield (job, result) for each job as it is done, as `DocumentPool.map` does."""
        if self._pool is None:
            megabytes = self._settings.memory_mb_per_worker
            limits = PoolLimits(self._settings.seconds_per_file, memory_bytes=megabytes * 2**20)
            self._pool = DocumentPool(self._settings.workers, limits)
        return self._pool.map(work, jobs)

    def close(self) -> None:
        """End the processes, whatever they are doing."""
        if self._pool is not None:
            self._pool.__exit__(None, None, None)
            self._pool = None


def paper_reader(context: "Context") -> PaperReader:
    """Return what reads the run's PDFs and keeps what it read in the run's cache."""
    cache, additions = context.workspace.cache, context.study.catalogue
    documents = DocumentReader(cache / "documents", code("model", "documents"))
    decided_by = fingerprint(documents.code, code("technologies"), of_files([additions] if additions else []))
    return PaperReader(documents, TechnologyReader(documents, cache / "technologies", decided_by, additions))
