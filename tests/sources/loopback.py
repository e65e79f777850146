"""A real HTTP server on loopback that stands for every host, with the faults that the network has."""

import gzip
import socket
import threading
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, urlsplit

import httpx2
import orjson

from byline.sources import FetchOptions


@dataclass(frozen=True, slots=True)
class Asked:
    """A request as it came in: `http://HOST/PATH`, its parameters, headers and body."""

    method: str
    host: str
    path: str
    params: Mapping[str, str]
    headers: Mapping[str, str]
    body: bytes


@dataclass(frozen=True, slots=True)
class Reply:
    """What to answer. `cut_after`: break the connection after so many bytes; `pause`: seconds between pieces."""

    content: bytes = b""
    status: int = 200
    content_type: str = "application/json"
    headers: Mapping[str, str] = field(default_factory=dict)
    cut_after: int | None = None
    pause: float = 0.0
    is_without_length: bool = False


Answer = Callable[[Asked], Reply]


def json_reply(value: Any, **others: Any) -> Reply:
    """Return a reply of JSON."""
    return Reply(orjson.dumps(value), **others)


def html_reply(text: str) -> Reply:
    """Return a reply that is a web page."""
    return Reply(text.encode(), content_type="text/html; charset=utf-8")


def gzip_reply(content: bytes, **others: Any) -> Reply:
    """Return a reply whose content is packed."""
    return Reply(gzip.compress(content, 9), headers={"Content-Encoding": "gzip"}, **others)


def pdf_of(text: str, size: int = 3000) -> bytes:
    """Return bytes that begin and end as a PDF does; no page in it."""
    return b"%PDF-1.5\n" + (text.encode() * size)[:size] + b"\n%%EOF\n"


class Loopback:
    """The server: `answer` decides, `asked` remembers every request."""

    def __init__(self, answer: Answer) -> None:
        self.answer = answer
        self.asked: list[Asked] = []
        self._server = ThreadingHTTPServer(("127.0.0.1", 0), self._handler())
        self._server.daemon_threads = True
        self._thread = threading.Thread(target=self._server.serve_forever, args=(0.01,), daemon=True)

    @property
    def port(self) -> int:
        """Return the port that it listens on."""
        return int(self._server.server_address[1])

    def transport(self) -> httpx2.BaseTransport:
        """Return a transport that sends requests for any host here."""
        return loopback_transport(self.port)

    def options(self, **others: Any) -> FetchOptions:
        """Return options that fetch from here, without the pauses that real hosts are given."""
        quick: dict[str, Any] = {"pace": 0.0, "wait_initial": 0.001, "wait_max": 0.002, "attempts": 4}
        return FetchOptions(transport=self.transport(), **{**quick, **others})

    def start(self) -> None:
        """Serve in a thread."""
        self._thread.start()

    def stop(self) -> None:
        """Stop serving."""
        self._server.shutdown()
        self._server.server_close()
        self._thread.join()

    def _handler(self) -> type[BaseHTTPRequestHandler]:
        owner = self

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"
            disable_nagle_algorithm = True

            def do_GET(self) -> None:
                self._serve()

            def do_POST(self) -> None:
                self._serve()

            def log_message(self, format: str, *args: object) -> None:
                """Say nothing: tests read `asked`."""

            def _serve(self) -> None:
                parts = urlsplit(self.path)
                params = {name: values[0] for name, values in parse_qs(parts.query).items()}
                body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
                headers = {name.lower(): value for name, value in self.headers.items()}
                asked = Asked(self.command, headers.get("host", ""), parts.path, params, headers, body)
                owner.asked.append(asked)
                try:
                    self._send(owner.answer(asked))
                except (BrokenPipeError, ConnectionResetError):
                    self.close_connection = True

            def _send(self, reply: Reply) -> None:
                self.send_response(reply.status)
                self.send_header("Content-Type", reply.content_type)
                for name, value in reply.headers.items():
                    self.send_header(name, value)
                if reply.is_without_length or reply.cut_after is not None:
                    self.send_header("Connection", "close")
                    self.close_connection = True
                if not reply.is_without_length:
                    self.send_header("Content-Length", str(len(reply.content)))
                self.end_headers()
                self._send_body(reply)

            def _send_body(self, reply: Reply) -> None:
                content = reply.content[: reply.cut_after]
                if not reply.pause:
                    self.wfile.write(content)
                else:
                    for start in range(0, len(content), 10):
                        self.wfile.write(content[start : start + 10])
                        self.wfile.flush()
                        threading.Event().wait(reply.pause)
                if reply.cut_after is not None:
                    self.wfile.flush()
                    self.connection.shutdown(socket.SHUT_WR)

        return Handler


class _ToLoopback(httpx2.HTTPTransport):
    def __init__(self, port: int) -> None:
        super().__init__()
        self.port = port

    def handle_request(self, request: httpx2.Request) -> httpx2.Response:
        request.url = request.url.copy_with(scheme="http", host="127.0.0.1", port=self.port)
        return super().handle_request(request)


def loopback_transport(port: int) -> httpx2.BaseTransport:
    """Return a transport that sends requests for any host to this port; the Host header stays as it was."""
    return _ToLoopback(port)


@contextmanager
def serving(answer: Answer) -> Iterator[Loopback]:
    """Yield a server that answers so, and stop it afterwards."""
    server = Loopback(answer)
    server.start()
    try:
        yield server
    finally:
        server.stop()


def in_turn(*replies: Reply) -> Answer:
    """Return an answer that gives these replies one after the other, the last one for ever."""
    left = list(replies)
    return lambda asked: left.pop(0) if len(left) > 1 else left[0]
