"""A web server on 127.0.0.1 that answers, errs, drips and never ends as a test tells it to."""

from __future__ import annotations

import ssl
import threading
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from types import TracebackType
from typing import Any, Self

PAUSE_S = 0.05


@dataclass(frozen=True, slots=True)
class Reply:
    """How a path is answered. ``headers`` stand beside those that are sent; ``None`` leaves one out.

    ``body`` may be an iterable: its pieces are sent one by one, without a length. ``raw`` stands for everything.
    """

    body: bytes | Iterable[bytes] = b""
    status: int = 200
    headers: Mapping[str, str | None] = field(default_factory=dict)
    raw: Iterable[bytes] | None = None
    drips: bool = False


@dataclass(frozen=True, slots=True)
class Asked:
    """A request as the server saw it."""

    path: str
    headers: Mapping[str, str]


class Server:
    """Serves ``replies`` (path -> reply, or what makes one from the request); 404 for all else."""

    def __init__(self, tls: ssl.SSLContext | None = None) -> None:
        self.replies: dict[str, Reply | Callable[[Asked], Reply]] = {}
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
    def paths(self) -> list[str]:
        """What was asked for, in order."""
        return [asked.path for asked in self.asked]

    def url(self, path: str = "", host: str = "127.0.0.1") -> str:
        return f"{self._scheme}://{host}:{self.port}{path}"

    def dripped(self, pieces: Iterable[bytes]) -> Iterator[bytes]:
        """Give pieces with a pause before each, until the test is over."""
        for piece in pieces:
            if self.ended.wait(PAUSE_S):
                return
            yield piece

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
        asked = Asked(self.path, {name.lower(): value for name, value in self.headers.items()})
        site.asked.append(asked)
        found = site.replies.get(self.path, Reply(b"not here", 404))
        reply = found(asked) if callable(found) else found
        if reply.raw is not None:
            self._write(reply.raw, reply.drips)
            return
        self.send_response_only(reply.status)
        whole = isinstance(reply.body, bytes)
        length = {"Content-Length": str(len(reply.body))} if isinstance(reply.body, bytes) else {}
        for name, value in {**length, **reply.headers}.items():
            if value is not None:
                self.send_header(name, value)
        self.end_headers()
        self._write([reply.body] if whole else reply.body, reply.drips)

    def _write(self, pieces: Any, drips: bool) -> None:
        for piece in self.server.site.dripped(pieces) if drips else pieces:
            self.wfile.write(piece)
            self.wfile.flush()

    def log_message(self, *args: Any, **more: Any) -> None:
        """Keep quiet."""
