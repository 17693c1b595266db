"""The beacon as a process: it answers, stops cleanly, and loses no answered hit when it is killed."""

from __future__ import annotations

import os
import signal
import socket
import threading
from collections import Counter
from pathlib import Path

import pytest

from tests.wirecopy.beacon.process import Running, beacon, received
from tests.wirecopy.beacon.room import BROWSER, KEY, PAGE, ask, statuses
from wirecopy.beacon import journal
from wirecopy.beacon.answers import PICTURE
from wirecopy.beacon.server import run
from wirecopy.errors import SettingMissing

CLIENTS, PIPELINED, KILL_AFTER = 8, 50, 4_000


def keys(folder: Path) -> Counter[str]:
    """How often each beacon stands in the journal."""
    return Counter(hit.beacon for segment in journal.segments(folder) for hit in _all(segment))


def _all(segment: Path) -> list[journal.Hit]:
    hits, start = list[journal.Hit](), 0
    while (reading := journal.read(segment, start_bytes=start)).end_bytes > start:
        hits, start = hits + list(reading.hits), reading.end_bytes
    return hits


@pytest.mark.parametrize("with_uvloop", [True, False], ids=["uvloop", "asyncio"])
def test_a_reader_gets_the_picture_and_is_in_the_journal(tmp_path: Path, with_uvloop: bool) -> None:
    with beacon(tmp_path, with_uvloop=with_uvloop) as running:
        answer = running.exchange(ask())
        [segment] = journal.segments(tmp_path)
        [hit] = journal.read(segment).hits
        head, _, body = answer.partition(b"\r\n\r\n")
        assert body == PICTURE
        assert len(body) == 43
        assert head.startswith(b"HTTP/1.1 200 OK\r\n")
        assert b"\r\nCache-Control: no-store" in head
        assert b"Set-Cookie" not in head
        assert (hit.kind, hit.beacon, hit.page) == ("reader", KEY, PAGE)


def test_one_connection_serves_many_requests_pipelined_or_not(tmp_path: Path) -> None:
    with beacon(tmp_path) as running:
        assert statuses(running.exchange(*[ask()] * 5)) == [200] * 5
        assert statuses(running.exchange(ask() * 3_000)) == [200] * 3_000
        assert statuses(running.exchange(ask() + ask("/nothing") + ask("/healthz", method="HEAD"))) == [200, 404, 200]
    assert keys(tmp_path)[KEY] == 3_006


def test_garbage_is_answered_and_closed_and_others_are_served(tmp_path: Path) -> None:
    garbage = [b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc", os.urandom(4096), b"GET\r\n\r\n", b"\0" * 100_000]
    with beacon(tmp_path) as running:
        for each in garbage:
            assert running.exchange(each, end=False).startswith(b"HTTP/1.1 400"), each[:20]
        assert running.exchange(ask(Cookie="x" * 20_000), end=False).startswith(b"HTTP/1.1 431")
        assert running.exchange(ask(method="POST", Content_Length="5") + b"hello", end=False).startswith(
            b"HTTP/1.1 405"
        )
        assert statuses(running.exchange(ask())) == [200]
    assert keys(tmp_path) == {KEY: 1}


def test_slow_clients_keep_nobody_waiting(tmp_path: Path) -> None:
    with beacon(tmp_path) as running:
        slow = [running.connect() for _ in range(300)]
        for connection in slow:
            connection.sendall(ask()[:40])
        assert statuses(running.exchange(ask())) == [200]
        slow[0].sendall(ask()[40:])
        assert slow[0].recv(65_536).endswith(PICTURE)
        for connection in slow:
            connection.close()
    assert keys(tmp_path)[KEY] == 2


def test_who_asks_and_does_not_read_is_not_read_from_for_ever(tmp_path: Path) -> None:
    with beacon(tmp_path) as running, running.connect() as deaf:
        deaf.settimeout(0.5)
        with pytest.raises(TimeoutError):
            deaf.sendall(ask() * 200_000)
        assert statuses(running.exchange(ask("/b/somebody-else.gif"))) == [200]


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_it_stops_cleanly_when_told(tmp_path: Path, number: int) -> None:
    with beacon(tmp_path) as running, running.connect() as connection:
        connection.sendall(ask())
        assert connection.recv(65_536).endswith(PICTURE)
        running.process.send_signal(number)
        assert received(connection) == b""
        assert running.process.wait(20) == 0
        assert running.process.stderr
        assert "all hits are in the journal" in running.process.stderr.read()


def test_kill_9_under_load_loses_no_answered_hit(tmp_path: Path) -> None:
    answered: Counter[str] = Counter()
    enough = threading.Event()
    with beacon(tmp_path) as running:
        clients = [
            threading.Thread(target=_hammer, args=(running, number, answered, enough)) for number in range(CLIENTS)
        ]
        for client in clients:
            client.start()
        assert enough.wait(60)
        running.process.kill()
        for client in clients:
            client.join()
    written = keys(tmp_path)
    assert sum(answered.values()) >= KILL_AFTER
    assert {key: count for key, count in answered.items() if written[key] < count} == {}


def _hammer(running: Running, number: int, answered: Counter[str], enough: threading.Event) -> None:
    """Ask without end, and count the answers that have come whole."""
    key, rest = f"client-{number:04d}", b""
    with running.connect() as connection:
        try:
            while True:
                connection.sendall(ask(f"/b/{key}.gif") * PIPELINED)
                more = connection.recv(1 << 20)
                if not more:
                    return
                rest += more
                answered[key] += rest.count(PICTURE)
                rest = rest[rest.rfind(PICTURE) + len(PICTURE) :] if PICTURE in rest else rest
                if sum(answered.values()) >= KILL_AFTER:
                    enough.set()
        except (ConnectionResetError, BrokenPipeError):
            return


def test_nothing_in_the_journal_says_who_it_was(tmp_path: Path) -> None:
    with beacon(tmp_path) as running:
        running.exchange(ask(X_Forwarded_For="203.0.113.77", Cookie="session=marta"))
    [segment] = journal.segments(tmp_path)
    written = segment.read_bytes()
    assert KEY.encode() in written
    for word in (b"127.0.0.1", b"203.0.113.77", b"marta", BROWSER.encode(), b"Firefox"):
        assert word not in written


def test_a_port_that_is_taken_is_named(tmp_path: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as other:
        port = other.getsockname()[1]
        with pytest.raises(SettingMissing, match=f"cannot listen on 127.0.0.1:{port}"):
            run(host="127.0.0.1", port=port, folder=tmp_path, proxies=0)


def test_a_folder_that_cannot_be_written_is_named(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("no folder")
    with pytest.raises(SettingMissing, match="cannot write its journal in"):
        run(host="127.0.0.1", port=0, folder=tmp_path / "file" / "beacon", proxies=0)
