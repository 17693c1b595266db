"""What a site's robots.txt allows (RFC 9309). The only importer of Protego."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from protego import Protego

TOKEN: Final = "wirecopy"
"""The name under which robots.txt may speak of this service (RFC 9309, 2.2.1)."""
MOST_BYTES: Final = 500 * 1024
"""Of a robots.txt; RFC 9309, 2.5: at least that much is parsed, and what stands behind it is left alone."""
KEPT_S: Final = 24 * 3600.0
"""RFC 9309, 2.4: a copy is not used for longer than a day."""
KEPT_BROKEN_S: Final = 600.0
"""A site that could not say is asked again after ten minutes."""
MOST_DELAY_S: Final = 60.0
"""A Crawl-delay beyond this is taken as this."""


@dataclass(frozen=True, slots=True)
class Rules:
    """What one site allows, and for how many seconds that may be remembered. ``parsed`` is ``None`` where nothing is said."""

    parsed: Protego | None
    is_closed: bool = False
    kept_s: float = KEPT_S

    def allow(self, url: str) -> bool:
        """Say whether this service may read the address."""
        return not self.is_closed and (self.parsed is None or self.parsed.can_fetch(url, TOKEN))

    @property
    def delay_s(self) -> float:
        """The seconds between two requests that the site asks for; 0: it asks for none."""
        asked = self.parsed.crawl_delay(TOKEN) if self.parsed else None
        return min(max(asked or 0.0, 0.0), MOST_DELAY_S)


def rules_of(status: int, body: bytes) -> Rules:
    """Read the answer to a request for robots.txt.

    RFC 9309, 2.3.1: a 4xx means that nothing is forbidden, a 5xx that everything is. Redirects have been followed before.
    """
    if 200 <= status < 300:
        return Rules(Protego.parse(body.decode("utf-8", "replace")))
    if status >= 500:
        return CLOSED
    return Rules(None)


CLOSED: Final = Rules(None, is_closed=True, kept_s=KEPT_BROKEN_S)
"""Of a site that does not answer, or answers with a fault of its own."""
