"""Sums of views: of one beacon, of several, by page, by day, of all."""

from __future__ import annotations

from datetime import date

import pytest
from pytest_django import DjangoAssertNumQueries

from wirecopy.beacon.models import Views
from wirecopy.beacon.queries import Count, total_views, views_by_day, views_by_page, views_of, views_of_each

pytestmark = pytest.mark.django_db
HTML, FEED, NEVER = "fishmarket-html", "fishmarket-feed", "fishmarket-none"
QUAY, LEDGER = "https://quaycourier.example/a", "https://inlandledger.example/b"
MONDAY, TUESDAY = date(2026, 3, 2), date(2026, 3, 3)


@pytest.fixture(autouse=True)
def _views() -> None:
    counts = [
        (HTML, MONDAY, QUAY, 10, 6),
        (HTML, TUESDAY, QUAY, 4, 2),
        (HTML, MONDAY, LEDGER, 50, 1),
        (FEED, TUESDAY, LEDGER, 5, 5),
        (FEED, MONDAY, "", 2, 0),
    ]
    Views.objects.bulk_create(Views(beacon=b, day=d, page=p, raw=raw, reader=reader) for b, d, p, raw, reader in counts)


def test_views_of_one_beacon(django_assert_num_queries: DjangoAssertNumQueries) -> None:
    with django_assert_num_queries(1):
        assert views_of(HTML) == Count(64, 9)
    assert views_of(NEVER) == Count(0, 0)


def test_views_of_each_of_some(django_assert_num_queries: DjangoAssertNumQueries) -> None:
    with django_assert_num_queries(1):
        assert views_of_each([HTML, FEED, NEVER]) == {HTML: Count(64, 9), FEED: Count(7, 5), NEVER: Count(0, 0)}


def test_pages_come_with_most_readers_first() -> None:
    assert list(views_by_page([HTML, FEED]).items()) == [
        (QUAY, Count(14, 8)),
        (LEDGER, Count(55, 6)),
        ("", Count(2, 0)),
    ]
    assert views_by_page([NEVER]) == {}


def test_days_come_oldest_first() -> None:
    assert list(views_by_day([FEED, HTML]).items()) == [(MONDAY, Count(62, 7)), (TUESDAY, Count(9, 7))]


def test_the_total_of_a_time_ends_before_its_last_day() -> None:
    assert total_views(since=MONDAY, until=TUESDAY) == Count(62, 7)
    assert total_views(since=MONDAY, until=date(2026, 3, 4)) == Count(71, 14)
    assert total_views(since=date(2026, 4, 1), until=date(2026, 5, 1)) == Count(0, 0)
