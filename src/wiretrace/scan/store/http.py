"""Files on web servers, by byte ranges (RFC 9110, section 14). The only importer of urllib3."""

from __future__ import annotations

import re
from collections.abc import Callable
from email.utils import parsedate_to_datetime
from urllib.parse import quote, urljoin, urlsplit

from urllib3 import HTTPConnectionPool, HTTPSConnectionPool, Timeout
from urllib3.exceptions import HTTPError
from urllib3.response import BaseHTTPResponse

from wiretrace import __version__
from wiretrace.errors import StoreError
from wiretrace.scan.store.guard import DEFAULT_PORTS, Guard
from wiretrace.scan.store.ranged import Body, Interrupted, Source, Timing

_REDIRECTS = (301, 302, 303, 307, 308)
_MOST_REDIRECTS = 5
_AGAIN = (408, 425, 429, 500, 502, 503, 504)
_RANGE = re.compile(r"bytes (\d{1,18})-(\d{1,18})/(\d{1,18}|\*)")
_BEHIND_THE_END = re.compile(r"bytes \*/(\d{1,18})")
_SIZE = re.compile(r"\d{1,18}")
_KEPT = "/?:@!$&'()*+,;=~%-._[]"  # what an address holds as it is (RFC 3986); all else is escaped
_SKIPPED_AT_ONCE = 1 << 20


def http_source(url: str, guard: Guard, timing: Timing) -> Source:
    """Give the way to ask a web server for a file."""

    def ask(start: int, was_there: bool) -> Body:
        at = url
        for _ in range(_MOST_REDIRECTS + 1):
            response, close = _request(at, start, guard, timing)
            if response.status not in _REDIRECTS:
                return _body(url, start, was_there, response, close)
            close()
            to = response.headers.get("Location", "")
            try:
                at = urljoin(at, to)
            except ValueError as error:
                raise StoreError(f"{url}: redirects to what is no address ({to[:200]!r})") from error
        raise StoreError(f"{url}: more than {_MOST_REDIRECTS} redirects; name the address that they lead to")

    return ask


def _request(url: str, start: int, guard: Guard, timing: Timing) -> tuple[BaseHTTPResponse, Callable[[], None]]:
    (scheme, host, port), ip = guard.address_for(url)
    timeout = Timeout(connect=timing.connect_s, read=timing.read_s)
    if scheme == "https":
        pool: HTTPConnectionPool = HTTPSConnectionPool(
            ip,
            port,
            timeout=timeout,
            retries=False,
            server_hostname=host,
            assert_hostname=host,
            cert_reqs="CERT_REQUIRED",
        )
    else:
        pool = HTTPConnectionPool(ip, port, timeout=timeout, retries=False)
    parts = urlsplit(url)
    headers = {
        "Host": host if port == DEFAULT_PORTS[scheme] else f"{host}:{port}",
        "User-Agent": f"wiretrace/{__version__}",
        "Accept-Encoding": "identity",
        "Range": f"bytes={start}-",
    }
    target = quote(parts.path or "/", _KEPT) + (f"?{quote(parts.query, _KEPT)}" if parts.query else "")
    try:
        response = pool.request(
            "GET", target, headers=headers, preload_content=False, decode_content=False, redirect=False
        )
    except HTTPError as error:
        pool.close()
        raise Interrupted(f"no answer ({_words(error)})") from error

    def close() -> None:
        response.close()
        pool.close()

    return response, close


def _body(url: str, start: int, was_there: bool, response: BaseHTTPResponse, close: Callable[[], None]) -> Body:
    status = response.status
    if status == 416:
        close()
        found = _BEHIND_THE_END.fullmatch(response.headers.get("Content-Range", ""))
        if found and int(found[1]) <= start:
            return _Sent(None, lambda: None, int(found[1]), None)
        raise StoreError(f"{url}: the server has no byte {start:,} of it (416)")
    if status in _AGAIN or (was_there and status in (403, 404, 410)):  # it may come back
        close()
        raise Interrupted(f"the server answered {status}", _retry_after(response))
    if status not in (200, 206):
        close()
        raise StoreError(
            f"{url}: the server answered {status} {response.reason or ''}".rstrip() + "; check the address"
        )
    tag = response.headers.get("ETag") or response.headers.get("Last-Modified")
    if status == 206:
        span = _RANGE.fullmatch(response.headers.get("Content-Range", ""))
        if not span or int(span[1]) != start:
            close()
            raise StoreError(f"{url}: the server sent another range than was asked for; its ranges cannot be trusted")
        return _Sent(response, close, int(span[3]) if span[3] != "*" else None, tag)
    length = response.headers.get("Content-Length", "")
    sent = _Sent(response, close, int(length) if _SIZE.fullmatch(length) else None, tag)
    sent.skip(start)  # the server does not know ranges
    return sent


class _Sent:
    """What a server sends, from the first byte that was asked for."""

    def __init__(
        self, response: BaseHTTPResponse | None, close: Callable[[], None], size: int | None, tag: str | None
    ) -> None:
        self._response = response
        self.close = close
        self.size = size
        self.tag = tag

    def read(self, size: int) -> bytes:
        if self._response is None:
            return b""
        try:
            return self._response.read1(size)  # what has come; read() would drop it where the rest does not
        except HTTPError as error:
            raise Interrupted(f"the connection broke ({_words(error)})") from error

    def skip(self, size: int) -> None:
        """Pass over what was not asked for."""
        while size:
            piece = self.read(min(size, _SKIPPED_AT_ONCE))
            if not piece:
                raise Interrupted("the file ended before the byte that was asked for")
            size -= len(piece)


def _retry_after(response: BaseHTTPResponse) -> float:
    """Say how many seconds the server asks for (RFC 9110, 10.2.3); a date counts from the server's own clock."""
    asked = response.headers.get("Retry-After", "").strip()
    if _SIZE.fullmatch(asked):
        return float(asked)
    try:
        until, now = (parsedate_to_datetime(when) for when in (asked, response.headers.get("Date", "")))
        return max(0.0, (until - now).total_seconds())
    except (TypeError, ValueError):  # no date, or one with a time zone and one without
        return 0.0


def _words(error: Exception) -> str:
    return str(error).rpartition(": ")[2] or type(error).__name__
