"""INPUT of the command -> pages: files, folders, archives, lists of paths. A bad item is named; the rest goes on."""

from __future__ import annotations

import gzip
import json
import sys
import zlib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any
from urllib.parse import unquote

from wiretrace import html
from wiretrace.errors import InputError, PageError, PageTooLarge
from wiretrace.html import MAX_PAGE_BYTES
from wiretrace.model import Page
from wiretrace.warc import Damage, Record, read_archive

HTML = (".html", ".htm", ".xhtml", ".html.gz", ".htm.gz")
TEXT = (".txt", ".txt.gz")
ARCHIVES = (".warc", ".warc.gz", ".wet", ".wet.gz")
LINES = (".jsonl", ".jsonl.gz")
KNOWN = (*HTML, *TEXT, *ARCHIVES, *LINES)
MAX_PICTURES = 40
MAX_PICTURE_BYTES = 2_000_000


@dataclass(frozen=True, slots=True)
class PageSource:
    """One item of an input: a page with its name, or why it could not be read (``problem``)."""

    name: str
    page: Page | None
    problem: str | None = None


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
            _refuse_unreadable(Path(given))
            yield given


def _in_folder(folder: str) -> list[str]:
    return sorted(str(file) for file in Path(folder).rglob("*") if file.is_file() and file.name.endswith(KNOWN))


def _refuse_unreadable(path: Path) -> None:
    if not path.exists():
        raise InputError(f"{path}: no such file or folder")
    if not path.name.endswith(KNOWN):
        raise InputError(f"{path}: unknown kind of input; known are {', '.join(KNOWN)} and folders of these")


def read_page(path: str | Path, *, url: str | None = None) -> Page:
    """Read one page file (HTML or text, plain or gzip).

    Raises :class:`InputError` if it cannot be read, :class:`PageTooLarge` and :class:`PageTooDeep` as ``html.parse``.
    Pictures that lie beside a saved page are read too, so that a logo can be known by its picture.
    """
    path = Path(path)
    try:
        data = _bounded(path)
        if path.name.endswith(TEXT):
            return html.page_from_text(data, url)
        page = html.parse(data, url=url)
    except PageError as error:
        raise type(error)(f"{path}: {error}") from error
    return replace(page, pictures=_pictures_beside(path, page))


def read_pages(paths: Iterable[str]) -> Iterator[PageSource]:
    """Yield every page of the files, in order; an item that cannot be read is yielded with its problem."""
    for path in paths:
        try:
            yield from _read_file(Path(path))
        except (InputError, PageError) as error:
            yield PageSource(path, None, str(error))
        except OSError as error:
            yield PageSource(path, None, f"{path}: cannot be read ({error.strerror or error})")


def _read_file(path: Path) -> Iterator[PageSource]:
    _refuse_unreadable(path)
    if path.name.endswith(ARCHIVES):
        for item in read_archive(path):
            yield _from_archive(path, item)
    elif path.name.endswith(LINES):
        yield from _from_lines(path)
    else:
        yield PageSource(str(path), read_page(path))


def _from_archive(path: Path, item: Record | Damage) -> PageSource:
    if isinstance(item, Damage):
        return PageSource(str(path), None, str(item))
    name = item.url or str(path)
    try:
        if item.is_text or item.content_type.lower().startswith("text/plain"):
            page = html.page_from_text(item.payload, item.url, content_type=item.content_type, truncated=item.truncated)
            return PageSource(name, page)
        page = html.parse(item.payload, url=item.url, content_type=item.content_type, truncated=item.truncated)
        return PageSource(name, page)
    except PageError as error:
        return PageSource(name, None, f"{path}: {name}: {error}")


def _from_lines(path: Path) -> Iterator[PageSource]:
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
                yield _from_line(line, f"{path}:{number}")


def _from_line(line: bytes, where: str) -> PageSource:
    try:
        record: Any = json.loads(line)
    except (ValueError, RecursionError) as error:
        return PageSource(where, None, f"{where}: not JSON ({error})")
    if not isinstance(record, Mapping) or not any(isinstance(record.get(key), str) for key in ("html", "text")):
        return PageSource(where, None, f"{where}: the line needs html or text, beside id or url")
    url = record.get("url") if isinstance(record.get("url"), str) else None
    name = str(record.get("id") or url or where)
    try:
        if isinstance(record.get("html"), str):
            return PageSource(name, html.parse(record["html"], url=url))
        return PageSource(name, html.page_from_text(record["text"], url))
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
