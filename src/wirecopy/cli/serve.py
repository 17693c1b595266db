"""``wirecopy serve``: everything in one place, for a small wire and for trying it."""

from __future__ import annotations

import argparse
import logging
import os
import subprocess
import sys
import threading
from urllib.parse import urlsplit

from django.conf import settings
from django.core.management import call_command
from waitress import create_server

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
    beacon = None if args.no_beacon else _start_beacon(args.host)
    server = create_server(
        application, host=args.host, port=args.port, threads=args.threads, ident=None, max_request_body_size=MOST_BYTES
    )
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


def _start_beacon(host: str) -> subprocess.Popen[bytes] | None:
    """Start the beacon as a process of its own, where its address names a port of its own."""
    own, site = urlsplit(settings.BEACON_URL), urlsplit(settings.SITE_URL)
    if own.port is None or own.port == site.port:
        log.warning("no beacon: WIRECOPY_BEACON_URL names no port of its own, so views are not counted")
        return None
    command = [sys.executable, "-m", "wirecopy", "beacon", "--host", host, "--port", str(own.port)]
    return subprocess.Popen(command, env=os.environ.copy())
