"""What the beacon answers: each answer as the bytes that go out, made anew once a second for its date."""

from __future__ import annotations

from base64 import b64decode
from collections.abc import Mapping
from email.utils import formatdate
from typing import Final

PICTURE: Final = b64decode("R0lGODlhAQABAIAAAAAAAP///yH5BAEAAAAALAAAAAABAAEAAAICRAEAOw==")
"""One transparent pixel as a GIF of 43 bytes, which is the least that all readers show."""

_PLAIN = b"Content-Type: text/plain; charset=utf-8\r\nCache-Control: no-store\r\n"
# Pages that ask for COEP show a picture from elsewhere only if it says that it may be shown there.
_GIF = (
    b"Content-Type: image/gif\r\nCache-Control: no-store\r\nCross-Origin-Resource-Policy: cross-origin\r\n"
    b"X-Content-Type-Options: nosniff\r\n"
)
_CLOSE = b"Connection: close\r\n"
_PARTS: Final[Mapping[str, tuple[bytes, bytes, bytes]]] = {
    "picture": (b"200 OK", _GIF, PICTURE),
    "well": (b"200 OK", _PLAIN, b"well\n"),
    "unknown": (b"404 Not Found", _PLAIN, b"there is nothing here\n"),
    "bad": (b"400 Bad Request", _PLAIN + _CLOSE, b"this is no request that is understood here\n"),
    "method": (b"405 Method Not Allowed", _PLAIN + b"Allow: GET, HEAD\r\n" + _CLOSE, b"only GET and HEAD\n"),
    "long": (b"431 Request Header Fields Too Large", _PLAIN + _CLOSE, b"the headers are too long\n"),
    "failed": (b"503 Service Unavailable", _PLAIN + b"Retry-After: 60\r\n", b"the view could not be written down\n"),
}
Answers = Mapping[str, bytes]


def answers(at: float, *, is_written: bool = True) -> Answers:
    """Give all answers as they are at this time (seconds since 1970) by name; ``head:`` before a name is it without its body.

    ``is_written=False`` gives those for hits that the journal could not take: the picture is refused, the rest stands.
    """
    date = b"Date: " + formatdate(at, usegmt=True).encode() + b"\r\n"  # RFC 9110, 6.6.1: who has a clock sends it
    made = {}
    for name, (status, headers, body) in _PARTS.items():
        head = b"HTTP/1.1 " + status + b"\r\n" + date + headers + b"Content-Length: %d\r\n\r\n" % len(body)
        made[name], made[f"head:{name}"] = head + body, head
    if not is_written:
        made["picture"] = made["failed"]
    return made
