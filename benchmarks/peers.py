"""What a scan is measured against, each run as a process of its own: ``python -m benchmarks.peers NAME PAGES ARCHIVE...`` (0: all).

``zlib``        decompress every member, nothing else: the floor
``libdeflate``  the same with the library that the scan uses: the floor that the scan really stands on
``rensa``       FastWARC, Resiliparse's text, MinHash and LSH by rensa against 1,000 stories: how this is done today
"""

from __future__ import annotations

import struct
import sys
import time
import zlib
from collections.abc import Callable, Iterator
from pathlib import Path

import rensa
from deflate import gzip_decompress
from fastwarc.warc import ArchiveIterator, WarcRecordType
from resiliparse.extract.html2text import extract_plain_text

from benchmarks.material import stories

_WINDOW = 8 << 20
_MAGIC = b"\x1f\x8b\x08\x00\x00\x00\x00\x00"
SHINGLE_WORDS = 5
PERMUTATIONS = 128
THRESHOLD = 0.3
"""The lowest that rensa's LSH was found of use at; even so it misses most partial copies (design: see README.md)."""


def members(path: Path) -> Iterator[tuple[bytes, int]]:
    """Yield each gzip member and the size of what is in it, without decompressing it."""
    with path.open("rb") as file:
        rest = b""
        while more := file.read(_WINDOW):
            rest += more
            at = 0
            while (end := rest.find(_MAGIC, at + 20)) > 0:
                yield rest[at:end], struct.unpack_from("<I", rest, end - 4)[0]
                at = end
            rest = rest[at:]
        yield rest, struct.unpack_from("<I", rest, len(rest) - 4)[0]


def inflate(path: Path, decompress: Callable[[bytes, int], bytes | bytearray], most: int) -> tuple[int, int, float]:
    """Decompress members; returns (members, bytes, seconds)."""
    count = size = 0
    started = time.perf_counter()
    for data, unpacked in members(path):
        size += len(decompress(data, unpacked))
        count += 1
        if count == most:
            break
    return count, size, time.perf_counter() - started


def minhash(path: Path, most: int) -> tuple[int, int, float]:
    """Find near-duplicates of 1,000 stories as data pipelines do; returns (pages, candidates, seconds for the pages)."""
    lsh = rensa.RMinHashLSH(threshold=THRESHOLD, num_perm=PERMUTATIONS, num_bands=32)
    for number, story in enumerate(stories(1_000)):
        lsh.insert(number, _sketch(story.text))
    count = found = 0
    started = time.perf_counter()
    with path.open("rb") as file:
        for record in ArchiveIterator(file, record_types=WarcRecordType.response):
            text = extract_plain_text(record.reader.read().decode("utf-8", "replace"))
            found += bool(lsh.query(_sketch(text)))
            count += 1
            if count == most:
                break
    return count, found, time.perf_counter() - started


def _sketch(text: str) -> rensa.RMinHash:
    words = text.lower().split()
    sketch = rensa.RMinHash(num_perm=PERMUTATIONS, seed=1)
    sketch.update([" ".join(words[i : i + SHINGLE_WORDS]) for i in range(max(1, len(words) - SHINGLE_WORDS + 1))])
    return sketch


PEERS: dict[str, Callable[[Path, int], tuple[int, int, float]]] = {
    "zlib": lambda path, most: inflate(path, lambda data, size: zlib.decompress(data, 31, size), most),
    "libdeflate": lambda path, most: inflate(path, gzip_decompress, most),
    "rensa": minhash,
}


def main() -> None:
    """Print pages, bytes or candidates, and seconds: without the start of Python, and of the index."""
    name, most, paths = sys.argv[1], int(sys.argv[2]), list(map(Path, sys.argv[3:]))
    if name not in PEERS:
        sys.exit(f"benchmarks.peers: no peer {name!r}; known are {', '.join(PEERS)}")
    results = [PEERS[name](path, most) for path in paths]
    print(*(sum(column) for column in zip(*results, strict=True)))


if __name__ == "__main__":
    main()
