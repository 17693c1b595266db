"""INPUT arguments of a scan -> addresses: files, folders, archives that lie elsewhere, manifests, lists on stdin."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from wiretrace.errors import InputError
from wiretrace.pages import ARCHIVES, input_files
from wiretrace.scan.manifest import MANIFESTS, read_manifest
from wiretrace.scan.store import Store, is_remote


def scan_addresses(inputs: Iterable[str], store: Store, base: str | None) -> Iterator[str]:
    """Yield the address of each file to scan, in order.

    Raises ``InputError`` for an argument that is missing or of an unknown kind, or a manifest that is none;
    ``StoreError`` if a manifest's store does not give it. What stands in a list is yielded whatever it is: its scan
    says what is wrong with it.
    """
    for given in inputs:
        if _path_of(given).endswith(MANIFESTS):
            yield from read_manifest(given, store, base)
        elif is_remote(given):
            if not _path_of(given).endswith(ARCHIVES):
                raise InputError(
                    f"{given}: over the network only {', '.join(ARCHIVES)} and {', '.join(MANIFESTS)} are read"
                )
            yield given
        else:
            yield from input_files([given])


def _path_of(address: str) -> str:
    return address.partition("?")[0] if is_remote(address) else address
