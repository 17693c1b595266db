"""RSS 2.0: the feed that everything reads, with the whole story, its authors, pictures and terms."""

from __future__ import annotations

from datetime import datetime
from html import escape
from typing import Any

from django.utils.feedgenerator import Rss201rev2Feed
from django.utils.xmlutils import SimplerXMLGenerator

from wirecopy.renditions.formats.content import content
from wirecopy.renditions.formats.ed_note import WORDS, ed_note
from wirecopy.renditions.formats.iptc import MEDIA_TOPICS
from wirecopy.renditions.formats.normal import normal_feed, stamp, utc
from wirecopy.renditions.formats.syndicated import NAMESPACES, add_shared, add_version, start
from wirecopy.renditions.release import Feed, Giver, Release

_CONTENT = {"xmlns:content": "http://purl.org/rss/1.0/modules/content/"}
_IMAGE_MOST = (144, 400)  # width and height of a channel's image: RSS 2.0, <image>


def render(feed: Feed) -> bytes:
    """RSS 2.0 in UTF-8. An item's guid is the story's urn, so a later version takes the earlier one's place.

    ``pubDate`` is when the story came out, ``atom:updated`` when this version did. RSS knows no tombstones: a story that is
    gone is an item with the same guid that holds its reason and nothing of the story.
    Sources: RSS 2.0.11 (rssboard.org), RSS Content Module 1.0, Media RSS 1.5.1, RFC 4287 for atom:link and atom:updated.
    """
    feed = normal_feed(feed)
    channel = _Channel(
        feed.title,
        feed.url,
        feed.description,
        language=feed.wire.language,
        feed_url=feed.self_url,
        changed=feed.changed,
        wire=feed.wire,
    )
    for release in feed.releases:
        channel.add_item(
            release.headline,
            release.url,
            escape(release.summary, quote=False),
            pubdate=utc(release.released),
            unique_id=release.urn,
            unique_id_is_permalink=False,
            release=release,
        )
    return channel.writeString("utf-8").encode()


class _Channel(Rss201rev2Feed):
    """Django's RSS with the modules that a wire needs."""

    def rss_attributes(self) -> dict[str, str]:
        return super().rss_attributes() | NAMESPACES | _CONTENT

    def latest_post_date(self) -> datetime:
        return utc(self.feed["changed"])  # Django's own takes the clock where there are no items

    def add_root_elements(self, handler: SimplerXMLGenerator) -> None:
        super().add_root_elements(handler)
        _add_logo(handler, self.feed["wire"], link=self.feed["link"], title=self.feed["title"])

    def add_item_elements(self, handler: SimplerXMLGenerator, item: dict[str, Any]) -> None:
        release: Release = item["release"]
        if release.is_gone:
            _add_tombstone(handler, release)
            return
        super().add_item_elements(handler, item)
        _add_story(handler, release)


def _add_logo(handler: SimplerXMLGenerator, wire: Giver, *, link: str, title: str) -> None:
    if not wire.logo_url:
        return
    start(handler, "image")
    for name, text in (("url", wire.logo_url), ("title", title), ("link", link)):
        handler.addQuickElement(name, text)
    if wire.logo_width and wire.logo_height:
        shrink = min(1.0, _IMAGE_MOST[0] / wire.logo_width, _IMAGE_MOST[1] / wire.logo_height)
        handler.addQuickElement("width", str(max(1, int(wire.logo_width * shrink))))
        handler.addQuickElement("height", str(max(1, int(wire.logo_height * shrink))))
    handler.endElement("image")


def _add_story(handler: SimplerXMLGenerator, release: Release) -> None:
    handler.addQuickElement("atom:updated", stamp(release.changed))
    for credit in release.byline:
        handler.addQuickElement("dc:creator", credit.line)
    handler.addQuickElement("dc:publisher", release.wire.name)
    handler.addQuickElement("dc:language", release.language)
    handler.addQuickElement("dc:rights", release.notice_text)
    handler.addQuickElement("atom:link", None, {"rel": "license", "href": release.terms_url})
    for related in release.related:
        handler.addQuickElement("atom:link", None, {"rel": "related", "href": related.url, "title": related.headline})
    for subject in release.subjects:
        handler.addQuickElement("category", subject.code, {"domain": MEDIA_TOPICS})
        handler.addQuickElement("category", subject.name)
    add_shared(handler, release)
    handler.addQuickElement("content:encoded", content(release))


def _add_tombstone(handler: SimplerXMLGenerator, release: Release) -> None:
    handler.addQuickElement("title", f"{WORDS[release.signal]} {release.urn}")
    handler.addQuickElement("description", escape(ed_note(release), quote=False))
    handler.addQuickElement("guid", release.urn, {"isPermaLink": "false"})
    handler.addQuickElement("atom:updated", stamp(release.changed))
    add_version(handler, release)
