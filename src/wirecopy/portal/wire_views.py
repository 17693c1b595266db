"""The wire itself on the desk's screens: its names, its logo, and which machine signals are on."""

from __future__ import annotations

from typing import Final

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from wirecopy.accounts.roles import May
from wirecopy.audit.queries import entries_of
from wirecopy.desk.queries import terms_in_force, the_wire
from wirecopy.desk.terms import parsed
from wirecopy.desk.wire import MOST_LOGO_BYTES, SWITCHES, WORDS, change_wire, last_change
from wirecopy.errors import WirecopyError
from wirecopy.portal.entrance import person, staff
from wirecopy.portal.forms import whole_number
from wirecopy.renditions.rights.machine_use import forbids_training

SAYS: Final = (
    ("says_content_usage", "Content-Usage", "a header and a line of robots.txt (a draft of the IETF)"),
    (
        "says_tdmrep",
        "TDMRep",
        "a reservation of text and data mining: a file, headers, a policy (a report of the W3C's community)",
    ),
    ("says_rsl", "RSL", "a licence file that crawlers are led to (Really Simple Licensing 1.0)"),
    (
        "refuses_crawlers",
        "robots.txt",
        "crawlers that collect for training are asked to stay away: the one that keeps machines out",
    ),
)


@staff
@require_http_methods(["GET", "HEAD", "POST"])
def wire(request: HttpRequest) -> HttpResponse:
    """Show the wire; POST changes it."""
    now, user, error = timezone.now(), person(request), ""
    held, version = the_wire(), terms_in_force(at=now)
    value = {name: getattr(held, name, "") for name in (*WORDS, *SWITCHES)}
    if request.method == "POST":
        value = {name: request.POST.get(name, "").strip() for name in WORDS} | {
            name: name in request.POST for name in SWITCHES
        }
        file = request.FILES.get("logo")
        try:
            logo = file.read(MOST_LOGO_BYTES + 1) if file else b""
            change_wire(value, logo=logo, seen=whole_number(request.POST.get("seen", "")), by=user, at=now)
        except WirecopyError as problem:
            error = str(problem)
        else:
            messages.success(request, "Saved. Pages and packages say it from now on.")
            return redirect("desk-wire")
    shown = {
        "value": value,
        "error": error,
        "switches": [(name, title, says, value[name]) for name, title, says in SAYS],
        "forbids_training": version is not None and forbids_training(parsed(version), at=now),
        "entries": entries_of("wire", 1).reverse()[:20],
        "seen": last_change(),
        "may_change": user.may(May.TERMS),
    }
    return render(request, "desk/wire.html", shown, status=422 if error else 200)
