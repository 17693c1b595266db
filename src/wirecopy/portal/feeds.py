"""Feeds, sitemaps and robots.txt: what programs read of the wire."""

from __future__ import annotations

from collections.abc import Callable

from django.conf import settings
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.views.decorators.http import require_safe

from wirecopy.desk import addresses
from wirecopy.desk.models import Person, Story, Topic
from wirecopy.desk.queries import all_stories, public_stories, stories_by, stories_on
from wirecopy.renditions.feeds import feed_mark, feed_of, feed_stories
from wirecopy.renditions.formats import FEEDS, news_sitemap
from wirecopy.renditions.releases import frame


@require_safe
def feed(request: HttpRequest, kind: str) -> HttpResponse:
    """The feed of all stories."""
    return _feed(request, kind, all_stories(), "Latest stories", addresses.home())


@require_safe
def topic_feed(request: HttpRequest, slug: str, kind: str) -> HttpResponse:
    """The feed of a topic."""
    found = get_object_or_404(Topic, slug=slug)
    return _feed(request, kind, stories_on(found), found.name, addresses.topic(slug))


@require_safe
def author_feed(request: HttpRequest, slug: str, kind: str) -> HttpResponse:
    """The feed of somebody who writes."""
    found = get_object_or_404(Person, slug=slug)
    return _feed(request, kind, stories_by(found), found.name, addresses.author(slug))


@require_safe
def sitemap_news(request: HttpRequest) -> HttpResponse:
    """The Google News sitemap: stories of the last two days."""
    now = timezone.now()

    common = frame(at=now)
    stories = feed_stories(all_stories(), at=now)

    def write() -> bytes:
        made = feed_of(stories, title="", description="", url=addresses.home(), self_url="", frame=common, at=now)
        return news_sitemap.render(made, at=now)

    mark = f"{feed_mark(stories, frame=common, at=now)}-{now:%Y%m%d%H%M}"  # two days are over at any minute
    return _unless_known(request, mark, "application/xml", write)


@require_safe
def sitemap(request: HttpRequest) -> HttpResponse:
    """The sitemap: the 50,000 latest stories, as many as one may hold (https://www.sitemaps.org/protocol.html)."""
    rows = public_stories(at=timezone.now()).values_list("slug", "changed_at")[:50_000]
    urls = "".join(
        f"<url><loc>{addresses.story(slug)}</loc><lastmod>{changed.isoformat()}</lastmod></url>"
        for slug, changed in rows
    )
    head = '<?xml version="1.0" encoding="UTF-8"?>\n<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">'
    return HttpResponse(f"{head}{urls}</urlset>\n", content_type="application/xml")


@require_safe
def robots(request: HttpRequest) -> HttpResponse:
    """robots.txt: the desk and packages are for people."""
    lines = [
        "User-agent: *",
        "Disallow: /desk/",
        "Disallow: /accounts/",
        "Disallow: /stories/*/republish/",
        f"Sitemap: {settings.SITE_URL}/sitemap.xml",
        f"Sitemap: {settings.SITE_URL}/news-sitemap.xml",
    ]
    return HttpResponse("\n".join([*lines, ""]), content_type="text/plain; charset=utf-8")


def _feed(request: HttpRequest, kind: str, among: QuerySet[Story], title: str, url: str) -> HttpResponse:
    if kind not in FEEDS:
        raise Http404(f"there is no feed {kind}; there are {', '.join(FEEDS)}")
    now = timezone.now()
    format_ = FEEDS[kind]
    common = frame(at=now)
    stories = feed_stories(among, at=now)

    def write() -> bytes:
        self_url = f"{settings.SITE_URL}{request.path}"
        heading = f"{common.wire.name}: {title}"
        description = f"{title}, free for news publishers"
        made = feed_of(
            stories, title=heading, description=description, url=url, self_url=self_url, frame=common, at=now
        )
        return format_.render(made)

    return _unless_known(request, feed_mark(stories, frame=common, at=now), format_.media_type, write)


def _unless_known(request: HttpRequest, mark: str, media_type: str, write: Callable[[], bytes]) -> HttpResponse:
    """Answer 304 to whoever has what is so marked; write it for all others."""
    etag = f'"{mark}"'
    known = etag in request.headers.get("If-None-Match", "")
    response = HttpResponse(status=304) if known else HttpResponse(write(), content_type=media_type)
    response["ETag"] = etag
    response["Cache-Control"] = "public, max-age=60"
    return response
