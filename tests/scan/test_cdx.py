"""The index of an archive: captures found by a binary search, in one sorted file and in Common Crawl's two levels."""

from __future__ import annotations

import bisect
import gzip
import io
import json
from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.scan.store.server import Server
from wiretrace.errors import InputError, StoreError
from wiretrace.scan.cdx import Capture, find_capture, search_key
from wiretrace.scan.store import Store
from wiretrace.warc import ByteStream

DAY = "20260302090000"
DATE = "2026-03-02T09:00:00Z"
SITES = 40
PAGES = 150


def line_of(url: str, number: int, stamp: str = DAY, key: str = "") -> str:
    fields = {
        "url": url,
        "mime": "text/html",
        "status": "200",
        "length": str(900 + number),
        "offset": str(number * 1_000),
    }
    return f"{key or search_key(url)} {stamp} {json.dumps(fields | {'filename': f'crawl-data/{number % 7}.warc.gz'})}"


def capture(number: int) -> Capture:
    """What ``line_of`` says of a number."""
    return Capture(f"crawl-data/{number % 7}.warc.gz", number * 1_000, 900 + number)


def url_of(number: int) -> str:
    return f"https://www.site{number // PAGES:02}.example/story/{number % PAGES}"


LINES = sorted(line_of(url_of(number), number) for number in range(SITES * PAGES))
LARGE = "\n".join(LINES).encode() + b"\n"


class CountingStore(Store):
    """Counts the bytes that are read from files of this machine."""

    __slots__ = ()
    read_bytes = 0

    def open(self, address: str) -> ByteStream:
        return _Counted(address)


class _Counted(io.FileIO):
    def read(self, size: int | None = -1, /) -> bytes:
        data = super().read(size) or b""
        CountingStore.read_bytes += len(data)
        return data


@pytest.fixture(scope="module")
def large(tmp_path_factory: pytest.TempPathFactory) -> str:
    """One sorted file of 6,000 captures, 1 MB."""
    path = tmp_path_factory.mktemp("cdx") / "index.cdxj"
    path.write_bytes(LARGE)
    return str(path)


@pytest.fixture()
def server() -> Iterator[Server]:
    with Server() as server:
        yield server


def written(folder: Path, lines: Sequence[str], end: str = "\n") -> str:
    path = folder / "index.cdxj"
    path.write_text("\n".join(lines) + end)
    return str(path)


def zipped(lines: Sequence[str], per_block: int, per_part: int = 3) -> dict[str, bytes]:
    """The two levels of an index: a ``cluster.idx`` and the parts that hold its blocks."""
    files: dict[str, bytes] = {"cluster.idx": b""}
    for number, first in enumerate(range(0, len(lines), per_block)):
        block = gzip.compress("".join(f"{line}\n" for line in lines[first : first + per_block]).encode())
        part = f"cdx-{number // per_part:05}.gz"
        before = files.get(part, b"")
        key = " ".join(lines[first].split(" ", 2)[:2])
        files["cluster.idx"] += f"{key}\t{part}\t{len(before)}\t{len(block)}\t{number + 1}\n".encode()
        files[part] = before + block
    return files


def put(folder: Path, files: dict[str, bytes]) -> str:
    for name, data in files.items():
        (folder / name).write_bytes(data)
    return str(folder / "cluster.idx")


@pytest.mark.parametrize("number", [0, 1, 2_999, 3_000, 4_321, SITES * PAGES - 1])
def test_a_capture_is_found_and_little_is_read_of_the_file(large: str, number: int) -> None:
    CountingStore.read_bytes = 0
    assert find_capture(large, CountingStore(), url_of(number), DATE) == capture(number)
    assert 0 < CountingStore.read_bytes < len(LARGE) / 4


def test_the_first_and_the_last_line_are_found(large: str) -> None:
    for line in (LINES[0], LINES[-1]):
        fields = json.loads(line.split(" ", 2)[2])
        found = find_capture(large, Store(), fields["url"], None)
        assert found == Capture(fields["filename"], int(fields["offset"]), int(fields["length"]))


@pytest.mark.parametrize(
    "url",
    [
        "https://aaa.example/",
        "https://zzz.zzz/",
        "https://www.site20.example/story/999",
        "https://www.site20.example/story",
        "https://www.site20.example/story/1/more",
        "https://site99.example/",
    ],
)
def test_an_address_that_is_not_listed_is_not_found(large: str, url: str) -> None:
    CountingStore.read_bytes = 0
    assert find_capture(large, CountingStore(), url, None) is None
    assert CountingStore.read_bytes < len(LARGE) / 4


def test_over_the_network_a_search_costs_a_few_ranges(server: Server) -> None:
    server.files["/index.cdxj"] = LARGE
    url = server.url("/index.cdxj")
    assert find_capture(url, Store.for_inputs([url]), url_of(3_210), DATE) == capture(3_210)
    assert 6 <= len(server.asked) <= 10
    assert all(asked.range for asked in server.asked)


@pytest.mark.parametrize("end", ["\n", ""])
def test_the_last_line_needs_no_end(tmp_path: Path, end: str) -> None:
    cdx = written(tmp_path, LINES[:3], end)
    assert find_capture(cdx, Store(), json.loads(LINES[2].split(" ", 2)[2])["url"], None)


def test_an_empty_index_lists_nothing(tmp_path: Path) -> None:
    (tmp_path / "a.cdxj").touch()
    assert find_capture(str(tmp_path / "a.cdxj"), Store(), url_of(1), None) is None


URL = "https://www.dailygull.example/News/Ferry"
STAMPS = ["20260301120000", "20260302090000", "20260302090001", "20260305000000"]
CAPTURES = sorted(line_of(URL, number, stamp) for number, stamp in enumerate(STAMPS))


@pytest.mark.parametrize(
    ("date", "number"),
    [
        (None, 3),
        ("", 3),
        ("2026-03-02T09:00:00Z", 1),
        ("2026-03-02T09:00:01.250Z", 2),
        ("20260301120000", 0),
        ("2026-03-02T09:00:02Z", None),
    ],
)
def test_of_several_captures_that_of_the_date_is_taken_or_the_latest(
    tmp_path: Path, date: str | None, number: int | None
) -> None:
    cdx = written(tmp_path, CAPTURES)
    assert find_capture(cdx, Store(), URL, date) == (None if number is None else capture(number))


QUERIES = ["", "?id=1", "?id=10", "?id=1&page=2", "?ID=1", "/more"]


@pytest.mark.parametrize("query", QUERIES)
def test_addresses_of_one_path_are_told_apart_by_their_queries(tmp_path: Path, query: str) -> None:
    url = "https://dailygull.example/story"
    lines = [line_of(url + each, number, key=search_key(url) + each.lower()) for number, each in enumerate(QUERIES)]
    cdx = written(tmp_path, sorted(lines))
    assert find_capture(cdx, Store(), url + query, DATE) == capture(QUERIES.index(query))


@pytest.mark.parametrize("listed", ["http://a.example/x", "https://a.example/x", "https://a.example/x/"])
@pytest.mark.parametrize("wanted", ["http://a.example/x", "https://a.example/x", "http://a.example/x/"])
def test_scheme_and_a_slash_at_the_end_make_no_difference(tmp_path: Path, listed: str, wanted: str) -> None:
    cdx = written(tmp_path, [line_of(listed, 5)])
    assert find_capture(cdx, Store(), wanted, DATE) == capture(5)


@pytest.mark.parametrize(
    ("url", "key"),
    [
        ("https://www.DailyGull.example/News/Ferry/", "example,dailygull)/news/ferry"),
        ("http://www2.dailygull.example", "example,dailygull)/"),
        ("https://dailygull.example/?p=1", "example,dailygull)/"),
        ("https://wwwhale.example/a?b#c", "example,wwwhale)/a"),
        ("https://news.dailygull.co.example/a/b", "example,co,dailygull,news)/a/b"),
    ],
)
def test_the_key_of_an_address(url: str, key: str) -> None:
    assert search_key(url) == key


@pytest.mark.parametrize("body", ["", "html 200 x.warc.gz", '{"url": "https', "[1, 2]", '"text"', "null"])
def test_a_line_that_is_no_capture_is_named(tmp_path: Path, body: str) -> None:
    cdx = written(tmp_path, [f"{search_key(URL)} {DAY} {body}"])
    with pytest.raises(InputError, match=r"index\.cdxj: not an index of captures \(CDXJ\): .*example,dailygull"):
        find_capture(cdx, Store(), URL, DATE)


@pytest.mark.parametrize(
    "fields", [{}, {"filename": "a", "offset": "x", "length": "1"}, {"offset": "1", "length": "1"}]
)
def test_a_line_that_does_not_say_where_is_named(tmp_path: Path, fields: dict[str, str]) -> None:
    cdx = written(tmp_path, [f"{search_key(URL)} {DAY} {json.dumps(fields | {'url': URL})}"])
    with pytest.raises(
        InputError, match=r"index\.cdxj: the line of https://www\.dailygull.* names no file, offset and length"
    ):
        find_capture(cdx, Store(), URL, DATE)


def test_an_index_that_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(InputError, match=r"gone\.cdxj: cannot be read"):
        find_capture(str(tmp_path / "gone.cdxj"), Store(), URL, DATE)


@pytest.mark.parametrize("number", [0, 49, 50, 2_999, 5_950, SITES * PAGES - 1])
def test_captures_are_found_through_two_levels(tmp_path: Path, number: int) -> None:
    cdx = put(tmp_path, zipped(LINES, 50))
    assert find_capture(cdx, Store(), url_of(number), DATE) == capture(number)


def test_two_levels_give_every_capture_and_no_other(tmp_path: Path) -> None:
    lines = LINES[:60]
    cdx = put(tmp_path, zipped(lines, 7))
    for line in lines:
        fields = json.loads(line.split(" ", 2)[2])
        assert find_capture(cdx, Store(), fields["url"], DATE) == Capture(
            fields["filename"], int(fields["offset"]), int(fields["length"])
        )
    for url in ("https://aaa.example/", "https://www.site00.example/story/9999", "https://zzz.zzz/"):
        assert find_capture(cdx, Store(), url, None) is None


@pytest.mark.parametrize("per_block", [1, 2, 3, 5, 100])
def test_a_key_whose_lines_span_blocks_is_found_in_each(tmp_path: Path, per_block: int) -> None:
    before, after = line_of("https://a.example/", 8), line_of("https://zebra.example/", 9)
    cdx = put(tmp_path, zipped([before, *CAPTURES, after], per_block))
    for number, stamp in enumerate(STAMPS):
        assert find_capture(cdx, Store(), URL, stamp) == capture(number)
    assert find_capture(cdx, Store(), URL, None) == capture(3)


def test_two_levels_are_read_over_the_network_by_ranges_of_one_block(server: Server) -> None:
    for name, data in zipped(LINES, 50).items():
        server.files[f"/cc/indexes/{name}"] = data
    cdx = server.url("/cc/indexes/cluster.idx")
    assert find_capture(cdx, Store.for_inputs([cdx]), url_of(3_210), DATE) == capture(3_210)
    parts = [asked for asked in server.asked if not asked.path.endswith("cluster.idx")]
    at = bisect.bisect_left(LINES, search_key(url_of(3_210))) // 50
    entry = server.files["/cc/indexes/cluster.idx"].splitlines()[at].decode().split("\t")
    assert (parts[0].path, parts[0].range) == (f"/cc/indexes/{entry[1]}", f"bytes={entry[2]}-")
    assert len(parts) <= 2


@pytest.mark.parametrize(
    "entry",
    [
        "a line without tabs",
        "example,dailygull)/ 2026\tcdx-00000.gz\tzero\t10\t1",
        "example,dailygull)/ 2026\tcdx-00000.gz\t0\tten\t1",
        "example,dailygull)/ 2026\tcdx-00000.gz\t3\t100\t1",
        "example,dailygull)/ 2026\tcdx-00000.gz\t999999\t100\t1",
        "example,dailygull)/ 2026\tcdx-00000.gz\t0\t40\t1",
    ],
    ids=["no tabs", "offset", "length", "no block there", "behind the end", "cut block"],
)
def test_an_entry_that_leads_to_no_block_is_named(tmp_path: Path, entry: str) -> None:
    cdx = put(tmp_path, zipped(CAPTURES, 50) | {"cluster.idx": f"{entry}\n".encode()})
    with pytest.raises(InputError, match=r"cluster\.idx: leads to no block of lines: .*"):
        find_capture(cdx, Store(), URL, DATE)


def test_a_part_that_is_not_there_is_named(tmp_path: Path, server: Server) -> None:
    files = zipped(CAPTURES, 50)
    del files["cdx-00000.gz"]
    with pytest.raises(InputError, match=r"cdx-00000\.gz: cannot be read"):
        find_capture(put(tmp_path, files), Store(), URL, DATE)
    server.files["/cluster.idx"] = files["cluster.idx"]
    cdx = server.url("/cluster.idx")
    with pytest.raises(StoreError, match=r"cdx-00000\.gz: the server answered 404"):
        find_capture(cdx, Store.for_inputs([cdx]), URL, DATE)


LISTINGS = st.lists(st.tuples(st.sampled_from("abcdef"), st.integers(0, 40)), min_size=1, max_size=60, unique=True)


@given(listing=LISTINGS, per_block=st.integers(1, 9), padding=st.sampled_from([0, 700, 20_000]))
def test_whatever_is_listed_is_found_in_both_forms(
    tmp_path_factory: pytest.TempPathFactory, listing: list[tuple[str, int]], per_block: int, padding: int
) -> None:
    urls = [f"https://{host}.example/{number}" for host, number in listing]
    lines = sorted(line_of(url, at).replace("text/html", "x" * padding) for at, url in enumerate(urls))
    folder = tmp_path_factory.mktemp("cdx")
    forms = [written(folder, lines), put(folder, zipped(lines, per_block))]
    for at in {0, len(urls) // 2, len(urls) - 1}:
        assert [find_capture(cdx, Store(), urls[at], DATE) for cdx in forms] == [capture(at)] * 2
    assert [find_capture(cdx, Store(), "https://c.example/41", None) for cdx in forms] == [None] * 2
