"""The public pages: what anybody may read."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from urllib.parse import urlencode

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from wirecopy.desk.markup import text_of
from wirecopy.desk.models import Person, Story, Topic, Version
from wirecopy.desk.pictures.queries import pictures_shown
from wirecopy.desk.queries import free_stories, public_corrections, public_stories, stories_by, stories_on
from wirecopy.desk.search import find_stories
from wirecopy.errors import WirecopyError
from wirecopy.portal.forms import whole_number
from wirecopy.portal.machine import with_signals
from wirecopy.portal.paging import LENGTH, SHOWN, page_of
from wirecopy.portal.structured import article_data
from wirecopy.renditions.actions import render_all, render_story, report_copy
from wirecopy.renditions.formats import FEEDS, FORMATS
from wirecopy.renditions.formats.notes import dateline, own_dateline
from wirecopy.renditions.releases import frame, release_of
from wiretrace.terms import notice

_GONE = (Story.State.KILLED, Story.State.WITHDRAWN)


@require_safe
def front(request: HttpRequest) -> HttpResponse:
    """The latest stories."""
    page = page_of(public_stories(at=timezone.now()), request.GET.get("after", ""))
    feeds = [(name, kind.media_type.partition(";")[0]) for name, kind in FEEDS.items()]
    lead = page.stories[0] if page.stories and not page.before else None
    pictures = pictures_shown(lead.standing)[:1] if lead else ()
    return render(request, "portal/front.html", {"feeds": feeds, "pictures": pictures, **_listed(page)})


@require_safe
def topic(request: HttpRequest, slug: str) -> HttpResponse:
    """The stories of a topic."""
    found = get_object_or_404(Topic, slug=slug)
    stories = public_stories(at=timezone.now(), among=stories_on(found))
    return _list(request, stories, heading=found.name, feed_url=f"/topics/{slug}/feed.atom")


@require_safe
def author(request: HttpRequest, slug: str) -> HttpResponse:
    """The stories of somebody who writes."""
    found = get_object_or_404(Person, slug=slug)
    stories = public_stories(at=timezone.now(), among=stories_by(found))
    return _list(request, stories, heading=found.name, about=found.about, feed_url=f"/authors/{slug}/feed.atom")


@require_safe
def search(request: HttpRequest) -> HttpResponse:
    """The stories that hold all the words that were asked for, those with the words in the headline first."""
    asked = request.GET.get("q", "").strip()[:200]
    begin = whole_number(request.GET.get("from", ""), most_digits=5)
    keys = find_stories(asked)
    public = public_stories(at=timezone.now()).filter(pk__in=keys)
    readable = set(public.order_by().values_list("pk", flat=True))
    page = [key for key in keys if key in readable][begin : begin + LENGTH + 1]
    found = public.only(*SHOWN).in_bulk(page[:LENGTH])
    stories = [found[key] for key in page[:LENGTH] if key in found]
    heading = f"Stories with “{asked}”" if asked else "Search"
    none = f"No story holds “{asked}”. Try fewer words." if asked else "Type what you look for."
    shown = {"stories": stories, "heading": heading, "query": asked, "none": none, "is_search": True}
    before = urlencode({"q": asked, "from": begin - LENGTH}) if begin >= LENGTH else ""
    after = urlencode({"q": asked, "from": begin + LENGTH}) if len(page) > LENGTH else ""
    return render(request, "portal/list.html", {**shown, "before": before, "after": after})


@require_safe
def corrections(request: HttpRequest) -> HttpResponse:
    """What was wrong, and what is right."""
    said = ("headline", "wrong", "right", "wrong_since", "gravity", "released_at", "story__slug")
    latest = public_corrections(at=timezone.now()).only(*said)[:100]
    return render(request, "portal/corrections.html", {"corrections": latest})


@require_safe
@with_signals
def story(request: HttpRequest, slug: str) -> HttpResponse:
    """A story; of one that was killed or withdrawn the fact, with 410."""
    now = timezone.now()
    found = _readable(slug, at=now)
    if found.state in _GONE:
        return _tombstone(request, found)
    release = release_of(found, frame=frame(at=now), at=now)
    shown = {
        "release": release,
        "body": release.body,
        "dateline": "" if own_dateline(text_of(release.body), release) else dateline(release),
        "pictures": pictures_shown(found.standing),
        "data": article_data(release),
        "topics": found.subjects.all(),
        "is_free": not found.is_third_party,
    }
    return render(request, "portal/story.html", shown)


@require_http_methods(["GET", "HEAD", "POST"])
@with_signals
def republish(request: HttpRequest, slug: str) -> HttpResponse:
    """What a publisher takes: what is asked for, packages to copy, pictures; and where it tells us of its copy."""
    now = timezone.now()
    found = get_object_or_404(free_stories(at=now), slug=slug)
    error, thanks = "", False
    if request.method == "POST":
        try:
            report_copy(found, request.POST.get("url", ""), at=now)
            thanks = True
        except WirecopyError as problem:
            error = str(problem)
    made = render_all(found, at=now)
    shown = {
        "story": found,
        "release": release_of(found, frame=frame(at=now), at=now),
        "packages": [
            {"format": kind, "text": made[name].data.decode()} for name, kind in FORMATS.items() if kind.for_people
        ],
        "machine": [kind for kind in FORMATS.values() if not kind.for_people],
        "error": error,
        "thanks": thanks,
    }
    return render(request, "portal/republish.html", shown, status=422 if error else 200)


@require_safe
@with_signals
def rendition(request: HttpRequest, slug: str, name: str) -> HttpResponse:
    """A story in a format. Of one that was killed or withdrawn, formats for programs say so with 410."""
    if name not in FORMATS:
        raise Http404(f"there is no format {name}; there are {', '.join(FORMATS)}")
    now = timezone.now()
    found = _readable(slug, at=now)
    if found.is_third_party:
        raise Http404("this story is somebody else's: it can be read here and not republished")
    made = render_story(found, name, at=now)
    response = HttpResponse(made.data, content_type=made.format.media_type, status=410 if found.state in _GONE else 200)
    response["Content-Disposition"] = f'attachment; filename="{found.slug}.{made.format.suffix}"'
    response["X-Content-Type-Options"] = "nosniff"
    return response


@require_safe
def republishing(request: HttpRequest) -> HttpResponse:
    """The terms in plain words."""
    common = frame(at=timezone.now())
    shown = {"parts": _parts(notice(common.terms)), "number": common.version.number, "since": common.version.since}
    return render(request, "portal/republishing.html", shown)


@require_safe
def about(request: HttpRequest) -> HttpResponse:
    """The wire."""
    return render(request, "portal/about.html")


def _parts(words: str) -> list[tuple[str, list[str]]]:
    """The paragraphs of a notice, each with the items of its list. A page breaks its lines itself, on a phone early."""
    parts = (part.split("\n- ") for part in words.strip().split("\n\n"))
    return [(" ".join(head.split()), [" ".join(item.split()) for item in items]) for head, *items in parts]


def _readable(slug: str, *, at: datetime) -> Story:
    """A story that anybody may read, or that anybody could read before it was taken back; else 404."""
    found = Story.objects.select_related("current").filter(slug=slug, is_protected=False).first()
    was_out = found is not None and found.state in _GONE and found.released_at is not None
    if found is None or not (was_out or found.is_public(at=at)):
        raise Http404("there is no such story")
    return found


def _tombstone(request: HttpRequest, found: Story) -> HttpResponse:
    word = "killed" if found.state == Story.State.KILLED else "withdrawn"
    version: Version = found.standing
    return render(request, "portal/gone.html", {"word": word, "version": version, "urn": found.urn}, status=410)


def _list(request: HttpRequest, stories: Any, **shown: Any) -> HttpResponse:
    page = page_of(stories, request.GET.get("after", ""))
    return render(request, "portal/list.html", {**shown, **_listed(page)})


def _listed(page: Any) -> dict[str, Any]:
    return {"stories": page.stories, "before": page.before, "after": page.after}
