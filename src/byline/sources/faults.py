"""What can go wrong between a request and its answer: which faults pass, and how long to wait for that."""

from datetime import UTC, datetime
from email.utils import parsedate_to_datetime

import httpx2

from byline.sources.harvest import SourceError

# The longest wait that a server may ask of a run before the run stops and says when to come back.
MAX_RETRY_AFTER = 300.0
RETRIED_STATUS = frozenset({408, 425, 429, 500, 502, 503, 504})


class FetchError(SourceError):
    """A request failed for good: the message names the address, what came, and what to do."""


class OfflineError(FetchError):
    """Something is needed that the cache does not hold, and the network is not to be used."""


class TransientError(FetchError):
    """A fault that may pass. `retry_after`: seconds that the server asked to wait, if it did."""

    def __init__(self, message: str, retry_after: float | None = None) -> None:
        super().__init__(message)
        self.retry_after = retry_after


class UnreachableError(TransientError):
    """No connection to the host came about. `is_final`: it never has, so that trying again is of no use now."""

    def __init__(self, message: str, is_final: bool = False) -> None:
        super().__init__(message)
        self.is_final = is_final


def check_status(response: httpx2.Response, address: str) -> None:
    """Return for a success; TransientError for a fault that may pass, FetchError for one that will not."""
    if response.is_success:
        return
    what = f"{address} answers {response.status_code} {response.reason_phrase}"
    if response.status_code in RETRIED_STATUS:
        wait = retry_after(response.headers.get("retry-after"))
        if wait is not None and wait > MAX_RETRY_AFTER:
            raise FetchError(f"{what} and asks to wait {wait:,.0f} s; run again after that, it resumes")
        raise TransientError(what, wait)
    raise FetchError(what)


def retry_after(header: str | None) -> float | None:
    """Return the seconds that a Retry-After header asks for, in either of its forms; None without one."""
    if not header:
        return None
    if header.isascii() and header.strip().isdigit():
        return float(header)
    try:
        return max(0.0, (parsedate_to_datetime(header) - datetime.now(UTC)).total_seconds())
    except (ValueError, TypeError):
        return None


def backoff(error: Exception) -> bool | float:
    """Return whether to try again, or after how many seconds where the server says so."""
    if not isinstance(error, TransientError) or (isinstance(error, UnreachableError) and error.is_final):
        return False
    return True if error.retry_after is None else error.retry_after
