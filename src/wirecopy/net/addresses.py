"""Where a connection may go: a host is resolved once, and each of its addresses must be public or trusted by name."""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import urlsplit

from wirecopy.net.errors import AddressRefused, NetError
from wiretrace.scan.store.guard import DEFAULT_PORTS, Guard, Resolve, is_public, resolve


@dataclass(frozen=True, slots=True)
class Place:
    """An address that was looked at: whom to ask for by name, and the IP addresses to connect to, the first first."""

    scheme: str
    host: str
    port: int
    ips: tuple[str, ...]

    @property
    def name(self) -> str:
        """Host and port, the port always said: how trusted hosts are written."""
        return f"{_bracketed(self.host)}:{self.port}"

    @property
    def host_header(self) -> str:
        """What the header Host says (RFC 9110, section 7.2)."""
        return _bracketed(self.host) if self.port == DEFAULT_PORTS[self.scheme] else self.name


@dataclass(frozen=True, slots=True)
class Gate:
    """Looks at addresses. ``trusted`` are hosts that may be private, as ``"127.0.0.1:8123"``: for intranets and tests."""

    trusted: frozenset[str] = frozenset()
    resolve: Resolve = resolve

    def place_of(self, url: str) -> Place:
        """Resolve the host of an address, once, and say where to connect.

        Raises ``AddressRefused`` if it is not http or https, carries a name or password, or if any of the host's addresses
        is not public (wrapped IPv4 addresses are unwrapped first) and the host is not trusted; ``NetError`` if the name
        does not resolve. Costs one look-up, whose time the operating system limits.
        """
        origin = Guard.origin_of(url)
        if origin is None or origin[0] not in DEFAULT_PORTS:
            raise AddressRefused(f"{url}: only http and https addresses with a host are read; check the address")
        if "@" in urlsplit(url).netloc:
            raise AddressRefused(f"{url}: an address with a name or password in it is not read; leave them out")
        place = Place(*origin, self._ips(url, origin[1], origin[2]))
        if place.name not in self.trusted:
            for ip in place.ips:
                _demand_public(ip, place, url)
        return place

    def _ips(self, url: str, host: str, port: int) -> tuple[str, ...]:
        try:
            found = tuple(self.resolve(host, port))
        except (OSError, UnicodeError) as error:  # UnicodeError: a label that the resolver's own IDNA refuses
            raise NetError(
                f"{url}: the name {host} does not resolve ({error}); check it, or try again later"
            ) from error
        if not found:
            raise NetError(f"{url}: the name {host} has no address; check it, or try again later")
        return found


def _demand_public(ip: str, place: Place, url: str) -> None:
    try:
        is_fine = is_public(ip)
    except ValueError:  # no IP address: nothing that could be looked at
        is_fine = False
    if not is_fine:
        raise AddressRefused(
            f"{url}: leads to {ip}, which is not a public address; if it is meant, trust {place.name} in the settings"
        )


def _bracketed(host: str) -> str:
    return f"[{host}]" if ":" in host else host
