"""A hit's way into the journal: whose it is, on which page, and nothing of the reader."""

from __future__ import annotations

import logging
from collections.abc import Callable

from wirecopy.beacon.journal import Journal, record
from wirecopy.beacon.referrers import page_of
from wirecopy.beacon.repeats import Repeats
from wirecopy.beacon.robots import is_robot

log = logging.getLogger(__name__)
COMPLAIN_EVERY_S = 60


class Tally:
    """Collects the hits of one turn of the event loop and writes them down together.

    ``proxies``: so many proxies stand in front and each adds an address to X-Forwarded-For; what is left of those is
    the client's own claim, which is not believed. ``clock`` gives seconds since 1970.
    """

    def __init__(self, journal: Journal, *, repeats: Repeats, proxies: int, clock: Callable[[], float]) -> None:
        self._journal, self._repeats, self._proxies, self._clock = journal, repeats, proxies, clock
        self._records: list[bytes] = []
        self._complained_at = 0.0

    def count(
        self, beacon: bytes, agent: bytes, referrer: bytes, forwarded: bytes, peer: bytes, *, is_ahead: bool = False
    ) -> None:
        """Take a hit of a beacon: the values of User-Agent, Referer and X-Forwarded-For (empty: none), and the connection's address.

        ``is_ahead``: a browser asked before anybody looked, which is no reader yet.
        """
        at = int(self._clock())
        if is_ahead or is_robot(agent):
            kind = b"robot"
        else:
            address = reader_address(forwarded, peer=peer, proxies=self._proxies)
            kind = b"repeat" if self._repeats.is_repeat(beacon, address=address, agent=agent, at=at) else b"reader"
        self._records.append(record(at, kind, beacon, page_of(referrer)))

    def write(self) -> bool:
        """Write the hits down that were taken since the last time; say whether they are in the journal now."""
        if not self._records:
            return True
        records, self._records = b"".join(self._records), []
        try:
            self._journal.write(records, at=self._clock())
        except OSError as error:
            self._repeats.forget()  # who is refused now and asks again is a reader then
            self._complain(error)
            return False
        return True

    def _complain(self, error: OSError) -> None:
        now = self._clock()
        if abs(now - self._complained_at) >= COMPLAIN_EVERY_S:
            self._complained_at = now
            log.error("the beacon's journal cannot be written (%s): hits are refused with 503 until it can", error)


def reader_address(forwarded: bytes, *, peer: bytes, proxies: int) -> bytes:
    """Give the address that the outermost believed proxy saw; the connection's own where there is no proxy or no header."""
    if not proxies or not forwarded:
        return peer
    return forwarded.rsplit(b",", proxies)[-proxies:][0].strip() or peer
