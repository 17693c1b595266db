"""Bad input, whole: a clear, named error or a bounded answer, in bounded memory; nothing half is whole."""

import gzip
import json
import resource
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.test_warc import response
from wiretrace import html
from wiretrace.errors import PageTooDeep, PageTooLarge, StoryConflict, StoryError
from wiretrace.pages import read_page, read_pages
from wiretrace.stories import MAX_LINE_CHARS, read_stories

PROSE = "The harbour master said on Monday that the ferry would stay. "


@pytest.fixture(autouse=True)
def bounded() -> Iterator[None]:
    """Every test of this file adds less than 700 MB to the process."""
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    yield
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < 700_000


def test_a_page_of_0_bytes_is_an_empty_page(tmp_path: Path) -> None:
    (tmp_path / "a.html").write_bytes(b"")
    page = read_page(tmp_path / "a.html")
    assert (page.text, page.elements[:0], page.is_html) == ("", (), True)


def test_a_page_of_200_mb_is_refused(tmp_path: Path) -> None:
    with (tmp_path / "a.html").open("wb") as file:
        file.truncate(200_000_000)
    with pytest.raises(PageTooLarge, match=r"a\.html"):
        read_page(tmp_path / "a.html")


def test_a_gzip_bomb_of_a_page_is_refused_without_unpacking_it(tmp_path: Path) -> None:
    (tmp_path / "a.html.gz").write_bytes(gzip.compress(bytes(200_000_000), 1))
    with pytest.raises(PageTooLarge, match=r"a\.html\.gz"):
        read_page(tmp_path / "a.html.gz")


def test_tags_100_000_deep_are_refused() -> None:
    with pytest.raises(PageTooDeep):
        html.parse(b"<div>" * 100_000 + PROSE.encode())


@pytest.mark.parametrize("charset", ["utf-16", "utf-16-le", "utf-16-be"])
def test_a_page_in_utf_16_is_read(charset: str) -> None:
    assert html.parse(f"<html><p>{PROSE}Köln".encode(charset)).text == f"{PROSE}Köln"


def test_windows_1252_declared_as_utf_8_is_read() -> None:
    page = html.parse("<meta charset=utf-8><p>Café – “x”".encode("cp1252"), content_type="text/html; charset=utf-8")
    assert (page.text, page.charset) == ("Café – “x”", "windows-1252")


def test_nul_bytes_do_not_end_a_page() -> None:
    text = html.parse(b"<p>before\0after</p>\0<p>" + PROSE.encode() + b"\0").text
    assert "before" in text
    assert PROSE.strip() in text


def test_an_archive_with_a_broken_member_a_cut_and_a_lying_length_gives_the_rest(tmp_path: Path) -> None:
    body = f"<p>{PROSE * 40}</p></html>".encode()
    parts = [response(f"https://dailygull.example/{n}", body, gz=True) for n in range(5)]
    parts[1] = parts[1][:80] + b"\0" * 40 + parts[1][120:]
    plain = gzip.decompress(parts[2])
    parts[2] = gzip.compress(plain.replace(b"\r\nContent-Length: ", b"\r\nContent-Length: 1", 1))
    (tmp_path / "a.warc.gz").write_bytes(b"".join(parts)[:-40])
    sources = list(read_pages([str(tmp_path / "a.warc.gz")]))
    pages = {source.name[-1]: source.page for source in sources if source.page}
    assert {name: bool(page.truncated) for name, page in pages.items() if name in "03"} == {"0": False, "3": False}
    assert all(page.truncated for name, page in pages.items() if name in "124")
    assert "1" not in pages
    assert sum("damaged at byte" in (source.problem or "") for source in sources) >= 3


def test_stories_without_text_and_two_with_one_id_are_refused(tmp_path: Path) -> None:
    record = {"id": "hlns-1", "text": PROSE}
    path = tmp_path / "s.jsonl"
    path.write_text(json.dumps({"id": "hlns-1"}))
    with pytest.raises(StoryError, match="has no text"):
        read_stories([path])
    path.write_text(f"{json.dumps(record)}\n{json.dumps({**record, 'text': 'Other.'})}")
    with pytest.raises(StoryConflict, match="hlns-1"):
        read_stories([path])


def test_stories_of_20_and_of_500_000_words_are_read_whole(tmp_path: Path) -> None:
    short, long = " ".join(["word"] * 20), " ".join(f"w{n}" for n in range(500_000))
    path = tmp_path / "s.jsonl"
    path.write_text("\n".join(json.dumps({"id": str(len(text)), "text": text}) for text in (short, long)))
    assert [story.text for story in read_stories([path])] == [short, long]


def test_a_gzip_bomb_of_stories_is_refused(tmp_path: Path) -> None:
    (tmp_path / "s.jsonl.gz").write_bytes(gzip.compress(b"x" * (MAX_LINE_CHARS * 3), 1))
    with pytest.raises(StoryError, match=r"s\.jsonl\.gz:1"):
        read_stories([tmp_path / "s.jsonl.gz"])
