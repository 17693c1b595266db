"""Which hits are readers, behind no proxy and behind some."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.wirecopy.beacon.room import BROWSER, KEY, MONDAY, PAGE, READER, Room, ask
from wirecopy.beacon.tally import reader_address


def test_a_repeat_and_a_robot_are_in_the_journal_and_no_readers(room: Room) -> None:
    room.exchange(ask(), ask())
    room.exchange(ask(), address="198.51.100.9")
    room.exchange(ask(agent="Googlebot/2.1 (+http://www.google.com/bot.html)"))
    room.exchange(ask(agent=""))
    assert [hit.kind for hit in room.hits] == ["reader", "repeat", "reader", "robot", "robot"]
    assert {(hit.at, hit.beacon, hit.page) for hit in room.hits} == {(MONDAY, KEY, PAGE)}


def test_another_beacon_and_a_later_hour_count_again(room: Room) -> None:
    room.exchange(ask())
    room.exchange(ask("/b/another-story.gif"))
    room.seconds += 29 * 60
    room.exchange(ask())
    room.seconds += 60
    room.exchange(ask())
    assert [hit.kind for hit in room.hits] == ["reader", "reader", "repeat", "reader"]


def test_a_client_behind_no_proxy_cannot_say_who_he_is(room: Room) -> None:
    for number in range(3):
        room.exchange(ask(X_Forwarded_For=f"198.51.100.{number}"))
    assert [hit.kind for hit in room.hits] == ["reader", "repeat", "repeat"]


def test_readers_behind_a_proxy_are_told_apart(tmp_path: Path) -> None:
    room = Room(tmp_path, proxies=1)
    room.exchange(ask(X_Forwarded_For="198.51.100.1"), address="10.0.0.2")
    room.exchange(ask(X_Forwarded_For="198.51.100.2"), address="10.0.0.2")
    room.exchange(ask(X_Forwarded_For="192.0.2.1, 198.51.100.2"), address="10.0.0.2")
    assert [hit.kind for hit in room.hits] == ["reader", "reader", "repeat"], (
        "what the client itself wrote is not believed"
    )
    room.journal.close()


@pytest.mark.parametrize(
    ("forwarded", "proxies", "address"),
    [
        (b"", 0, b"10.0.0.2"),
        (b"", 1, b"10.0.0.2"),
        (b"203.0.113.7", 0, b"10.0.0.2"),
        (b"203.0.113.7", 1, b"203.0.113.7"),
        (b"192.0.2.1, 203.0.113.7", 1, b"203.0.113.7"),
        (b"192.0.2.1, 203.0.113.7 , 10.0.0.3", 2, b"203.0.113.7"),
        (b"192.0.2.1,203.0.113.7,10.0.0.3", 3, b"192.0.2.1"),
        (b"203.0.113.7", 3, b"203.0.113.7"),
        (b", ", 1, b"10.0.0.2"),
    ],
)
def test_only_so_many_proxies_are_believed(forwarded: bytes, proxies: int, address: bytes) -> None:
    assert reader_address(forwarded, peer=b"10.0.0.2", proxies=proxies) == address


def test_nothing_of_the_reader_is_written(room: Room) -> None:
    room.exchange(ask(Cookie="session=marta", page=f"https://marta:secret@quaycourier.example/a?email=marta#{READER}"))
    [segment] = room.folder.glob("*.hits")
    written = segment.read_text()
    assert "https://quaycourier.example/a" in written
    assert [word for word in (READER, "marta", "secret", "email", BROWSER, "Firefox") if word in written] == []
