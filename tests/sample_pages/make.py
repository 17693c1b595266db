"""Writes the sample pages and their web archive: ``python -m tests.sample_pages.make``."""

from __future__ import annotations

import gzip
import io
from hashlib import sha256
from uuid import UUID

from PIL import Image

from tests.sample_pages.cases import Made, all_pages
from tests.sample_pages.source import SAMPLES


def archive(pages: list[Made]) -> bytes:
    """Return the pages as a WARC, a gzip member a record, the same bytes each time."""
    info = b"software: wiretrace samples\r\nformat: WARC File Format 1.1\r\n"
    records = [_record("warcinfo", "application/warc-fields", pages[0].at, info)]
    for page in pages:
        body = page.html.encode()
        head = f"HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\nContent-Length: {len(body)}\r\n\r\n"
        kind = "application/http; msgtype=response"
        records.append(_record("response", kind, page.at, head.encode() + body, url=page.url))
    return b"".join(gzip.compress(record, 9, mtime=0) for record in records)


def _record(kind: str, content_type: str, at: str, block: bytes, *, url: str = "") -> bytes:
    digest = sha256(block + url.encode()).digest()
    lines = [
        "WARC/1.1",
        f"WARC-Type: {kind}",
        f"WARC-Record-ID: <urn:uuid:{UUID(bytes=digest[:16], version=4)}>",
        f"WARC-Date: {at}",
        *([f"WARC-Target-URI: {url}"] if url else []),
        f"Content-Type: {content_type}",
        f"Content-Length: {len(block)}",
    ]
    return "\r\n".join(lines).encode() + b"\r\n\r\n" + block + b"\r\n\r\n"


def small_jpeg(logo: bytes) -> bytes:
    """Return the logo as a publisher's system makes it over: smaller, on white, as JPEG."""
    original = Image.open(io.BytesIO(logo)).convert("RGBA")
    white = Image.new("RGBA", original.size, "white")
    made = io.BytesIO()
    Image.alpha_composite(white, original).convert("RGB").resize((120, 45)).save(made, "JPEG", quality=70)
    return made.getvalue()


def write() -> None:
    """Write pages and archive into the package's samples."""
    pages = all_pages()
    for page in pages:
        (SAMPLES / "pages" / page.file).write_text(page.html, encoding="utf-8")
    saved = SAMPLES / "pages" / "20-logo-by-picture_files"
    saved.mkdir(exist_ok=True)
    (saved / "p-4471.jpg").write_bytes(small_jpeg((SAMPLES / "wire" / "hlns-logo.png").read_bytes()))
    (SAMPLES / "pages.warc.gz").write_bytes(archive(pages))


if __name__ == "__main__":
    write()
