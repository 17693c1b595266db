"""Who is no reader: robots by the maintained list of their user agents, and browsers that fetch ahead."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache

from crawleruseragents import is_crawler

MOST_AGENT_BYTES = 512
"""Of a user agent no more is looked at. The list's patterns take a third of a millisecond for an agent of 110 bytes that is
none of them, which is why answers are kept."""

_AHEAD = (b"sec-purpose", b"purpose", b"x-purpose", b"x-moz")


@lru_cache(maxsize=16_384)
def is_robot(agent: bytes) -> bool:
    """Say whether a User-Agent header is that of a robot: one of the list of ``crawler-user-agents``, or nothing at all.

    Costs a third of a millisecond the first time an agent is seen; later, nothing.
    """
    words = agent[:MOST_AGENT_BYTES].decode("latin-1").strip()
    return not words or is_crawler(words)


def is_fetched_ahead(headers: Mapping[bytes, bytes]) -> bool:
    """Say whether a browser asks before anybody looks: prefetch, prerender, preview. ``headers``: names in lower case.

    A page that was rendered ahead and is then opened does not ask again: that view is not counted (too low, never too high).
    """
    for name in _AHEAD:
        if name in headers:
            return headers[name].lower().strip().startswith((b"prefetch", b"prerender", b"preview"))
    return False


def warm_up() -> None:
    """Compile the list, which takes a twentieth of a second, before the first reader waits for it."""
    is_crawler("")
