"""A server that errs, and a guarded client that trusts it."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.wirecopy.net.server import Server
from wirecopy.net.addresses import Gate
from wirecopy.net.client import Guarded, Limits

LIMITS = Limits(size_bytes=100_000, connect_s=2.0, total_s=5.0)


@pytest.fixture()
def site() -> Iterator[Server]:
    with Server() as server:
        yield server


@pytest.fixture()
def client(site: Server) -> Guarded:
    """A client without a pace that trusts the server under its number."""
    gate = Gate(frozenset({f"127.0.0.1:{site.port}"}))
    return Guarded(home="https://harborlight.example", gate=gate, limits=LIMITS, gap_s=0.0)
