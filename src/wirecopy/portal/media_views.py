"""The desk's screens of pictures: those there are, taking one in, changing its words and rights."""

from __future__ import annotations

from datetime import datetime
from typing import Any, Final
from zoneinfo import ZoneInfo

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from wirecopy.accounts.roles import May
from wirecopy.audit.queries import entries_of
from wirecopy.desk.models import Media
from wirecopy.desk.pictures.actions import MOST_BYTES, change_picture, put_back, store_picture, take_down
from wirecopy.desk.pictures.kinds import TAKEN
from wirecopy.desk.pictures.pixels import MOST_PIXELS
from wirecopy.desk.pictures.queries import pictures, srcset_of, thumbnail_of
from wirecopy.desk.pictures.words import PictureWords
from wirecopy.desk.queries import the_wire
from wirecopy.errors import NotAllowed, PictureRefused, WirecopyError
from wirecopy.portal.entrance import person, staff
from wirecopy.portal.forms import moment_of
from wirecopy.portal.picture_fields import rights_of

PAGE: Final = 48
MOVES: Final = {"take-down": take_down, "put-back": put_back}


@staff
@require_http_methods(["GET", "HEAD", "POST"])
def media(request: HttpRequest) -> HttpResponse:
    """Pictures, the latest first; ``?q=`` those with these words. POST takes one in."""
    now = timezone.now()
    error, status = "", 200
    if request.method == "POST":
        try:
            return _taken_in(request, now)
        except WirecopyError as problem:
            error, status = str(problem), _code(problem)
    asked = request.GET.get("q", "").strip()[:200]
    page = Paginator(pictures(asked=asked), PAGE).get_page(request.GET.get("page"))
    shown = {
        "page": page,
        "pictures": [(each, thumbnail_of(each), rights_of(each, at=now)) for each in page],
        "asked": asked,
        "error": error,
        "value": request.POST if error else {"only_with_story": "on", "zone": _zone()},
        "taken": TAKEN,
        "most": f"{MOST_BYTES >> 20} MB and {MOST_PIXELS // 1_000_000} megapixels",
        "may_write": person(request).may(May.WRITE),
    }
    return render(request, "desk/media.html", shown, status=status)


@staff
@require_http_methods(["GET", "HEAD", "POST"])
def picture(request: HttpRequest, number: int) -> HttpResponse:
    """One picture with its words and rights, which POST changes, and its log."""
    now = timezone.now()
    found = get_object_or_404(Media, pk=number)
    error, status = "", 200
    if request.method == "POST":
        try:
            change_picture(found, PictureWords(**_words(request.POST)), by=person(request), at=now)
        except WirecopyError as problem:
            error, status = str(problem), _code(problem)
        else:
            messages.success(
                request, "Saved. Stories that say their own caption, credit or alternative text keep them."
            )
            return redirect("desk-picture", found.pk)
    shown = {
        "picture": found,
        "thumbnail": thumbnail_of(found),
        "srcset": srcset_of(found),
        "rights": rights_of(found, at=now),
        "error": error,
        "value": request.POST if error else _values(found),
        "entries": entries_of("media", found.pk),
        "may_write": person(request).may(May.WRITE),
        "may_release": person(request).may(May.RELEASE),
    }
    return render(request, "desk/media_picture.html", shown, status=status)


@staff
@require_POST
def move(request: HttpRequest, number: int, verb: str) -> HttpResponse:
    """Take a picture down, or put it back."""
    found = get_object_or_404(Media, pk=number)
    if verb not in MOVES:
        raise Http404(f"nothing is called {verb}; there are {', '.join(MOVES)}")
    try:
        MOVES[verb](found, reason=request.POST.get("reason", ""), by=person(request), at=timezone.now())
    except WirecopyError as problem:
        messages.error(request, str(problem))
    else:
        messages.success(request, "Nobody is given it any more." if found.taken_down_at else "It may be seen again.")
    return redirect("desk-picture", found.pk)


def _taken_in(request: HttpRequest, now: datetime) -> HttpResponse:
    file = request.FILES.get("file")
    if file is None:
        raise PictureRefused("no file came along; choose one")
    data = file.read(MOST_BYTES + 1)  # a byte too many is refused, and the rest of it not read
    stored = store_picture(data, **_words(request.POST), by=person(request), at=now)
    if stored.made_at == now:
        messages.success(request, "The picture is stored. Choose it on the page of a story.")
    else:
        messages.warning(request, "This picture was here already; its words are as they were. Change them below.")
    return redirect("desk-picture", stored.pk)


def _words(form: QueryDict) -> dict[str, Any]:
    """Read words and rights as `PictureWords` names them. Raises ``StoryIncomplete`` for a moment that cannot be read."""
    return {
        **{name: form.get(name, "") for name in ("alt", "credit", "caption")},
        "may_republish": "may_republish" in form,
        "republish_until": moment_of(form, "republish_until", form.get("zone", "").strip()),
        "only_with_story": "only_with_story" in form,
    }


def _values(media: Media) -> dict[str, str]:
    """What the form shows of a picture that is stored."""
    zone = _zone()
    until = media.republish_until
    typed = {
        "alt": media.alt,
        "credit": media.credit,
        "caption": media.caption,
        "republish_until": f"{until.astimezone(ZoneInfo(zone)):%Y-%m-%dT%H:%M:%S}" if until else "",
        "zone": zone,
    }
    return typed | {name: "on" for name in ("may_republish", "only_with_story") if getattr(media, name)}


def _zone() -> str:
    wire = the_wire()
    return wire.time_zone if wire else "UTC"


def _code(problem: WirecopyError) -> int:
    return 403 if isinstance(problem, NotAllowed) else 422
