"""A floor under its bar has a reason written beside it."""

import tomllib
from pathlib import Path

import pytest

FILES = sorted(Path(__file__).parent.glob("floors_*.toml"))


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_a_floor_apart_from_its_bar_says_why(path: Path) -> None:
    for name, entry in tomllib.loads(path.read_text()).items():
        assert "bar" in entry, name
        if entry.get("floor", entry["bar"]) != entry["bar"]:
            assert len(entry.get("why", "")) > 20, name
