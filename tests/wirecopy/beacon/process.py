"""The beacon as a process of its own, on a free port."""

from __future__ import annotations

import re
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import IO

_CODE = """
import logging, sys
from pathlib import Path
from wirecopy.beacon.server import run
logging.basicConfig(level=logging.INFO)
run(host="127.0.0.1", port=0, folder=Path(sys.argv[1]), proxies=0)
"""
_WITHOUT_UVLOOP = "import sys; sys.modules['uvloop'] = None\n"


@dataclass(frozen=True, slots=True)
class Running:
    """A beacon that runs: its process and its port."""

    process: subprocess.Popen[str]
    port: int

    def connect(self) -> socket.socket:
        return socket.create_connection(("127.0.0.1", self.port), timeout=20)

    def exchange(self, *parts: bytes, end: bool = True) -> bytes:
        """Send parts, say that no more will come, and give all that is answered until the beacon closes."""
        with self.connect() as connection:
            for part in parts:
                connection.sendall(part)
            if end:
                connection.shutdown(socket.SHUT_WR)
            return received(connection)


def received(connection: socket.socket) -> bytes:
    """All that comes until the other side closes, or is gone."""
    answers = b""
    try:
        while more := connection.recv(65_536):
            answers += more
    except ConnectionResetError:
        return answers
    return answers


@contextmanager
def beacon(folder: Path, *, with_uvloop: bool = True) -> Iterator[Running]:
    """Start a beacon, wait until it listens, and kill it at the end if it still runs."""
    code = _CODE if with_uvloop else _WITHOUT_UVLOOP + _CODE
    with subprocess.Popen([sys.executable, "-c", code, str(folder)], stderr=subprocess.PIPE, text=True) as process:
        try:
            assert process.stderr
            yield Running(process, _port(process.stderr))
        finally:
            process.kill()


def _port(lines: IO[str]) -> int:
    said = ""
    for line in lines:
        said += line
        if found := re.search(r"listens on 127\.0\.0\.1:(\d+)", line):
            return int(found[1])
    raise AssertionError(f"the beacon did not start: {said}")
