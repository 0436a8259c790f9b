"""Which hosts lie on somebody's own network, where a feed of strangers has no business."""

import ipaddress
import socket
from collections.abc import Callable, Sequence

#: A host's name to its addresses; empty when it has none.
Resolve = Callable[[str], Sequence[str]]

_OWN_NAMES = (".localhost", ".local", ".internal")


def resolved(host: str) -> list[str]:
    """The addresses that a host's name stands for now; empty when it stands for none."""
    try:
        found = socket.getaddrinfo(host, None, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError):
        return []
    return sorted({str(address[0]) for *_, address in found})


def is_private(host: str) -> bool:
    """Whether a name or a written address is of a private network, by itself alone."""
    host = host.rstrip(".").lower()
    if host == "localhost" or host.endswith(_OWN_NAMES):
        return True
    try:
        address = ipaddress.ip_address(host.partition("%")[0])
    except ValueError:
        return False
    inner = getattr(address, "ipv4_mapped", None)
    return not (inner or address).is_global


def leads_inwards(host: str, resolve: Resolve = resolved) -> bool:
    """Whether a host, or any address that its name stands for, is of a private network."""
    return is_private(host) or any(is_private(address) for address in resolve(host))
