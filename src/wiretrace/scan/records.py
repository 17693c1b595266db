"""A page's capture from a web archive, found by its index: the record alone is read, not the file around it."""

from __future__ import annotations

import io
from dataclasses import dataclass

from wiretrace.errors import InputError, StoreError
from wiretrace.model import Page
from wiretrace.pages import record_page
from wiretrace.scan.cdx import Capture, find_capture, is_same_address
from wiretrace.scan.store import Store, is_remote
from wiretrace.warc import MAX_RECORD_BYTES, Record, read_records


@dataclass(frozen=True, slots=True)
class RecordFinder:
    """Finds captures in the archives that ``cdx`` lists; the files that it names lie below ``base``."""

    cdx: str
    base: str
    store: Store

    def page(self, url: str, date: str | None) -> Page:
        """Read and parse the capture of ``url`` taken at ``date`` (as a WARC writes it).

        Raises ``InputError`` if the index does not list it or leads to no page, ``StoreError`` if the store does not
        give it, ``PageError`` if it cannot be parsed. Cost: some 20 small ranges of the index, one of the archive.
        """
        capture = find_capture(self.cdx, self.store, url, date)
        if capture is None:
            raise InputError(f"{self.cdx} lists no capture of it at {date}")
        return record_page(self._record(capture, url))

    def _record(self, capture: Capture, url: str) -> Record:
        address = capture.filename
        if not is_remote(address):
            address = f"{self.base.rstrip('/')}/{address.lstrip('/')}"
        if not 0 < capture.length <= MAX_RECORD_BYTES:
            raise InputError(f"{address}: a record of {capture.length:,} bytes is not read")
        stream = self.store.open(address)
        try:
            stream.seek(capture.offset)
            data = stream.read(capture.length)
        finally:
            stream.close()
        if len(data) < capture.length:
            raise StoreError(f"{address}: ends before the record of {url} does")
        found = [item for item in read_records(io.BytesIO(data), address) if isinstance(item, Record)]
        if not found or not is_same_address(found[0].url, url):
            raise InputError(f"{address}: the page does not lie at byte {capture.offset:,}, where {self.cdx} says")
        return found[0]
