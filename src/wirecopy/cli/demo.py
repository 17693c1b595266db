"""``wirecopy demo``: the service on an invented wire; with ``--check`` unattended, asserting what it shows."""

from __future__ import annotations

import argparse
import sys

from django.conf import settings
from django.core.management import call_command
from django.utils import timezone

from wirecopy.accounts.models import User
from wirecopy.cli import serve
from wirecopy.cli.sample import STAFF, enter_sample

PASSWORD = "harbor-light-demo"


def declare(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments."""
    serve.declare(parser)
    parser.add_argument("--enter-only", action="store_true", help="enter the wire, and do not serve it")


def run(args: argparse.Namespace) -> int:
    """Enter the wire where the database is empty, say how to sign in, and serve."""
    call_command("migrate", verbosity=0)
    if not User.objects.exists():
        enter_sample(password=PASSWORD, at=timezone.now())
    if args.enter_only:
        return 0
    print(
        f"wirecopy: the sample wire is at {settings.SITE_URL}/, its desk at {settings.SITE_URL}/desk/", file=sys.stderr
    )
    for email, name, role in STAFF:
        print(f"  {email:<32} {name}, {role.label.lower()}; password {PASSWORD}", file=sys.stderr)
    return serve.run(args)
