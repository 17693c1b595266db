"""The stream over a store: where it seeks, when it asks anew, how long it waits, when it gives up."""

import io
import random
from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wiretrace.errors import StoreError
from wiretrace.scan.store.ranged import Body, Interrupted, RangedStream, Timing

DATA = random.Random(3).randbytes(20_000)


class Bodies:
    """A store that gives one file. Of each request, ``plans`` says how many bytes arrive before it breaks."""

    def __init__(self, *plans: int | Interrupted, data: bytes = DATA, tells_size: bool = True) -> None:
        self.data = data
        self.plans = list(plans)
        self.tells_size = tells_size
        self.tag: str | None = "first"
        self.starts: list[int] = []
        self.opened: list[_Body] = []

    def __call__(self, start: int, was_there: bool) -> Body:
        self.starts.append(start)
        plan = self.plans.pop(0) if self.plans else len(self.data)
        if isinstance(plan, Interrupted):
            raise plan
        body = _Body(self.data[start : start + plan], len(self.data) if self.tells_size else None, self.tag)
        self.opened.append(body)
        return body


class _Body:
    def __init__(self, data: bytes, size: int | None, tag: str | None) -> None:
        self.size, self.tag = size, tag
        self.is_closed = False
        self._data = io.BytesIO(data)

    def read(self, size: int) -> bytes:
        return self._data.read(size)

    def close(self) -> None:
        self.is_closed = True


def stream_of(source: Bodies, timing: Timing, sleep: Callable[[float], None] = lambda _: None) -> RangedStream:
    return RangedStream("s3://archive/a.warc", source, timing, sleep)


def test_opening_asks_for_nothing() -> None:
    bodies = Bodies()
    with stream_of(bodies, Timing()) as stream:
        assert (stream.tell(), stream.size, stream.readable(), stream.seekable()) == (0, None, True, True)
    assert bodies.starts == []


def test_reading_on_costs_no_request_and_seeking_elsewhere_costs_one() -> None:
    bodies = Bodies()
    with stream_of(bodies, Timing()) as stream:
        assert stream.read(100) + stream.read(100) == DATA[:200]
        assert stream.seek(200) == stream.seek(0, io.SEEK_CUR) == 200
        assert stream.read(5) == DATA[200:205]
        assert bodies.starts == [0]
        assert stream.seek(-105, io.SEEK_CUR) == stream.tell() == 100
        assert bodies.opened[0].is_closed
        assert bodies.starts == [0]
        assert stream.read(10) == DATA[100:110]
    assert bodies.starts == [0, 100]
    assert all(body.is_closed for body in bodies.opened)


def test_seeking_from_the_end_asks_how_large_the_file_is() -> None:
    bodies = Bodies()
    with stream_of(bodies, Timing()) as stream:
        assert stream.seek(-7, io.SEEK_END) == len(DATA) - 7
        assert stream.read() == DATA[-7:]
        assert stream.read(1) == b""
    assert bodies.starts == [0, len(DATA) - 7]


def test_a_store_that_tells_no_size_is_read_from_its_front_only() -> None:
    with stream_of(Bodies(tells_size=False), Timing()) as stream:
        with pytest.raises(StoreError, match=r"s3://archive/a\.warc: the store does not say how large it is"):
            stream.seek(0, io.SEEK_END)
        assert stream.read() == DATA
        assert stream.read(1) == b""


def test_what_is_read_at_once_may_come_in_pieces() -> None:
    bodies = Bodies(1, 2, 3, 4_000)
    buffer = bytearray(30_000)
    with stream_of(bodies, Timing()) as stream:
        assert stream.readinto(memoryview(buffer)) == len(DATA)
        assert stream.readinto(buffer) == 0
    assert buffer[: len(DATA)] == DATA
    assert bodies.starts == [0, 1, 3, 6, 4_006]
    assert all(body.is_closed for body in bodies.opened)


def test_each_new_byte_begins_the_count_of_tries_anew() -> None:
    breaks = [plan for _ in range(10) for plan in (Interrupted("busy"), 1)]
    with stream_of(Bodies(*breaks), Timing(tries=3)) as stream:
        assert stream.read() == DATA


def test_giving_up_says_where_after_how_many_tries_and_why() -> None:
    bodies = Bodies(1_234, *[Interrupted("the server answered 503")] * 4)
    with stream_of(bodies, Timing(tries=4)) as stream:
        with pytest.raises(StoreError) as caught:
            stream.read()
        for word in ("s3://archive/a.warc", "byte 1,234", "4 tries", "the server answered 503", "again later"):
            assert word in str(caught.value)
    assert bodies.starts == [0, *[1_234] * 3]  # the break itself counts too


def test_pauses_double_up_to_the_longest_with_jitter() -> None:
    pauses: list[float] = []
    bodies = Bodies(*[Interrupted("busy")] * 8)
    with stream_of(bodies, Timing(tries=9, pause_s=1.0, longest_pause_s=16.0), pauses.append) as stream:
        assert stream.read(1) == DATA[:1]
    full = [1.0, 2.0, 4.0, 8.0, 16.0, 16.0, 16.0, 16.0]
    assert len(pauses) == len(full)
    assert all(most / 2 <= pause <= most for pause, most in zip(pauses, full, strict=True))


def test_pauses_of_two_workers_differ() -> None:
    assert len({Timing().pause(3, 0.0) for _ in range(10)}) > 1


def test_a_store_is_not_asked_before_the_time_that_it_names() -> None:
    pauses: list[float] = []
    bodies = Bodies(Interrupted("busy", 30.0), Interrupted("busy", 86_400.0))
    with stream_of(bodies, Timing(pause_s=1.0, longest_pause_s=60.0), pauses.append) as stream:
        stream.read(1)
    assert pauses == [30.0, 60.0]


@given(
    failures=st.integers(1, 900),
    wanted=st.floats(0, 1e9),
    first=st.floats(0, 100),
    longest=st.floats(0, 1_000),
)
def test_no_pause_is_longer_than_the_longest(failures: int, wanted: float, first: float, longest: float) -> None:
    pause = Timing(pause_s=first, longest_pause_s=longest).pause(failures, wanted)
    assert 0 <= pause <= longest
    assert pause >= min(wanted, longest)


def test_a_file_that_changed_between_two_requests_is_not_read_on() -> None:
    bodies = Bodies(500)
    with stream_of(bodies, Timing()) as stream:
        assert stream.read(500) == DATA[:500]
        bodies.tag = "second"
        with pytest.raises(StoreError, match=r"a\.warc: it was changed while it was read; scan it again"):
            stream.read(1)
        assert all(body.is_closed for body in bodies.opened)


def test_a_request_that_tells_no_tag_does_not_make_the_stream_forget_the_first() -> None:
    bodies = Bodies(500, 500)
    with stream_of(bodies, Timing()) as stream:
        assert stream.read(500) == DATA[:500]
        bodies.tag = None
        assert stream.read(500) == DATA[500:1_000]
        bodies.tag = "second"
        with pytest.raises(StoreError, match="changed"):
            stream.read(1)


@given(
    cuts=st.lists(st.integers(1, 9_000), max_size=12),
    steps=st.lists(st.tuples(st.integers(0, 21_000), st.integers(0, 9_000)), max_size=8),
)
def test_wherever_it_breaks_and_seeks_each_read_gives_the_bytes_of_its_place(
    cuts: list[int], steps: list[tuple[int, int]]
) -> None:
    with stream_of(Bodies(*cuts), Timing(tries=2)) as stream:
        for offset, size in steps:
            assert stream.seek(offset) == offset
            assert stream.read(size) == DATA[offset : offset + size]
            assert stream.tell() == max(offset, min(offset + size, len(DATA)))
