"""The table of formats: what each is called, its media type and suffix, and the function that writes it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Final

from wirecopy.renditions.formats import atom, html, jsonfeed, markdown, newsml_g2, ninjs, rss, text, wordpress
from wirecopy.renditions.release import Feed, Release

HTML: Final = "text/html; charset=utf-8"


@dataclass(frozen=True, slots=True)
class Format:
    """A format of one story. ``for_people`` says that a person pastes it; others are for programs."""

    name: str
    title: str
    media_type: str
    suffix: str
    render: Callable[[Release], bytes]
    for_people: bool = False


@dataclass(frozen=True, slots=True)
class FeedFormat:
    """A format of many stories."""

    name: str
    title: str
    media_type: str
    render: Callable[[Feed], bytes]


FORMATS: Final[Mapping[str, Format]] = {
    each.name: each
    for each in (
        Format("html", "HTML", HTML, "html", html.render, for_people=True),
        Format("wordpress", "WordPress", HTML, "wordpress.html", wordpress.render, for_people=True),
        Format("text", "Plain text", "text/plain; charset=utf-8", "txt", text.render, for_people=True),
        Format("markdown", "Markdown", "text/markdown; charset=utf-8", "md", markdown.render, for_people=True),
        Format("ninjs", "ninjs 3.1", "application/json", "ninjs.json", ninjs.render),
        Format("ninjs22", "ninjs 2.2", "application/json", "ninjs22.json", ninjs.render_22),
        Format("newsml", "NewsML-G2", "application/vnd.iptc.g2.newsitem+xml", "newsml.xml", newsml_g2.render),
    )
}

FEEDS: Final[Mapping[str, FeedFormat]] = {
    each.name: each
    for each in (
        FeedFormat("rss", "RSS", "application/rss+xml; charset=utf-8", rss.render),
        FeedFormat("atom", "Atom", "application/atom+xml; charset=utf-8", atom.render),
        FeedFormat("json", "JSON Feed", "application/feed+json; charset=utf-8", jsonfeed.render),
    )
}
