"""The terms on the desk's screens: those in force as a form or as a file, a new version with its preview, old versions."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from wirecopy.accounts.roles import May
from wirecopy.desk.models import TermsVersion
from wirecopy.desk.queries import terms_in_force
from wirecopy.desk.terms import changes, parsed, read, set_terms, terms_of
from wirecopy.errors import TermsInvalid, WirecopyError
from wirecopy.portal.entrance import person, staff
from wirecopy.portal.forms import moment_of, whole_number
from wirecopy.portal.terms_form import TermsFields, fields_of, typed
from wiretrace.errors import TermsError
from wiretrace.model import Terms
from wiretrace.terms import CODES, SECTIONS, as_toml, notice, preset, preset_names
from wiretrace.terms.codes import PLACES, SCOPES, STRENGTHS, TARGETS


@dataclass(slots=True)
class _Shown:
    """What stands in the form, what was made of it, and what is wrong with it."""

    fields: TermsFields
    new: Terms | None = None
    error: str = ""
    rule: int = 0
    added: int = 0


@staff
@require_http_methods(["GET", "HEAD", "POST"])
def terms(request: HttpRequest) -> HttpResponse:
    """Show the terms; ``?preset=`` begins from one of the 40 wires; POST previews a new version or sets it."""
    now = timezone.now()
    version = terms_in_force(at=now)
    held = parsed(version) if version else None
    if request.method == "POST":
        shown = _worked_on(request)
        if shown.new and request.POST.get("do") == "set" and _set(request, shown, now):
            return redirect("desk-terms")
    else:
        shown = _beginning(request, held)
    return render(request, "desk/terms.html", _words(request, shown, version, held), status=422 if shown.error else 200)


@staff
@require_safe
def version(request: HttpRequest, number: int) -> HttpResponse:
    """One version of the terms: its notice, its file, and what changed from the one before."""
    found = get_object_or_404(TermsVersion, number=number)
    before = TermsVersion.objects.filter(number__lt=number).order_by("-number").first()
    held = parsed(found)
    shown = {
        "version": found,
        "before": before,
        "changes": changes(parsed(before), held) if before else [],
        "notice": notice(held),
        "source": found.source,
        "in_force": terms_in_force(at=timezone.now()),
    }
    return render(request, "desk/terms_version.html", shown)


def _worked_on(request: HttpRequest) -> _Shown:
    """Do what the button says to what was typed: read a file, add or drop a rule, or make terms of the form."""
    do, form = request.POST.get("do", ""), request.POST
    shown = _Shown(typed(form))
    try:
        if do == "read":
            shown.new = read(form.get("toml", ""))
            shown.fields = fields_of(shown.new)
        elif do.startswith("add-"):
            shown.fields = shown.fields.with_rule(do[4:])
            shown.added = len(shown.fields.rules)
        elif do.startswith("drop-"):
            shown.fields = shown.fields.without_rule(whole_number(do[5:]))
        else:
            shown.new = terms_of(shown.fields.data())
    except TermsInvalid as problem:
        shown.error, shown.rule = str(problem), problem.rule
    return shown


def _set(request: HttpRequest, shown: _Shown, now: datetime) -> bool:
    """Set the terms; what is wrong with that is noted where the form shows it."""
    assert shown.new is not None
    try:
        since = moment_of(request.POST, "in_force", "UTC") or now
        note, seen = request.POST.get("note", "").strip(), whole_number(request.POST.get("seen", ""))
        set_terms(shown.new, since=since, by=person(request), at=now, note=note, seen=seen)
    except WirecopyError as problem:
        shown.error = str(problem)
        return False
    messages.success(request, f"The terms were set; they hold from {since:%-d %B %Y, %H:%M} UTC on.")
    return True


def _words(request: HttpRequest, shown: _Shown, version: TermsVersion | None, held: Terms | None) -> dict[str, Any]:
    return {
        "version": version,
        "held": held,
        "versions": TermsVersion.objects.select_related("made_by").order_by("-number"),
        "fields": shown.fields,
        "error": shown.error,
        "wrong_rule": shown.rule,
        "added": shown.added,
        "new": shown.new,
        "notice": notice(shown.new) if shown.new else "",
        "changes": changes(held, shown.new) if held and shown.new else [],
        "toml": _file(request, shown.new if shown.error else shown.new or held),
        "seen": TermsVersion.objects.order_by("-number").values_list("number", flat=True).first() or 0,
        "value": request.POST,
        "presets": [(name, preset(name).name) for name in preset_names()],
        "sections": SECTIONS.items(),
        "how_many": len(CODES),
        "strengths": STRENGTHS,
        "places": PLACES,
        "targets": TARGETS,
        "scopes": SCOPES,
        "may_set": person(request).may(May.TERMS),
    }


def _file(request: HttpRequest, terms: Terms | None) -> str:
    """The terms as a file: what was pasted, while it is wrong; else those of the form."""
    if request.POST.get("do") == "read" and terms is None:
        return request.POST.get("toml", "")
    return as_toml(terms) if terms else ""


def _beginning(request: HttpRequest, held: Terms | None) -> _Shown:
    """What stands in the form at first: a preset with this wire's own name, else what holds."""
    name = request.GET.get("preset", "")
    own = fields_of(held) if held else TermsFields()
    if not name:
        return _Shown(own)
    try:
        chosen = preset(name)
    except TermsError as problem:
        return _Shown(own, error=str(problem))
    if held:
        chosen = replace(chosen, wire=held.wire or chosen.wire, contact=held.contact or chosen.contact)
    return _Shown(fields_of(chosen), new=chosen)
