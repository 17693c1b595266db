"""Lists of archives: what they hold, where relative paths lead, and what is no list."""

import gzip
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.scan.store.server import Server
from wiretrace.errors import AddressRefused, InputError, StoreError
from wiretrace.scan import manifest
from wiretrace.scan.manifest import read_manifest
from wiretrace.scan.store import Store, Timing

SEGMENT = "crawl-data/CC-MAIN-2026-10/segments/1772/warc/CC-MAIN-2026-1772-00000.warc.gz"
OTHER = SEGMENT.replace("00000", "00001")
CRAWL = "/crawl-data/CC-MAIN-2026-10/warc.paths.gz"


@pytest.fixture()
def server() -> Iterator[Server]:
    with Server() as server:
        yield server


def listed(server: Server, path: str, base: str | None = None) -> list[str]:
    url = server.url(path)
    return list(read_manifest(url, Store.for_inputs([url]), base))


@pytest.mark.parametrize("is_gz", [True, False])
@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_paths_of_a_local_list_lie_beside_it(tmp_path: Path, is_gz: bool, end: str) -> None:
    data = end.join(
        ["a.warc.gz", "", "  sub/b.warc  ", "https://dailygull.example/c.warc", "s3://crawl/d.warc"]
    ).encode()
    path = tmp_path / ("list.paths.gz" if is_gz else "list.paths")
    path.write_bytes(gzip.compress(data) if is_gz else data)
    assert list(read_manifest(str(path), Store())) == [
        str(tmp_path / "a.warc.gz"),
        str(tmp_path / "sub/b.warc"),
        "https://dailygull.example/c.warc",
        "s3://crawl/d.warc",
    ]


def test_what_is_gzip_is_known_by_its_bytes_not_its_name(tmp_path: Path) -> None:
    (tmp_path / "list.paths").write_bytes(gzip.compress(b"a.warc\n") + gzip.compress(b"b.warc\n"))
    found = list(read_manifest(str(tmp_path / "list.paths"), Store(), "/data"))
    assert found == ["/data/a.warc", "/data/b.warc"]


@pytest.mark.parametrize("base", ["https://data.example", "https://data.example/", "s3://crawl/", "/mnt/crawl"])
def test_relative_paths_lie_below_the_base(tmp_path: Path, base: str) -> None:
    path = tmp_path / "warc.paths"
    path.write_text(f"{SEGMENT}\n/{OTHER}\nhttps://elsewhere.example/c.warc\n")
    root = base.rstrip("/")
    assert list(read_manifest(str(path), Store(), base)) == [
        f"{root}/{SEGMENT}",
        f"{root}/{OTHER}",
        "https://elsewhere.example/c.warc",
    ]


def test_paths_of_a_list_of_common_crawl_lie_on_its_own_host(server: Server) -> None:
    server.files[CRAWL] = gzip.compress(f"{SEGMENT}\n/{OTHER}\n".encode())
    assert listed(server, CRAWL) == [server.url(f"/{SEGMENT}"), server.url(f"/{OTHER}")]


def test_the_host_of_the_list_may_hold_the_crawl_in_a_folder(server: Server) -> None:
    server.files[f"/mirror{CRAWL}"] = f"{SEGMENT}\n".encode()
    assert listed(server, f"/mirror{CRAWL}") == [server.url(f"/mirror/{SEGMENT}")]


def test_paths_of_a_list_with_another_layout_lie_in_its_folder(server: Server) -> None:
    server.files["/lists/warc.paths"] = b"a.warc.gz\n/sub/b.warc.gz\n"
    assert listed(server, "/lists/warc.paths") == [server.url("/lists/a.warc.gz"), server.url("/lists/sub/b.warc.gz")]


def test_a_base_goes_before_the_host_of_the_list(server: Server) -> None:
    server.files[CRAWL] = f"{SEGMENT}\n".encode()
    assert listed(server, CRAWL, "s3://commoncrawl") == [f"s3://commoncrawl/{SEGMENT}"]


@pytest.mark.parametrize(
    "data",
    [
        gzip.compress(b"a.warc.gz\n" * 500)[:-12],
        gzip.compress(b"a.warc.gz\n" * 500)[:20],
        gzip.compress(b"a.warc.gz\n")[:12] + b"\xff" * 30,
        b"\x1f\x8b",
        b"\x1f\x8bnot gzip at all",
        b"\xff\xfe\x00a",
        gzip.compress(b"caf\xe9.warc"),
    ],
    ids=["cut", "cut early", "broken", "only begun", "no gzip", "no UTF-8", "no UTF-8 in gzip"],
)
def test_a_broken_list_is_named(tmp_path: Path, data: bytes) -> None:
    path = tmp_path / "warc.paths.gz"
    path.write_bytes(data)
    with pytest.raises(InputError, match=r"warc\.paths\.gz: not a list of paths \(.+\); download it again"):
        list(read_manifest(str(path), Store()))


@pytest.mark.parametrize("is_gz", [True, False])
def test_a_list_that_is_too_large_is_refused(tmp_path: Path, is_gz: bool, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(manifest, "MAX_MANIFEST_BYTES", 1_000)
    path = tmp_path / "warc.paths"
    for size, fits in ((1_000, True), (1_001, False)):
        data = b"a\n" * 500 + b"b" * (size - 1_000)
        path.write_bytes(gzip.compress(data) if is_gz else data)
        if fits:
            assert len(list(read_manifest(str(path), Store()))) == 500
            continue
        with pytest.raises(InputError, match=r"warc\.paths: a list of more than 1,000 bytes; split it"):
            list(read_manifest(str(path), Store()))


def test_a_list_that_is_not_there_is_named(server: Server, tmp_path: Path) -> None:
    with pytest.raises(InputError, match=r"gone\.paths: cannot be read"):
        list(read_manifest(str(tmp_path / "gone.paths"), Store()))
    with pytest.raises(StoreError, match="gone.paths: the server answered 404".replace(".", r"\.")):
        listed(server, "/gone.paths")
    url = server.url("/private.paths")
    with pytest.raises(AddressRefused):
        list(read_manifest(url, Store(timing=Timing(tries=1))))


def test_an_empty_list_lists_nothing(tmp_path: Path) -> None:
    for data in (b"", b"\n \n", gzip.compress(b"")):
        (tmp_path / "a.paths").write_bytes(data)
        assert list(read_manifest(str(tmp_path / "a.paths"), Store())) == []
