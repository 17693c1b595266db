"""What can go wrong on the way to somebody else's server; each message names the address and the next step."""

from __future__ import annotations

from wirecopy.errors import WirecopyError


class NetError(WirecopyError):
    """A server did not give what was asked of it."""


class AddressRefused(NetError):
    """The address is of a kind that is not read, or leads to a host that is not public and not trusted."""


class RobotsRefused(NetError):
    """The site's robots.txt does not let this service read the address."""


class TooLarge(NetError):
    """What the server sends is larger than the limit; it was not read to its end."""


class TookTooLong(NetError):
    """The answer was not there when the time was over."""
