"""A beacon's room, for one test; its journal is closed afterwards."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.wirecopy.beacon.room import Room


@pytest.fixture()
def room(tmp_path: Path) -> Iterator[Room]:
    made = Room(tmp_path / "beacon")
    yield made
    made.journal.close()
