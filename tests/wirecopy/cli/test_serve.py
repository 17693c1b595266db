"""Serving: an address that is taken is named, and SIGTERM stops everything."""

import http.client
import os
import signal
import socket
import subprocess
import sys
import time
from pathlib import Path


def start(data: Path, port: int) -> subprocess.Popen[str]:
    environment = {
        **os.environ,
        "WIRECOPY_DATA": str(data),
        "WIRECOPY_DATABASE": "",
        "WIRECOPY_SECRET_KEY": "",
        "WIRECOPY_URL": f"http://127.0.0.1:{port}",
    }
    del environment["DJANGO_SETTINGS_MODULE"]
    command = [sys.executable, "-m", "wirecopy", "serve", "--no-beacon"]
    return subprocess.Popen(command, env=environment, stderr=subprocess.PIPE, text=True)


def test_an_address_that_is_taken_is_named(tmp_path: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        _, said = start(tmp_path, port).communicate(timeout=120)
    assert f"wirecopy: 127.0.0.1:{port} cannot be listened on" in said
    assert "choose another --port" in said
    assert "Traceback" not in said


def test_it_answers_until_it_is_told_to_stop(tmp_path: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    process = start(tmp_path, port)
    try:
        assert answered(process, port) == 200
    finally:
        process.send_signal(signal.SIGTERM)
        _, said = process.communicate(timeout=60)
    assert process.returncode == 0, said
    assert "stopped" in said


def answered(process: subprocess.Popen[str], port: int) -> int:
    """Ask until it answers; it has a minute to make its database."""
    for _ in range(600):
        assert process.poll() is None
        connection = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
        try:
            connection.request("GET", "/readyz")
            return connection.getresponse().status
        except ConnectionRefusedError:
            time.sleep(0.1)
        finally:
            connection.close()
    raise AssertionError("it never answered")
