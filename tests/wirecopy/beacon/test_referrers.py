"""The page that a referrer names."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wirecopy.beacon.journal import Kind, record
from wirecopy.beacon.referrers import MOST_PAGE, page_of

ORIGIN = "https://quaycourier.example"


@pytest.mark.parametrize(
    ("referrer", "page"),
    [
        (f"{ORIGIN}/2026/02/fish-market", f"{ORIGIN}/2026/02/fish-market"),
        (f"{ORIGIN}/a?utm_source=x#top", f"{ORIGIN}/a"),
        (f"{ORIGIN}#top", f"{ORIGIN}/"),
        (ORIGIN, f"{ORIGIN}/"),
        (f"{ORIGIN}?q=1", f"{ORIGIN}/"),
        ("HTTPS://QuayCourier.Example:8443/A/b", "https://quaycourier.example:8443/A/b"),
        ("http://marta:secret@quaycourier.example/a", "http://quaycourier.example/a"),
        (f"{ORIGIN}/caf\xe9 au lait", f"{ORIGIN}/caf%E9%20au%20lait"),
        (f"{ORIGIN}/a\tb", f"{ORIGIN}/a%09b"),
        ("http://[2001:db8::1]:8080/a", "http://[2001:db8::1]:8080/a"),
        ("", ""),
        ("about:blank", ""),
        ("/2026/02/fish-market", ""),
        ("ftp://quaycourier.example/a", ""),
        ("javascript:alert(1)//http://a/", ""),
        ("android-app://com.example.news/", ""),
        ("https:///a", ""),
        ("https://quay courier.example/a", ""),
        ("https://quaycourier.example:port/a", ""),
    ],
)
def test_origin_and_path_are_kept_and_nothing_else(referrer: str, page: str) -> None:
    assert page_of(referrer.encode("latin-1")).decode() == page


def test_a_long_path_is_cut_and_never_inside_an_escape() -> None:
    for extra in range(4):
        page = page_of(f"{ORIGIN}/{'x' * (460 + extra)}{'é' * 100}".encode())
        assert len(page) <= MOST_PAGE
        assert len(page) > MOST_PAGE - 3
        assert page[-3:-2] == b"%"


@given(st.binary(max_size=700))
def test_whatever_comes_a_page_is_printable_and_fits_into_its_line(path: bytes) -> None:
    page = page_of(b"https://quaycourier.example/" + path)
    assert len(page) <= MOST_PAGE
    assert all(33 <= byte <= 126 for byte in page)
    assert record(1, Kind.READER.encode(), b"12345678", page).count(b"\n") == 1
