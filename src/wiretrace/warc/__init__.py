"""Web archives -> the pages in them: WARC and WET, plain or gzip, whole or damaged.

A gzip archive is read member by member, so that a broken member costs its own records only: reading goes on at the
next member (RFC 1952; WARC 1.1, annex D: one record a member). Inside a member, and in a plain archive, it goes on at
the next record.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from wiretrace.warc.body import MAX_RECORD_BYTES
from wiretrace.warc.members import MAGIC, MAX_MEMBER_BYTES, read_members
from wiretrace.warc.model import ByteStream, Damage, Record
from wiretrace.warc.records import member_records, stream_records

__all__ = ["MAX_MEMBER_BYTES", "MAX_RECORD_BYTES", "ByteStream", "Damage", "Record", "read_archive", "read_records"]


def read_archive(path: Path) -> Iterator[Record | Damage]:
    """Yield the HTML and text records of an archive, in order, and a :class:`Damage` for each part that is broken.

    Raises ``OSError`` if the file cannot be opened. Memory is bounded by one member and one record.
    """
    with path.open("rb", buffering=0) as file:
        yield from filter(None, read_records(file, str(path)))


def read_records(file: ByteStream, name: str) -> Iterator[Record | Damage | None]:
    """The same of an archive that is open, from wherever it comes; ``name`` is what a :class:`Damage` calls it.

    ``None`` stands for a member that holds no page.
    """
    begin = file.read(len(MAGIC))
    file.seek(0)
    if begin != MAGIC:
        yield from stream_records(file, name, None)
        return
    for found in read_members(file, name):
        if isinstance(found, Damage):
            yield found
        else:
            offset, data = found
            del found  # see read_members
            is_empty = True
            for item in member_records(data, name, offset):
                is_empty = False
                yield item
                del item
            if is_empty:
                yield None
            del data
