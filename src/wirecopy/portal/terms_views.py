"""The terms on the desk's screens: the one in force as plain words and as rules, a new version with its preview."""

from __future__ import annotations

from dataclasses import replace

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from wirecopy.accounts.roles import May
from wirecopy.desk.models import TermsVersion
from wirecopy.desk.queries import terms_in_force
from wirecopy.desk.terms import changes, parsed, read, set_terms
from wirecopy.errors import WirecopyError
from wirecopy.portal.entrance import person, staff
from wirecopy.portal.forms import moment_of
from wiretrace.errors import TermsError
from wiretrace.model import Terms
from wiretrace.terms import CODES, as_toml, notice, preset, preset_names


@staff
@require_http_methods(["GET", "HEAD", "POST"])
def terms(request: HttpRequest) -> HttpResponse:
    """Show the terms; ``?preset=`` begins from one of the 40 wires; POST previews a new version or sets it."""
    now = timezone.now()
    version = terms_in_force(at=now)
    held = parsed(version) if version else None
    source, error = _beginning(request, held)
    new: Terms | None = None
    if request.method == "POST":
        source = request.POST.get("source", "")
        try:
            new = read(source)
            if "set" in request.POST:
                since = moment_of(request.POST, "since", "UTC") or now
                set_terms(new, since=since, by=person(request), at=now, note=request.POST.get("note", "").strip())
                messages.success(request, f"The terms were set; they hold from {since:%j %B %Y, %H:%M} UTC on.")
                return redirect("desk-terms")
        except WirecopyError as problem:
            error = str(problem)
    shown = {
        "version": version,
        "held": held,
        "versions": TermsVersion.objects.select_related("made_by").order_by("-number"),
        "source": source,
        "error": error,
        "new": new,
        "notice": notice(new) if new else "",
        "changes": changes(held, new) if held and new else [],
        "presets": preset_names(),
        "codes": CODES.values(),
        "may_set": person(request).may(May.TERMS),
    }
    return render(request, "desk/terms.html", shown, status=422 if error else 200)


def _beginning(request: HttpRequest, held: Terms | None) -> tuple[str, str]:
    """The source that stands in the editor at first: of a preset with this wire's own name, else what holds."""
    name = request.GET.get("preset", "")
    if not name:
        return (as_toml(held) if held else ""), ""
    try:
        chosen = preset(name)
    except TermsError as problem:
        return (as_toml(held) if held else ""), str(problem)
    wire = held.wire if held else None
    contact = held.contact if held else None
    return as_toml(replace(chosen, wire=wire or chosen.wire, contact=contact or chosen.contact)), ""
