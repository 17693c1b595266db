"""``wirecopy import``: takes stories that are written elsewhere, once or again and again."""

from __future__ import annotations

import argparse
import sys
from datetime import timedelta

from django.utils import timezone

from wirecopy.accounts.models import User
from wirecopy.desk.imports import SOURCES
from wirecopy.desk.imports.item import Problem, key_prefix
from wirecopy.desk.imports.poll import import_from
from wirecopy.desk.imports.take import known_sources
from wirecopy.desk.models import Source
from wirecopy.errors import NotAllowed


def declare(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments."""
    parser.add_argument("kind", choices=sorted(SOURCES), help="what is there")
    parser.add_argument(
        "where", metavar="WHERE", help="a site, the address of a feed or of ninjs, or a folder of Markdown"
    )
    parser.add_argument(
        "--as", dest="email", required=True, metavar="EMAIL", help="the member of the staff who takes them"
    )
    parser.add_argument("--release", action="store_true", help="release new ones at once; else they wait as drafts")
    parser.add_argument("--every", type=int, metavar="MINUTES", help="and look again so often, as background work")


def run(args: argparse.Namespace) -> int:
    """Import, and say what became of each item. Returns 1 where something was not taken."""
    by = User.objects.filter(email=args.email.strip().lower()).first()
    if by is None:
        raise NotAllowed(f"nobody of the staff has the address {args.email}; invite them on the desk")
    now = timezone.now()
    known = known_sources(key_prefix(args.kind, args.where))
    problems = 0
    for item in import_from(
        args.kind, args.where, by=by, at=now, release=args.release, known=known, may_be_inside=True
    ):
        if isinstance(item, Problem):
            problems += 1
            print(f"wirecopy: {item.item}: {item.message}", file=sys.stderr)
        else:
            print("\t".join((item.taken, item.story.slug if item.story else "-", item.source, *item.remarks)))
    if args.every:
        every = timedelta(minutes=max(args.every, 1))
        given = {"every": every, "release": args.release, "taken_by": by, "next_at": now + every}
        Source.objects.update_or_create(kind=args.kind, where=args.where, defaults=given)
    return int(problems > 0)
