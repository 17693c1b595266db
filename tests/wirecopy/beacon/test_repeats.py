"""Repeats: who is one, for how long, and that nobody can be asked for afterwards."""

from __future__ import annotations

from hashlib import blake2b
from typing import Any

from tests.wirecopy.beacon.room import MONDAY
from wirecopy.beacon.repeats import Repeats

DAY = 86_400
WHO: dict[str, Any] = {"address": b"203.0.113.77", "agent": b"Firefox"}


def test_the_window_begins_with_the_view_that_counted() -> None:
    repeats = Repeats(window_s=100)
    found = [repeats.is_repeat(b"fishmarket", **WHO, at=MONDAY + second) for second in (0, 50, 99, 100, 150, 199, 200)]
    assert found == [False, True, True, False, True, True, False]


def test_another_address_agent_or_beacon_is_no_repeat() -> None:
    repeats = Repeats()
    assert not repeats.is_repeat(b"fishmarket", **WHO, at=MONDAY)
    assert not repeats.is_repeat(b"fishmarket", **WHO | {"address": b"203.0.113.78"}, at=MONDAY)
    assert not repeats.is_repeat(b"fishmarket", **WHO | {"agent": b"Chrome"}, at=MONDAY)
    assert not repeats.is_repeat(b"fishmonger", **WHO, at=MONDAY)
    assert repeats.is_repeat(b"fishmarket", **WHO, at=MONDAY)


def test_no_more_are_remembered_than_may_be() -> None:
    repeats = Repeats(most=10)
    for number in range(1_000):
        assert not repeats.is_repeat(b"beacon-%d" % number, **WHO, at=MONDAY)
    assert len(repeats) == 10
    assert repeats.is_repeat(b"beacon-999", **WHO, at=MONDAY)
    assert not repeats.is_repeat(b"beacon-0", **WHO, at=MONDAY)


def test_what_is_over_is_forgotten() -> None:
    repeats = Repeats(window_s=60)
    for second in range(600):
        repeats.is_repeat(b"beacon-%d" % second, **WHO, at=MONDAY + second)
    assert len(repeats) == 60


def test_each_day_has_a_secret_of_its_own_and_knows_nobody_of_the_day_before() -> None:
    drawn: list[bytes] = []

    def draw(size: int) -> bytes:
        drawn.append(bytes([len(drawn)]) * size)
        return drawn[-1]

    repeats = Repeats(window_s=2 * DAY, draw=draw)
    midnight = MONDAY // DAY * DAY + DAY
    assert not repeats.is_repeat(b"fishmarket", **WHO, at=midnight - 1)
    assert not repeats.is_repeat(b"fishmarket", **WHO, at=midnight)
    assert repeats.is_repeat(b"fishmarket", **WHO, at=midnight + DAY - 1)
    assert [len(secret) for secret in drawn] == [32, 32]
    assert len(set(drawn)) == 2


def test_only_keyed_hashes_are_kept() -> None:
    repeats = Repeats(draw=lambda size: b"k" * size)
    repeats.is_repeat(b"fishmarket", **WHO, at=MONDAY)
    kept = list(repeats._first)
    assert kept == [blake2b(b"fishmarket\x00203.0.113.77\0Firefox", key=b"k" * 32, digest_size=8).digest()]


def test_a_clock_that_jumps_back_loses_nothing() -> None:
    repeats = Repeats()
    assert not repeats.is_repeat(b"fishmarket", **WHO, at=MONDAY)
    assert repeats.is_repeat(b"fishmarket", **WHO, at=MONDAY - 3_000)
