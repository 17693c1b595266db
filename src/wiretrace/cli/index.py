"""``wiretrace index``: builds an index of a wire's stories, adds to it, removes from it."""

from __future__ import annotations

import argparse

from wiretrace.cli.output import CLEAN, name_short_stories, say
from wiretrace.errors import InputError
from wiretrace.pipeline import Index
from wiretrace.report.markup import counted
from wiretrace.stories import read_stories


def declare(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments."""
    parser.add_argument(
        "stories",
        nargs="*",
        metavar="STORIES",
        help=".jsonl or .jsonl.gz, a folder of Markdown files with front matter, or HTML; "
        "several versions of one id are versions of one story",
    )
    parser.add_argument("-o", "--output", metavar="FILE", help="build this index, replacing a file of that name")
    parser.add_argument("--add-to", metavar="INDEX", help="append the stories to this index instead")
    parser.add_argument("--remove", metavar="ID", action="append", default=[], help="remove a story (with --add-to)")


def run(args: argparse.Namespace) -> int:
    """Build or change the index and say what it now holds."""
    if bool(args.output) == bool(args.add_to):
        raise InputError("index: say either -o FILE to build an index or --add-to INDEX to change one")
    if args.output:
        if not args.stories or args.remove:
            raise InputError("index: -o needs STORIES to build from; --remove goes with --add-to")
        stories = read_stories(args.stories)
        name_short_stories(stories)
        with Index.build(args.output, stories) as index:
            say(f"{args.output}: {_count(index)}")
        return CLEAN
    with Index.open(args.add_to) as index:
        if args.remove:
            index.remove(args.remove)
        if args.stories:
            stories = read_stories(args.stories)
            name_short_stories(stories)
            index.add(stories)
        say(f"{args.add_to}: {_count(index)}")
    return CLEAN


def _count(index: Index) -> str:
    return counted(len(index), "story", "stories")
