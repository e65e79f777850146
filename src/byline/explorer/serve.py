"""Serving a run on this machine."""

import socket
from pathlib import Path

from byline.explorer.app import create_app
from byline.explorer.run import ExploreError
from byline.explorer.safety import Guard
from byline.study import Study

# An idle connection is kept longer than clients keep it by themselves (5 s and up). With the usual 5 s, after a pause
# of the machine both ends let go at once, and a request that is just being sent gets no answer.
KEPT_SECONDS, MOST_CONNECTIONS = 75, 500


def listen(host: str, port: int) -> socket.socket:
    """Return a socket that listens; ExploreError where the address cannot be used."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    listener = socket.socket(family, socket.SOCK_STREAM)
    listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listener.bind((host, port))
        # From here on a browser waits; it was refused while the run's tables were loaded.
        listener.listen()
    except OSError as error:
        listener.close()
        raise ExploreError(
            f"cannot listen at {host}, port {port}: {error.strerror or error}; choose another --port"
        ) from None
    return listener


def address_of(listener: socket.socket, guard: Guard) -> str:
    """Return the address to open in a browser, with the token where one is needed."""
    port = listener.getsockname()[1]
    host = f"[{guard.host}]" if ":" in guard.host else guard.host
    return f"http://{host}:{port}/" + (f"?token={guard.token}" if guard.needs_token else "")


def serve(out: Path, study: Study, listener: socket.socket, guard: Guard) -> None:
    """Serve the run until interrupted; ExploreError where the folder holds none."""
    import uvicorn

    app = create_app(out, study, guard)
    config = uvicorn.Config(
        app,
        log_level="warning",
        access_log=False,
        server_header=False,
        limit_concurrency=MOST_CONNECTIONS,
        timeout_keep_alive=KEPT_SECONDS,
    )
    uvicorn.Server(config).run(sockets=[listener])
