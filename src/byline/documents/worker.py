"""The child side of the pool: a process that does one file after another until it is told to stop."""

import resource
import signal
from collections.abc import Callable
from dataclasses import dataclass
from multiprocessing.connection import Connection
from typing import Any

from byline.documents.errors import DocumentError


@dataclass(frozen=True, slots=True)
class Failure:
    """Why a file gave no result: `code` for programs, `message` for people.

    Codes: those of DocumentError; `time_limit`, `memory_limit`, `crash` (the process died), `error` (a bug).
    """

    code: str
    message: str


@dataclass(frozen=True, slots=True)
class WorkerSetup:
    """What a worker does before its first file: limit its memory to `memory_bytes`, call `initializer`."""

    memory_bytes: int
    initializer: Callable[..., None] | None = None
    arguments: tuple[Any, ...] = ()


def work_until_stopped(connection: Connection, setup: WorkerSetup) -> None:
    """Answer each (work, path) that arrives with a result or a Failure; return on None or a closed pipe."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is the parent's to handle; it ends this process.
    try:
        _limit_memory(setup.memory_bytes)
        if setup.initializer:
            setup.initializer(*setup.arguments)
    except BaseException as error:
        connection.send(Failure("error", f"a worker could not start: {type(error).__name__}: {error}"))
        return
    connection.send(None)
    try:
        while (job := connection.recv()) is not None:
            _answer(connection, *job)
    except (EOFError, OSError):
        return  # The parent is gone.


def _answer(connection: Connection, work: Callable[[Any], Any], path: object) -> None:
    result = _attempt(work, path)
    try:
        connection.send(result)
    except (EOFError, OSError):
        raise
    except Exception as error:  # Not picklable, or too large for what memory is left.
        connection.send(
            Failure("error", f"{path}: the result cannot be sent: {type(error).__name__}: {error}")
        )


def _attempt(work: Callable[[Any], Any], path: object) -> Any:
    try:
        return work(path)
    except DocumentError as error:
        return Failure(error.code, error.message)
    except MemoryError:
        return Failure("memory_limit", f"{path}: needs more memory than a worker may have")
    except Exception as error:
        return Failure("error", f"{path}: {type(error).__name__}: {error}")


def _limit_memory(memory_bytes: int) -> None:
    # RLIMIT_DATA counts private writable memory and so spares mapped libraries, which RLIMIT_AS counts.
    _, hard = resource.getrlimit(resource.RLIMIT_DATA)
    limit = memory_bytes if hard == resource.RLIM_INFINITY else min(memory_bytes, hard)
    resource.setrlimit(resource.RLIMIT_DATA, (limit, hard))
