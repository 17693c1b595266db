"""Saying 304 at once to whoever has what it asks for."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from hashlib import sha256
from typing import Concatenate, Final, ParamSpec

from django.core.cache import cache
from django.http import HttpRequest, HttpResponse
from django.utils import timezone

from wirecopy.audit.queries import last_entries

KEPT_S: Final = 60
"""How long whoever has an answer need not ask again, and how long a process remembers what it has answered."""

P = ParamSpec("P")
View = Callable[Concatenate[HttpRequest, P], HttpResponse]


def known_at_once(view: View[P]) -> View[P]:
    """Spare a view that sets an ETag its work, where this process gave the asker's one for this address lately.

    Lately: in this minute, and nobody has done anything since, which the last lines of the log say, as each action writes
    one. What the clock alone changes is so noticed when the minute is over, as it is by all who keep an answer for as long
    as it allows. Whoever has another mark, or none, is given what holds now. Costs one query.
    """

    @wraps(view)
    def answer(request: HttpRequest, /, *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
        known = request.headers.get("If-None-Match", "")
        seen = f"{request.path} {timezone.now():%Y%m%d%H%M} {last_entries()}"
        key = f"known-{sha256(seen.encode()).hexdigest()}"
        etag = cache.get(key) if known else None
        if etag is not None and etag in known:
            return unchanged(etag)
        response = view(request, *args, **kwargs)
        if response.has_header("ETag"):
            cache.set(key, response["ETag"], KEPT_S)
        return response

    return answer


def unless_known(request: HttpRequest, mark: str, media_type: str, write: Callable[[], bytes]) -> HttpResponse:
    """Answer 304 to whoever has what is so marked; write it for all others."""
    etag = f'"{mark}"'
    if etag in request.headers.get("If-None-Match", ""):
        return unchanged(etag)
    return _marked(HttpResponse(write(), content_type=media_type), etag)


def unchanged(etag: str) -> HttpResponse:
    """Say that whoever has what is so marked has it still."""
    return _marked(HttpResponse(status=304), etag)


def _marked(response: HttpResponse, etag: str) -> HttpResponse:
    response["ETag"] = etag
    response["Cache-Control"] = f"public, max-age={KEPT_S}"
    return response
