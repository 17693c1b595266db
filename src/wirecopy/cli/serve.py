"""``wirecopy serve``: everything in one place, for a small wire and for trying it."""

from __future__ import annotations

import argparse
import logging
import os
import signal
import subprocess
import sys
import threading
from urllib.parse import urlsplit

from django.conf import settings
from django.core.management import call_command
from waitress import create_server
from waitress.server import BaseWSGIServer, MultiSocketServer

from wirecopy.errors import AddressTaken
from wirecopy.jobs.worker import work
from wirecopy.wsgi import application

log = logging.getLogger(__name__)
MOST_BYTES = 64 << 20
"""Of one request: a picture of 40 MB and its form. Waitress would take a gigabyte."""


def declare(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments."""
    parser.add_argument("--host", default="127.0.0.1", help="the address to listen on (default: this machine alone)")
    parser.add_argument("--port", type=int, default=urlsplit(settings.SITE_URL).port or 8000)
    parser.add_argument("--threads", type=int, default=8, help="how many pages are written at once")
    parser.add_argument("--no-beacon", action="store_true", help="the beacon runs elsewhere")


def run(args: argparse.Namespace) -> int:
    """Bring the database up to date, then answer until the process is told to stop."""
    call_command("migrate", verbosity=0)
    stop = threading.Event()
    worker = threading.Thread(target=work, args=(stop,), name="worker")
    server = listening(args.host, args.port, threads=args.threads)
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(0))  # as Ctrl-C does: what runs is finished, the beacon stops too
    beacon = None if args.no_beacon else start_beacon(args.host)
    worker.start()
    print(f"wirecopy: {settings.SITE_URL} (data in {settings.DATA}); stop with Ctrl-C", file=sys.stderr, flush=True)
    try:
        server.run()
    finally:
        stop.set()
        if beacon is not None:
            beacon.terminate()
            beacon.wait()
        worker.join()
        log.info("stopped")
    return 0


def listening(host: str, port: int, *, threads: int) -> MultiSocketServer | BaseWSGIServer:
    """Give a server that has its address. Raises ``AddressTaken``."""
    try:
        return create_server(
            application, host=host, port=port, threads=threads, ident=None, max_request_body_size=MOST_BYTES
        )
    except OSError as error:
        raise AddressTaken(f"{host}:{port} cannot be listened on ({error.strerror}); choose another --port") from error


def start_beacon(host: str) -> subprocess.Popen[bytes] | None:
    """Start the beacon as a process of its own, where its address names a port of its own."""
    own, site = urlsplit(settings.BEACON_URL), urlsplit(settings.SITE_URL)
    if own.port is None or own.port == site.port:
        log.warning("no beacon: WIRECOPY_BEACON_URL names no port of its own, so views are not counted")
        return None
    command = [sys.executable, "-m", "wirecopy", "beacon", "--host", host, "--port", str(own.port)]
    return subprocess.Popen(command, env=os.environ.copy())
