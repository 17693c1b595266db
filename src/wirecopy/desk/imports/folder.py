"""Stories of a folder of Markdown files with front matter. The only importer of markdown-it."""

from __future__ import annotations

import os
from collections.abc import Collection, Iterator, Mapping
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import Any, Final
from urllib.parse import unquote, urlsplit

from markdown_it import MarkdownIt

from wirecopy.desk.imports.item import Fetch, Imported, Picture, Problem, key_prefix, source_key
from wirecopy.desk.imports.moments import moment, moment_or_remark
from wirecopy.desk.imports.pictures import WEB, absolute, pictures_in
from wirecopy.desk.imports.wording import correction_in, each_once, language_of, line, names_in
from wirecopy.desk.markup import sound
from wirecopy.errors import WirecopyError
from wiretrace.errors import WiretraceError
from wiretrace.frontmatter import read_front_matter

KIND: Final = "folder"
MOST_BYTES: Final = 4 << 20
_SUFFIXES: Final = (".md", ".markdown")
_MARKDOWN: Final = MarkdownIt("commonmark", {"html": False})
_LONGEST_DATELINE: Final = 120


def read(
    where: str, *, fetch: Fetch | None = None, since: datetime | None = None, known: Collection[str] = ()
) -> Iterator[Imported | Problem]:
    """Read the files of a folder and the folders in it, by name; ``since`` is held against each file's time.

    Those of ``known`` whose file is gone come as deleted, unless the folder itself is. Hidden files are left out. Links that
    lead out of the folder are not followed.
    """
    root = Path(where)
    if not root.is_dir():
        yield Problem(where, "is no folder, or cannot be read; check the path; nothing is taken as deleted")
        return
    there: set[str] = set()
    failed: list[OSError] = []
    for path in _files(root, failed):
        name = path.relative_to(root).as_posix()
        key = source_key(KIND, where, sound(os.fsencode(name).decode("utf-8", "replace")))
        there.add(key)
        try:
            if since is None or path.stat().st_mtime >= since.timestamp():
                yield _read_file(path, root, key)
        except (OSError, ValueError, WirecopyError, WiretraceError) as error:
            yield Problem(str(path), line(str(error)))
    for failure in failed:
        yield Problem(str(failure.filename), f"{failure.strerror}; nothing is taken as deleted")
    if not failed:
        prefix = key_prefix(KIND, where)
        for key in known:
            if key.startswith(prefix) and key not in there:
                yield Imported(source=key, is_deleted=True, reason=f"{key.removeprefix(prefix)} is gone from {where}")


def parse(data: bytes, where: str, key: str, *, base: str = "") -> Imported:
    """Read one file. ``where`` names it in messages; ``base`` is the address against which its pictures are named.

    Raises ``ValueError`` or the engine's ``StoryError``, which say what to change.
    """
    if len(data) > MOST_BYTES:
        raise ValueError(f"{where}: has {len(data):,} bytes, of which at most {MOST_BYTES:,} are taken; part it")
    record, text = read_front_matter(_decoded(data, where), where=where)
    record = {str(key).lower(): value for key, value in sound(record).items()}
    headline, text = _headline(record, sound(text))
    body = str(_MARKDOWN.render(text))
    remarks: list[str] = []
    return Imported(
        source=key,
        headline=headline,
        slug=_first(record, "slug"),
        summary=_first(record, "summary", "description"),
        dateline=_first(record, "dateline")[:_LONGEST_DATELINE],
        body=body,
        editors_note=_first(record, "editors_note", "editors-note"),
        bylines=each_once(
            [name for given in _listed(record, "byline", "authors", "author") for name in names_in(given)]
        ),
        language=language_of(_first(record, "language", "lang")),
        published=moment_or_remark("published", _any(record, "published", "date"), remarks),
        modified=moment_or_remark("modified", _any(record, "modified", "updated"), remarks),
        embargo_until=_embargo(record, where),
        correction=_first(record, "correction") or correction_in(body),
        pictures=_pictures(record, body, base),
        topics=each_once(_listed(record, "topics", "subjects", "tags")),
        canonical=absolute(_first(record, "url", "canonical"), base=""),
        remarks=tuple(remarks),
    )


def _files(root: Path, failed: list[OSError]) -> Iterator[Path]:
    for folder, folders, names in os.walk(root, onerror=failed.append):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        for name in sorted(names):
            if name.lower().endswith(_SUFFIXES) and not name.startswith("."):
                yield Path(folder, name)


def _read_file(path: Path, root: Path, key: str) -> Imported:
    if not path.resolve().is_relative_to(root.resolve()):
        raise ValueError(f"{path}: leads out of the folder; copy the file into it")
    if path.stat().st_size > MOST_BYTES:
        raise ValueError(f"{path}: has more than {MOST_BYTES:,} bytes; part it")
    found = parse(path.read_bytes(), str(path), key, base=path.resolve().as_uri())
    return _without_strangers(found, root)


def _without_strangers(found: Imported, root: Path) -> Imported:
    """Leave out pictures of other folders of this machine, and say so."""
    kept: list[Picture] = []
    remarks = list(found.remarks)
    for picture in found.pictures:
        parts = urlsplit(picture.url)
        path = Path(unquote(parts.path))
        is_file = parts.scheme == "file"
        if not is_file or (not parts.netloc and path.resolve().is_relative_to(root.resolve())):
            kept.append(picture)
        else:
            remarks.append(f"the picture {picture.url} is not in the folder and was left out; copy it there")
    return replace(found, pictures=tuple(kept), remarks=tuple(remarks))


def _decoded(data: bytes, where: str) -> str:
    try:
        return data.decode("utf-8-sig").replace("\r\n", "\n")
    except UnicodeDecodeError as error:
        raise ValueError(f"{where}: is not UTF-8 ({error.reason} at byte {error.start}); save it as UTF-8") from error


def _headline(record: Mapping[str, Any], text: str) -> tuple[str, str]:
    """Give the headline, from the front matter or from the heading that the text begins with, and the text without it."""
    given = _first(record, "headline", "title")
    head, _, rest = text.lstrip().partition("\n")
    if head.startswith("# ") and (not given or line(head[2:]) == given):
        return given or line(head[2:]), rest
    return given, text


def _any(record: Mapping[str, Any], *names: str) -> Any:
    return next((record[name] for name in names if record.get(name) not in (None, "", [])), None)


def _first(record: Mapping[str, Any], *names: str) -> str:
    value = _any(record, *names)
    return line(str(value)) if isinstance(value, str | int) and not isinstance(value, bool) else ""


def _listed(record: Mapping[str, Any], *names: str) -> list[str]:
    value = _any(record, *names)
    values = value if isinstance(value, list) else [value]
    return [line(str(each)) for each in values if isinstance(each, str | int) and not isinstance(each, bool)]


def _embargo(record: Mapping[str, Any], where: str) -> datetime | None:
    try:
        return moment(_any(record, "embargo_until", "embargo"))
    except ValueError as error:
        raise ValueError(f"{where}: its embargo cannot be read, so it is not taken: {error}") from error


def _pictures(record: Mapping[str, Any], body: str, base: str) -> tuple[Picture, ...]:
    """Give the pictures that the front matter names, then those of the text."""
    schemes = (*WEB, "file") if base.startswith("file:") else WEB
    given = _any(record, "pictures", "image", "picture")
    found: dict[str, Picture] = {}
    for each in given if isinstance(given, list) else [given]:
        told = each if isinstance(each, Mapping) else {"url": each}
        address = _first(told, "url", "src", "file")
        url = absolute(address, base=base, schemes=schemes) if address else ""
        if url:
            found.setdefault(url, Picture(url, _first(told, "alt"), _first(told, "caption"), _first(told, "credit")))
    inside = [picture for picture in pictures_in(body, base=base, schemes=schemes) if picture.url not in found]
    return (*found.values(), *inside)
