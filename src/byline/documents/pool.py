"""A pool of long-lived processes that read many PDFs: none of them can stop, stall or starve the run."""

from collections.abc import Callable, Iterable, Iterator
from itertools import islice
from multiprocessing.connection import wait
from types import TracebackType
from typing import Any, Generic, Self, TypeVar

from byline.documents.process import PoolError, PoolLimits, WorkerProcess
from byline.documents.worker import Failure, WorkerSetup

__all__ = ["DocumentPool", "Failure", "PoolError", "PoolLimits"]

J = TypeVar("J")
T = TypeVar("T")

# How often deadlines and memory are looked at while nothing arrives; a worker can grow by
# about 100 MB in that time, and the kernel's own limit stands behind it.
_WATCH_SECONDS = 0.1


class DocumentPool:
    """Worker processes that each handle many files; use it in a `with` block.

    `initializer(*arguments)` runs once in each worker, for what every file needs (a compiled catalogue).

    >>> with DocumentPool(2) as pool:  # doctest: +SKIP
    ...     for path, result in pool.map(parse_document, paths):
    ...         ...
    """

    def __init__(
        self,
        worker_count: int,
        limits: PoolLimits | None = None,
        initializer: Callable[..., None] | None = None,
        arguments: tuple[Any, ...] = (),
    ) -> None:
        if worker_count < 1:
            raise ValueError(f"a pool needs at least one worker, not {worker_count}")
        self._limits = limits or PoolLimits()
        self._setup = WorkerSetup(self._limits.memory_bytes, initializer, arguments)
        self._worker_count = worker_count
        self._workers: list[WorkerProcess] = []

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        for worker in self._workers:
            worker.stop()
        for worker in self._workers:
            worker.end()
        self._workers.clear()

    def map(self, work: Callable[[J], T], paths: Iterable[J]) -> Iterator[tuple[J, T | Failure]]:
        """Yield (path, result) for each path as it is done, in no fixed order; a Failure where there is none.

        `work` must be picklable; in place of a path, any picklable job will do whose text names its file.
        A file that takes too long, needs too much memory or kills its process costs that file only.
        Raises PoolError when workers cannot start.
        """
        waiting = _Waiting(paths)
        try:
            while True:
                self._hand_out(work, waiting)
                if all(worker.path is None for worker in self._workers):
                    return
                for path, result in self._collect(waiting):
                    self._hand_out(work, waiting)
                    yield path, result
        finally:
            for worker in [worker for worker in self._workers if worker.path is not None]:
                self._drop(worker)

    def _hand_out(self, work: Callable[[J], T], waiting: "_Waiting[J]") -> None:
        for worker in [worker for worker in self._workers if worker.is_spent]:
            self._drop(worker)
        while waiting and (free := self._free_worker()):
            free.begin(work, waiting.take())
        # And one more each, so that nobody waits until this process has answered.
        for worker in self._workers:
            if waiting and worker.takes_one_more:
                worker.begin(work, waiting.take())

    def _free_worker(self) -> WorkerProcess | None:
        for worker in self._workers:
            if worker.is_idle:
                return worker
        if len(self._workers) < self._worker_count:
            self._workers.append(WorkerProcess(self._setup, self._limits))
            return self._workers[-1]
        return None

    def _collect(self, waiting: "_Waiting[Any]") -> Iterator[tuple[Any, Any]]:
        """Yield what is done, or given up, within the next moment."""
        busy = {worker.connection: worker for worker in self._workers if worker.path is not None}
        ready = wait(list(busy), timeout=_WATCH_SECONDS)
        done: list[tuple[Any, Any]] = []
        for connection, worker in busy.items():
            path = worker.path
            outcome = worker.receive() if connection in ready else worker.overrun()
            if worker.is_dead:
                waiting.put_back(worker.ahead)
                self._drop(worker)
            if outcome is not None and path is not None:
                done.append((path, outcome.result))
        return iter(done)

    def _drop(self, worker: WorkerProcess) -> None:
        self._workers.remove(worker)
        worker.end()


class _Waiting(Generic[J]):
    """The jobs that nobody has, those that come back first."""

    def __init__(self, jobs: Iterable[J]) -> None:
        self._jobs = iter(jobs)
        self._ready: list[J] = []

    def __bool__(self) -> bool:
        if not self._ready:
            self._ready.extend(islice(self._jobs, 1))
        return bool(self._ready)

    def take(self) -> J:
        """Return the next job; ask first whether there is one."""
        return self._ready.pop()

    def put_back(self, job: J | None) -> None:
        """Take back what a worker that died had not begun."""
        if job is not None:
            self._ready.append(job)
