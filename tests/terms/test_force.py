"""The rules that hold for a moment, a tier and a publisher."""

from datetime import UTC, date, datetime

import pytest

from wiretrace.model import Rule, Terms
from wiretrace.terms import in_force

EDITS = Rule("NOEDIT", tiers=("public",), except_publishers=("quaycourier.example",))
OLD = Rule("LINK", until=date(2026, 3, 1))
NEW = Rule("LINK_STORY", since=date(2026, 3, 1))
TERMS = Terms("HLNS", (EDITS, OLD, NEW), tiers=("public", "approved"), since=date(2026, 1, 1), until=date(2027, 1, 1))


def codes(at: datetime | None = None, tier: str | None = None, publisher: str | None = None) -> list[str]:
    return [rule.code for rule in in_force(TERMS, at=at, tier=tier, publisher=publisher)]


@pytest.mark.parametrize(
    ("moment", "expected"),
    [
        (datetime(2025, 12, 31, 23, 59, tzinfo=UTC), []),
        (datetime(2026, 1, 1, tzinfo=UTC), ["NOEDIT", "LINK"]),
        (datetime(2026, 2, 28, 23, 59, tzinfo=UTC), ["NOEDIT", "LINK"]),
        (datetime(2026, 3, 1, tzinfo=UTC), ["NOEDIT", "LINK_STORY"]),
        (datetime(2027, 1, 1, tzinfo=UTC), []),
    ],
)
def test_a_copy_is_judged_by_the_rules_of_its_day(moment: datetime, expected: list[str]) -> None:
    assert codes(moment) == expected


def test_days_are_counted_in_utc() -> None:
    assert codes(datetime.fromisoformat("2026-03-01T01:00:00+02:00")) == ["NOEDIT", "LINK"]


def test_without_a_moment_the_newest_wording_holds() -> None:
    assert codes() == ["NOEDIT", "LINK_STORY"]


def test_a_publisher_that_nobody_knows_has_the_first_tier() -> None:
    assert "NOEDIT" in codes(tier=None)
    assert "NOEDIT" in codes(tier="public")
    assert "NOEDIT" not in codes(tier="approved")


def test_a_publisher_that_is_excepted_is_not_bound() -> None:
    assert "NOEDIT" not in codes(publisher="QuayCourier.example")
    assert "NOEDIT" in codes(publisher="inlandledger.example")
