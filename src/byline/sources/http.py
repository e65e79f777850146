"""Requests with manners: slow enough for the host, patient with its faults, and suspicious of its answers."""

import logging
import os
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from typing import Any, TypeVar
from urllib.parse import urlencode, urljoin

import httpx2
import orjson
import stamina

import byline
from byline.sources.cache import Answer, Cache, key_of
from byline.sources.harvest import SourceError
from byline.sources.hosts import check_address, check_public

# stamina announces retries as warnings; progress and issues already tell the user what went wrong.
logging.getLogger("stamina").addHandler(logging.NullHandler())

# A redirect chain is http to https, a moved page, perhaps a mirror; five steps are plenty.
MAX_REDIRECTS = 5
# The longest wait that a server may ask of a run before the run stops and says when to come back.
MAX_RETRY_AFTER = 300.0
Result = TypeVar("Result")

CONTACT_VARIABLE = "BYLINE_CONTACT"
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


@dataclass(frozen=True, slots=True)
class FetchOptions:
    """How to fetch. `contact`: e-mail or page by which a host's operators reach the user;
    the variable BYLINE_CONTACT where it is not given.

    `max_age_days`: how old a stored answer may be before the host is asked whether it changed. `pace`: factor
    on the seconds that each host is given between two requests. `wait_initial`: seconds before the first
    retry, doubling to `wait_max`. `max_seconds`: for one answer, however slow it drips. `transport`: how
    requests travel; tests put a server on loopback here.
    """

    is_offline: bool = False
    is_without_pdfs: bool = False
    contact: str = field(default_factory=lambda: os.environ.get(CONTACT_VARIABLE, ""))
    max_age_days: float = 30.0
    pace: float = 1.0
    attempts: int = 6
    wait_initial: float = 1.0
    wait_max: float = 60.0
    max_seconds: float = 300.0
    max_answer_bytes: int = 200_000_000
    max_pdf_bytes: int = 150_000_000
    transport: httpx2.BaseTransport | None = None


@dataclass(frozen=True, slots=True)
class Ask:
    """What is asked of a server. `secrets`: parameters that are sent but stand in no file and no message."""

    method: str
    address: str
    body: bytes = b""
    secrets: Mapping[str, str] = field(default_factory=dict)
    headers: Mapping[str, str] = field(default_factory=dict)

    @property
    def target(self) -> str:
        """Return the address with its secrets."""
        joint = "&" if "?" in self.address else "?"
        return f"{self.address}{joint}{urlencode(self.secrets)}" if self.secrets else self.address


class PublicTransport(httpx2.HTTPTransport):
    """The real network, where no declared name may lead into a private one."""

    def handle_request(self, request: httpx2.Request) -> httpx2.Response:
        check_public(request.url.host)
        return super().handle_request(request)


class Client:
    """Fetches from the hosts that one source declares. `hosts`: host name to seconds between two requests."""

    def __init__(self, hosts: Mapping[str, float], cache: Cache, options: FetchOptions) -> None:
        self.hosts = hosts
        self.cache = cache
        self.options = options
        self.request_count = 0
        self._next_at: dict[str, float] = {}
        agent = f"Byline/{byline.__version__} (bibliometrics; {options.contact or 'no contact given'})"
        self._http = httpx2.Client(
            transport=options.transport or PublicTransport(),
            headers={"User-Agent": agent, "Accept-Encoding": "gzip"},
            timeout=httpx2.Timeout(30.0),
            follow_redirects=False,
        )

    def __enter__(self) -> "Client":
        return self

    def __exit__(self, *_: object) -> None:
        self._http.close()

    def get(
        self, url: str, params: Mapping[str, str] | None = None, secrets: Mapping[str, str] | None = None
    ) -> Answer:
        """Return the answer to a GET, from the cache where it is young enough. Secrets are never stored.

        FetchError where it fails for good, OfflineError where it would need the network and may not use it.
        """
        address = f"{url}?{urlencode(params)}" if params else url
        return self._fetch(Ask("GET", address, secrets=secrets or {}))

    def post(self, url: str, body: Any, headers: Mapping[str, str] | None = None) -> Answer:
        """Return the answer to a POST of JSON that only asks (a search by ids); kept like that of a GET."""
        content = orjson.dumps(body, option=orjson.OPT_SORT_KEYS)
        sent = {**(headers or {}), "Content-Type": "application/json"}
        return self._fetch(Ask("POST", url, content, headers=sent))

    def post_unkept(self, url: str, body: Any) -> Answer:
        """Return the answer to a POST that must not be kept: a login."""
        headers = {"Content-Type": "application/json"}
        ask = Ask("POST", url, orjson.dumps(body), headers=headers)
        return self.retrying(lambda: self._answer(ask, None))

    def _fetch(self, ask: Ask) -> Answer:
        key = key_of(ask.method, ask.address, ask.body)
        stored = self.cache.load(key)
        is_young = stored and stored.age_seconds() < self.options.max_age_days * 86_400
        if stored and (self.options.is_offline or is_young):
            return stored
        if self.options.is_offline:
            raise OfflineError(f"{ask.address} is not in the cache; run once without --offline")
        answer = self.retrying(lambda: self._answer(ask, stored))
        self.cache.store(key, answer)
        return answer

    def _answer(self, ask: Ask, stored: Answer | None) -> Answer:
        headers = {**ask.headers, **(_conditions(stored) if stored else {})}
        with self.stream(ask.method, ask.target, headers, ask.body) as response:
            now = datetime.now(UTC).isoformat()
            if response.status_code == 304 and stored:
                return Answer(ask.address, stored.content, stored.content_type, now, stored.validators)
            check_status(response, ask.address)
            content = b"".join(self.limited(response, self.options.max_answer_bytes, ask.address))
            return Answer(ask.address, content, content_type_of(response), now, _validators(response))

    def retrying(self, work: Callable[[], Result]) -> Result:
        """Return what the work returns, done again after faults that may pass."""
        options = self.options
        for attempt in stamina.retry_context(
            on=_backoff,
            attempts=options.attempts,
            timeout=None,
            wait_initial=options.wait_initial,
            wait_max=options.wait_max,
            wait_jitter=options.wait_initial / 2,
        ):
            with attempt:
                return work()
        raise AssertionError("unreachable: the last attempt returns or raises")

    @contextmanager
    def stream(
        self, method: str, url: str, headers: Mapping[str, str], body: bytes = b""
    ) -> Iterator[httpx2.Response]:
        """Yield the response before its body is read, redirects followed within the declared hosts."""
        for _ in range(MAX_REDIRECTS + 1):
            check_address(url, self.hosts)
            try:
                request = self._http.build_request(method, url, headers=dict(headers), content=body or None)
            except httpx2.InvalidURL as error:
                raise FetchError(f"{_plain(url)!r} is no address ({error})") from error
            self._wait_for_turn(request.url.host)
            self.request_count += 1
            try:
                response = self._http.send(request, stream=True)
            except httpx2.TransportError as error:
                raise TransientError(
                    f"{_plain(url)} cannot be reached ({error or type(error).__name__})"
                ) from error
            if response.is_redirect and (target := response.headers.get("location")):
                response.close()
                url = urljoin(url, target)
                continue
            try:
                yield response
            except httpx2.TransportError as error:
                raise TransientError(f"the answer of {_plain(url)} broke off ({error})") from error
            finally:
                response.close()
            return
        raise FetchError(f"{_plain(url)} redirects more than {MAX_REDIRECTS} times")

    def limited(self, response: httpx2.Response, max_bytes: int, address: str) -> Iterator[bytes]:
        """Yield the body in pieces; FetchError once it is larger or slower than any real answer."""
        encoding = response.headers.get("content-encoding", "identity").lower()
        if encoding not in ("identity", "gzip"):
            # Encodings stacked on each other multiply what a small answer unpacks to.
            raise FetchError(f"{address} answers with encoding {encoding!r}, which was not asked for")
        if int(response.headers.get("content-length") or 0) > max_bytes:
            raise FetchError(f"{address} announces more than {max_bytes:,} bytes")
        deadline = time.monotonic() + self.options.max_seconds
        size = 0
        try:
            for piece in response.iter_bytes():
                size += len(piece)
                if size > max_bytes:
                    raise FetchError(f"{address} unpacks to more than {max_bytes:,} bytes: stopped")
                if time.monotonic() > deadline:
                    raise TransientError(
                        f"{address} sent {size:,} bytes in {self.options.max_seconds:.0f} s: too slow"
                    )
                yield piece
        except httpx2.DecodingError as error:
            raise TransientError(f"{address} answers with broken gzip ({error})") from error

    def _wait_for_turn(self, host: str) -> None:
        now = time.monotonic()
        if (pause := self._next_at.get(host, 0.0) - now) > 0:
            time.sleep(pause)
        self._next_at[host] = time.monotonic() + self.hosts[host] * self.options.pace


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
    if header.strip().isdigit():
        return float(header)
    try:
        return max(0.0, (parsedate_to_datetime(header) - datetime.now(UTC)).total_seconds())
    except (ValueError, TypeError):
        return None


def content_type_of(response: httpx2.Response) -> str:
    """Return the media type without its parameters, in lower case."""
    return str(response.headers.get("content-type", "")).partition(";")[0].strip().lower()


def _backoff(error: Exception) -> bool | float:
    if not isinstance(error, TransientError):
        return False
    return True if error.retry_after is None else error.retry_after


def _validators(response: httpx2.Response) -> dict[str, str]:
    return {name: response.headers[name] for name in ("etag", "last-modified") if name in response.headers}


def _conditions(stored: Answer) -> dict[str, str]:
    names = {"etag": "If-None-Match", "last-modified": "If-Modified-Since"}
    return {names[name]: value for name, value in stored.validators.items()}


def _plain(url: str) -> str:
    """Return the address without its query, which may carry a key."""
    return url.partition("?")[0]
