"""Feeds, sitemaps and robots.txt: what programs read of the wire."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from hashlib import sha256

from django.conf import settings
from django.db.models import Count, Max, QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.http import http_date
from django.views.decorators.http import require_safe

from wirecopy.desk import addresses
from wirecopy.desk.models import Person, Story, Topic
from wirecopy.desk.queries import public_stories, terms_in_force
from wirecopy.renditions.feeds import feed_of, feed_stories
from wirecopy.renditions.formats import FEEDS, news_sitemap
from wirecopy.renditions.releases import frame


@require_safe
def feed(request: HttpRequest, kind: str) -> HttpResponse:
    """The feed of all stories."""
    return _feed(request, kind, Story.objects.all(), "Latest stories", addresses.home())


@require_safe
def topic_feed(request: HttpRequest, slug: str, kind: str) -> HttpResponse:
    """The feed of a topic."""
    found = get_object_or_404(Topic, slug=slug)
    return _feed(request, kind, Story.objects.filter(subjects=found), found.name, addresses.topic(slug))


@require_safe
def author_feed(request: HttpRequest, slug: str, kind: str) -> HttpResponse:
    """The feed of somebody who writes."""
    found = get_object_or_404(Person, slug=slug)
    return _feed(request, kind, Story.objects.filter(authors=found), found.name, addresses.author(slug))


@require_safe
def sitemap_news(request: HttpRequest) -> HttpResponse:
    """The Google News sitemap: stories of the last two days."""
    now = timezone.now()

    def write() -> bytes:
        stories = feed_stories(Story.objects.all(), at=now)
        common = frame(at=now)
        made = feed_of(stories, title="", description="", url=addresses.home(), self_url="", frame=common, at=now)
        return news_sitemap.render(made, at=now)

    return _unless_known(request, Story.objects.all(), "application/xml", write, at=now)


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

    def write() -> bytes:
        common = frame(at=now)
        self_url = f"{settings.SITE_URL}{request.path}"
        heading = f"{common.wire.name}: {title}"
        stories = feed_stories(among, at=now)
        description = f"{title}, free for news publishers"
        made = feed_of(
            stories, title=heading, description=description, url=url, self_url=self_url, frame=common, at=now
        )
        return format_.render(made)

    return _unless_known(request, among, format_.media_type, write, at=now)


def _unless_known(
    request: HttpRequest, among: QuerySet[Story], media_type: str, write: Callable[[], bytes], *, at: datetime
) -> HttpResponse:
    """Answer 304 to whoever has it already. What changes a feed: a story, an embargo or expiry that passes, the terms."""
    shown = among.filter(released_at__lte=at).exclude(expires_at__lte=at)
    state = shown.aggregate(changed=Max("changed_at"), count=Count("pk"))
    terms = terms_in_force(at=at)
    seen = f"{request.path}|{state['changed']}|{state['count']}|{terms.number if terms else 0}"
    etag = f'"{sha256(seen.encode()).hexdigest()[:24]}"'
    known = request.headers.get("If-None-Match", "")
    response = HttpResponse(status=304) if etag in known else HttpResponse(write(), content_type=media_type)
    response["ETag"] = etag
    if state["changed"]:
        response["Last-Modified"] = http_date(state["changed"].timestamp())
    response["Cache-Control"] = "public, max-age=60"
    return response
