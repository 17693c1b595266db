"""Where a story's copies stand, as the desk knows of it: what publishers told, and what the beacon counted."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from wirecopy.beacon.queries import views_by_day, views_by_page, views_of_each
from wirecopy.desk.models import Story
from wirecopy.desk.queries import desk_stories
from wirecopy.portal.entrance import staff
from wirecopy.renditions.beacons import beacons_of
from wirecopy.renditions.queries import reported_copies

MOST_PAGES = 200
MOST_DAYS = 60


@staff
@require_safe
def copies(request: HttpRequest, key: str) -> HttpResponse:
    """The copies that were reported, and the views by page, by format and by day; as many queries, however many they are."""
    story: Story = get_object_or_404(desk_stories(), key=key)
    formats = beacons_of(story)
    by_format: dict[str, list[int]] = {}
    for beacon, count in views_of_each(formats).items():
        sums = by_format.setdefault(formats[beacon], [0, 0])
        sums[0] += count.reader
        sums[1] += count.raw
    days = list(views_by_day(formats).items())
    pages = list(views_by_page(formats).items())
    shown = {
        "story": story,
        "reported": reported_copies(story),
        "pages": pages[:MOST_PAGES],
        "more_pages": max(len(pages) - MOST_PAGES, 0),
        "formats": sorted(
            ((name, seen, asked) for name, (seen, asked) in by_format.items() if asked), key=lambda row: -row[1]
        ),
        "days": days[-MOST_DAYS:][::-1],
        "readers": sum(sums[0] for sums in by_format.values()),
        "raw": sum(sums[1] for sums in by_format.values()),
    }
    return render(request, "desk/copies.html", shown)
