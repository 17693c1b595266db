"""What publishers do with a rendition: the page they put it on, what WordPress strips, and the story the engine looks for."""

from __future__ import annotations

from html import escape

from lxml import html as lxml_html

from wirecopy.desk.markup import text_of
from wirecopy.renditions.release import Release
from wiretrace import Page, Story, Wire, parse
from wiretrace.model import Picture

ADDRESS = "https://quaycourier.example/2026/02/fish-market"
# What an ordinary author's post loses in WordPress (design: the product's list of defects).
STRIPPED_TAGS = ("script", "iframe", "style", "link", "meta", "time", "template")
STRIPPED_ATTRIBUTES = ("hidden", "itemprop", "property", "referrerpolicy")


def story_of(release: Release) -> Story:
    """The story as the engine knows it."""
    text = text_of(release.body)
    links = lxml_html.fragment_fromstring(release.body or "<p></p>", create_parent="div").iter("a")
    return Story(
        id=release.urn,
        text=f"{release.dateline} {text}" if release.dateline else text,
        version=release.version,
        headline=release.headline,
        byline=tuple(credit.name for credit in release.byline),
        dateline=release.dateline,
        url=release.url,
        published=release.changed,
        status="corrected" if release.signal == "correction" else "usable",
        wire=Wire(
            release.wire.name,
            (release.wire.short_name,),
            (release.notice_text,),
            (release.wire.logo_url.rsplit("/", 1)[-1],),
            release.wire.home,
        ),
        links=tuple(link.get("href") or "" for link in links),
        pictures=tuple(Picture(picture.url, picture.credit) for picture in release.pictures),
        beacon=release.beacon_url,
        language=release.language,
    )


def page_with(pasted: str, *, headline: str = "") -> Page:
    """The publisher's page with what was pasted; ``headline`` is the one that the system itself prints above a post."""
    above = f"<h1>{escape(headline)}</h1>" if headline else ""
    return parse(
        "<!doctype html><html lang=en><head><title>The Quay Courier</title></head><body><header><a href=/>The Quay "
        f"Courier</a><nav><a href=/news>News</a></nav></header><main><article>{above}{pasted}</article></main>"
        "<footer>© The Quay Courier</footer></body></html>",
        url=ADDRESS,
    )


def as_wordpress_keeps_it(pasted: str) -> str:
    """What is left of a post by an ordinary author."""
    tree = lxml_html.fragment_fromstring(pasted, create_parent="div")
    for element in list(tree.iter(*STRIPPED_TAGS)):
        element.drop_tree()
    for element in tree.iter():
        for name in STRIPPED_ATTRIBUTES:
            element.attrib.pop(name, None)
    return str(lxml_html.tostring(tree, encoding="unicode"))
