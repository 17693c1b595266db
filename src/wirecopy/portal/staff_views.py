"""Staff on the desk's screens: who there is, invitations, and the page on which an invitation is accepted."""

from __future__ import annotations

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.mail import send_mail
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from wirecopy.accounts.actions import accept_invitation, change_staff, end_sessions, invite, open_invitation
from wirecopy.accounts.models import Invitation, User
from wirecopy.accounts.roles import May, Role
from wirecopy.desk.queries import the_wire
from wirecopy.errors import WirecopyError
from wirecopy.portal.entrance import person
from wirecopy.portal.entrance import staff as only_staff


@only_staff
@require_http_methods(["GET", "HEAD", "POST"])
def staff(request: HttpRequest) -> HttpResponse:
    """Who is on the staff; POST invites somebody by e-mail."""
    user = person(request)
    if not user.may(May.STAFF):
        raise PermissionDenied("administrators see the staff")
    now = timezone.now()
    if request.method == "POST":
        try:
            email, role = request.POST.get("email", "").strip(), Role(request.POST.get("role", ""))
            secret = invite(email, role=role, by=user, at=now)
        except (WirecopyError, ValueError) as problem:
            messages.error(request, str(problem))
        else:
            link = f"{settings.SITE_URL}{reverse('invitation', args=[secret])}"
            send_mail(f"Your place at {the_wire()}", _letter(user, link), settings.DEFAULT_FROM_EMAIL, [email])
            messages.success(request, f"{email} was invited as {role.label.lower()}; the letter is on its way.")
        return redirect("desk-staff")
    shown = {
        "users": User.objects.order_by("-is_active", "name"),
        "invitations": Invitation.objects.filter(used_at=None, expires_at__gt=now).order_by("-made_at"),
        "roles": Role.choices,
    }
    return render(request, "desk/staff.html", shown)


@only_staff
@require_POST
def member(request: HttpRequest, number: int, verb: str) -> HttpResponse:
    """Sign somebody out everywhere, give another role, let in no more or again."""
    found, user, now = get_object_or_404(User, pk=number), person(request), timezone.now()
    try:
        if verb == "sign-out":
            messages.success(request, f"{found} was signed out in {end_sessions(found, by=user, at=now)} places.")
        elif verb == "change":
            role, is_active = Role(request.POST.get("role", "")), "is_active" in request.POST
            seen = request.POST.get("seen-role", ""), "seen-active" in request.POST
            change_staff(found, seen=seen, role=role, is_active=is_active, by=user, at=now)
            messages.success(
                request, f"{found} is {found.get_role_display().lower()}{'' if is_active else ', and is not let in'}."
            )
        else:
            raise Http404(f"nothing is called {verb}; there are sign-out and change")
    except (WirecopyError, ValueError) as problem:
        messages.error(request, str(problem))
    return redirect("desk-staff")


@require_http_methods(["GET", "HEAD", "POST"])
def invitation(request: HttpRequest, secret: str) -> HttpResponse:
    """Accept an invitation: a name and a password."""
    now, error = timezone.now(), ""
    try:
        found = open_invitation(secret, at=now)
    except WirecopyError as problem:
        return render(request, "portal/invitation.html", {"error": str(problem)}, status=410)
    if request.method == "POST":
        password = request.POST.get("password", "")
        try:
            validate_password(password)
            accept_invitation(secret, name=request.POST.get("name", "").strip(), password=password, at=now)
            messages.success(request, "Welcome. Sign in, and add a second factor or a passkey.")
            return redirect("account_login")
        except ValidationError as problem:
            error = " ".join(problem.messages)
        except WirecopyError as problem:
            error = str(problem)
    shown = {"invitation": found, "error": error}
    response = render(request, "portal/invitation.html", shown, status=422 if error else 200)
    response["Referrer-Policy"] = "no-referrer"
    return response


def _letter(by: User, link: str) -> str:
    return f"{by} invites you to the desk. Choose a password here within a week:\n\n{link}\n"
