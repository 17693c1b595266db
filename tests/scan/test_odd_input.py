"""What comes from elsewhere and is not as it should be: an error that names it, never an exception of another kind."""

import io
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tests.scan.store.server import Fault, Server
from tests.scan.store.test_http import DATA, IMPATIENT, PATH, opened, server
from tests.scan.store.test_s3 import aws, endpoint, writer
from tests.scan.store.test_s3 import opened as s3_opened
from tests.scan.test_cdx import CAPTURES, DATE, DAY, LINES, URL, capture, line_of, put, url_of, written, zipped
from tests.scan.test_parquet import LINE
from wiretrace.errors import AddressRefused, InputError, RunError, StoreError
from wiretrace.scan.cdx import find_capture, search_key
from wiretrace.scan.lines import json_line
from wiretrace.scan.manifest import read_manifest
from wiretrace.scan.parquet import write_parquet
from wiretrace.scan.store import RangedStream, Store
from wiretrace.scan.store.guard import Guard, is_public
from wiretrace.scan.store.http import http_source

__all__ = ["aws", "endpoint", "server", "writer"]  # fixtures


@pytest.mark.parametrize("offset", [len(DATA), len(DATA) + 1_000])
def test_behind_the_end_of_a_file_there_is_nothing(server: Server, offset: int) -> None:
    with opened(server) as stream:
        stream.seek(offset)
        assert stream.read(10) == b""
        assert stream.size == len(DATA)


def test_an_empty_file_is_empty(server: Server) -> None:
    server.files[PATH] = b""
    with opened(server) as stream:
        assert (stream.read(), stream.seek(0, io.SEEK_END)) == (b"", 0)


def test_an_empty_object_is_empty(aws: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    aws.put_object(Bucket="crawl", Key="empty", Body=b"")
    with s3_opened(None, monkeypatch, "s3://crawl/empty") as stream:
        assert (stream.read(), stream.seek(0, io.SEEK_END)) == (b"", 0)


@pytest.mark.parametrize(("left", "headers"), [(90_000, {"ETag": None}), (50_000, {})])
def test_a_file_that_shrank_while_it_was_read_was_changed(server: Server, left: int, headers: dict[str, Any]) -> None:
    server.faults += [Fault(sends=70_000), Fault(headers=headers)]
    with opened(server) as stream:
        assert stream.read(70_000) == DATA[:70_000]
        server.files[PATH] = DATA[:left]
        with pytest.raises(StoreError, match="changed"):
            stream.read()


@pytest.mark.parametrize("location", ["http://[", "http://a..b/x", "//[x", "http://exa mple/"])
def test_a_redirect_to_what_is_no_address_is_refused(server: Server, location: str) -> None:
    server.faults.append(Fault(302, {"Location": location}))
    with opened(server) as stream, pytest.raises(StoreError):
        stream.read()


@pytest.mark.parametrize("host", ["a..b", "x" * 64 + ".example", ".example", "exa mple", "a_\x00.example"])
def test_a_host_that_can_be_none_is_refused(host: str) -> None:
    with pytest.raises(AddressRefused):
        Guard(frozenset()).address_for(f"http://{host}/a")


def test_a_host_and_a_path_beyond_ascii_are_asked_for_in_ascii(server: Server) -> None:
    server.files["/%C3%A9%20b"] = b"found"
    url = server.url("/é b", "例え.example")
    guard = Guard(frozenset(filter(None, [Guard.origin_of(url)])), lambda host, port: ["127.0.0.1"])
    with RangedStream(url, http_source(url, guard, IMPATIENT), IMPATIENT) as stream:
        assert stream.read() == b"found"


def test_bytes_that_came_before_a_stall_count(server: Server) -> None:
    server.faults += [Fault(sends=100_000, hangs=True)] * 2
    with opened(server, timing=IMPATIENT) as stream:
        assert stream.read(len(DATA)) == DATA


@pytest.mark.parametrize(
    "ip",
    ["::ffff:224.0.0.251", "64:ff9b:1::7f00:1", "::127.0.0.1", "fec0::1", "::ffff:0:127.0.0.1", "64:ff9b::224.0.0.1"],
)
def test_an_address_that_wraps_one_that_is_not_public_is_not_public(ip: str) -> None:
    assert not is_public(ip)


def test_what_was_never_there_is_not_asked_for_again_wherever_in_it(server: Server) -> None:
    pauses: list[float] = []
    with opened(server, path="/gone", sleep=pauses.append) as stream:
        stream.seek(1000)
        with pytest.raises(StoreError, match="check the address"):
            stream.read(1)
    assert pauses == []


@pytest.mark.parametrize(
    "headers",
    [
        {"Retry-After": "Tue, 03 Mar 2026 10:00:40 GMT", "Date": "Tue, 03 Mar 2026 10:00:40"},
        {"Retry-After": "9" * 5000},
    ],
    ids=["a date without a zone", "a number of 5,000 digits"],
)
def test_an_odd_time_to_wait_is_passed_over(server: Server, headers: dict[str, str]) -> None:
    server.faults.append(Fault(503, headers))
    with opened(server) as stream:
        assert stream.read(3) == DATA[:3]


def test_a_range_of_5000_digits_is_refused(server: Server) -> None:
    span = f"bytes 0-{'9' * 400}/{'9' * 5000}"
    server.faults.append(Fault(206, {"Content-Length": "0", "Content-Range": span}))
    with opened(server) as stream, pytest.raises(StoreError):
        stream.read()


def test_the_query_of_a_manifest_is_no_part_of_its_folder(server: Server) -> None:
    server.files["/l/a.paths?s=b/c"] = b"x.warc\n"
    url = server.url("/l/a.paths?s=b/c")
    assert list(read_manifest(url, Store.for_inputs([url]))) == [server.url("/l/x.warc")]


@pytest.mark.parametrize(
    "fields",
    [{"offset": None}, {"length": []}, {"offset": "-5"}, {"offset": -5, "length": -1}, {"offset": float("inf")}],
    ids=str,
)
def test_a_line_of_an_index_that_leads_nowhere_is_refused(tmp_path: Path, fields: dict[str, Any]) -> None:
    body = json.dumps({"url": URL, "filename": "a", "offset": "1", "length": "1"} | fields)
    cdx = written(tmp_path, [f"{search_key(URL)} {DAY} {body}"])
    with pytest.raises(InputError):
        find_capture(cdx, Store(), URL, DATE)


def test_a_line_of_an_index_that_nests_without_end_is_refused(tmp_path: Path) -> None:
    cdx = written(tmp_path, [f"{search_key(URL)} {DAY} " + "[" * 100_000])
    with pytest.raises(InputError):
        find_capture(cdx, Store(), URL, DATE)


@pytest.mark.parametrize("span", ["-1\t10", "0\t-1", "0\t99999999999"])
def test_a_block_of_an_index_that_lies_nowhere_is_refused(tmp_path: Path, span: str) -> None:
    entry = f"example,dailygull)/ 2026\tcdx-00000.gz\t{span}\t1\n".encode()
    cdx = put(tmp_path, zipped(CAPTURES, 50) | {"cluster.idx": entry})
    with pytest.raises(InputError):
        find_capture(cdx, Store(), URL, DATE)


def test_a_port_is_a_part_of_the_key(tmp_path: Path) -> None:
    url = "https://dailygull.example:8443/a"
    cdx = written(tmp_path, [line_of(url, 5, key="example,dailygull:8443)/a")])
    assert find_capture(cdx, Store(), url, DATE) == capture(5)


def test_what_is_no_address_is_not_listed(tmp_path: Path) -> None:
    assert find_capture(written(tmp_path, CAPTURES), Store(), "http://[", None) is None


def test_blank_lines_of_an_index_are_passed_over(tmp_path: Path) -> None:
    cdx = written(tmp_path, [line for each in LINES for line in (each, "")])
    assert find_capture(cdx, Store(), url_of(5000), DATE) == capture(5000)


def test_half_a_surrogate_pair_is_written_as_its_escape(tmp_path: Path, read_parquet: Callable[[Path], Any]) -> None:
    lines = tmp_path / "out.jsonl"
    lines.write_bytes(json_line(LINE | {"page": "https://a.example/\ud800"}))
    write_parquet(lines, tmp_path / "out.parquet")
    assert read_parquet(tmp_path / "out.parquet")["page"] == ["https://a.example/\\ud800"]


def test_a_line_that_is_cut_is_named_and_leaves_nothing_half_written(tmp_path: Path) -> None:
    (tmp_path / "out.jsonl").write_bytes(b"{half\n")
    with pytest.raises(RunError, match="no line of a scan"):
        write_parquet(tmp_path / "out.jsonl", tmp_path / "out.parquet")
    assert [path.name for path in tmp_path.iterdir()] == ["out.jsonl"]


@pytest.fixture()
def read_parquet() -> Callable[[Path], Any]:
    """How a Parquet file is read back: its columns by name."""
    parquet = pytest.importorskip("pyarrow.parquet")
    return lambda path: parquet.read_table(path).to_pydict()
