"""The licensing desk: the form for everybody, the thread behind a link, and the desk's side of it."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from wirecopy.enquiries.actions import answer_enquiry, close_enquiry, find_enquiry, open_enquiry, write_back
from wirecopy.enquiries.models import Enquiry
from wirecopy.errors import WirecopyError
from wirecopy.portal.entrance import person, staff

_FIELDS = ("name", "email", "outlet", "about", "text")


@require_http_methods(["GET", "HEAD", "POST"])
def licensing(request: HttpRequest) -> HttpResponse:
    """The form; what is sent becomes a thread, to which the answer page leads."""
    typed = {field: request.POST.get(field, "") for field in _FIELDS}
    error = ""
    if request.method == "POST":
        if request.POST.get("website"):  # a field that people do not see: a robot filled it in
            return redirect("licensing")
        try:
            _, secret = open_enquiry(**typed, at=timezone.now())
            return redirect("enquiry", secret)
        except WirecopyError as problem:
            error = str(problem)
    return render(request, "portal/licensing.html", {"typed": typed, "error": error}, status=422 if error else 200)


@require_http_methods(["GET", "HEAD", "POST"])
def enquiry(request: HttpRequest, secret: str) -> HttpResponse:
    """A thread, for whoever has its link."""
    found = find_enquiry(secret)
    if found is None:
        raise Http404("this link leads to no enquiry")
    error = ""
    if request.method == "POST":
        try:
            write_back(found, request.POST.get("text", ""), at=timezone.now())
            return redirect("enquiry", secret)
        except WirecopyError as problem:
            error = str(problem)
    shown = {"enquiry": found, "letters": found.messages.select_related("by"), "error": error}
    response = render(request, "portal/enquiry.html", shown, status=422 if error else 200)
    response["Referrer-Policy"] = "no-referrer"  # the address is the key
    return response


@staff
@require_safe
def enquiries(request: HttpRequest) -> HttpResponse:
    """All threads, those that wait for the desk first."""
    return render(
        request, "desk/enquiries.html", {"enquiries": Enquiry.objects.order_by("-state", "-changed_at")[:200]}
    )


@staff
@require_http_methods(["GET", "HEAD", "POST"])
def answer(request: HttpRequest, number: int) -> HttpResponse:
    """A thread, for the desk: answer it or close it."""
    found = get_object_or_404(Enquiry, pk=number)
    if request.method == "POST":
        now, by = timezone.now(), person(request)
        try:
            if "close" in request.POST:
                close_enquiry(found, by=by, at=now)
            else:
                answer_enquiry(found, request.POST.get("text", ""), by=by, at=now)
            return redirect("desk-enquiries")
        except WirecopyError as problem:
            messages.error(request, str(problem))
    return render(request, "desk/enquiry.html", {"enquiry": found, "letters": found.messages.select_related("by")})
