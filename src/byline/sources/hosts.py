"""Which addresses may be asked: http(s) pages of declared hosts, and never one inside a private network."""

import ipaddress
import socket
from collections.abc import Mapping
from urllib.parse import urlsplit

from byline.sources.harvest import SourceError

NO_NETWORK = "is there a network? Behind a proxy, name it in the variable HTTPS_PROXY"


class AddressRefusedError(SourceError):
    """An address lies outside what the source declares; nothing was sent to it."""


def check_address(url: str, hosts: Mapping[str, float]) -> None:
    """Return if the address is http(s) on one of the hosts; AddressRefusedError names why it is not."""
    plain = url.partition("?")[0]  # the query may carry a key
    try:
        parts = urlsplit(url)
        port = parts.port
    except ValueError as error:
        raise AddressRefusedError(f"{plain!r} is no address ({error})") from error
    if parts.scheme not in ("http", "https"):
        raise AddressRefusedError(f"{plain} is refused: only http and https addresses are fetched")
    if parts.username or parts.password or port not in (None, 80, 443):
        raise AddressRefusedError(f"{plain} is refused: an address carries no login and no port of its own")
    if parts.hostname not in hosts:
        declared = ", ".join(hosts)
        raise AddressRefusedError(f"{plain} is refused: the source declares only {declared}")


def check_public(host: str) -> None:
    """Return if the host's name leads to public addresses only; AddressRefusedError names the private one.

    A name that does not resolve passes: behind a proxy the proxy resolves it, elsewhere the connection fails.
    """
    try:
        found = socket.getaddrinfo(host, None, type=socket.SOCK_STREAM)
    except OSError:
        return
    for *_, address in found:
        if not ipaddress.ip_address(str(address[0]).partition("%")[0]).is_global:
            raise AddressRefusedError(
                f"{host} leads to {address[0]}, an address inside a private network: refused"
            )
