"""``wirecopy beacon``: the counting picture, a small process of its own."""

from __future__ import annotations

import argparse
from urllib.parse import urlsplit

from django.conf import settings

from wirecopy import environment
from wirecopy.beacon import server


def declare(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments."""
    parser.add_argument("--host", default="127.0.0.1", help="the address to listen on (default: this machine alone)")
    parser.add_argument("--port", type=int, default=urlsplit(settings.BEACON_URL).port or 8001)


def run(args: argparse.Namespace) -> int:
    """Answer until the process is told to stop. Each hit is in the journal before it is answered."""
    server.run(
        host=args.host,
        port=args.port,
        folder=settings.DATA / "beacon",
        proxies=environment.number("WIRECOPY_PROXIES"),
    )
    return 0
