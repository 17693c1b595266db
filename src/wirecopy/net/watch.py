"""A clock beside a request: when the time is over it cuts the connection, however slowly the other side drips."""

from __future__ import annotations

import contextlib
import socket
import threading
from collections.abc import Mapping
from types import TracebackType
from typing import Any, Self

_CONNECTED = ("connection.connect_tcp.complete", "connection.start_tls.complete")


class Cutter:
    """Cuts a connection after ``seconds``. A context manager; ``is_over`` says whether it had to.

    A time limit on each read does not help against a server that sends a byte of its headers now and then. The thread
    sleeps until the time is over, and ends at once when the request does.
    """

    def __init__(self, seconds: float) -> None:
        self.is_over = False
        self._socket: socket.socket | None = None
        self._lock = threading.Lock()
        self._timer = threading.Timer(max(seconds, 0.0), self._cut)
        self._timer.daemon = True

    def trace(self, event: str, told: Mapping[str, Any]) -> None:
        """Listen to what httpx says of a request (its extension ``trace``), for the socket."""
        if event in _CONNECTED:
            with self._lock:
                self._socket = told["return_value"].get_extra_info("socket")
                if self.is_over:
                    self._shut()

    def __enter__(self) -> Self:
        self._timer.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._timer.cancel()

    def _cut(self) -> None:
        with self._lock:
            self.is_over = True
            self._shut()

    def _shut(self) -> None:
        """End both directions, which wakes a thread that waits; below TLS, whose own farewell could hang."""
        if self._socket is not None:
            with contextlib.suppress(OSError):  # it was closed a moment ago
                socket.socket.shutdown(self._socket, socket.SHUT_RDWR)
