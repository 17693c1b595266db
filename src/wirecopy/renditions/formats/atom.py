"""Atom: entries that are updated in place, and tombstones for the stories that were killed or withdrawn."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.utils.feedgenerator import Atom1Feed
from django.utils.xmlutils import SimplerXMLGenerator

from wirecopy.renditions.formats.content import content
from wirecopy.renditions.formats.ed_note import ed_note
from wirecopy.renditions.formats.iptc import MEDIA_TOPICS
from wirecopy.renditions.formats.normal import normal_feed, stamp, utc
from wirecopy.renditions.formats.syndicated import NAMESPACES, add_shared, start
from wirecopy.renditions.release import Feed, Release

_TOMBSTONES = {"xmlns:at": "http://purl.org/atompub/tombstones/1.0"}
_XHTML_LANG = "xml:lang"


def render(feed: Feed) -> bytes:
    """Atom in UTF-8: an entry for each story, an ``at:deleted-entry`` for each that is gone.

    An entry's id is the story's urn; ``published`` is when it came out, ``updated`` when this version did. A tombstone
    holds the urn, the time and the reason, nothing of the story.
    Sources: RFC 4287; RFC 6721 (deleted entries); RFC 4946 (link to the licence).
    """
    feed = normal_feed(feed)
    written = _Feed(
        feed.title,
        feed.url,
        None,
        language=feed.wire.language,
        author_name=feed.wire.name,
        author_link=feed.wire.home,
        subtitle=feed.description or None,
        feed_url=feed.self_url,
        feed_guid=feed.self_url,
        changed=feed.changed,
        logo=feed.wire.logo_url,
    )
    for release in feed.releases:
        written.add_item(
            release.headline,
            release.url,
            release.summary,
            pubdate=utc(release.released),
            updateddate=utc(release.changed),
            unique_id=release.urn,
            item_copyright=release.notice_text,
            release=release,
        )
    return written.writeString("utf-8").encode()


class _Feed(Atom1Feed):
    """Django's Atom with several authors, whole stories and tombstones."""

    def root_attributes(self) -> dict[str, str]:
        return super().root_attributes() | NAMESPACES | _TOMBSTONES

    def latest_post_date(self) -> datetime:
        return utc(self.feed["changed"])  # Django's own takes the clock where there are no items

    def add_root_elements(self, handler: SimplerXMLGenerator) -> None:
        super().add_root_elements(handler)
        if self.feed["logo"]:
            handler.addQuickElement("logo", self.feed["logo"])

    def write_items(self, handler: SimplerXMLGenerator) -> None:
        for item in self.items:
            release: Release = item["release"]
            if release.is_gone:
                _add_tombstone(handler, release)
                continue
            start(handler, "entry", {_XHTML_LANG: release.language})
            self.add_item_elements(handler, item)
            handler.endElement("entry")

    def add_item_elements(self, handler: SimplerXMLGenerator, item: dict[str, Any]) -> None:
        release: Release = item["release"]
        handler.addQuickElement("title", item["title"])
        handler.addQuickElement("id", item["unique_id"])
        handler.addQuickElement("published", stamp(item["pubdate"]))
        handler.addQuickElement("updated", stamp(item["updateddate"]))
        _add_authors(handler, release)
        _add_links(handler, release)
        _add_subjects(handler, release)
        if item["description"]:
            handler.addQuickElement("summary", item["description"])
        handler.addQuickElement("rights", item["item_copyright"])
        add_shared(handler, release)
        handler.addQuickElement("content", content(release), {"type": "html"})


def _add_authors(handler: SimplerXMLGenerator, release: Release) -> None:
    for credit in release.byline:
        start(handler, "author")
        handler.addQuickElement("name", credit.line)
        if credit.url:
            handler.addQuickElement("uri", credit.url)
        handler.endElement("author")


def _add_links(handler: SimplerXMLGenerator, release: Release) -> None:
    handler.addQuickElement("link", None, {"rel": "alternate", "type": "text/html", "href": release.url})
    handler.addQuickElement("link", None, {"rel": "license", "href": release.terms_url})
    for related in release.related:
        handler.addQuickElement("link", None, {"rel": "related", "href": related.url, "title": related.headline})


def _add_subjects(handler: SimplerXMLGenerator, release: Release) -> None:
    for subject in release.subjects:
        labels = {"term": subject.code, "scheme": MEDIA_TOPICS, "label": subject.name}
        handler.addQuickElement("category", None, labels)


def _add_tombstone(handler: SimplerXMLGenerator, release: Release) -> None:
    start(handler, "at:deleted-entry", {"ref": release.urn, "when": stamp(release.changed)})
    start(handler, "at:by")
    handler.addQuickElement("name", release.wire.name)
    handler.endElement("at:by")
    handler.addQuickElement("at:comment", ed_note(release))
    handler.endElement("at:deleted-entry")
