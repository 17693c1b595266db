"""STORIES of the command -> stories: JSON Lines, Markdown with front matter, HTML."""

from __future__ import annotations

import gzip
import json
import re
import zlib
from collections.abc import Iterable, Iterator, Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from wiretrace import html
from wiretrace.errors import PageError, StoryConflict, StoryError
from wiretrace.frontmatter import read_front_matter
from wiretrace.model import Page, Picture, Status, Story, Wire

MAX_LINE_CHARS = 32 * 1024 * 1024
"""Ten times a story of 500,000 words; a longer line is a decompression bomb or no story."""
STATUSES: tuple[Status, ...] = ("usable", "corrected", "killed", "withdrawn")
_MARKUP = re.compile(
    r"!?\[([^\]\n]*)\]\(([^)\s]+)[^)\n]*\)|^#{1,6}\s+|^>\s?|[*_`]{1,3}(?=\S)|(?<=\S)[*_`]{1,3}", re.MULTILINE
)


def read_stories(paths: Iterable[str | Path]) -> list[Story]:
    """Read all stories of files and folders, in order.

    Raises :class:`StoryError`, which names the file, the line and the field, and :class:`StoryConflict` for two
    records of one id and version that differ; two that are the same count once.
    """
    stories: dict[tuple[str, int], Story] = {}
    for path in paths:
        for story, where in _read(Path(path)):
            known = stories.setdefault((story.id, story.version), story)
            if known != story:
                raise StoryConflict(f"{where}: story {story.id} has a version {story.version} already, which differs")
    if not stories:
        raise StoryError(f"{', '.join(map(str, paths))}: no story is in there")
    return list(stories.values())


def _read(path: Path) -> Iterator[tuple[Story, str]]:
    if path.is_dir():
        kinds = (".md", ".jsonl", ".jsonl.gz", ".html", ".htm")
        for file in sorted(file for file in path.rglob("*") if file.is_file() and file.name.endswith(kinds)):
            yield from _read(file)
        return
    try:
        if path.name.endswith((".jsonl", ".jsonl.gz")):
            yield from _from_lines(path)
        elif path.suffix == ".md":
            yield _from_markdown(path), str(path)
        elif path.suffix in (".html", ".htm"):
            yield _from_html(path), str(path)
        else:
            raise StoryError(f"{path}: unknown kind of stories; known are .jsonl[.gz], .md, .html and folders of these")
    except (OSError, EOFError, zlib.error, UnicodeDecodeError) as error:
        raise StoryError(f"{path}: cannot be read ({getattr(error, 'strerror', None) or error})") from error


def _from_lines(path: Path) -> Iterator[tuple[Story, str]]:
    opener = gzip.open if path.name.endswith(".gz") else open
    with opener(path, "rt", encoding="utf-8") as lines:
        for number, line in enumerate(iter(lambda: lines.readline(MAX_LINE_CHARS), ""), start=1):
            if not line.strip():
                continue
            where = f"{path}:{number}"
            if len(line) == MAX_LINE_CHARS:
                raise StoryError(f"{where}: the line is longer than {MAX_LINE_CHARS:,} characters; one story a line")
            try:
                record: Any = json.loads(line)
            except (ValueError, RecursionError) as error:
                raise StoryError(f"{where}: not JSON ({error})") from error
            yield story_from(record, where=where), where


def _from_markdown(path: Path) -> Story:
    record, body = read_front_matter(path.read_text(encoding="utf-8"), where=str(path))
    links = [hit[1] for hit in re.findall(r"(?<!!)\[([^\]\n]*)\]\(([^)\s]+)", body)]
    record.setdefault("id", path.stem)
    record.setdefault("links", links)
    record["text"] = _MARKUP.sub(lambda hit: hit.group(1) or "", body).strip()
    return story_from(record, where=str(path))


def _from_html(path: Path) -> Story:
    page = _parsed(path.read_bytes(), str(path))
    heads = [page.text[b.start : b.end] for b in page.blocks if b.element >= 0 and page.elements[b.element].tag == "h1"]
    authors = [value for key, value in page.meta if key in ("author", "article:author")]
    record = {"id": path.stem, "headline": (heads or [page.title])[0], "byline": authors, "url": page.canonical}
    return story_from({**record, **_body(page)}, where=str(path))


def _body(page: Page) -> dict[str, Any]:
    """Text, links and pictures of a story's HTML: its paragraphs, or all its text where it has none."""
    inside = {"p", "blockquote", "li", "h2", "h3"}
    parts = [
        page.text[block.start : block.end]
        for block in page.blocks
        if block.element >= 0 and page.elements[block.element].tag in inside and not page.elements[block.element].hidden
    ]
    pictures = [{"url": image.sources[0]} for image in page.images if image.kind == "img" and image.sources]
    return {
        "text": "\n".join(parts) or page.text[: page.visible_end],
        "links": [link.href for link in page.links],
        "pictures": pictures,
    }


def _parsed(data: bytes | str, where: str) -> Page:
    try:
        return html.parse(data)
    except PageError as error:
        raise StoryError(f"{where}: the story's HTML cannot be read: {error}") from error


def story_from(record: object, *, where: str) -> Story:
    """Turn a record of the contract into a story.

    Times without a zone are UTC; unknown keys are left alone. Raises :class:`StoryError`, which names ``where``, the
    field and the next step.
    """
    if not isinstance(record, Mapping):
        raise StoryError(f"{where}: a story is an object with id and text")
    if record.get("html") and not record.get("text"):
        body = _body(_parsed(str(record["html"]), where))
        record = {**body, **record, "text": body["text"]}
    field = _Fields(record, where)
    story_id = field.text("id")
    text = field.text("text")
    if not story_id:
        raise StoryError(f"{where}: the story has no id; give it one that stays the same in all its versions")
    if not text or not text.strip():
        raise StoryError(f"{where}: story {story_id} has no text; give it text or html")
    status = field.text("status") or "usable"
    if status not in STATUSES:
        raise StoryError(f"{where}: status {status!r} is unknown; use one of {', '.join(STATUSES)}")
    return Story(
        story_id,
        text,
        version=field.version(),
        headline=field.text("headline") or "",
        byline=field.texts("byline"),
        dateline=field.text("dateline") or "",
        url=field.text("url"),
        published=field.time("published"),
        embargo_until=field.time("embargo_until"),
        status=status,
        wire=field.wire(),
        links=field.texts("links"),
        pictures=field.pictures(),
        beacon=field.text("beacon"),
        language=field.text("language"),
    )


class _Fields:
    """Reads the fields of one record; every refusal names the record and the field."""

    def __init__(self, record: Mapping[str, Any], where: str) -> None:
        self._record = record
        self._where = where

    def text(self, key: str) -> str | None:
        value = self._record.get(key)
        if value is None or isinstance(value, str):
            return value
        raise StoryError(f"{self._where}: {key} is {value!r}; give a text")

    def texts(self, key: str) -> tuple[str, ...]:
        value = self._record.get(key) or ()
        if isinstance(value, str):
            return (value,)
        if not isinstance(value, (list, tuple)) or not all(isinstance(item, str) for item in value):
            raise StoryError(f"{self._where}: {key} is {value!r}; give a list of texts")
        return tuple(value)

    def version(self) -> int:
        value = self._record.get("version", 1)
        if isinstance(value, bool) or not isinstance(value, int) or value < 1:
            raise StoryError(f"{self._where}: version is {value!r}; give a whole number from 1")
        return value

    def time(self, key: str) -> datetime | None:
        value = self._record.get(key)
        if value is None or value == "":
            return None
        try:
            time = datetime.fromisoformat(str(value))
        except ValueError as error:
            raise StoryError(f"{self._where}: {key} is {value!r}; give a time such as 2026-03-01T09:00:00Z") from error
        return time if time.tzinfo else time.replace(tzinfo=UTC)

    def wire(self) -> Wire | None:
        value = self._record.get("wire")
        if value is None:
            return None
        if not isinstance(value, Mapping) or not isinstance(value.get("name"), str):
            raise StoryError(f"{self._where}: wire is {value!r}; give an object with a name")
        inner = _Fields(value, f"{self._where}: wire")
        lists = (inner.texts("aliases"), inner.texts("notices"), inner.texts("logos"))
        return Wire(value["name"], *lists, inner.text("home"))

    def pictures(self) -> tuple[Picture, ...]:
        found = []
        for value in self._record.get("pictures") or ():
            if not isinstance(value, Mapping) or not isinstance(value.get("url"), str):
                raise StoryError(f"{self._where}: a picture is {value!r}; give an object with a url")
            rights = value.get("rights", True)
            found.append(Picture(value["url"], str(value.get("credit") or ""), bool(rights), value.get("phash")))
        return tuple(found)
