"""The golden files of the formats to paste; ``python -m tests.wirecopy.renditions.formats.golden_files`` writes them anew."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from tests.wirecopy.renditions.releases import all_releases
from wirecopy.renditions.formats import html, markdown, text, wordpress
from wirecopy.renditions.release import Release

FOLDER = Path(__file__).with_name("golden")
FORMATS: dict[str, Callable[[Release], bytes]] = {
    "html": html.render,
    "wordpress.html": wordpress.render,
    "txt": text.render,
    "md": markdown.render,
}


def files() -> dict[str, tuple[Callable[[Release], bytes], Release]]:
    """Name of each golden file, with what writes it and what of."""
    return {
        f"{name}.{suffix}": (render, release)
        for name, release in all_releases().items()
        for suffix, render in FORMATS.items()
    }


if __name__ == "__main__":
    for name, (render, release) in files().items():
        (FOLDER / name).write_bytes(render(release))
