"""INPUT of the command -> pages: files, folders, archives, lists of paths. A bad item is named; the rest goes on."""

from __future__ import annotations

import gzip
import json
import sys
import zlib
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any
from urllib.parse import unquote

from wiretrace import html
from wiretrace.errors import InputError, PageError, PageTooLarge
from wiretrace.html import MAX_PAGE_BYTES
from wiretrace.model import Page
from wiretrace.warc import ByteStream, Damage, Record, read_records

HTML = (".html", ".htm", ".xhtml", ".html.gz", ".htm.gz")
TEXT = (".txt", ".txt.gz")
ARCHIVES = (".warc", ".warc.gz", ".wet", ".wet.gz")
LINES = (".jsonl", ".jsonl.gz")
KNOWN = (*HTML, *TEXT, *ARCHIVES, *LINES)
MAX_PICTURES = 40
MAX_PICTURE_BYTES = 2_000_000


Worth = Callable[["bytes | bytearray", "str | None", bool], bool]
"""Says from a page's bytes, its Content-Type, and whether it is HTML (else plain text), whether to parse it."""


@dataclass(frozen=True, slots=True)
class PageSource:
    """One item of an input: a page with its name, or why it could not be read (``problem``).

    Neither page nor problem: it was read, and not worth parsing. ``date`` is when an archive says that it was taken, as
    written; ``is_text``: the archive holds only the page's text.
    """

    name: str
    page: Page | None
    problem: str | None = None
    date: str | None = None
    is_text: bool = False

    @property
    def is_page(self) -> bool:
        """Say whether a page was read; else it is a part of an archive that could not be, or that holds none."""
        return self.problem is None and bool(self.name)


def input_files(inputs: Iterable[str]) -> Iterator[str]:
    """Yield the files of INPUT arguments: folders recursively in order, ``-`` as a list of paths on stdin.

    Raises :class:`InputError` for an argument that is missing or of an unknown kind; one of a list is yielded, so that
    :func:`read_pages` names it and reads the others. Of folders, only files of known kinds are taken.
    """
    for given in inputs:
        if given == "-":
            for line in filter(None, map(str.strip, sys.stdin)):
                yield from _in_folder(line) if Path(line).is_dir() else (line,)
        elif Path(given).is_dir():
            yield from _in_folder(given)
        else:
            refuse_unreadable(Path(given))
            yield given


def _in_folder(folder: str) -> list[str]:
    return sorted(str(file) for file in Path(folder).rglob("*") if file.is_file() and file.name.endswith(KNOWN))


def refuse_unreadable(path: Path) -> None:
    """Raise ``InputError`` if a file is not there, or of a kind that is not read."""
    if not path.exists():
        raise InputError(f"{path}: no such file or folder")
    if not path.name.endswith(KNOWN):
        raise InputError(f"{path}: unknown kind of input; known are {', '.join(KNOWN)} and folders of these")


def _always(data: bytes | bytearray, content_type: str | None, is_html: bool) -> bool:
    return True


def read_page(path: str | Path, *, url: str | None = None) -> Page:
    """Read one page file (HTML or text, plain or gzip).

    Raises :class:`InputError` if it cannot be read, :class:`PageTooLarge` and :class:`PageTooDeep` as ``html.parse``.
    Pictures that lie beside a saved page are read too, so that a logo can be known by its picture.
    """
    path = Path(path)
    try:
        return _page_of(path, _bounded(path), url)
    except PageError as error:
        raise type(error)(f"{path}: {error}") from error


def _page_of(path: Path, data: bytes, url: str | None = None) -> Page:
    if path.name.endswith(TEXT):
        return html.page_from_text(data, url)
    page = html.parse(data, url=url)
    return replace(page, pictures=_pictures_beside(path, page))


def read_pages(paths: Iterable[str], *, worth: Worth = _always) -> Iterator[PageSource]:
    """Yield every page of the files, in order; an item that cannot be read is yielded with its problem.

    A page that is not ``worth`` parsing is yielded by its name alone.
    """
    for path in paths:
        try:
            yield from _read_file(Path(path), worth)
        except (InputError, PageError) as error:
            yield PageSource(path, None, str(error))
        except OSError as error:
            yield PageSource(path, None, f"{path}: cannot be read ({error.strerror or error})")


def _read_file(path: Path, worth: Worth) -> Iterator[PageSource]:
    refuse_unreadable(path)
    if path.name.endswith(ARCHIVES):
        with path.open("rb", buffering=0) as archive:
            yield from archive_pages(archive, str(path), worth=worth)
    elif path.name.endswith(LINES):
        yield from _from_lines(path, worth)
    else:
        data = _bounded(path)
        is_worth = worth(data, None, not path.name.endswith(TEXT))
        try:
            yield PageSource(str(path), _page_of(path, data) if is_worth else None)
        except PageError as error:
            yield PageSource(str(path), None, f"{path}: {error}")


_NO_PAGE = PageSource("", None)  # so that whoever waits hears of a stretch of an archive that holds no page


def archive_pages(archive: ByteStream, name: str, *, worth: Worth = _always) -> Iterator[PageSource]:
    """Yield every page of a web archive that is open, as ``read_pages`` does; ``name`` is what problems call it."""
    for item in read_records(archive, name):
        yield _from_archive(name, item, worth) if item else _NO_PAGE
        del item  # its memory is used again for the next one (`warc.members`)


def _from_archive(archive: str, item: Record | Damage, worth: Worth) -> PageSource:
    if isinstance(item, Damage):
        return PageSource(archive, None, str(item))
    name = item.url or archive
    if not worth(item.payload, item.content_type, item.is_html):
        return PageSource(name, None)
    try:
        return PageSource(name, record_page(item), date=item.date, is_text=item.is_text)
    except PageError as error:
        return PageSource(name, None, f"{archive}: {name}: {error}")


def record_page(record: Record) -> Page:
    """Parse the page of an archive's record. Raises ``PageTooLarge`` and ``PageTooDeep``."""
    read = html.parse if record.is_html else html.page_from_text
    return read(bytes(record.payload), url=record.url, content_type=record.content_type, truncated=record.truncated)


def _from_lines(path: Path, worth: Worth) -> Iterator[PageSource]:
    opener = gzip.open if path.name.endswith(".gz") else open
    with opener(path, "rb") as lines:
        for number in range(1, sys.maxsize):
            try:
                line = lines.readline(MAX_PAGE_BYTES + 1)
            except (EOFError, zlib.error, gzip.BadGzipFile) as error:
                yield PageSource(str(path), None, f"{path}: broken after line {number - 1} ({error})")
                return
            if not line:
                return
            if len(line) > MAX_PAGE_BYTES:
                yield PageSource(str(path), None, f"{path}: line {number} is longer than {MAX_PAGE_BYTES:,} bytes")
                while line and not line.endswith(b"\n"):
                    line = lines.readline(MAX_PAGE_BYTES)
            elif line.strip():
                yield _from_line(line, f"{path}:{number}", worth)


def _from_line(line: bytes, where: str, worth: Worth) -> PageSource:
    try:
        record: Any = json.loads(line)
    except (ValueError, RecursionError) as error:
        return PageSource(where, None, f"{where}: not JSON ({error})")
    if not isinstance(record, Mapping) or not any(isinstance(record.get(key), str) for key in ("html", "text")):
        return PageSource(where, None, f"{where}: the line needs html or text, beside id or url")
    url = record.get("url") if isinstance(record.get("url"), str) else None
    name = str(record.get("id") or url or where)
    is_html = isinstance(record.get("html"), str)
    text: str = record["html" if is_html else "text"]
    if not worth(text.encode("utf-8", "replace"), "charset=utf-8", is_html):
        return PageSource(name, None)
    try:
        return PageSource(name, html.parse(text, url=url) if is_html else html.page_from_text(text, url))
    except PageError as error:
        return PageSource(name, None, f"{where}: {error}")


def _bounded(path: Path) -> bytes:
    try:
        if path.name.endswith(".gz"):
            with gzip.open(path, "rb") as file:
                data = file.read(MAX_PAGE_BYTES + 1)
        else:
            with path.open("rb") as file:
                data = file.read(MAX_PAGE_BYTES + 1)
    except (OSError, EOFError, zlib.error) as error:
        raise InputError(f"{path}: cannot be read ({getattr(error, 'strerror', None) or error})") from error
    if len(data) > MAX_PAGE_BYTES:
        raise PageTooLarge(f"larger than {MAX_PAGE_BYTES:,} bytes; it is not read")
    return data


def _pictures_beside(path: Path, page: Page) -> dict[str, bytes]:
    """The bytes of pictures that the page names by a relative path inside its own folder."""
    folder = path.resolve().parent
    found: dict[str, bytes] = {}
    for source in dict.fromkeys(source for image in page.images for source in image.sources):
        if len(found) >= MAX_PICTURES:
            break
        picture = _picture_in(folder, source)
        if picture is not None:
            found[source] = picture
    return found


def _picture_in(folder: Path, source: str) -> bytes | None:
    """The file that ``source`` names inside ``folder``; ``None``: there is none, or it is too large."""
    if "://" in source or source.startswith(("/", "data:", "#")) or "\0" in source or len(source) > 500:
        return None
    for name in dict.fromkeys((source, unquote(source.partition("?")[0]))):
        try:
            file = (folder / name).resolve()
            if file.is_relative_to(folder) and file.is_file() and file.stat().st_size <= MAX_PICTURE_BYTES:
                return file.read_bytes()
        except (OSError, ValueError):  # a name that no file can have (too long, a NUL after unquoting)
            continue
    return None
