"""What the benchmarks run on: web archives, WET files and indexes made from the shared data, kept in ``.bench``.

The archive repeats 1,460 real pages with every tenth word replaced by another word of the page, differently each time, and
each page is compressed anew as a member of its own, as Common Crawl does: no page decompresses from what is in the cache.
Pages that carry one of the real stories are left out, as the two were collected together; every 5,000th page is given a story
of the index, so that some pages are parsed and aligned: of a month of Common Crawl that would be 600,000 copies.

The stories are real ones (1,000 of a wire, 13,026 of the German press, cut to 468 words) and, beyond those, the same with
every fourth word replaced by a word of another story: the words stay as frequent as they are, the phrases are new.
"""

from __future__ import annotations

import itertools
import random
import re
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

from deflate import gzip_compress
from tests.gold import shared_data
from tests.gold.reuse import rows

from wiretrace import html
from wiretrace.errors import PageError
from wiretrace.index import IndexFile
from wiretrace.model import Story
from wiretrace.pages import record_page
from wiretrace.pipeline import Index
from wiretrace.warc import Record, read_archive

FOLDER = Path(__file__).resolve().parents[1] / ".bench"
ARCHIVE_BYTES = 540 << 20
"""Of each of two archives, compressed."""
COPY_EVERY = 5_000
STORY_WORDS = 468
WET_PAGES = 60_000
_TEXT = re.compile(rb">([^<>&]{24,})<")


def archives() -> list[Path]:
    """Two archives of real pages, varied: 1.08 GiB together."""
    return [_made(FOLDER / f"pages-{number}.warc.gz", _archive, number) for number in (1, 2)]


def texts() -> Path:
    """A WET file: the texts of the same pages, varied."""
    return _made(FOLDER / "pages.wet.gz", _texts)


def index(stories: int) -> Path:
    """An index of so many stories."""
    return _made(FOLDER / f"{stories}.idx", _index, stories)


def stories(count: int) -> Iterator[Story]:
    """The stories of an index: real ones first, then varied ones. The first 1,000 are a wire's."""
    real = [" ".join(text.split()[:STORY_WORDS]) for text in _real_texts()]
    for number in range(count):
        text = real[number % len(real)]
        if number >= len(real):
            text = _with_other_words(text, real[(number * 7 + 1) % len(real)], number)
        yield Story(id=f"bench-{number}", text=text)


def pages() -> list[Record]:
    """The real pages."""
    folder = shared_data("html_warc")
    if folder is None:
        sys.exit("benchmarks: the shared data is missing; say where it is with WIRECOPY_SHARED")
    return [item for item in read_archive(folder / "pages.warc.gz") if isinstance(item, Record)]


def _real_texts() -> list[str]:
    folder = shared_data("reuse")
    if folder is None:
        sys.exit("benchmarks: the shared data is missing; say where it is with WIRECOPY_SHARED")
    wire = [row["text"] for row in rows(folder / "synthetic_copies" / "wire.jsonl.gz")]
    press = [row["text"] for row in rows(folder / "german_press" / "articles.jsonl.gz")]
    return [text for text in wire + press if len(text.split()) >= 100]


def _with_other_words(text: str, other: str, seed: int) -> str:
    words, others = text.split(), other.split()
    first = seed % 4
    shift = seed // 4
    words[first::4] = [others[(i * 3 + shift) % len(others)] for i in range(len(words[first::4]))]
    words.insert(0, f"{seed}")
    return " ".join(words)


def _made(path: Path, make: object, *arguments: object) -> Path:
    """Make a file, unless it is there."""
    if not path.exists():
        FOLDER.mkdir(parents=True, exist_ok=True)
        started = time.monotonic()
        part = path.with_name(f"{path.name}.part")
        make(part, *arguments)  # type: ignore[operator]
        part.replace(path)
        print(
            f"made {path.name}: {path.stat().st_size / 1e6:,.0f} MB in {time.monotonic() - started:,.0f} s",
            file=sys.stderr,
        )
    return path


def _archive(path: Path, number: int) -> None:
    real = _innocent(pages())
    copied = [story.text for story in itertools.islice(stories(1_000), 1_000)]
    draw = random.Random(number)
    with path.open("wb") as file:
        for count in itertools.count():
            if file.tell() >= ARCHIVE_BYTES:
                return
            page = real[count % len(real)]
            body = _varied(bytes(page.payload), draw)
            if count % COPY_EVERY == COPY_EVERY - 1:
                body += f"<article><p>{draw.choice(copied)}</p></article>".encode()
            file.write(_member("response", f"{page.url}#{number}.{count}", page.content_type, body))


def _innocent(real: list[Record]) -> list[Record]:
    with Index.open(index(100_000)) as opened:
        return [page for page in real if not (_carries(page, opened))]


def _carries(page: Record, opened: Index) -> bool:
    try:
        return opened.may_carry(page.payload, page.content_type) and bool(opened.find(record_page(page)))
    except PageError:
        return False


def _texts(path: Path) -> None:
    real = [text for text in map(_text, _innocent(pages())) if text]
    draw = random.Random(3)
    with path.open("wb") as file:
        for count in range(WET_PAGES):
            text = _varied(b">" + real[count % len(real)] + b"<", draw)[1:-1]
            file.write(_member("conversion", f"https://text.example/{count}", "text/plain", text))


def _text(page: Record) -> bytes:
    try:
        return html.parse(bytes(page.payload), content_type=page.content_type).text.encode()
    except PageError:
        return b""


def _varied(body: bytes, draw: random.Random) -> bytes:
    """Replace every tenth word between two tags by another word of the page."""
    vocabulary = [word for found in _TEXT.finditer(body) for word in found[1].split()]
    if not vocabulary:
        return body

    def other(found: re.Match[bytes]) -> bytes:
        words = found[1].split(b" ")
        for at in range(draw.randrange(10), len(words), 10):
            words[at] = vocabulary[draw.randrange(len(vocabulary))]
        return b">" + b" ".join(words) + b"<"

    return _TEXT.sub(other, body)


def _member(kind: str, url: str, content_type: str, body: bytes) -> bytes:
    block = body
    if kind == "response":
        block = (
            f"HTTP/1.1 200 OK\r\nContent-Type: {content_type}\r\nContent-Length: {len(body)}\r\n\r\n".encode() + body
        )
    head = (
        f"WARC/1.0\r\nWARC-Type: {kind}\r\nWARC-Target-URI: {url}\r\nWARC-Date: 2026-03-02T09:00:00Z\r\n"
        f"WARC-Record-ID: <urn:uuid:12345678-0000-4000-8000-000000000000>\r\n"
        f"Content-Type: {'application/http; msgtype=response' if kind == 'response' else content_type}\r\n"
        f"Content-Length: {len(block)}\r\n\r\n"
    )
    return bytes(gzip_compress(head.encode() + block + b"\r\n\r\n", 6))


def _index(path: Path, count: int) -> None:
    IndexFile.build(path, stories(count)).close()


if __name__ == "__main__":  # what building an index takes, by itself
    with tempfile.TemporaryDirectory(dir=FOLDER) as scratch:
        _index(Path(scratch) / "built.idx", int(sys.argv[1]))
