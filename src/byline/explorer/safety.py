"""Who may ask, and what a browser may do with the answer."""

import hmac
import secrets
from collections.abc import Mapping
from dataclasses import dataclass, field
from ipaddress import ip_address
from urllib.parse import urlsplit

HEADERS = {
    "Content-Security-Policy": (
        "default-src 'none'; img-src 'self'; style-src 'self'; script-src 'self'; connect-src 'self'; "
        "form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
    ),
    "X-Content-Type-Options": "nosniff",
    # Not `no-referrer`, under which a browser says of its own forms that they come from nowhere.
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
}
COOKIE = "byline_token"
LOOPBACK = ("localhost", "127.0.0.1", "::1")


def is_loopback(host: str) -> bool:
    """Return whether only this machine can reach a server that listens at `host`."""
    if host == "localhost":
        return True
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return False


@dataclass(frozen=True, slots=True)
class Guard:
    """The rules of one server: at which host it listens, and the secrets it made when it started.

    On loopback any program of this machine may ask, but no page of another site: the host must be ours
    (a name that was made to point here is refused), and what writes needs the form's own secret. Anywhere
    else every request needs the token that the terminal printed.
    """

    host: str = "127.0.0.1"
    token: str = field(default_factory=lambda: secrets.token_urlsafe(24))
    form_secret: str = field(default_factory=lambda: secrets.token_urlsafe(24))

    @property
    def needs_token(self) -> bool:
        """Whether others than this machine can reach the server."""
        return not is_loopback(self.host)

    def is_known_host(self, header: str | None) -> bool:
        """Return whether a request's Host header names this server."""
        if self.needs_token:
            return True
        return urlsplit(f"//{header or ''}").hostname in (*LOOPBACK, self.host)

    def is_token(self, given: str | None) -> bool:
        """Return whether this is the token; compared in constant time."""
        return hmac.compare_digest((given or "").encode(), self.token.encode())

    def may_write(self, form: Mapping[str, str], headers: Mapping[str, str]) -> bool:
        """Return whether a form was sent from one of our own pages."""
        is_ours = hmac.compare_digest(form.get("secret", "").encode(), self.form_secret.encode())
        origin = headers.get("origin")
        is_same = origin is None or urlsplit(origin).netloc == headers.get("host")
        return is_ours and is_same and headers.get("sec-fetch-site", "same-origin") in ("same-origin", "none")
