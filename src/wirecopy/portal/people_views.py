"""People on the desk's screens: who writes, and how each is printed."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from wirecopy.accounts.roles import May
from wirecopy.audit.queries import entries_of
from wirecopy.desk.models import Person
from wirecopy.desk.people import change_person
from wirecopy.desk.people import people as all_people
from wirecopy.errors import WirecopyError
from wirecopy.portal.entrance import person as who
from wirecopy.portal.entrance import staff

PAGE = 100


@staff
@require_safe
def people(request: HttpRequest) -> HttpResponse:
    """Everybody who is printed above a story; ``?q=`` those with these letters."""
    asked = request.GET.get("q", "").strip()[:100]
    page = Paginator(all_people(asked=asked), PAGE).get_page(request.GET.get("page"))
    return render(request, "desk/people.html", {"page": page, "asked": asked})


@staff
@require_http_methods(["GET", "HEAD", "POST"])
def person(request: HttpRequest, number: int) -> HttpResponse:
    """One of them; POST changes what is said of them from now on."""
    found = get_object_or_404(Person, pk=number)
    value: dict[str, Any] = {name: getattr(found, name) for name in ("name", "affiliation", "about", "is_pseudonym")}
    error = ""
    if request.method == "POST":
        value = {name: request.POST.get(name, "").strip() for name in ("name", "affiliation", "about")}
        value["is_pseudonym"] = "is_pseudonym" in request.POST
        try:
            change_person(found, **value, by=who(request), at=timezone.now())
        except WirecopyError as problem:
            error = str(problem)
        else:
            messages.success(request, "Saved. Stories that are out keep their bylines as they were printed.")
            return redirect("desk-person", found.pk)
    shown = {
        "person": found,
        "value": value,
        "error": error,
        "entries": entries_of("person", found.pk),
        "may_write": who(request).may(May.WRITE),
    }
    return render(request, "desk/person.html", shown, status=422 if error else 200)
