"""Stories of RSS and Atom feeds that carry the full text, and Atom's deleted entries (RFC 6721). The only importer of
feedparser."""

from __future__ import annotations

import calendar
import codecs
import io
import re
from collections.abc import Collection, Iterator, Mapping
from datetime import UTC, datetime
from typing import Any, Final

import feedparser
from lxml import etree

from wirecopy.desk.imports.item import Fetch, Imported, Picture, Problem, source_key
from wirecopy.desk.imports.moments import moment_or_remark
from wirecopy.desk.imports.pictures import absolute, pictures_in
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
from wirecopy.desk.markup import sound
from wirecopy.errors import WirecopyError

KIND: Final = "feed"
MOST_BYTES: Final = 20 << 20
MOST_TAGS: Final = 200_000
"""Of a whole feed, escaped ones counted: feedparser looks at each."""
MOST_ENTRIES: Final = 5_000
_YEARS: Final = range(1970, 2100)
_TOMBSTONE: Final = "{http://purl.org/atompub/tombstones/1.0}deleted-entry"
_COMMENT: Final = "{http://purl.org/atompub/tombstones/1.0}comment"
_DECLARED: Final = re.compile(rb"""<\?xml[^>]{0,200}?encoding\s*=\s*["']([A-Za-z0-9._-]+)["']""")
_CHARSET: Final = re.compile(r"charset\s*=\s*[\"']?([A-Za-z0-9._-]+)", re.I)
_READ_ENCODINGS: Final = re.compile(
    r"utf-(8|16|32)(-[bl]e|-sig)?|ascii|iso8859-\d+|cp(125\d|874|932|949)|koi8-[ru]|gb2312|gbk|gb18030|big5|euc_\w+|shift_jis"
)
"""In all of these the characters of a declaration stand as themselves, so that it can be found before it is read."""


def read(
    where: str, *, fetch: Fetch, since: datetime | None = None, known: Collection[str] = ()
) -> Iterator[Imported | Problem]:
    """Read a feed. It shows its last entries only: nothing is concluded from what it no longer has (``known``)."""
    try:
        answer = fetch(where)
    except WirecopyError as error:
        yield Problem(where, str(error))
        return
    if answer.status == 304:
        return
    if answer.status != 200:
        yield Problem(where, f"the feed answered {answer.status}; check its address, or try again later")
        return
    kind = answer.headers.get("content-type", "")
    for item in parse(answer.body, where, base=answer.url, content_type=kind):
        if isinstance(item, Problem) or since is None or item.modified is None or item.modified >= since:
            yield item


def parse(data: bytes, where: str, *, base: str = "", content_type: str = "") -> Iterator[Imported | Problem]:
    """Read the bytes of a feed. ``where`` is the address under which it is known, ``base`` the one it came from.

    A document type with entities, which can make gigabytes of a hundred bytes or name files of this machine, is refused.
    """
    refusal = _refusal(data, content_type)
    if refusal:
        yield Problem(where, refusal)
        return
    headers = {"content-location": base or where, **({"content-type": content_type} if content_type else {})}
    found = feedparser.parse(
        io.BytesIO(data), response_headers=headers, sanitize_html=False, resolve_relative_uris=True
    )
    if not found.get("version") and not found.entries:
        reason = line(str(found.get("bozo_exception", "")))[:200]
        yield Problem(where, f"is no feed ({reason or 'neither RSS nor Atom'}); give the address of RSS or Atom")
        return
    if found.bozo and not isinstance(found.get("bozo_exception"), feedparser.exceptions.ThingsNobodyCaresAboutButMe):
        reason = line(str(found.get("bozo_exception", "")))[:200]
        yield Problem(where, f"is not well-formed ({reason}); what could be read of it is taken; tell the site")
    language = language_of(str(found.feed.get("language", "")))
    for entry in found.entries[:MOST_ENTRIES]:
        yield _read_entry(
            dict(entry), where, base or where, language
        )  # plain: feedparser's own answers for what is not there
    yield from _tombstones(data, where)


def _refusal(data: bytes, content_type: str) -> str:
    """Say why a feed is not read at all; empty: it is."""
    if len(data) > MOST_BYTES:
        return f"has {len(data):,} bytes, of which at most {MOST_BYTES:,} are read; ask for a shorter feed"
    narrow = (
        data.replace(b"\0", b"") if b"\0" in data[:200] else data
    )  # UTF-16 and UTF-32 with all but their ASCII lost
    names = [found.decode() for found in _DECLARED.findall(narrow[:1000])] + _CHARSET.findall(content_type)
    if data[:4] == b"\x4c\x6f\xa7\x94":
        names.append("cp037")
    for name in names:
        if not _is_read(name):
            return f"is written in {name!r}, which is not read; ask the site for UTF-8"
    if narrow.count(b"<") + narrow.count(b"&lt;") > MOST_TAGS:
        return f"has more than {MOST_TAGS:,} tags; ask for a shorter feed"
    if b"<!entity" in narrow.lower():
        return "declares entities, which a feed does not need and which can be made to exhaust or to spy; tell the site"
    return ""


def _is_read(name: str) -> bool:
    try:
        return _READ_ENCODINGS.fullmatch(codecs.lookup(name).name) is not None
    except LookupError:
        return True  # unknown also to the parser, which then tries UTF-8


def _read_entry(entry: Mapping[str, Any], where: str, base: str, language: str) -> Imported | Problem:
    own = line(str(entry.get("id") or entry.get("link") or ""))
    if not own:
        title = plain(str(entry.get("title", "")))[:80]
        return Problem(where, f"the entry {title!r} has neither id nor link, and cannot be known again; tell the site")
    key = source_key(KIND, where, sound(own))
    try:
        return _imported(entry, key, base, language)
    except WirecopyError as error:
        return Problem(key, str(error))


def _imported(entry: Mapping[str, Any], key: str, base: str, language: str) -> Imported:
    remarks: list[str] = []
    body, summary = _texts(entry)
    link = absolute(str(entry.get("link", "")), base=base)
    published = _moment(entry, "published", remarks)
    return Imported(
        source=key,
        headline=_plain(entry.get("title_detail")) or plain(str(entry.get("title", ""))),
        summary=summary,
        body=body,
        bylines=_authors(entry),
        language=language_of(str((entry.get("title_detail") or {}).get("language") or "")) or language,
        published=published,
        modified=_moment(entry, "updated", remarks) or published,
        correction=correction_in(body),
        pictures=_pictures(entry, body, link or base),
        topics=each_once(
            [line(sound(str(tag.get("label") or tag.get("term") or ""))) for tag in entry.get("tags", [])]
        ),
        canonical=link,
        remarks=tuple(remarks),
    )


def _texts(entry: Mapping[str, Any]) -> tuple[str, str]:
    """Give body and summary: the full content where there is one, or else what the feed calls the description."""
    contents = [part for part in entry.get("content", []) if str(part.get("value", "")).strip()]
    contents.sort(key=lambda part: "html" not in str(part.get("type", "")))
    if contents:
        return _html(contents[0]), _plain(entry.get("summary_detail"))
    return _html(entry.get("summary_detail")), ""


def _html(part: Mapping[str, Any] | None) -> str:
    value = str((part or {}).get("value") or "")
    return paragraphs(value) if _is_plain(part, value) else markup(value)


def _plain(part: Mapping[str, Any] | None) -> str:
    value = str((part or {}).get("value") or "")
    return line(sound(value)) if _is_plain(part, value) else plain(value)


def _is_plain(part: Mapping[str, Any] | None, value: str) -> bool:
    """Say whether a text is no HTML. RSS has no way to say so, and often holds HTML that is called plain."""
    return str((part or {}).get("type", "")) == "text/plain" and not re.search(r"<[a-zA-Z/!]|&#?\w+;", value)


def _authors(entry: Mapping[str, Any]) -> tuple[str, ...]:
    written = [str(author.get("name") or "") for author in entry.get("authors", [])] or [str(entry.get("author", ""))]
    return each_once([name for byline in written for name in names_in(plain(byline))])


def _moment(entry: Mapping[str, Any], name: str, remarks: list[str]) -> datetime | None:
    """Read a date: as ``moments`` does, or else as feedparser does, which knows the shapes of more countries.

    It also makes dates of mere digits, so what it says counts only for a text with letters, and a year that can be.
    """
    text, parsed = str(entry.get(name) or ""), entry.get(f"{name}_parsed")
    unread: list[str] = []
    found = moment_or_remark(name, text, unread)
    if unread and parsed is not None and parsed[0] in _YEARS and not text.strip().isdigit():
        return datetime.fromtimestamp(calendar.timegm(parsed), UTC)
    remarks.extend(unread)
    return found


def _pictures(entry: Mapping[str, Any], body: str, base: str) -> tuple[Picture, ...]:
    """Give the pictures that are enclosed, then those of the body."""
    credit = next((line(sound(str(each.get("content", "")))) for each in entry.get("media_credit", [])), "")
    enclosed: dict[str, Picture] = {}
    attached = [link for link in entry.get("links", []) if link.get("rel") == "enclosure"]
    for media in [*entry.get("media_content", []), *attached]:
        kind = str(media.get("type") or media.get("medium") or "")
        url = absolute(str(media.get("url") or media.get("href") or ""), base=base)
        if url and kind.startswith("image"):
            enclosed.setdefault(url, Picture(url, credit=credit))
    inside = [picture for picture in pictures_in(body, base=base) if picture.url not in enclosed]
    return (*enclosed.values(), *inside)


def _tombstones(data: bytes, where: str) -> Iterator[Imported | Problem]:
    """Read Atom's deleted entries (RFC 6721), which feedparser does not know."""
    if b"atompub/tombstones" not in data.replace(b"\0", b""):
        return
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, recover=True, huge_tree=False)
    try:
        tree = etree.fromstring(data, parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        yield Problem(where, f"its deleted entries cannot be read ({line(str(error))[:200]}); tell the site")
        return
    for stone in tree.iter(_TOMBSTONE) if tree is not None else ():
        ref = line(sound(stone.get("ref") or ""))
        if not ref:
            yield Problem(where, "a deleted entry does not say which (no ref); tell the site")
            continue
        remarks: list[str] = []
        comment = stone.find(_COMMENT)
        said = plain("".join(str(part) for part in comment.itertext())) if comment is not None else ""
        yield Imported(
            source=source_key(KIND, where, ref),
            is_deleted=True,
            reason=said or f"{where} says that it was deleted",
            modified=moment_or_remark("when", stone.get("when"), remarks),
            remarks=tuple(remarks),
        )
