"""One connection: which answers, in which order, when the connection ends, and what counts as a hit."""

from __future__ import annotations

import tempfile
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.wirecopy.beacon.room import BROWSER, KEY, PAGE, Room, ask, statuses
from wirecopy.beacon.answers import PICTURE
from wirecopy.beacon.plain import read_plain


def test_nothing_is_answered_before_the_hit_is_in_the_journal(room: Room) -> None:
    connection, wire = room.connect()
    connection.data_received(ask())
    assert (wire.sent, room.hits) == (b"", [])
    room.tally.write()
    assert len(room.hits) == 1
    room.end_turn()
    assert wire.sent.endswith(PICTURE)


def test_hits_of_one_turn_are_written_together(room: Room) -> None:
    clients = [room.connect(f"203.0.113.{number}") for number in range(5)]
    for connection, _ in clients:
        connection.data_received(ask())
        connection.data_received(ask() * 2)
    assert len(room.soon) == 1
    room.end_turn()
    assert [statuses(wire.sent) for _, wire in clients] == [[200] * 3] * 5
    assert len(room.hits) == 15


def test_a_hit_that_cannot_be_written_is_not_answered_with_the_picture(
    room: Room, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def full(records: bytes, *, at: float) -> None:
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as patch:
        patch.setattr(room.journal, "write", full)
        wire = room.exchange(ask() + ask("/healthz"))
        room.exchange(ask())
    assert statuses(wire.sent) == [503, 200]
    assert len([record for record in caplog.records if "cannot be written" in record.message]) == 1
    assert statuses(room.exchange(ask()).sent) == [200]
    assert [hit.kind for hit in room.hits] == ["reader"], "who was refused is no repeat"


@pytest.mark.parametrize(
    ("path", "status"),
    [
        (f"/b/{KEY}.gif", 200),
        (f"/b/{KEY}.gif?ssl=1", 200),
        (f"http://beacon.example/b/{KEY}.gif", 200),
        ("/b/12345678.gif", 200),
        (f"/b/{'k' * 64}.gif", 200),
        ("/b/1234567.gif", 404),
        (f"/b/{'k' * 65}.gif", 404),
        (f"/b/{KEY}.png", 404),
        (f"/b/{KEY}", 404),
        ("/b/fish%2Fmarket.gif", 404),
        (f"/x/b/{KEY}.gif", 404),
        ("/", 404),
        ("/healthz", 200),
        ("/healthz?x", 200),
        ("/healthzz", 404),
    ],
)
def test_only_beacons_are_pictures(room: Room, path: str, status: int) -> None:
    wire = room.exchange(ask(path))
    assert statuses(wire.sent) == [status]
    assert (PICTURE in wire.sent) == ("/b/" in path and status == 200) == (len(room.hits) == 1)
    assert not wire.is_closed


def test_head_gives_the_same_head_and_counts_nothing(room: Room) -> None:
    get, head = room.exchange(ask()), room.exchange(ask(method="HEAD"))
    assert head.sent + PICTURE == get.sent
    assert len(room.hits) == 1


@pytest.mark.parametrize(
    "headers", [{"Purpose": "prefetch"}, {"Sec_Purpose": "prefetch;prerender"}, {"X_Moz": "prefetch"}]
)
def test_what_a_browser_fetches_ahead_is_no_reader(room: Room, headers: dict[str, str]) -> None:
    assert statuses(room.exchange(ask(**headers)).sent) == [200]
    assert [hit.kind for hit in room.hits] == ["robot"]
    room.exchange(ask())
    assert [hit.kind for hit in room.hits] == ["robot", "reader"]


def test_a_request_in_pieces_is_one_request(room: Room) -> None:
    for cut in range(1, len(ask())):
        assert statuses(room.exchange(ask()[:cut], ask()[cut:]).sent) == [200], cut
    assert len(room.hits) == len(ask()) - 1


@pytest.mark.parametrize(
    ("request_bytes", "status"),
    [
        (b"\r\n\r\n\x00", 400),
        (b"GET / HTTP/9.9\r\n\r\n", 400),
        (b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n", 400),
        (b"GET /b/12345678.gif HTTP/1.1\r\n\r\n", 400),
        (b"GET /b/12345678.gif HTTP/1.1\r\nHost: a\r\nHost: b\r\n\r\n", 400),
        (b"GET /b/12345678.gif HTTP/1.1\r\nHost: a\r\nAccept : b\r\n\r\n", 400),
        (b"GET /b/12345678.gif HTTP/1.1\r\nHost: a\r\n folded\r\n\r\n", 400),
        (b"GET /b/12345678.gif HTTP/1.1\r\nHost: a\r\nAccept: a\x00b\r\n\r\n", 400),
        (b"GET /b/12345678.gif HTTP/1.1\r\nHost: a\r\nAccept: a\nContent-Length: 9\r\n\r\n", 400),
        (ask(Content_Length="3") + b"abc", 400),
        (ask(Transfer_Encoding="chunked") + b"0\r\n\r\n", 400),
        (ask(method="POST", Content_Length="3") + b"abc", 405),
        (ask(method="OPTIONS"), 405),
        (ask("*", method="OPTIONS"), 405),
        (b"CONNECT beacon.example:443 HTTP/1.1\r\nHost: beacon.example:443\r\n\r\n", 405),
        (ask(Cookie="x" * 20_000), 431),
        (b"GET /" + b"x" * 300_000, 431),
    ],
)
def test_a_bad_request_is_answered_counted_nowhere_and_ends_the_connection(
    room: Room, request_bytes: bytes, status: int
) -> None:
    wire = room.exchange(request_bytes, ask())
    assert statuses(wire.sent) == [status]
    assert b"Connection: close" in wire.sent
    assert wire.is_half_closed
    assert room.hits == []


def test_what_came_before_a_bad_request_is_answered_and_counted(room: Room) -> None:
    wire = room.exchange(ask() * 2 + b"garbage\r\n\r\n" + ask())
    assert statuses(wire.sent) == [200, 200, 400]
    assert len(room.hits) == 2


def test_who_goes_on_sending_after_a_refusal_is_dropped(room: Room) -> None:
    connection, wire = room.connect()
    connection.data_received(b"garbage\r\n\r\n")
    room.end_turn()
    connection.data_received(b"x" * 60_000)
    assert not wire.is_dropped
    connection.data_received(b"x" * 60_000)
    assert wire.is_dropped


@pytest.mark.parametrize("headers", [{"Connection": "close"}, {"Connection": "Upgrade", "Upgrade": "h2c"}])
def test_a_last_request_is_answered_and_the_connection_ends(room: Room, headers: dict[str, str]) -> None:
    wire = room.exchange(ask(**headers) + ask())
    assert statuses(wire.sent) == [200]
    assert wire.is_closed
    assert len(room.hits) == 1


def test_http_1_0_is_answered_once(room: Room) -> None:
    wire = room.exchange(b"GET /b/12345678.gif HTTP/1.0\r\n\r\n")
    assert statuses(wire.sent) == [200]
    assert wire.is_closed


def test_who_ends_his_side_still_gets_his_answers(room: Room) -> None:
    connection, wire = room.connect()
    connection.data_received(ask())
    assert connection.eof_received()
    room.end_turn()
    assert statuses(wire.sent) == [200]
    assert wire.is_closed
    assert not room.connect()[0].eof_received()


def test_who_does_not_read_is_not_read_from(room: Room) -> None:
    connection, wire = room.connect()
    connection.pause_writing()
    assert wire.is_paused
    connection.resume_writing()
    assert not wire.is_paused


def test_a_client_that_has_gone_is_counted_and_not_written_to(room: Room) -> None:
    connection, wire = room.connect()
    connection.data_received(ask())
    connection.connection_lost(None)
    room.end_turn()
    assert wire.sent == b""
    assert len(room.hits) == 1
    assert len(room.turns) == 0


_NAMES = ["Host", "host", "User-Agent", "user-agent", "USER-AGENT", "Referer", "referer", "X-Forwarded-For", "x-forwarded-for",
          "Accept", "Accept-Language", "Sec-Fetch-Dest", "Sec-Purpose", "Purpose", "Cookie", "DNT", "Via", "Connection",
          "Content-Length", "Priority", "X-Unheard-Of", "Accept "]  # fmt: skip
_VALUES = ["", " ", "beacon.example", BROWSER, "Googlebot/2.1 (+http://www.google.com/bot.html)", PAGE, f"{PAGE}?a=1#b",
           "203.0.113.7, 198.51.100.9", "prefetch", "keep-alive", "close", "0", "7", "a,b", "caf\xe9", "a\nb", "a\x00b", "a\rb"]  # fmt: skip


@given(st.lists(st.tuples(st.sampled_from(_NAMES), st.sampled_from(_VALUES)), max_size=8), st.sampled_from([":", ": "]))
def test_both_ways_of_reading_a_request_give_the_same(pairs: list[tuple[str, str]], colon: str) -> None:
    lines = "".join(f"{name}{colon}{value}\r\n" for name, value in [("Host", "beacon.example"), *pairs])
    request = f"GET /b/{KEY}.gif HTTP/1.1\r\n{lines}\r\n".encode("latin-1")
    with tempfile.TemporaryDirectory() as folder:
        found = []
        for parts in ([request], [request[:5], request[5:]]):  # half a request is never read by the match
            room = Room(Path(folder) / str(len(parts)), proxies=1)
            wire = room.exchange(*parts)
            found.append((wire.sent, wire.is_closed, wire.is_half_closed, room.hits))
            room.journal.close()
        assert found[0] == found[1]


def test_what_browsers_send_is_read_by_the_match() -> None:
    chrome = ask(
        Connection="keep-alive", sec_ch_ua_platform='"Linux"', Accept_Encoding="gzip, deflate, br, zstd",
        Sec_Fetch_Site="cross-site", Sec_Fetch_Mode="no-cors", Sec_Fetch_Dest="image", Sec_Fetch_Storage_Access="active",
        DNT="1", Sec_GPC="1", Accept_Language="en-GB,en;q=0.9", X_Forwarded_For="203.0.113.7", X_Forwarded_Proto="https",
        X_Forwarded_Host="beacon.example", X_Real_IP="203.0.113.7", Via="2.0 Caddy", Priority="u=5, i", Cache_Control="no-cache",
        Pragma="no-cache", Cookie="a=b",
    )  # fmt: skip
    assert read_plain(chrome) == (KEY.encode(), BROWSER.encode(), PAGE.encode(), b"203.0.113.7")
    head, names = chrome.split(b"\r\n", 1)
    lower = b"\r\n".join(
        name.lower() + b":" + rest for name, _, rest in [each.partition(b":") for each in names.split(b"\r\n")]
    )
    assert read_plain(head + b"\r\n" + lower.replace(b"\r\n:\r\n:", b"\r\n\r\n"))
