"""The service as anybody runs it: a process with the sample wire in a folder of its own, on a free port."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import IO

READY = "stop with Ctrl-C"  # the line's end that says that pages are answered
PATIENCE_S = 60


@dataclass(frozen=True, slots=True)
class Service:
    """A running service: its address, and what it has logged so far."""

    url: str
    log: list[str]


@contextmanager
def running(folder: Path) -> Iterator[Service]:
    """Enter the sample wire into ``folder``, serve it until the block ends, and see that it stops well."""
    port = _free_port()
    # localhost, not 127.0.0.1: passkeys belong to a name
    url = f"http://localhost:{port}"
    own = {"WIRECOPY_DATA": str(folder), "WIRECOPY_URL": url, "PYTHONUNBUFFERED": "1"}
    kept = {
        key: value
        for key, value in os.environ.items()
        if not key.startswith("WIRECOPY_") and key != "DJANGO_SETTINGS_MODULE"
    }
    command = [sys.executable, "-m", "wirecopy"]
    subprocess.run([*command, "demo", "--enter-only"], env=kept | own, check=True, timeout=PATIENCE_S)
    process = subprocess.Popen(
        [*command, "serve", "--port", str(port), "--no-beacon"], env=kept | own, stderr=subprocess.PIPE, text=True
    )
    assert process.stderr is not None
    log: list[str] = []
    is_ready = threading.Event()
    reader = threading.Thread(target=_read, args=(process.stderr, log, is_ready))
    reader.start()
    try:
        assert is_ready.wait(PATIENCE_S), "".join(log)
        assert process.poll() is None, "".join(log)
        yield Service(url, log)
    finally:
        process.send_signal(signal.SIGTERM)
        code = process.wait(PATIENCE_S)
        reader.join()
        process.stderr.close()
    assert code in (0, 130), f"the service ended with {code}: {''.join(log[-20:])}"


def _read(stream: IO[str], log: list[str], is_ready: threading.Event) -> None:
    for line in stream:
        log.append(line)
        if READY in line:
            is_ready.set()
    is_ready.set()  # it ended: whoever waits looks at the log


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
    return port
