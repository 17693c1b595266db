"""Who is dropped: the silent, the slow, and the longest silent when too many are there."""

from __future__ import annotations

from pathlib import Path

from tests.wirecopy.beacon.room import Room, ask, statuses
from wirecopy.beacon.turns import IDLE_S


def test_who_says_nothing_or_little_is_dropped_in_time(room: Room) -> None:
    (_, silent_wire), (slow, slow_wire), (busy, busy_wire) = room.connect(), room.connect(), room.connect()
    for second in range(IDLE_S):
        room.seconds += 1
        slow.data_received(ask()[second : second + 1])
        busy.data_received(ask())
        room.end_turn()
        room.turns.tick(room.seconds)
    assert silent_wire.is_dropped
    assert slow_wire.is_dropped, "a byte a second is no request"
    assert not busy_wire.is_closed
    assert statuses(busy_wire.sent) == [200] * IDLE_S


def test_the_longest_silent_goes_where_too_many_are(tmp_path: Path) -> None:
    room = Room(tmp_path, most=3)
    clients = [room.connect() for _ in range(3)]
    clients[0][0].data_received(ask())
    room.end_turn()
    clients += [room.connect(), room.connect()]
    assert [wire.is_dropped for _, wire in clients] == [False, True, True, False, False]
    assert len(room.turns) == 3
    room.journal.close()


def test_at_the_end_what_was_asked_is_answered(room: Room) -> None:
    connection, wire = room.connect()
    connection.data_received(ask())
    room.turns.close()
    assert statuses(wire.sent) == [200]
    assert wire.is_closed
    assert len(room.hits) == 1


def test_answers_carry_the_date_of_their_second(room: Room) -> None:
    assert b"Date: Mon, 02 Mar 2026 09:00:00 GMT\r\n" in room.exchange(ask()).sent
    room.turns.tick(room.seconds + 61)
    assert b"Date: Mon, 02 Mar 2026 09:01:01 GMT\r\n" in room.exchange(ask()).sent
