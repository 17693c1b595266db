"""``wirecopy topics``: loads the IPTC Media Topics below the seventeen that are there."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from wirecopy.desk.topics import load_topics, read_topics
from wirecopy.errors import TopicsUnreadable


def declare(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments."""
    parser.add_argument("file", metavar="FILE", help="the Knowledge Item that IPTC publishes (format=g2ki), XML")
    parser.add_argument("--language", default="en", help="of the names, as in en or fr (default: en)")


def run(args: argparse.Namespace) -> int:
    """Load the file; what is there keeps its address. Raises ``TopicsUnreadable``."""
    try:
        data = Path(args.file).read_bytes()
    except OSError as error:
        raise TopicsUnreadable(f"{args.file} cannot be read ({error.strerror}); check the path") from error
    new, changed = load_topics(read_topics(data, language=args.language))
    print(f"wirecopy: {new:,} topics are new, {changed:,} have another name", file=sys.stderr)
    return 0
