"""``wirecopy demo``: the service on an invented wire; unattended, it looks at what it shows and stops."""

from __future__ import annotations

import argparse
import logging
import sys
import threading
import time

from django.conf import settings
from django.core.management import call_command
from django.utils import timezone

from wirecopy.accounts.models import User
from wirecopy.cli import serve
from wirecopy.cli.looks import LOOKS, look_at_beacon
from wirecopy.cli.sample import PASSWORD, STAFF, enter_sample


def declare(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments."""
    serve.declare(parser)
    parser.add_argument("--enter-only", action="store_true", help="enter the wire, and do not serve it")
    parser.add_argument("--check", action="store_true", help="look at what is shown, say it, and stop")


def run(args: argparse.Namespace) -> int:
    """Enter the wire where the database is empty, say how to sign in, and serve it until Ctrl-C.

    Where nobody sits at the terminal, or with ``--check``, look at what it shows instead, and stop. Raises ``DemoFailed``.
    """
    call_command("migrate", verbosity=0)
    if not User.objects.exists():
        enter_sample(password=PASSWORD, at=timezone.now())
    if args.enter_only:
        return 0
    print(f"wirecopy: the sample wire is at {settings.SITE_URL}/, its desk at {settings.SITE_URL}/desk/")
    for email, name, role in STAFF:
        print(f"  {email:<32} {name}, {role.label.lower()}; password {PASSWORD}")
    sys.stdout.flush()
    return _looked_at(args) if args.check or not sys.stdin.isatty() else serve.run(args)


def _looked_at(args: argparse.Namespace) -> int:
    logging.getLogger("django.request").setLevel(logging.ERROR)  # that a killed story is gone is what is looked for
    server = serve.listening(args.host, args.port, threads=2)
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    beacon = None if args.no_beacon else serve.start_beacon(args.host)
    looks = LOOKS if beacon is None else (*LOOKS, ("the beacon", look_at_beacon))
    try:
        for says, look in looks:
            started = time.perf_counter()
            what = look(f"{args.host}:{args.port}")
            print(f"  {says}: {what} ({(time.perf_counter() - started) * 1000:.0f} ms)")
    finally:
        server.close()
        if beacon is not None:
            beacon.terminate()
            beacon.wait()
    print("wirecopy: everything was as it should be; stopped")
    return 0
