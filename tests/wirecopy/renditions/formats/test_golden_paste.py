"""The formats to paste give the same bytes as their golden files."""

from __future__ import annotations

import pytest

from tests.wirecopy.renditions.formats.golden_files import FOLDER, FORMATS, files
from tests.wirecopy.renditions.releases import release


@pytest.mark.parametrize("name", files())
def test_a_rendition_has_the_bytes_of_its_golden_file(name: str) -> None:
    render, made = files()[name]
    assert render(made) == (FOLDER / name).read_bytes()


@pytest.mark.parametrize("suffix", FORMATS)
def test_the_same_release_gives_the_same_bytes_and_ends_in_one_newline(suffix: str) -> None:
    written = FORMATS[suffix](release())
    assert written == FORMATS[suffix](release())
    assert written.endswith(b"\n")
    assert not written.endswith(b"\n\n")
