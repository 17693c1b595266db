"""Which hosts a scan may ask: public ones, and those whose address the user typed.

A manifest or a redirect could name the cloud's own metadata service or a machine of the office. So a host is resolved
here, each of its addresses must be a public one, and the connection goes to just the address that was looked at: a name
that resolves otherwise a moment later leads nowhere else.
"""

from __future__ import annotations

import ipaddress
import re
import socket
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from urllib.parse import urlsplit

from wiretrace.errors import AddressRefused
from wiretrace.scan.store.ranged import Interrupted

DEFAULT_PORTS = {"http": 80, "https": 443}
_HOST = re.compile(r"[a-z0-9._-]+|[0-9a-f:.]+(?:%[a-z0-9]+)?")
_NAT64 = ipaddress.ip_network("64:ff9b::/96")
_NOT_PUBLIC = tuple(map(ipaddress.ip_network, ("64:ff9b:1::/48", "::/96", "::ffff:0:0:0/96", "fec0::/10")))
"""Local NAT64 (RFC 8215), IPv4 in IPv6 as it was and as translators write it (RFC 4291, 2765), site-local (RFC 3879)."""

Origin = tuple[str, str, int]
"""Scheme, host and port of an address."""
Resolve = Callable[[str, int], Sequence[str]]


def resolve(host: str, port: int) -> list[str]:
    """Give the IP addresses of a host. Raises ``OSError`` (``socket.gaierror``)."""
    return list(dict.fromkeys(str(found[4][0]) for found in socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)))


@dataclass(frozen=True, slots=True)
class Guard:
    """Says where a connection may go. ``trusted`` are the origins that the user typed."""

    trusted: frozenset[Origin]
    resolve: Resolve = resolve

    @staticmethod
    def origin_of(url: str) -> Origin | None:
        """Give the origin of an http or https address; ``None``: it is none."""
        try:
            parts = urlsplit(url)
            port = DEFAULT_PORTS.get(parts.scheme) if parts.port is None else parts.port
            host = (parts.hostname or "").encode("ascii" if ":" in (parts.hostname or "") else "idna").decode()
        except ValueError:  # no address; a label of a name that is empty, too long, or of letters that none may have
            return None
        return (parts.scheme, host, port) if port and _HOST.fullmatch(host) else None

    def address_for(self, url: str) -> tuple[Origin, str]:
        """Give the origin of an address and the IP address to connect to.

        Raises ``AddressRefused`` if it is not http(s), carries a password, or leads to a host that is not public and
        not trusted; ``Interrupted`` if the name does not resolve at this moment.
        """
        origin = self.origin_of(url)
        if origin is None or origin[0] not in DEFAULT_PORTS:
            raise AddressRefused(f"{url}: only http and https addresses with a host are read")
        if "@" in urlsplit(url).netloc:
            raise AddressRefused(f"{url}: an address with a name or password in it is not read; leave them out")
        _, host, port = origin
        try:
            found = self.resolve(host, port)
        except OSError as error:
            raise Interrupted(f"the name {host} does not resolve ({error})") from error
        if origin not in self.trusted:
            for ip in found:
                if not is_public(ip):
                    raise AddressRefused(
                        f"{url}: leads to {ip}, which is not a public address; if it is meant, name it on the command line"
                    )
        if not found:
            raise Interrupted(f"the name {host} has no address")
        return origin, found[0]


def is_public(ip: str) -> bool:
    """Say whether an IP address is one of the public Internet, also where it wraps an IPv4 address."""
    address = ipaddress.ip_address(ip.partition("%")[0])
    if isinstance(address, ipaddress.IPv4Address):
        return address.is_global and not address.is_multicast
    if any(address in network for network in _NOT_PUBLIC):
        return False
    inner = address.ipv4_mapped or address.sixtofour or (address.teredo and address.teredo[1])
    if address in _NAT64:
        inner = ipaddress.IPv4Address(int(address) & 0xFFFFFFFF)
    if inner and not is_public(str(inner)):
        return False
    return bool(address.ipv4_mapped) or (address.is_global and not address.is_multicast)
