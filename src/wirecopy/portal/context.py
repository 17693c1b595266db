"""What every template has: the wire."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.utils.functional import SimpleLazyObject

from wirecopy.desk.queries import the_wire


def wire(request: HttpRequest) -> dict[str, Any]:
    """The wire, read once a request and only where a template asks for it."""
    return {"wire": SimpleLazyObject(the_wire), "site_url": settings.SITE_URL}
