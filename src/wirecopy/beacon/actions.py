"""Loading the journal into the database: each hit once, whatever is killed when."""

from __future__ import annotations

import logging
from collections import defaultdict
from datetime import UTC, datetime, timedelta
from pathlib import Path

from django.db import connection, transaction

from wirecopy.beacon import journal
from wirecopy.beacon.journal import Kind, Reading
from wirecopy.beacon.models import LoadedSegment, Views

log = logging.getLogger(__name__)
KEEP_NOTES = timedelta(days=1)

# SQLite and PostgreSQL both know this; bulk_create can replace a count, not add to it.
_ADD = """
    INSERT INTO {table} (beacon, day, page, raw, reader) VALUES (%s, %s, %s, %s, %s)
    ON CONFLICT (beacon, day, page) DO UPDATE SET raw = {table}.raw + excluded.raw, reader = {table}.reader + excluded.reader
"""


def load_journal(folder: Path, *, at: datetime) -> int:
    """Count what is new in the journal in ``folder``, delete the segments that are finished, and say how many hits it were.

    May run while the beacon writes, twice at once, and be killed anywhere: views and the place that was reached are
    committed together, some 100,000 hits at a time. Raises ``WirecopyError`` for a file that is no journal.
    """
    count = sum(_load_segment(segment, at=at) for segment in journal.segments(folder))
    LoadedSegment.objects.filter(
        is_finished=True, loaded_at__lt=at - KEEP_NOTES
    ).delete()  # killed before it was deleted
    return count


def _load_segment(segment: Path, *, at: datetime) -> int:
    """Load one segment; nothing of it where another loader is at work on it."""
    note, _ = LoadedSegment.objects.get_or_create(name=segment.name, defaults={"loaded_at": at})
    count, start = 0, note.read_bytes
    try:
        is_finished = journal.is_finished(segment)  # asked first: what is written while we read is for the next time
        while (reading := journal.read(segment, start_bytes=start)).end_bytes > start:
            if not _count(segment.name, start, reading, at=at):
                return count
            count, start = count + len(reading.hits), reading.end_bytes
    except FileNotFoundError:  # another loader has finished it
        note.delete()
        return count
    if is_finished:
        LoadedSegment.objects.filter(pk=note.pk).update(is_finished=True, loaded_at=at)
        segment.unlink(missing_ok=True)
        note.delete()  # last: as long as the file is there, this says that it is loaded
    return count


def _count(name: str, start_bytes: int, reading: Reading, *, at: datetime) -> bool:
    """Add a reading to the views, unless somebody has gone past its start; say whether it was added."""
    rows = _rows(reading)
    with transaction.atomic():
        note = LoadedSegment.objects.filter(name=name, read_bytes=start_bytes)
        if not note.update(read_bytes=reading.end_bytes, loaded_at=at):
            return False
        with connection.cursor() as cursor:
            cursor.executemany(_ADD.format(table=connection.ops.quote_name(Views._meta.db_table)), rows)
    if reading.unreadable:
        log.warning("%s: %d lines before byte %d are no hits", name, reading.unreadable, reading.end_bytes)
    return True


def _rows(reading: Reading) -> list[tuple[str, str, str, int, int]]:
    """Sum hits up: beacon, day, page, raw, reader; sorted, so that two loaders lock rows in one order."""
    sums: defaultdict[tuple[str, str, str], list[int]] = defaultdict(lambda: [0, 0])
    for hit in reading.hits:
        both = sums[hit.beacon, datetime.fromtimestamp(hit.at, UTC).date().isoformat(), hit.page]
        both[0] += 1
        both[1] += hit.kind is Kind.READER
    return sorted((*key, raw, reader) for key, (raw, reader) in sums.items())
