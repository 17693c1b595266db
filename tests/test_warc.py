"""Archives: what is whole is given, what is not says so, and damage costs no more than it must."""

import gzip
import random
import zlib
from pathlib import Path

import pytest

from wiretrace.warc import MAX_MEMBER_BYTES, MAX_RECORD_BYTES, Damage, Record, read_archive

HTML = ("Content-Type", "text/html; charset=utf-8")


def body_of(number: int, size: int = 1_000) -> bytes:
    return b"<p>" + bytes(random.Random(number).choices(range(97, 123), k=size))


def record_of(kind: str, url: str, content_type: str, block: bytes) -> bytes:
    head = (
        f"WARC/1.0\r\nWARC-Type: {kind}\r\nWARC-Target-URI: {url}\r\nWARC-Date: 2026-03-02T09:00:00Z\r\n"
        f"WARC-Record-ID: <urn:uuid:12345678-0000-4000-8000-000000000000>\r\n"
        f"Content-Type: {content_type}\r\nContent-Length: {len(block)}\r\n\r\n"
    )
    return head.encode() + block + b"\r\n\r\n"


def response(url: str, body: bytes, *headers: tuple[str, str], gz: bool = False) -> bytes:
    """A response record, one gzip member if ``gz``; without ``headers`` it is HTML in UTF-8."""
    http = "".join(f"{key}: {value}\r\n" for key, value in headers or (HTML,))
    block = f"HTTP/1.1 200 OK\r\n{http}\r\n".encode() + body
    record = record_of("response", url, "application/http; msgtype=response", block)
    return gzip.compress(record) if gz else record


def three(*, gz: bool, size: int = 1_000) -> list[bytes]:
    return [response(f"https://dailygull.example/{n}", body_of(n, size), gz=gz) for n in range(3)]


def read(tmp_path: Path, data: bytes, name: str = "a.warc.gz") -> tuple[list[Record], list[Damage]]:
    path = tmp_path / name
    path.write_bytes(data)
    found = list(read_archive(path))
    return [item for item in found if isinstance(item, Record)], [item for item in found if isinstance(item, Damage)]


def numbers(records: list[Record]) -> list[int]:
    return [int(record.url[-1]) for record in records]


@pytest.mark.parametrize("gz", [True, False])
def test_a_whole_archive_is_read_in_order(tmp_path: Path, gz: bool) -> None:
    records, damages = read(tmp_path, b"".join(three(gz=gz)))
    assert not damages
    assert [record.payload for record in records] == [body_of(n) for n in range(3)]
    assert numbers(records) == [0, 1, 2]
    assert records[0].content_type == HTML[1]
    assert records[0].date is not None
    assert not any(record.truncated or record.is_text for record in records)


def test_an_archive_in_one_gzip_member_is_read(tmp_path: Path) -> None:
    records, damages = read(tmp_path, gzip.compress(b"".join(three(gz=False))))
    assert (numbers(records), damages) == ([0, 1, 2], [])


def test_wet_records_are_text(tmp_path: Path) -> None:
    wet = gzip.compress(record_of("conversion", "https://dailygull.example/", "text/plain", b"One\nTwo"))
    (record,), damages = read(tmp_path, wet, "a.wet.gz")
    assert (record.payload, record.is_text, damages) == (b"One\nTwo", True, [])


def test_pictures_and_requests_are_passed_over(tmp_path: Path) -> None:
    picture = response("https://dailygull.example/9", b"\x89PNG", ("Content-Type", "image/png"))
    records, damages = read(tmp_path, picture + three(gz=False)[0], "a.warc")
    assert (numbers(records), damages) == ([0], [])


def test_an_archive_cut_in_the_middle_gives_what_is_there_and_says_where(tmp_path: Path) -> None:
    parts = three(gz=True)
    records, damages = read(tmp_path, b"".join(parts)[:-300])
    assert numbers(records) == [0, 1, 2]
    assert body_of(2).startswith(records[2].payload)
    assert [bool(record.truncated) for record in records] == [False, False, True]
    assert {damage.offset for damage in damages} == {len(parts[0] + parts[1])}
    assert "a.warc.gz" in str(damages[0])


def test_a_plain_archive_cut_in_the_middle_says_so_too(tmp_path: Path) -> None:
    parts = three(gz=False)
    records, (damage,) = read(tmp_path, b"".join(parts)[:-300], "a.warc")
    assert [bool(record.truncated) for record in records] == [False, False, True]
    assert damage.offset == len(parts[0] + parts[1])


@pytest.mark.parametrize("size", [1_000, 3_000_000], ids=["small", "larger than what is read at once"])
def test_a_broken_member_costs_its_own_record_only(tmp_path: Path, size: int) -> None:
    first, second, third = three(gz=True, size=size)
    middle = len(second) // 2
    broken = second[:middle] + b"\0" * 60 + second[middle + 60 :]
    records, (damage,) = read(tmp_path, first + broken + third)
    assert numbers(records) == [0, 2]
    assert records[1].payload == body_of(2, size)
    assert damage.offset == len(first)


def test_junk_between_members_is_named_and_skipped(tmp_path: Path) -> None:
    first, second, third = three(gz=True)
    records, (damage,) = read(tmp_path, first + b"not gzip" * 400_000 + second + third)
    assert (numbers(records), damage.offset) == ([0, 1, 2], len(first))


def test_padding_with_zeros_at_the_end_is_no_damage(tmp_path: Path) -> None:
    records, damages = read(tmp_path, b"".join(three(gz=True)) + b"\0" * 5_000)
    assert (numbers(records), damages) == ([0, 1, 2], [])


LONGER = (b"Content-Length: 1", b"Content-Length: 9")
SHORTER = (b"Content-Length: 10", b"Content-Length: 1")


@pytest.mark.parametrize("lie", [LONGER, SHORTER], ids=["longer", "shorter"])
@pytest.mark.parametrize("gz", [True, False])
def test_a_lying_content_length_marks_its_record_and_no_other(
    tmp_path: Path, lie: tuple[bytes, bytes], gz: bool
) -> None:
    parts = three(gz=False)
    parts[0] = parts[0].replace(*lie, 1)
    data = b"".join(gzip.compress(part) if gz else part for part in parts)
    records, damages = read(tmp_path, data, "a.warc.gz" if gz else "a.warc")
    assert numbers(records) == [0, 1, 2]
    assert [bool(record.truncated) for record in records] == [True, False, False]
    assert len(damages) == 1
    assert damages[0].offset == 0
    assert body_of(1) not in records[0].payload


def test_a_body_shorter_than_its_http_header_says_is_marked(tmp_path: Path) -> None:
    (record,), _ = read(tmp_path, response("https://a.example/", b"<p>x", HTML, ("Content-Length", "900")), "a.warc")
    assert record.truncated == "4 of 900 bytes are there"


def test_the_crawlers_own_word_on_a_cut_is_kept(tmp_path: Path) -> None:
    data = three(gz=False)[0].replace(b"WARC-Date", b"WARC-Truncated: length\r\nWARC-Date", 1)
    (record,), _ = read(tmp_path, data, "a.warc")
    assert record.truncated == "length"


def raw_deflate(data: bytes) -> bytes:
    engine = zlib.compressobj(wbits=-15)
    return engine.compress(data) + engine.flush()


BODY = b"<p>The ferry stopped."
BROTLI = bytes.fromhex(
    "0b0a803c703e5468652066657272792073746f707065642e03"
)  # of BODY; no part of the project writes brotli


@pytest.mark.parametrize(
    ("body", "header"),
    [
        (gzip.compress(BODY), ("Content-Encoding", "gzip")),
        (zlib.compress(BODY), ("Content-Encoding", "deflate")),
        (raw_deflate(BODY), ("Content-Encoding", "deflate")),
        (BROTLI, ("Content-Encoding", "br")),
        (b"9;ext=1\r\n<p>The fe\r\nc\r\nrry stopped.\r\n0\r\n\r\n", ("Transfer-Encoding", "chunked")),
        (BODY, ("Content-Encoding", "gzip")),
        (BODY, ("Content-Encoding", "br")),
        (BODY, ("Content-Encoding", "deflate")),
        (BODY, ("Transfer-Encoding", "chunked")),
    ],
)
def test_encodings_are_undone_and_those_that_are_not_there_passed_over(
    tmp_path: Path, body: bytes, header: tuple[str, str]
) -> None:
    (record,), damages = read(tmp_path, response("https://a.example/", body, HTML, header), "a.warc")
    assert (record.payload, record.truncated, damages) == (BODY, None, [])


def test_a_cut_encoding_gives_what_is_there_and_says_so(tmp_path: Path) -> None:
    whole = gzip.compress(body_of(1, 5_000))
    (record,), _ = read(
        tmp_path, response("https://a.example/", whole[:2_000], HTML, ("Content-Encoding", "gzip")), "a.warc"
    )
    assert record.payload
    assert body_of(1, 5_000).startswith(record.payload)
    assert "cut" in (record.truncated or "")
    (record,), _ = read(
        tmp_path, response("https://a.example/", b"9\r\n<p>The", HTML, ("Transfer-Encoding", "chunked")), "a.warc"
    )
    assert (record.payload, bool(record.truncated)) == (b"<p>The", True)


@pytest.mark.parametrize("encoding", ["gzip", "br", "deflate"])
def test_a_broken_encoding_ends_its_own_record_only(tmp_path: Path, encoding: str) -> None:
    noise = b"\x1f\x8b" + bytes(range(255, 128, -1))
    data = response("https://a.example/7", noise, HTML, ("Content-Encoding", encoding)) + three(gz=False)[0]
    records, (damage,) = read(tmp_path, data, "a.warc")
    assert numbers(records) == [0]
    assert "the page of https://a.example/7 cannot be read" in str(damage)
    assert encoding in str(damage)


def test_an_encoding_that_nobody_knows_is_named_unless_the_body_is_stored_without_it(tmp_path: Path) -> None:
    known = response("https://a.example/1", b"<p>stored decoded", HTML, ("Content-Encoding", "zstd"))
    unknown = response("https://a.example/2", b"\x28\xb5\x2f\xfd" * 9, HTML, ("Content-Encoding", "zstd"))
    (record,), (damage,) = read(tmp_path, known + unknown, "a.warc")
    assert (record.payload, record.truncated) == (b"<p>stored decoded", None)
    assert "encoding, zstd, is not known" in str(damage)


@pytest.mark.parametrize("megabytes", [1, 9, 20])
def test_a_hole_of_zeros_is_damage_however_large(tmp_path: Path, megabytes: int) -> None:
    hole = bytes(megabytes << 20)
    more = [response(f"https://dailygull.example/{n}", body_of(n), gz=True) for n in (3, 4)]
    records, damages = read(tmp_path, b"".join(three(gz=True)) + hole + b"".join(more))
    assert numbers(records) == [0, 1, 2, 3, 4]
    assert len(damages) == 1
    records, damages = read(tmp_path, b"".join(three(gz=True)) + hole)
    assert numbers(records) == [0, 1, 2]


def test_a_large_record_that_is_no_page_is_no_damage(tmp_path: Path) -> None:
    film = response("https://a.example/film", bytes(MAX_RECORD_BYTES + 1), ("Content-Type", "video/mp4"), gz=True)
    records, damages = read(tmp_path, film + three(gz=True)[1])
    assert (numbers(records), damages) == ([1], [])


def test_bombs_are_named_and_the_rest_is_read(tmp_path: Path) -> None:
    first, second = three(gz=True)[:2]
    member = gzip.compress(bytes(MAX_MEMBER_BYTES + 1))
    records, (damage,) = read(tmp_path, first + member + second)
    assert (numbers(records), damage.offset) == ([0, 1], len(first))
    assert f"{MAX_MEMBER_BYTES:,}" in damage.reason


def test_a_body_that_unpacks_without_end_is_named_and_the_rest_is_read(tmp_path: Path) -> None:
    body = gzip.compress(bytes(MAX_RECORD_BYTES * 2))
    data = response("https://a.example/7", body, HTML, ("Content-Encoding", "gzip")) + three(gz=False)[0]
    records, (damage,) = read(tmp_path, data, "a.warc")
    assert numbers(records) == [0]
    assert "https://a.example/7" in damage.reason


@pytest.mark.parametrize("data", [b"hello world\n" * 50, gzip.compress(b"<html>" * 50), b"\x1f\x8b\x08"])
def test_what_is_no_archive_is_named(tmp_path: Path, data: bytes) -> None:
    records, damages = read(tmp_path, data, "a.warc")
    assert not records
    assert damages


def test_an_empty_archive_has_no_pages_and_no_damage(tmp_path: Path) -> None:
    assert read(tmp_path, b"") == ([], [])
