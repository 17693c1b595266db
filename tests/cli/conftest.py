"""Fixtures of the command's tests."""

from pathlib import Path

import pytest

from tests.cli.wire import Files, write_files


@pytest.fixture()
def files(tmp_path: Path) -> Files:
    """A story, terms and pages as files."""
    return write_files(tmp_path)
