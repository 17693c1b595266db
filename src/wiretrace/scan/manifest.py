"""Lists of archives as Common Crawl publishes them (``warc.paths.gz``): one path a line, below the address of a store."""

from __future__ import annotations

import gzip
import io
import zlib
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from wiretrace.errors import InputError
from wiretrace.scan.store import Store, is_remote

MANIFESTS: Final = (".paths", ".paths.gz")
MAX_MANIFEST_BYTES: Final = 256 << 20
"""Unpacked; the list of a month of Common Crawl has 13 MB."""


def read_manifest(address: str, store: Store, base: str | None = None) -> Iterator[str]:
    """Yield the addresses that a manifest lists, each put below ``base`` unless it is a whole address itself.

    Without ``base``, paths lie where the manifest does: on its own host, if it was read from one and stands beside the
    first part of the paths (as Common Crawl's do); else in its folder. Raises ``InputError`` if it cannot be read,
    ``StoreError`` as ``Store.open``.
    """
    for line in _lines(address, store):
        if is_remote(line):
            yield line
        elif base is not None:
            yield f"{base.rstrip('/')}/{line.lstrip('/')}"
        else:
            yield _beside(address, line)


def _lines(address: str, store: Store) -> Iterator[str]:
    stream = store.open(address)
    try:
        data = stream.read(MAX_MANIFEST_BYTES + 1)
    finally:
        stream.close()
    try:
        if data.startswith(b"\x1f\x8b"):
            data = gzip.GzipFile(fileobj=io.BytesIO(data)).read(MAX_MANIFEST_BYTES + 1)
        text = data.decode("utf-8")
    except (OSError, EOFError, zlib.error, UnicodeDecodeError) as error:
        raise InputError(f"{address}: not a list of paths ({error}); download it again") from error
    if len(data) > MAX_MANIFEST_BYTES:
        raise InputError(f"{address}: a list of more than {MAX_MANIFEST_BYTES:,} bytes; split it")
    return filter(None, map(str.strip, text.splitlines()))


def _beside(address: str, path: str) -> str:
    if not is_remote(address):
        return str(Path(address).parent / path)
    address = address.partition("?")[0]
    root, found, _ = address.partition(f"/{path.lstrip('/').partition('/')[0]}/")
    return f"{root}/{path.lstrip('/')}" if found else f"{address.rpartition('/')[0]}/{path.lstrip('/')}"
