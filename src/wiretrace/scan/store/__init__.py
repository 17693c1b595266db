"""Where archives lie: files of this machine, web servers, stores that speak S3; each opened as a stream of bytes.

The only part of the engine that reaches the network, and no other part imports it. Addresses that stand in a manifest
or a redirect are led by the guard (`guard.py`) to public hosts only; those that the user typed are taken as they are.
"""

from __future__ import annotations

import os
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from wiretrace.errors import InputError
from wiretrace.scan.store.guard import Guard
from wiretrace.scan.store.http import http_source
from wiretrace.scan.store.ranged import RangedStream, Timing
from wiretrace.scan.store.s3 import s3_source
from wiretrace.warc import ByteStream

__all__ = ["RangedStream", "Store", "Timing", "is_remote", "size_of"]

_REMOTE = ("http://", "https://", "s3://")


def is_remote(address: str) -> bool:
    """Say whether an address leads over the network."""
    return address.lower().startswith(_REMOTE)


def size_of(address: str) -> int | None:
    """The bytes of a file of this machine; ``None``: it lies elsewhere, is not there, or can have no such name."""
    try:
        return None if is_remote(address) else os.path.getsize(address)
    except (OSError, ValueError):
        return None


@dataclass(frozen=True, slots=True)
class Store:
    """Opens addresses. ``trusted`` are addresses that the user typed: their hosts may be private ones."""

    trusted: frozenset[str] = frozenset()
    timing: Timing = Timing()  # noqa: RUF009 - frozen

    @classmethod
    def for_inputs(cls, addresses: Iterable[str]) -> Store:
        """Make a store that trusts the hosts of what the user typed."""
        return cls(frozenset(filter(is_remote, addresses)))

    def open(self, address: str) -> ByteStream:
        """Open an address to read; close it when done.

        Nothing is read before it is asked for, and a broken connection is taken up again where it broke. Raises
        ``InputError`` if a file is not there; of what lies elsewhere ``read`` raises ``StoreError``, which says what
        the store answered, or ``AddressRefused``.
        """
        lowered = address.lower()
        if lowered.startswith("s3://"):
            return RangedStream(address, s3_source(address, self.timing), self.timing)
        if is_remote(address):
            guard = Guard(frozenset(filter(None, map(Guard.origin_of, self.trusted))))
            return RangedStream(address, http_source(address, guard, self.timing), self.timing)
        try:
            return Path(address).open("rb", buffering=0)
        except OSError as error:
            raise InputError(f"{address}: cannot be read ({error.strerror})") from error
