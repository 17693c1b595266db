"""The page that a Referer header names: origin and path, never its query, fragment or password."""

from __future__ import annotations

import re
from functools import lru_cache

MOST_PAGE = 500
"""Characters of a page's address that are kept."""

_PAGE = re.compile(
    rb"(https?)://(?:[^/?#@]*@)?([a-z0-9._~-]+|\[[0-9a-f:.]+\])(:[0-9]{1,5})?(/[^?#]*)?(?:[?#].*)?", re.IGNORECASE
)
_NOT_PLAIN = re.compile(rb"[^!-~]")
_CUT_ESCAPE = re.compile(rb"%.?\Z")


@lru_cache(maxsize=16_384)
def page_of(referrer: bytes) -> bytes:
    """Give ``scheme://host[:port]/path`` in printable ASCII without spaces, at most 500 characters; empty where none is named.

    Only http and https count. Scheme and host come in lower case; what is not ASCII in the path is percent-encoded.
    """
    found = _PAGE.fullmatch(referrer.strip())
    if not found:
        return b""
    scheme, host, port, path = found.groups(default=b"")
    page = scheme.lower() + b"://" + host.lower() + port + (_NOT_PLAIN.sub(_escaped, path) or b"/")
    return page if len(page) <= MOST_PAGE else _CUT_ESCAPE.sub(b"", page[:MOST_PAGE])


def _escaped(found: re.Match[bytes]) -> bytes:
    return b"%%%02X" % found[0][0]
