"""``wirecopy setup``: the database, the wire's name, its first terms, the first administrator."""

from __future__ import annotations

import argparse
import getpass
import os
import sys
from dataclasses import replace

from django.core.management import call_command
from django.utils import timezone

from wirecopy.accounts.models import User
from wirecopy.accounts.roles import Role
from wirecopy.desk.setup import set_up_wire
from wiretrace.model import Terms, Wire
from wiretrace.terms import preset


def declare(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments."""
    parser.add_argument("--name", required=True, help="the wire's name, as in 'Harbor Light News Service'")
    parser.add_argument("--short-name", required=True, help="as in HLNS")
    parser.add_argument("--home", required=True, help="the address of the wire's site")
    parser.add_argument("--licensing-email", required=True, help="where questions go")
    parser.add_argument("--terms", required=True, help="a preset of `wiretrace terms list`, to begin with")
    parser.add_argument("--administrator", required=True, metavar="EMAIL", help="the first administrator's address")
    parser.add_argument("--administrator-name", required=True, metavar="NAME")


def run(args: argparse.Namespace) -> int:
    """Set up; safe to run twice. The password is asked for, or taken from WIRECOPY_PASSWORD."""
    call_command("migrate", verbosity=0)
    administrator = User.objects.filter(email=args.administrator.strip().lower()).first()
    if administrator is None:
        password = os.environ.get("WIRECOPY_PASSWORD") or getpass.getpass("Password of the administrator: ")
        administrator = User.objects.create_user(
            args.administrator, password, name=args.administrator_name, role=Role.ADMINISTRATOR
        )
    wire = set_up_wire(
        name=args.name,
        short_name=args.short_name,
        home=args.home,
        licensing_email=args.licensing_email,
        terms=_own(preset(args.terms), args),
        by=administrator,
        at=timezone.now(),
    )
    print(f"wirecopy: {wire} is set up; start it with `wirecopy serve`", file=sys.stderr)
    return 0


def _own(terms: Terms, args: argparse.Namespace) -> Terms:
    """Put this wire in the place of the one whose terms these are; its rules stay."""
    wire = Wire(name=args.name, aliases=(args.short_name,), home=args.home)
    return replace(terms, name=f"{args.name}: how to republish", wire=wire, contact=args.licensing_email, source="")
