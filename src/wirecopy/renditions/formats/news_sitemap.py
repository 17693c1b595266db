"""The Google News sitemap: the stories of the last two days, as search engines read them."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from lxml import etree

from wirecopy.renditions.formats.normal import normal_feed, stamp
from wirecopy.renditions.release import Feed, Release

_SITEMAP = "http://www.sitemaps.org/schemas/sitemap/0.9"
_NEWS = "http://www.google.com/schemas/sitemap-news/0.9"
_SPACES: Any = {None: _SITEMAP, "news": _NEWS}  # the stubs of lxml know no space without a prefix
_AGE = timedelta(days=2)
_MOST = 1000
_WITH_REGION = ("zh-cn", "zh-tw")  # the two languages that Google wants with their region


def render(feed: Feed, *, at: datetime) -> bytes:
    """Sitemap 0.9 with the news extension, in UTF-8: at most 1,000 stories, released within the two days before ``at``.

    Left out are stories that are gone, expired, or under embargo. Where none is left the sitemap is empty, which Google
    takes, though the schema of sitemaps asks for one address at least.
    Source: https://developers.google.com/search/docs/crawling-indexing/sitemaps/news-sitemap
    """
    feed = normal_feed(feed)
    root = etree.Element(_name("urlset"), nsmap=_SPACES)
    for release in [each for each in feed.releases if _is_news(each, at=at)][:_MOST]:
        _add(root, release)
    return etree.tostring(root, encoding="UTF-8", xml_declaration=True, pretty_print=True)


def _name(local: str, space: str = _SITEMAP) -> str:
    return f"{{{space}}}{local}"


def _is_news(release: Release, *, at: datetime) -> bool:
    if release.is_gone or not at - _AGE <= release.released <= at:
        return False
    is_open = release.embargo_until is None or release.embargo_until <= at
    return is_open and (release.expires is None or at < release.expires)


def _add(root: etree._Element, release: Release) -> None:
    url = etree.SubElement(root, _name("url"))
    etree.SubElement(url, _name("loc")).text = release.url
    etree.SubElement(url, _name("lastmod")).text = stamp(release.changed)
    news = etree.SubElement(url, _name("news", _NEWS))
    publication = etree.SubElement(news, _name("publication", _NEWS))
    etree.SubElement(publication, _name("name", _NEWS)).text = release.wire.name
    etree.SubElement(publication, _name("language", _NEWS)).text = _language(release.language)
    etree.SubElement(news, _name("publication_date", _NEWS)).text = stamp(release.released)
    etree.SubElement(news, _name("title", _NEWS)).text = release.headline


def _language(tag: str) -> str:
    lowered = tag.lower()
    return lowered if lowered in _WITH_REGION else lowered.partition("-")[0]
