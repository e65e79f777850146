"""Requests with manners: slow enough for the host, patient with its faults, and suspicious of its answers."""

import logging
import os
import time
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any, TypeVar
from urllib.parse import urlencode, urljoin

import httpx2
import orjson
import stamina

import byline
from byline.files import reason
from byline.sources.cache import Answer, Cache, key_of
from byline.sources.faults import (
    FetchError,
    OfflineError,
    TransientError,
    UnreachableError,
    backoff,
    check_status,
)
from byline.sources.hosts import NO_NETWORK, check_address, check_public

# stamina announces retries as warnings; progress and issues already tell the user what went wrong.
logging.getLogger("stamina").addHandler(logging.NullHandler())

# A redirect chain is http to https, a moved page, perhaps a mirror; five steps are plenty.
MAX_REDIRECTS = 5
# A host that has answered may be away for a while; one that never has is most likely out of reach from here, and
# a run without a network should say so after seconds, not minutes.
KNOCKS = 3
Result = TypeVar("Result")

CONTACT_VARIABLE = "BYLINE_CONTACT"


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


class Client:
    """Fetches from the hosts that one source declares. `hosts`: host name to seconds between two requests.

    On the real network a proxy that the environment names (HTTPS_PROXY) is used, and no declared name may lead
    into a private network.
    """

    def __init__(self, hosts: Mapping[str, float], cache: Cache, options: FetchOptions) -> None:
        self.hosts = hosts
        self.cache = cache
        self.options = options
        self.request_count = 0
        self._next_at: dict[str, float] = {}
        self._has_answered: set[str] = set()
        self._knocks: Counter[str] = Counter()
        self._http = httpx2.Client(
            transport=options.transport,
            headers={"User-Agent": user_agent(options.contact), "Accept-Encoding": "gzip"},
            timeout=httpx2.Timeout(30.0, connect=10.0),
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
        sent = {**(headers or {}), "Content-Type": "application/json"}
        return self._fetch(Ask("POST", url, _json(body), headers=sent))

    def is_kept(self, url: str, body: Any) -> bool:
        """Return whether the answer to this POST is on disk, so that nothing will be sent for it."""
        return self._kept(self.cache.load(key_of("POST", url, _json(body)))) is not None

    def post_unkept(self, url: str, body: Any) -> Answer:
        """Return the answer to a POST that must not be kept: a login."""
        headers = {"Content-Type": "application/json"}
        ask = Ask("POST", url, orjson.dumps(body), headers=headers)
        return self.retrying(lambda: self._answer(ask, None))

    def _fetch(self, ask: Ask) -> Answer:
        key = key_of(ask.method, ask.address, ask.body)
        stored = self.cache.load(key)
        if kept := self._kept(stored):
            return kept
        if self.options.is_offline:
            raise OfflineError(f"{ask.address} is not in the cache; run once without --offline")
        answer = self.retrying(lambda: self._answer(ask, stored))
        self.cache.store(key, answer)
        return answer

    def _kept(self, stored: Answer | None) -> Answer | None:
        """Return the stored answer where it may be used without asking the host."""
        is_young = stored and stored.age_seconds() < self.options.max_age_days * 86_400
        return stored if self.options.is_offline or is_young else None

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
            on=backoff,
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
            response = self._send(request)
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

    def _send(self, request: httpx2.Request) -> httpx2.Response:
        """Return the response, its body unread. UnreachableError stops being tried again after a few knocks."""
        url, host = _plain(str(request.url)), request.url.host
        if self.options.transport is None:
            check_public(host)
        try:
            response = self._http.send(request, stream=True)
        except (httpx2.ConnectError, httpx2.ConnectTimeout, httpx2.ProxyError) as error:
            self._knocks[host] += 1
            what = f"{url} cannot be reached ({reason(error) or type(error).__name__})"
            is_out_of_reach = host not in self._has_answered and self._knocks[host] >= KNOCKS
            raise UnreachableError(
                f"{what}; {NO_NETWORK}" if is_out_of_reach else what, is_out_of_reach
            ) from error
        except httpx2.TransportError as error:
            raise TransientError(f"{url} did not answer ({error or type(error).__name__})") from error
        self._has_answered.add(host)
        return response

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


def user_agent(contact: str) -> str:
    """Return how a run introduces itself: what this is, and how its user can be reached.

    >>> user_agent("desk@example.org")
    'Byline/0.1.0 (bibliometrics; mailto:desk@example.org)'
    """
    reach = f"mailto:{contact}" if "@" in contact else contact or "no contact given"
    return f"Byline/{byline.__version__} (bibliometrics; {reach})"


def content_type_of(response: httpx2.Response) -> str:
    """Return the media type without its parameters, in lower case."""
    return str(response.headers.get("content-type", "")).partition(";")[0].strip().lower()


def _json(body: Any) -> bytes:
    return orjson.dumps(body, option=orjson.OPT_SORT_KEYS)


def _validators(response: httpx2.Response) -> dict[str, str]:
    return {name: response.headers[name] for name in ("etag", "last-modified") if name in response.headers}


def _conditions(stored: Answer) -> dict[str, str]:
    names = {"etag": "If-None-Match", "last-modified": "If-Modified-Since"}
    return {names[name]: value for name, value in stored.validators.items()}


def _plain(url: str) -> str:
    """Return the address without its query, which may carry a key."""
    return url.partition("?")[0]
