"""Requests as nearly all browsers and proxies send them, read in one match, which takes half of the time that a parser does.

What is not of this shape (another path, a header that is not listed, one twice, one that changes how the rest is read, half
a request, two) is left to the parser, which gives the same answer for all that match here: tests hold the two together.
"""

from __future__ import annotations

import re
from typing import Final

from wirecopy.beacon.journal import BEACON_KEY

_VALUE = rb"[^\r\n\0]*+\r\n"
# Names as browsers write them, and as HTTP/2 and proxies that come from it do: with capitals, or without. One that is not
# here costs time, nothing else.
_PASSED_BY = (
    rb"[Aa]ccept(?:-[A-Za-z]++)?+",
    rb"[Ss]ec-(?:[Cc][Hh]|[Ff]etch)-[A-Za-z-]++",
    rb"[Xx]-(?:[Ff]orwarded-(?:[Pp]roto|[Hh]ost|[Pp]ort)|[Rr]eal-[Ii][Pp])",
    rb"[Pp]r(?:agma|iority)",
    rb"[Cc]ache-[Cc]ontrol",
    rb"[Cc]ookie",
    rb"[Vv]ia",
    rb"(?:DNT|dnt|[Ss]ec-(?:GPC|gpc))",
)


def _once(group: int, name: bytes) -> bytes:
    return name + rb":(?(%d)(?!))[ \t]*+([^\r\n\0]*+)\r\n" % group


_REQUEST: Final = re.compile(
    rb"GET /b/(" + BEACON_KEY + rb"+)\.gif HTTP/1\.1\r\n(?:"
    + b"|".join(
        [
            _once(2, rb"[Hh]ost"),
            _once(3, rb"[Uu]ser-[Aa]gent"),
            _once(4, rb"[Rr]eferer"),
            _once(5, rb"[Xx]-[Ff]orwarded-[Ff]or"),
            *(name + b":" + _VALUE for name in _PASSED_BY),
            rb"[Cc]onnection: [Kk]eep-[Aa]live\r\n",
        ]
    )
    + rb")*+\r\n"
)  # fmt: skip


def read_plain(data: bytes) -> tuple[bytes, bytes, bytes, bytes] | None:
    """Give the beacon's key, User-Agent, Referer and X-Forwarded-For (empty where missing) of a hit whose request ``data`` is.

    ``None``: it is not a plain one, which says nothing about what it is. Costs some five microseconds.
    """
    found = _REQUEST.fullmatch(data)
    if found is None:
        return None
    beacon, host, agent, referrer, forwarded = found.groups()
    if host is None or b"," in host:
        return None
    return beacon, agent or b"", referrer or b"", forwarded or b""
