"""Stories that are written elsewhere: one reader for each kind of source, and the table of them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from wirecopy.desk.imports import feeds, folder, ninjs, wordpress
from wirecopy.desk.imports.item import Fetch, Imported, Picture, Problem, Reader, key_prefix

SOURCES: Final[Mapping[str, Reader]] = {
    wordpress.KIND: wordpress.read,
    feeds.KIND: feeds.read,
    ninjs.KIND: ninjs.read,
    folder.KIND: folder.read,
}
"""Kind -> what reads it. ``where`` is a site, the address of a feed, the address of ninjs, the path of a folder."""

__all__ = ["SOURCES", "Fetch", "Imported", "Picture", "Problem", "Reader", "key_prefix"]
