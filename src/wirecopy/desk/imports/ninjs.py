"""Stories as ninjs, generations 2 and 3 of the IPTC's JSON for news: one item, a list, or an object with items.

Source: https://iptc.org/std/ninjs/ (2.2 writes names in lower case, 3.1 in camel case; both are read alike).
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping
from datetime import datetime
from typing import Any, Final

from wirecopy.desk.imports.item import Fetch, Imported, Picture, Problem, source_key
from wirecopy.desk.imports.moments import moment, moment_or_remark
from wirecopy.desk.imports.pictures import absolute, pictures_in
from wirecopy.desk.imports.records import at, objects_at, parse_json, text_at
from wirecopy.desk.imports.wording import (
    correction_in,
    each_once,
    language_of,
    line,
    markup,
    names_in,
    paragraphs,
    plain,
)
from wirecopy.errors import WirecopyError

KIND: Final = "ninjs"
_TEXTS: Final = ("", "text", "composite")
_AUTHORS: Final = ("author", "creator", "byline", "reporter")
_GONE: Final = ("canceled", "cancelled", "withheld")
_NO_CORRECTION: Final = re.compile(r"(?:updates?|adds?|refiles?|refiled|recasts?)\b", re.I)
_TOPIC: Final = re.compile(r"(?:medtop:|/mediatopic/)(\d{8})$")
_LONGEST_DATELINE: Final = 120


def read(
    where: str, *, fetch: Fetch, since: datetime | None = None, known: Collection[str] = ()
) -> Iterator[Imported | Problem]:
    """Read the items at an address. Nothing is concluded from what is no longer there (``known``)."""
    try:
        answer = fetch(where)
    except WirecopyError as error:
        yield Problem(where, str(error))
        return
    if answer.status == 304:
        return
    if answer.status != 200:
        yield Problem(where, f"answered {answer.status}; check the address, or try again later")
        return
    for item in parse(answer.body, where, base=answer.url):
        if isinstance(item, Problem) or since is None or item.modified is None or item.modified >= since:
            yield item


def parse(data: bytes, where: str, *, base: str = "") -> Iterator[Imported | Problem]:
    """Read items of ninjs that were fetched or pushed. ``where`` names their source in their keys."""
    try:
        found = _lowered(parse_json(data))
    except ValueError as error:
        yield Problem(where, f"is no JSON ({line(str(error))[:200]}); send ninjs")
        return
    items = found if isinstance(found, list) else at(found, "items")
    for item in items if isinstance(items, list) else [found]:
        uri = text_at(item, "uri")
        if not uri:
            yield Problem(where, f"an item without uri cannot be known again: {str(item)[:80]!r}; give it one")
            continue
        key = source_key(KIND, where, uri)
        try:
            yield _read_item(item, key, base or where)
        except (WirecopyError, ValueError) as error:
            yield Problem(key, str(error))


def _read_item(item: Mapping[str, Any], key: str, base: str) -> Imported:
    """Raise ``ValueError`` for what is no story, or has an embargo that cannot be read: it must not come out early."""
    status, note = text_at(item, "pubstatus").lower(), text_at(item, "ednote")
    if status in _GONE:
        return Imported(source=key, is_deleted=True, reason=line(note) or f"the source says that it is {status}")
    if text_at(item, "type").lower() not in _TEXTS:
        raise ValueError(f"is of the type {text_at(item, 'type')!r}, and only text is taken; leave it out")
    remarks: list[str] = []
    body = _body(item)
    modified = moment_or_remark("versionCreated", at(item, "versioncreated"), remarks)
    return Imported(
        source=key,
        headline=_said(item, "headlines", "main") or plain(text_at(item, "title")),
        slug=text_at(item, "slugline"),
        summary=_said(item, "descriptions", "summary", "main"),
        dateline=line(text_at(item, "located"))[:_LONGEST_DATELINE],
        body=body,
        editors_note=note,
        bylines=_authors(item),
        language=language_of(text_at(item, "language")),
        published=moment_or_remark("firstCreated", at(item, "firstcreated"), remarks) or modified,
        modified=modified,
        embargo_until=_embargo(item),
        expires_at=moment_or_remark("expires", at(item, "expires"), remarks),
        correction=_correction(item, note) or correction_in(body),
        pictures=_pictures(item, body, base),
        topics=each_once([_topic(subject) for subject in objects_at(item, "subjects")]),
        canonical=_canonical(item, base),
        remarks=tuple(remarks),
    )


def _lowered(value: Any) -> Any:
    """Give objects with their keys in lower case."""
    if isinstance(value, dict):
        return {key.lower(): _lowered(item) for key, item in value.items()}
    return [_lowered(item) for item in value] if isinstance(value, list) else value


def _chosen(item: Mapping[str, Any], name: str, roles: tuple[str, ...]) -> Mapping[str, Any]:
    """Give the first of several texts that has one of these roles, or the first at all."""
    found = [text for text in objects_at(item, name) if text_at(text, "value")]
    named = (text for role in roles for text in found if text_at(text, "role").lower() == role)
    return next(named, found[0] if found else {})


def _said(item: Mapping[str, Any], name: str, *roles: str) -> str:
    text = _chosen(item, name, roles)
    value = text_at(text, "value")
    return plain(value) if "html" in text_at(text, "contenttype") else line(value)


def _body(item: Mapping[str, Any]) -> str:
    """Give the body, HTML before plain text, the main one before others. Raises ``ValueError`` for other formats."""
    found = sorted(objects_at(item, "bodies"), key=lambda body: text_at(body, "role").lower() != "main")
    found = [body for body in found if text_at(body, "value")]
    for body in found:
        if "html" in text_at(body, "contenttype"):
            return markup(text_at(body, "value"))
    for body in found:
        if text_at(body, "contenttype") in ("text/plain", ""):
            return paragraphs(text_at(body, "value"))
    if found:
        raise ValueError(f"has a body as {text_at(found[0], 'contenttype')!r} only; send text/html or text/plain")
    return ""


def _authors(item: Mapping[str, Any]) -> tuple[str, ...]:
    named = [text_at(who, "name") for who in objects_at(item, "people") if text_at(who, "rel").lower() in _AUTHORS]
    return each_once(named) or each_once(names_in(text_at(item, "by")))


def _embargo(item: Mapping[str, Any]) -> datetime | None:
    """Read the moment of an embargo: ``embargoed`` in 2.x, ``embargoedUntil`` in 3.x."""
    try:
        return moment(at(item, "embargoeduntil") or at(item, "embargoed"))
    except ValueError as error:
        raise ValueError(f"its embargo cannot be read, so it is not taken: {error}") from error


def _correction(item: Mapping[str, Any], note: str) -> str:
    """Give the note of a correction. ninjs has no other sign: a version above 1, and a note to editors.

    A note that begins by saying that it is an update is none.
    """
    version = str(at(item, "version") or "")
    is_later = version.isascii() and version.isdigit() and version.lstrip("0") not in ("", "1")
    return line(note) if is_later and not _NO_CORRECTION.match(note) else ""


def _pictures(item: Mapping[str, Any], body: str, base: str) -> tuple[Picture, ...]:
    """Give the associated pictures, each in its widest rendition, without logos, then those of the body."""
    given = at(item, "associations")
    if isinstance(given, dict):  # an object of named items, as in 1.x
        given = [{"name": name, **held} for name, held in given.items() if isinstance(held, dict)]
    found: dict[str, Picture] = {}
    for held in objects_at(given):
        if text_at(held, "type") not in ("picture", "graphic") or "logo" in (
            text_at(held, "rel"),
            text_at(held, "name"),
        ):
            continue
        url = _widest(held, base)
        if url:
            credit = line(text_at(held, "by") or text_at(held, "copyrightholder"))
            words = _said(held, "descriptions", "caption", "main")
            found.setdefault(url, Picture(url, _said(held, "headlines", "main"), words, credit))
    return (*found.values(), *(picture for picture in pictures_in(body, base=base) if picture.url not in found))


def _widest(held: Mapping[str, Any], base: str) -> str:
    def width(rendition: Mapping[str, Any]) -> int:
        value = at(rendition, "width")
        return value if isinstance(value, int) else 0

    for rendition in sorted(objects_at(held, "renditions"), key=width, reverse=True):
        url = absolute(text_at(rendition, "href"), base=base)
        if url:
            return url
    return ""


def _topic(subject: Mapping[str, Any]) -> str:
    found = _TOPIC.search(text_at(subject, "uri"))
    return f"medtop:{found[1]}" if found else line(text_at(subject, "name"))


def _canonical(item: Mapping[str, Any], base: str) -> str:
    named = (text_at(other, "value") for other in objects_at(item, "altids") if text_at(other, "role") == "canonical")
    return absolute(next(named, ""), base=base) if objects_at(item, "altids") else ""
