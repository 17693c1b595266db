"""Who comes in where: the staff, and nobody else, to the desk's screens."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Concatenate, ParamSpec

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from wirecopy.accounts.models import User
from wirecopy.accounts.roles import May

P = ParamSpec("P")
View = Callable[Concatenate[HttpRequest, P], HttpResponse]


def staff(view: View[P]) -> View[P]:
    """Let in who may write; who signs in as somebody else is told so, with 403."""

    @wraps(view)
    @login_required
    def guarded(request: HttpRequest, /, *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
        user = person(request)
        if not (user.may(May.WRITE) or user.may(May.TERMS)):
            return render(request, "desk/refused.html", status=403)
        return view(request, *args, **kwargs)

    return guarded


def person(request: HttpRequest) -> User:
    """Who asks."""
    assert isinstance(request.user, User)
    return request.user
