"""Files on web servers: byte ranges, broken connections, refusals, redirects, servers that lie; all of it really sent."""

import io
import random
from collections.abc import Callable, Iterator, Mapping

import pytest

from tests.scan.store.server import Fault, Server
from wiretrace.errors import AddressRefused, InputError, StoreError
from wiretrace.scan.store import RangedStream, Store, Timing, is_remote
from wiretrace.scan.store.guard import Guard
from wiretrace.scan.store.http import http_source

DATA = random.Random(5).randbytes(300_000)
QUICK = Timing(connect_s=5.0, read_s=5.0, tries=3, pause_s=0.0)
IMPATIENT = Timing(connect_s=5.0, read_s=0.1, tries=2, pause_s=0.0)
PATH = "/crawl/a.warc.gz"


@pytest.fixture()
def server() -> Iterator[Server]:
    with Server() as server:
        server.files[PATH] = DATA
        yield server


def opened(
    server: Server, *, path: str = PATH, timing: Timing = QUICK, sleep: Callable[[float], None] = lambda _: None
) -> RangedStream:
    origin = Guard.origin_of(server.url())
    assert origin
    url = server.url(path)
    return RangedStream(url, http_source(url, Guard(frozenset({origin})), timing), timing, sleep)


def test_a_file_read_whole_is_the_file_and_costs_one_request(server: Server) -> None:
    with opened(server) as stream:
        assert stream.read() == DATA
        assert (stream.read(1), stream.size, stream.tell()) == (b"", len(DATA), len(DATA))
    assert server.ranges == ["bytes=0-"]


def test_the_store_reads_what_the_user_typed_though_it_is_a_private_host(server: Server) -> None:
    url = server.url(PATH)
    stream = Store.for_inputs([url, "local.warc"]).open(url)
    assert stream.read() == DATA
    stream.close()
    stranger = Store.for_inputs(["https://dailygull.example/a.warc"]).open(url)
    with pytest.raises(AddressRefused, match=r"127\.0\.0\.1, which is not a public address"):
        stranger.read(1)
    assert len(server.asked) == 1


def test_requests_ask_for_the_bytes_as_they_are_and_say_who_asks(server: Server) -> None:
    server.files["/a?b=c%20d"] = DATA
    server.faults.append(Fault(headers={"Content-Encoding": "gzip"}))  # servers say so of .gz files
    with opened(server, path="/a?b=c%20d") as stream:
        assert stream.read() == DATA
    (asked,) = server.asked
    assert asked.headers["accept-encoding"] == "identity"
    assert asked.headers["user-agent"].startswith("wiretrace/")
    assert asked.headers["host"] == f"127.0.0.1:{server.port}"


def test_seeking_reads_by_range_and_reading_on_costs_nothing(server: Server) -> None:
    with opened(server) as stream:
        stream.seek(100_000)
        assert stream.read(10) + stream.read(10) == DATA[100_000:100_020]
        stream.seek(5)
        assert stream.read(3) == DATA[5:8]
        stream.seek(-4, io.SEEK_END)
        assert stream.read() == DATA[-4:]
    assert server.ranges == ["bytes=100000-", "bytes=5-", f"bytes={len(DATA) - 4}-"]


@pytest.mark.parametrize("step", [1_000, 64_000, 1 << 20])
def test_a_connection_cut_in_mid_file_is_taken_up_at_the_next_byte(server: Server, step: int) -> None:
    server.faults.append(Fault(sends=70_001))
    with opened(server) as stream:
        assert b"".join(iter(lambda: stream.read(step), b"")) == DATA
    assert server.ranges == ["bytes=0-", "bytes=70001-"]


def test_a_file_arrives_through_any_number_of_cuts_as_long_as_bytes_come(server: Server) -> None:
    server.faults.extend([Fault(sends=20_000)] * 12)
    with opened(server) as stream:
        assert stream.read() == DATA
    assert server.ranges == [f"bytes={20_000 * cut}-" for cut in range(13)]


def test_cuts_that_bring_no_byte_end_the_reading(server: Server) -> None:
    server.faults.extend([Fault(sends=70_000), Fault(sends=0), Fault(sends=0)])
    with (
        opened(server) as stream,
        pytest.raises(StoreError, match=r"a\.warc\.gz: gave up at byte 70,000 after 3 tries"),
    ):
        stream.read()
    assert server.ranges == ["bytes=0-", "bytes=70000-", "bytes=70000-"]


@pytest.mark.parametrize("status", [400, 401, 403, 404, 410, 501])
def test_a_file_that_is_not_there_is_an_error_that_names_address_and_status(server: Server, status: int) -> None:
    server.faults.append(Fault(status))
    with opened(server) as stream, pytest.raises(StoreError, match=rf"{PATH}: the server answered {status} .*check"):
        stream.read()
    assert len(server.asked) == 1


@pytest.mark.parametrize("status", [408, 425, 429, 500, 502, 503, 504])
def test_a_server_in_trouble_is_asked_again_from_the_start(server: Server, status: int) -> None:
    server.faults.extend([Fault(status)] * 2)
    with opened(server) as stream:
        assert stream.read(9) == DATA[:9]
    assert server.ranges == ["bytes=0-"] * 3


def test_a_server_in_trouble_for_good_is_named_with_its_status(server: Server) -> None:
    server.faults.extend([Fault(503)] * 3)
    with opened(server) as stream, pytest.raises(StoreError, match="byte 0 after 3 tries: the server answered 503"):
        stream.read()
    assert len(server.asked) == 3


@pytest.mark.parametrize("status", [403, 404, 410, 429, 500, 503])
def test_a_refusal_in_mid_file_is_asked_again_by_range(server: Server, status: int) -> None:
    server.faults.extend([Fault(sends=1_000), Fault(status)])
    with opened(server) as stream:
        assert stream.read() == DATA
    assert server.ranges == ["bytes=0-", "bytes=1000-", "bytes=1000-"]


@pytest.mark.parametrize(
    ("headers", "pause"),
    [
        ({"Retry-After": "17"}, 17.0),
        ({"Retry-After": " 5 "}, 5.0),
        ({"Retry-After": "3600"}, 60.0),
        ({"Retry-After": "Tue, 03 Mar 2026 10:00:40 GMT", "Date": "Tue, 03 Mar 2026 10:00:00 GMT"}, 40.0),
        ({"Retry-After": "Tue, 03 Mar 2026 09:00:00 GMT", "Date": "Tue, 03 Mar 2026 10:00:00 GMT"}, 0.0),
        ({"Retry-After": "Tue, 03 Mar 2026 10:00:40 GMT"}, 0.0),
        ({"Retry-After": "soon", "Date": "today"}, 0.0),
        ({"Retry-After": "-9"}, 0.0),
        ({}, 0.0),
    ],
)
def test_a_pause_that_the_server_asks_for_is_kept(server: Server, headers: Mapping[str, str], pause: float) -> None:
    server.faults.append(Fault(503, headers))
    pauses: list[float] = []
    with opened(server, sleep=pauses.append) as stream:
        assert stream.read(9) == DATA[:9]
    assert pauses == [pause]


@pytest.mark.parametrize("faults", [[], [Fault(sends=70_000)], [Fault(sends=70_000), Fault(sends=30_000), Fault(503)]])
def test_a_server_without_ranges_works_too_also_after_a_cut(server: Server, faults: list[Fault]) -> None:
    server.knows_ranges = False
    server.faults.extend(faults)
    with opened(server, timing=Timing(tries=4, pause_s=0.0)) as stream:
        assert stream.read() == DATA
        assert stream.size == len(DATA)
        stream.seek(1_000)
        assert stream.read(9) == DATA[1_000:1_009]
    assert len(server.asked) == len(faults) + 2


def test_a_server_without_ranges_whose_file_has_become_shorter_is_given_up(server: Server) -> None:
    server.faults.append(Fault(sends=70_000))
    server.faults.extend([Fault(headers={"Content-Length": "100"}, knows_ranges=False, sends=100)] * 2)
    with opened(server) as stream, pytest.raises(StoreError, match=r"ended before the byte that was asked for|changed"):
        stream.read()


def test_a_server_that_tells_no_length_is_read_to_the_end_of_its_connection(server: Server) -> None:
    server.faults.extend([Fault(headers={"Content-Length": None}, knows_ranges=False)] * 2)
    with opened(server) as stream:
        assert stream.read() == DATA
        assert stream.size is None
        with pytest.raises(StoreError, match="does not say how large it is"):
            stream.seek(0, io.SEEK_END)


def test_a_file_that_changed_between_two_requests_is_not_mixed(server: Server) -> None:
    server.faults.append(Fault(sends=70_000))
    with opened(server) as stream:
        assert stream.read(70_000) == DATA[:70_000]
        server.files[PATH] = DATA[::-1]
        with pytest.raises(StoreError, match=r"a\.warc\.gz: it was changed while it was read"):
            stream.read()
    assert server.ranges == ["bytes=0-", "bytes=70000-"]


@pytest.mark.parametrize("sent", ["bytes 0-299999/300000", "bytes 1001-299999/300000", "bytes */300000", "items", None])
def test_a_range_that_was_not_asked_for_is_not_taken(server: Server, sent: str | None) -> None:
    server.faults.extend([Fault(sends=1_000), Fault(headers={"Content-Range": sent})])
    with opened(server) as stream, pytest.raises(StoreError, match="another range than was asked for"):
        stream.read()


def test_a_range_without_a_total_is_taken(server: Server) -> None:
    server.faults.append(Fault(headers={"Content-Range": f"bytes 0-{len(DATA) - 1}/*"}))
    with opened(server) as stream:
        assert stream.read() == DATA
        assert stream.size is None


@pytest.mark.parametrize("headers", [{}, {"Content-Range": "bytes */300000"}, {"Content-Range": "bytes */x"}])
def test_a_server_that_has_no_such_byte_though_the_file_goes_on_is_named(
    server: Server, headers: Mapping[str, str]
) -> None:
    server.faults.append(Fault(416, headers))
    with opened(server) as stream:
        stream.seek(1_000)
        with pytest.raises(StoreError, match=rf"{PATH}: the server has no byte 1,000 of it \(416\)"):
            stream.read(1)


def test_a_server_that_never_answers_is_given_up(server: Server) -> None:
    server.faults.extend([Fault(hangs=True)] * 2)
    with (
        opened(server, timing=IMPATIENT) as stream,
        pytest.raises(StoreError, match=r"a\.warc\.gz: gave up at byte 0 after 2 tries: no answer \(.*timed? ?out"),
    ):
        stream.read()
    assert len(server.asked) == 2


def test_a_server_that_falls_silent_in_mid_file_is_asked_again(server: Server) -> None:
    server.faults.append(Fault(sends=1_000, hangs=True))
    with opened(server, timing=IMPATIENT) as stream:
        assert stream.read(1_000) + stream.read() == DATA
    assert server.ranges == ["bytes=0-", "bytes=1000-"]


def test_a_server_that_falls_silent_for_good_is_given_up_where_it_did(server: Server) -> None:
    server.faults.extend([Fault(sends=1_000, hangs=True), Fault(hangs=True)])
    with opened(server, timing=IMPATIENT) as stream:
        stream.read(1_000)
        with pytest.raises(StoreError, match="gave up at byte 1,000 after 2 tries"):
            stream.read()


def test_a_server_that_is_not_there_is_given_up() -> None:
    with Server() as gone:
        pass
    with opened(gone) as stream, pytest.raises(StoreError, match="gave up at byte 0 after 3 tries: no answer"):
        stream.read()


@pytest.mark.parametrize("status", [301, 302, 303, 307, 308])
@pytest.mark.parametrize("is_relative", [True, False])
def test_redirects_are_followed_with_the_range(server: Server, status: int, is_relative: bool) -> None:
    server.files["/moved?to=b"] = DATA
    to = "../moved?to=b" if is_relative else server.url("/moved?to=b")
    server.faults.append(Fault(status, {"Location": to}))
    with opened(server) as stream:
        stream.seek(1_000)
        assert stream.read(9) == DATA[1_000:1_009]
    assert [(asked.path, asked.range) for asked in server.asked] == [
        (PATH, "bytes=1000-"),
        ("/moved?to=b", "bytes=1000-"),
    ]


def test_a_redirect_to_a_private_host_that_nobody_typed_is_refused(server: Server) -> None:
    with Server() as office:
        office.files["/secret"] = DATA
        server.faults.append(Fault(302, {"Location": office.url("/secret")}))
        with opened(server) as stream, pytest.raises(AddressRefused, match="name it on the command line"):
            stream.read()
        assert office.asked == []


def test_a_redirect_to_a_private_host_that_was_typed_is_followed(server: Server) -> None:
    with Server() as office:
        office.files["/shared"] = DATA
        server.faults.append(Fault(302, {"Location": office.url("/shared")}))
        stream = Store.for_inputs([server.url(PATH), office.url("/other.warc")]).open(server.url(PATH))
        assert stream.read() == DATA
        stream.close()
        assert [asked.path for asked in office.asked] == ["/shared"]


@pytest.mark.parametrize("to", ["file:///etc/passwd", "ftp://127.0.0.1/a", "http://user:pw@127.0.0.1/a", "s3://a/b"])
def test_a_redirect_to_another_kind_of_address_is_refused(server: Server, to: str) -> None:
    server.faults.append(Fault(302, {"Location": to}))
    with opened(server) as stream, pytest.raises(AddressRefused):
        stream.read()
    assert len(server.asked) == 1


@pytest.mark.parametrize("headers", [{"Location": PATH}, {}])
def test_a_loop_of_redirects_is_refused(server: Server, headers: Mapping[str, str]) -> None:
    server.faults.extend([Fault(302, headers)] * 20)
    with opened(server) as stream, pytest.raises(StoreError, match=rf"{PATH}: more than 5 redirects"):
        stream.read()
    assert len(server.asked) == 6


def test_five_redirects_are_no_loop(server: Server) -> None:
    server.faults.extend([Fault(302, {"Location": PATH})] * 5)
    with opened(server) as stream:
        assert stream.read(9) == DATA[:9]


def test_a_length_that_is_longer_than_what_is_sent_is_a_cut(server: Server) -> None:
    server.faults.append(Fault(headers={"Content-Length": "900000"}))
    with opened(server) as stream:
        assert stream.read() == DATA


def test_a_length_that_is_shorter_than_the_range_is_a_cut(server: Server) -> None:
    server.faults.append(Fault(headers={"Content-Length": "1000"}))
    with opened(server) as stream:
        assert stream.read() == DATA
    assert server.ranges == ["bytes=0-", "bytes=1000-"]


def test_a_whole_file_that_is_shorter_than_its_length_is_not_taken_for_whole(server: Server) -> None:
    server.knows_ranges = False
    server.faults.extend([Fault(headers={"Content-Length": "900000"})] * 9)
    with opened(server) as stream, pytest.raises(StoreError, match="gave up at byte 300,000 after 3 tries"):
        stream.read()


def test_a_file_of_this_machine_is_opened_and_one_that_is_not_there_is_named() -> None:
    with pytest.raises(InputError, match=r"gone/a\.warc: cannot be read \(No such file"):
        Store().open("gone/a.warc")
    stream = Store().open(__file__)
    assert stream.read(3) == b'"""'
    stream.close()


@pytest.mark.parametrize(
    ("address", "answer"),
    [("http://a/b", True), ("HTTPS://a/b", True), ("s3://a/b", True), ("a.warc", False), ("file:///a", False)],
)
def test_an_address_of_the_network_is_known_by_its_scheme(address: str, answer: bool) -> None:
    assert is_remote(address) is answer
