"""Which addresses may be fetched, and where a name may lead: fixed here, by no setting or entry."""

import socket
from collections.abc import Callable, Collection, Iterable
from ipaddress import IPv4Address, IPv6Address, IPv6Network, ip_address
from urllib.parse import urlsplit

from records.importing.streams import Unreadable

HOSTS = frozenset({
    "api.psdata.un.org",
    "digitallibrary.un.org",
    "github.com",
    "codeload.github.com",
    "raw.githubusercontent.com",
})  # fmt: skip
PORT = 443
UNICAST, NAT64 = IPv6Network("2000::/3"), IPv6Network("64:ff9b::/96")

Endpoint = tuple[str, int]  # an address in numbers, and a port
Resolve = Callable[[str, int], list[Endpoint]]


class Forbidden(Unreadable):
    """An address that is not fetched, whoever asks."""


def refuse_address(
    address: str, elsewhere: Iterable[str] = (), hosts: Collection[str] = HOSTS
) -> None:
    """Raises ValueError for a registered address that the list of hosts does not cover."""
    try:
        host_of(address, hosts)
        for host in elsewhere:
            host_of(f"https://{host}/", hosts)
    except Forbidden as problem:
        raise ValueError(str(problem)) from None


def host_of(address: str, hosts: Collection[str]) -> str:
    """The host of an https address that may be fetched. Raises Forbidden."""
    try:
        parts = urlsplit(address)
        host, port = parts.hostname or "", parts.port
    except ValueError:
        raise Forbidden(f"{address!r} is no address.") from None
    if parts.username is not None or parts.password is not None:  # not said: logs are kept
        raise Forbidden(f"An address at {host} names a user or a port, which no publisher's does.")
    if parts.scheme != "https":
        raise Forbidden(f"{address} is not https; nothing is fetched over an open line.")
    if port not in (None, PORT):
        raise Forbidden(f"{address} names a user or a port, which no publisher's address does.")
    if host not in hosts:
        raise Forbidden(f"{host or address} is none of the hosts that may be asked for this file.")
    return host


def public_endpoints(host: str, port: int, lookup=socket.getaddrinfo) -> list[Endpoint]:
    """Every address of a name. Raises Forbidden where one of them is not of the open network.

    One bad address refuses the name: whoever can slip in one can slip in more.
    """
    try:
        found = lookup(host, port, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError) as error:
        raise Unreadable(f"The name {host} could not be looked up ({error}).") from None
    numbers = list(dict.fromkeys(str(endpoint[0]) for *_, endpoint in found))
    for number in numbers:
        if not _is_public(number):
            raise Forbidden(f"{host} leads to {number}, an address of a private network.")
    return [(number, port) for number in numbers]


def _is_public(number: str) -> bool:
    """Whether an address is one machine of the open network.

    What wraps an IPv4 address (mapped, 6to4, Teredo) is refused, whatever it wraps: no publisher
    is reached so. Only the prefix by which networks of IPv6 alone reach the others is looked into.
    """
    try:
        address = ip_address(number)
    except ValueError:  # a scope of a link, such as fe80::1%eth0
        return False
    if isinstance(address, IPv6Address):
        if address in NAT64:
            return _is_public(str(IPv4Address(int(address) & 0xFFFF_FFFF)))
        if address not in UNICAST or address.sixtofour or address.teredo:
            return False
    return address.is_global and not address.is_multicast
