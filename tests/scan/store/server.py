"""A web server on 127.0.0.1 that knows byte ranges, keeps a list of what it was asked, and errs as a test tells it to."""

from __future__ import annotations

import re
import ssl
import threading
import zlib
from collections import deque
from collections.abc import Mapping
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from types import TracebackType
from typing import Any, Self

_RANGE = re.compile(r"bytes=(\d+)-(\d*)")
_HANGS_S = 3.0  # far longer than those wait who are tested, and then it hangs up


@dataclass(frozen=True, slots=True)
class Fault:
    """How one request is answered otherwise than it should be.

    ``headers`` stand in place of those that would be sent; ``None`` leaves one out. After ``sends`` bytes of the body
    the server hangs up. One that ``hangs`` says nothing at all; with ``sends``, nothing more behind those bytes.
    """

    status: int | None = None
    headers: Mapping[str, str | None] = field(default_factory=dict)
    knows_ranges: bool = True
    sends: int | None = None
    hangs: bool = False


@dataclass(frozen=True, slots=True)
class Asked:
    """A request as the server saw it."""

    path: str
    headers: Mapping[str, str]

    @property
    def range(self) -> str | None:
        """The bytes that were asked for, ``bytes=7-``."""
        return self.headers.get("range")


class Server:
    """Serves ``files`` (path -> bytes). Each request takes the first of ``faults``; when none is left, all is well."""

    def __init__(self, tls: ssl.SSLContext | None = None) -> None:
        self.files: dict[str, bytes] = {}
        self.faults: deque[Fault] = deque()
        self.knows_ranges = True
        self.asked: list[Asked] = []
        self.ended = threading.Event()
        self._scheme = "https" if tls else "http"
        self._http = _Http(("127.0.0.1", 0), _Handler)
        self._http.site = self
        if tls:
            self._http.socket = tls.wrap_socket(self._http.socket, server_side=True, do_handshake_on_connect=False)
        self._thread = threading.Thread(target=self._http.serve_forever, kwargs={"poll_interval": 0.005})

    @property
    def port(self) -> int:
        return self._http.server_port

    @property
    def ranges(self) -> list[str | None]:
        """The ranges that were asked for, in order."""
        return [asked.range for asked in self.asked]

    def url(self, path: str = "", host: str = "127.0.0.1") -> str:
        return f"{self._scheme}://{host}:{self.port}{path}"

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.ended.set()
        self._http.shutdown()
        self._thread.join()
        self._http.server_close()


class _Http(ThreadingHTTPServer):
    daemon_threads = False  # so that closing waits for them
    site: Server

    def handle_error(self, request: Any, client_address: Any) -> None:
        """A client that hangs up early is what these tests are about."""


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    timeout = 20.0
    server: _Http

    def do_GET(self) -> None:
        site = self.server.site
        self.close_connection = True
        site.asked.append(Asked(self.path, {name.lower(): value for name, value in self.headers.items()}))
        fault = site.faults.popleft() if site.faults else Fault()
        if fault.hangs and fault.sends is None:
            site.ended.wait(_HANGS_S)
            return
        status, headers, body = self._answer(site, fault)
        self.send_response_only(fault.status or status)
        for name, value in (headers | dict(fault.headers)).items():
            if value is not None:
                self.send_header(name, value)
        self.end_headers()
        self.wfile.write(body if fault.sends is None else body[: fault.sends])
        self.wfile.flush()
        if fault.hangs:
            site.ended.wait(_HANGS_S)

    def _answer(self, site: Server, fault: Fault) -> tuple[int, dict[str, str | None], bytes]:
        data = site.files.get(self.path)
        if data is None or fault.status is not None:
            return 404, {"Content-Length": "0"}, b""
        tag = f'"{zlib.crc32(data):08x}"'
        found = _RANGE.fullmatch(self.headers.get("Range", "")) if site.knows_ranges and fault.knows_ranges else None
        if found is None:
            return 200, {"Content-Length": str(len(data)), "ETag": tag}, data
        first = int(found[1])
        if first >= len(data):
            return 416, {"Content-Range": f"bytes */{len(data)}", "Content-Length": "0"}, b""
        last = min(int(found[2] or len(data)), len(data) - 1)
        part = data[first : last + 1]
        span = f"bytes {first}-{last}/{len(data)}"
        return 206, {"Content-Length": str(len(part)), "Content-Range": span, "ETag": tag}, part

    def log_message(self, *args: Any, **more: Any) -> None:
        """Keep quiet."""
