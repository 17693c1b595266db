"""Dates in the shapes that sources write, as moments."""

from __future__ import annotations

import re
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from typing import Any, Final

_EPOCH: Final = re.compile(r"[0-9]{9,13}")
_LOOSE_ZONE: Final = re.compile(r"\s*(?:UTC|GMT|Z)$", re.I)
_EARLIEST: Final = 1600
"""Years before are a field that nobody filled in: ``0000-00-00``, ``0001-01-01``."""


def moment(value: Any) -> datetime | None:
    """Read a date: ISO 8601, RFC 5322, seconds or milliseconds since 1970; without a zone it is UTC. Empty: ``None``.

    Raises ``ValueError`` for all else. A date that can be read in two ways (``03/04/2026``) is not read.
    """
    text = str(value).strip() if value is not None else ""
    if not text:
        return None
    try:
        found = _read(text)
        if found.year < _EARLIEST:
            raise ValueError("the year is none")
        return (found if found.tzinfo else found.replace(tzinfo=UTC)).astimezone(UTC)
    except (ValueError, TypeError, OverflowError, IndexError, OSError) as error:
        raise ValueError(f"{text[:60]!r} is not read as a date; write it as 2026-03-01T09:00:00Z") from error


def moment_or_remark(what: str, value: Any, remarks: list[str]) -> datetime | None:
    """Read a date; where it cannot be read, write so into ``remarks`` and give ``None``."""
    try:
        return moment(value)
    except ValueError as error:
        remarks.append(f"{what}: {error}")
        return None


def _read(text: str) -> datetime:
    if _EPOCH.fullmatch(text):
        number = int(text)
        return datetime.fromtimestamp(number / 1000 if len(text) > 10 else number, UTC)
    if text[:4].isdigit() and text.isascii():
        return datetime.fromisoformat(_LOOSE_ZONE.sub("+00:00", text).replace(" +", "+").replace(" -", "-"))
    return parsedate_to_datetime(text)
