"""Dates in the shapes that sources write."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import pytest

from wirecopy.desk.imports.moments import moment


@pytest.mark.parametrize(
    "written",
    [
        "2026-03-02T08:00:00Z",
        "2026-03-02T08:00:00",
        "2026-03-02 08:00",
        "2026-03-02 09:00:00 +0100",
        "2026-03-02T09:00:00+01:00",
        "2026-03-02 08:00:00 UTC",
        "20260302T080000Z",
        "2026-W10-1T08:00",
        "Mon, 02 Mar 2026 08:00:00 GMT",
        "Mon, 02 Mar 2026 08:00:00 -0000",
        "2 Mar 2026 03:00:00 EST",
        " 1772438400 ",
        1772438400,
        "1772438400000",
    ],
)
def test_a_date_is_a_moment_in_utc(written: Any) -> None:
    assert moment(written) == datetime(2026, 3, 2, 8, 0, tzinfo=UTC)


@pytest.mark.parametrize("written", [None, "", "  "])
def test_no_date_is_none(written: Any) -> None:
    assert moment(written) is None


@pytest.mark.parametrize(
    "written",
    [
        "03/04/2026",
        "Monday",
        "0000-00-00",
        "0001-01-01T00:00:00Z",
        "9999-12-31T23:59:59-23:59",
        "2026-13-01",
        "12345678901234",
        "Mon, 32 Mar 2026 08:00:00 GMT",
        "2026-03-02T08:00:00+99:00",
        "١٧٧٢٤٣٨٤٠٠",
        "{}",
        "1" * 5000,
        True,
    ],
)
def test_what_is_no_date_or_can_be_read_in_two_ways_is_refused(written: Any) -> None:
    with pytest.raises(ValueError, match="is not read as a date; write it as"):
        moment(written)
