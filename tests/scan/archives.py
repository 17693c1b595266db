"""A small wire and web archives in which some pages carry its stories, written for the tests of scans."""

import gzip
import json
import random
from pathlib import Path

from tests.test_warc import HTML, record_of, response
from wiretrace.cli import main

WORDS = """harbour ferry council bridge winter budget school teacher village river doctor market farmer storm engine
painter museum library garden window station morning evening witness report minister journey island summer letter""".split()
PARTS = "never often once again before after under over beside without within against".split()


def story_text(number: int, words: int = 120) -> str:
    """Prose of its own for each number."""
    draw = random.Random(f"story {number}")
    return " ".join(f"{draw.choice(PARTS)} {draw.choice(WORDS)}{draw.randrange(40)}" for _ in range(words // 2)) + "."


def page(number: int, story: int | None = None) -> bytes:
    """A page of its own for each number; it carries a story, if one is given."""
    article = f"<p>{story_text(story)}</p><p>By Ada Quill, Harbour Line News Service</p>" if story is not None else ""
    filler = "".join(f"<p>{story_text(10_000 + 10 * number + i, 60)}</p>" for i in range(3))
    return (
        f"<!doctype html><html><head><title>Page {number}</title></head><body>{article}{filler}</body></html>".encode()
    )


def write_archive(path: Path, first: int, pages: int, every: int) -> Path:
    """Write an archive of pages, of which every so many carries the story of its own number."""
    members = (
        response(url(n), page(n, n if n % every == 0 else None), HTML, gz=True) for n in range(first, first + pages)
    )
    path.write_bytes(b"".join(members))
    return path


def write_texts(path: Path, first: int, pages: int, every: int) -> Path:
    """Write the same pages as a WET file: their texts."""
    with path.open("wb") as file:
        for n in range(first, first + pages):
            text = (story_text(n) if n % every == 0 else "") + "\n" + story_text(10_000 + 10 * n, 60)
            file.write(gzip.compress(record_of("conversion", url(n), "text/plain", text.encode())))
    return path


def write_stories(path: Path, numbers: range) -> Path:
    """Write stories as the command reads them."""
    wire = {"name": "Harbour Line News Service", "aliases": ["HLNS"]}
    rows = ({"id": f"hlns-{n}", "headline": f"Story {n}", "text": story_text(n), "wire": wire} for n in numbers)
    path.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
    return path


def make_crawl(folder: Path, files: int, pages: int, every: int) -> Path:
    """Write an index, archives of pages, and ``whole.jsonl``, the output of a scan that nobody disturbed."""
    stories = write_stories(folder / "stories.jsonl", range(files * pages))
    assert main(["index", str(stories), "-o", str(folder / "wire.idx")]) == 0
    for n in range(files):
        write_archive(folder / f"{n}.warc.gz", n * pages, pages, every)
    assert main(["scan", *inputs(folder), "--index", str(folder / "wire.idx"), "-o", str(folder / "whole.jsonl")]) == 0
    assert (folder / "whole.jsonl").read_bytes().count(b"\n") == files * pages / every
    return folder


def inputs(folder: Path) -> list[str]:
    """The archives of a crawl, in order."""
    return sorted(str(path) for path in folder.glob("*.warc.gz"))


def url(number: int) -> str:
    """The address of a page."""
    return f"https://dailygull.example/{number}"
