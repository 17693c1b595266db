"""``wirecopy worker``: background work, beside the web server."""

from __future__ import annotations

import argparse
import signal
import threading

from wirecopy.jobs.worker import work


def declare(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments."""


def run(args: argparse.Namespace) -> int:
    """Work until the process is told to stop; the job in hand is finished first."""
    stop = threading.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: stop.set())
    work(stop)
    return 0
