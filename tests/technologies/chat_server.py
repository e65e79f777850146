"""An endpoint on loopback that speaks the chat protocol, for tests of the adjudicator."""

import json
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from time import sleep
from typing import Any

Reply = bytes | Callable[[str], bytes]


def completion(role: str, quote: str) -> bytes:
    answer = json.dumps({"role": role, "quote": quote, "reason": "the sentence says so"})
    return json.dumps({"choices": [{"message": {"content": answer}}]}).encode()


class ChatServer:
    """A chat endpoint that gives one reply to all, or one to each text.

    `asked` are the bodies that came in, `keys` their keys. `pause`: seconds that it waits before each byte.
    """

    def __init__(self, reply: Reply, status: int, pause: float) -> None:
        self.reply, self.status, self.pause = reply, status, pause
        self.asked: list[dict[str, Any]] = []
        self.keys: list[str | None] = []
        self.url = ""

    def handler(self) -> type[BaseHTTPRequestHandler]:
        server = self

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                server.asked.append(json.loads(self.rfile.read(int(self.headers["Content-Length"]))))
                server.keys.append(self.headers["Authorization"])
                reply = server.reply
                if not isinstance(reply, bytes):
                    reply = reply(server.asked[-1]["messages"][1]["content"])
                self.send_response(server.status)
                self.send_header("Content-Length", str(len(reply)))
                self.end_headers()
                with suppress(ConnectionError):  # whoever asked did not wait
                    for piece in [reply[i : i + 1] for i in range(len(reply))] if server.pause else [reply]:
                        sleep(server.pause)
                        self.wfile.write(piece)
                        self.wfile.flush()

            def log_message(self, format: str, *args: Any) -> None:
                pass

        return Handler


@contextmanager
def serving(reply: Reply, status: int = 200, pause: float = 0.0) -> Iterator[ChatServer]:
    server = ChatServer(reply, status, pause)
    http = ThreadingHTTPServer(("127.0.0.1", 0), server.handler())
    thread = threading.Thread(target=http.serve_forever, args=(0.01,), daemon=True)
    thread.start()
    server.url = f"http://127.0.0.1:{http.server_address[1]}/v1"
    try:
        yield server
    finally:
        http.shutdown()
        http.server_close()
        thread.join()
