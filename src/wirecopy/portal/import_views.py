"""Where stories come from, on the desk's screens, and the address to which a source pushes."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_POST

from wirecopy.accounts.roles import May
from wirecopy.desk.imports.item import Problem
from wirecopy.desk.imports.memory import settle
from wirecopy.desk.imports.sources import (
    MOST_BYTES,
    add_source,
    ask_now,
    new_key,
    remove_source,
    source_of_key,
    take_pushed,
    waiting,
)
from wirecopy.desk.imports.take import Outcome
from wirecopy.desk.models import Source, Story
from wirecopy.errors import WirecopyError
from wirecopy.portal.entrance import person, staff
from wirecopy.portal.forms import whole_number


@staff
@require_http_methods(["GET", "HEAD", "POST"])
def imports(request: HttpRequest) -> HttpResponse:
    """The sources and what they left to a person; POST adds a source."""
    error = ""
    if request.method == "POST":
        try:
            return _added(request)
        except WirecopyError as problem:
            error = str(problem)
    shown = {
        "sources": Source.objects.select_related("taken_by").order_by("kind", "where"),
        "waiting": waiting(),
        "kinds": [("wordpress", "WordPress site"), ("feed", "RSS or Atom feed with full texts"), ("ninjs", "ninjs")],
        "value": request.POST,
        "error": error,
        "key": request.session.pop("source-key", None),
        "may_change": person(request).may(May.RELEASE),
    }
    return render(request, "desk/imports.html", shown, status=422 if error else 200)


@staff
@require_POST
def source(request: HttpRequest, number: int, verb: str) -> HttpResponse:
    """Ask a source now, remove it, or make the key with which it pushes."""
    found, user, now = get_object_or_404(Source, pk=number), person(request), timezone.now()
    try:
        if verb == "ask":
            ask_now(found, by=user, at=now)
            messages.success(request, f"{found.where} is asked within a minute.")
        elif verb == "remove":
            remove_source(found, by=user, at=now)
            messages.success(request, f"{found.where} is asked no more. What came from it stays.")
        elif verb == "key":
            address = f"{settings.SITE_URL}{reverse('push', args=[found.pk])}"
            request.session["source-key"] = [found.where, address, new_key(found, by=user, at=now)]
        else:
            raise Http404(f"nothing is called {verb}; there are ask, remove and key")
    except WirecopyError as problem:
        messages.error(request, str(problem))
    return redirect("desk-imports")


@staff
@require_POST
def settled(request: HttpRequest, key: str) -> HttpResponse:
    """Note that somebody looked at what an import left."""
    story, user = get_object_or_404(Story, key=key), person(request)
    if not user.may(May.WRITE):
        messages.error(request, "Reporters and editors settle what an import left.")
    else:
        entry = whole_number(request.POST.get("entry", ""))
        try:
            settle(story, entry, by=user, at=timezone.now(), reason=request.POST.get("reason", "").strip())
            messages.success(request, "Noted. It is not asked again until the source changes it.")
        except WirecopyError as problem:
            messages.error(request, str(problem))
    return redirect("desk-imports")


@csrf_exempt
@require_POST
def push(request: HttpRequest, number: int) -> HttpResponse:
    """Take stories that a source sends, with its key as ``Authorization: Bearer``: what became of each, as JSON.

    200: all were taken. 422: some were not, each named; the others were. 401: the key is not the source's.
    """
    scheme, _, secret = request.headers.get("Authorization", "").partition(" ")
    found = source_of_key(number, secret.strip()) if scheme.lower() == "bearer" else None
    if found is None:
        refused = JsonResponse({"error": "send the key of this source as Authorization: Bearer KEY"}, status=401)
        refused["WWW-Authenticate"] = "Bearer"
        return refused
    try:
        taken = take_pushed(found, request.read(MOST_BYTES + 1), at=timezone.now())
    except WirecopyError as problem:
        return JsonResponse({"error": str(problem)}, status=413)
    told = {"items": [_told(each) for each in taken]}
    return JsonResponse(told, status=422 if any(isinstance(each, Problem) for each in taken) else 200)


def _added(request: HttpRequest) -> HttpResponse:
    form = request.POST
    minutes = whole_number(form.get("minutes", ""), most_digits=6)
    where, release = form.get("where", "").strip(), "release" in form
    added = add_source(
        form.get("kind", ""), where, minutes=minutes, release=release, by=person(request), at=timezone.now()
    )
    messages.success(request, f"{added.where} was added.")
    return redirect("desk-imports")


def _told(item: Outcome | Problem) -> dict[str, Any]:
    if isinstance(item, Problem):
        return {"item": item.item, "error": item.message}
    slug = item.story.slug if item.story else None
    return {"item": item.source, "taken": item.taken, "story": slug, "remarks": list(item.remarks)}
