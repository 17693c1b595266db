"""The files of the wire's storage that anybody may have: pictures as they were written anew, and the wire's logo."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Final

from django.core.files.storage import default_storage
from django.http import FileResponse, Http404, HttpRequest, HttpResponse, HttpResponseBase, HttpResponseNotModified
from django.utils.http import parse_etags
from django.views.decorators.http import require_safe

from wirecopy.desk.pictures.queries import is_down

PUBLIC: Final = re.compile(r"(?:media/\d{4}/\d{2}|wire)/[A-Za-z0-9_-][A-Za-z0-9._-]{0,150}\.([a-z]{2,4})", re.ASCII)
"""The whole of a name that may be asked for: two folders, of which none is the one of originals, and no way out of them."""

TYPES: Final[Mapping[str, str]] = {
    "jpg": "image/jpeg",
    "jpeg": "image/jpeg",
    "png": "image/png",
    "webp": "image/webp",
    "gif": "image/gif",
    "avif": "image/avif",
    "svg": "image/svg+xml",
}
_YEAR: Final = "public, max-age=31536000, immutable"  # a name under media/ is never used for other bytes
_DAY: Final = "public, max-age=86400"


@require_safe
def media(request: HttpRequest, name: str) -> HttpResponseBase:
    """Serve a picture or the logo. Everything else in storage is not there: originals, other folders, other kinds.

    What a file is, its name says, which the desk gave; a browser must not guess, and whatever it is, nothing in it runs.
    """
    found = PUBLIC.fullmatch(name)
    is_logo = name.startswith("wire/")
    if found is None or found[1] not in TYPES or (found[1] == "svg" and not is_logo):
        raise Http404("there is no such file")
    if not is_logo and is_down(name):
        return HttpResponse("This picture was taken down.\n", status=410, content_type="text/plain; charset=utf-8")
    try:
        file = default_storage.open(name)
    except OSError as error:  # not there, or a folder
        raise Http404("there is no such file") from error
    tag = f'"{name.rpartition("/")[2]}"'
    response: HttpResponseBase
    if not is_logo and tag in parse_etags(request.headers.get("If-None-Match", "")):
        file.close()
        response = HttpResponseNotModified()
    else:
        response = FileResponse(file, content_type=TYPES[found[1]])
    if not is_logo:
        response["ETag"] = tag
    response["Cache-Control"] = _DAY if is_logo else _YEAR
    response["X-Content-Type-Options"] = "nosniff"
    response["Content-Security-Policy"] = "default-src 'none'; style-src 'unsafe-inline'; sandbox"
    return response
