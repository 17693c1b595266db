"""Feeds, sitemaps and robots.txt: what programs read of the wire."""

from __future__ import annotations

from typing import Final

from django.conf import settings
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from wirecopy.desk import addresses
from wirecopy.desk.models import Person, Story, Topic
from wirecopy.desk.queries import all_stories, public_stories, stories_by, stories_on
from wirecopy.portal.known import known_at_once, unless_known
from wirecopy.renditions.feeds import feed_mark, feed_of, feed_stories
from wirecopy.renditions.formats import FEEDS, news_sitemap
from wirecopy.renditions.releases import frame

SITEMAP_STORIES: Final = 5_000
"""The keys that one part is about; a sitemap may hold 50,000, and takes a moment for each."""


@require_safe
@known_at_once
def feed(request: HttpRequest, kind: str) -> HttpResponse:
    """The feed of all stories."""
    return _feed(request, kind, all_stories(), "Latest stories", addresses.home())


@require_safe
@known_at_once
def topic_feed(request: HttpRequest, slug: str, kind: str) -> HttpResponse:
    """The feed of a topic."""
    found = get_object_or_404(Topic, slug=slug)
    return _feed(request, kind, stories_on(found), found.name, addresses.topic(slug))


@require_safe
@known_at_once
def author_feed(request: HttpRequest, slug: str, kind: str) -> HttpResponse:
    """The feed of somebody who writes."""
    found = get_object_or_404(Person, slug=slug)
    return _feed(request, kind, stories_by(found), found.name, addresses.author(slug))


@require_safe
@known_at_once
def sitemap_news(request: HttpRequest) -> HttpResponse:
    """The Google News sitemap: stories of the last two days."""
    now = timezone.now()
    common = frame(at=now)
    stories = feed_stories(all_stories(), at=now)

    def write() -> bytes:
        made = feed_of(stories, title="", description="", url=addresses.home(), self_url="", frame=common, at=now)
        return news_sitemap.render(made, at=now)

    mark = f"{feed_mark(stories, frame=common, at=now)}-{now:%Y%m%d%H%M}"  # two days are over at any minute
    return unless_known(request, mark, "application/xml", write)


@require_safe
def sitemap(request: HttpRequest) -> HttpResponse:
    """The index of the sitemaps (https://www.sitemaps.org/protocol.html): a part for each so many stories."""
    last = Story.objects.order_by("-pk").values_list("pk", flat=True).first() or 0
    parts = "".join(
        f"<sitemap><loc>{settings.SITE_URL}{reverse('sitemap-part', args=[number])}</loc></sitemap>"
        for number in range(1, last // SITEMAP_STORIES + 2)
    )
    return _sitemap("sitemapindex", parts)


@require_safe
def sitemap_part(request: HttpRequest, number: int) -> HttpResponse:
    """A part of the sitemap: which stories it is about never changes, so that robots need not read it all again."""
    first = (number - 1) * SITEMAP_STORIES
    if number < 1 or not Story.objects.filter(pk__gte=first).exists():
        raise Http404(f"there is no part {number} of the sitemap")
    rows = public_stories(at=timezone.now()).filter(pk__gte=first, pk__lt=first + SITEMAP_STORIES)
    urls = "".join(
        f"<url><loc>{addresses.story(slug)}</loc><lastmod>{changed.isoformat()}</lastmod></url>"
        for slug, changed in rows.order_by("pk").values_list("slug", "changed_at")
    )
    return _sitemap("urlset", urls)


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

    return unless_known(request, feed_mark(stories, frame=common, at=now), format_.media_type, write)


def _sitemap(root: str, inside: str) -> HttpResponse:
    head = f'<?xml version="1.0" encoding="UTF-8"?>\n<{root} xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">'
    return HttpResponse(f"{head}{inside}</{root}>\n", content_type="application/xml")
