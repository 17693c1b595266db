"""Where the command's output goes: JSON on stdout, words on stderr, and what its exit codes mean."""

from __future__ import annotations

import sys
from collections.abc import Iterable
from typing import Any, Final

from rich.console import Console

from wiretrace.align.matching import LEAST_RUN
from wiretrace.model import Story
from wiretrace.scan.lines import json_line
from wiretrace.text import split

CLEAN: Final = 0
BROKEN: Final = 1
MISUSE: Final = 2


def write_json(value: Any) -> None:
    """Write ``value`` as one line to stdout and flush it, so that a reader at the other end sees it at once."""
    sys.stdout.buffer.write(json_line(value))
    sys.stdout.buffer.flush()


def write_text(text: str) -> None:
    """Write a text that was asked for, such as a notice, to stdout."""
    sys.stdout.buffer.write(text.encode("utf-8", "backslashreplace"))
    sys.stdout.buffer.flush()


def say(words: str) -> None:
    """Write a line of plain words for people to stderr, without wrapping it."""
    print(words, file=sys.stderr)


def complain(words: object) -> None:
    """Write an error for people to stderr, marked as the command's own."""
    print(f"wiretrace: {words}", file=sys.stderr)


def console() -> Console:
    """Return a rich console on stderr: colours and bars only where that is a terminal."""
    return Console(stderr=True, highlight=False)


def name_short_stories(stories: Iterable[Story]) -> None:
    """Say which stories no page can be found to carry, because so few words are shared by chance."""
    for story in stories:
        # a text of this many characters has words enough in any language
        if len(story.text) < 20 * LEAST_RUN and (words := sum(split(story.text).weights)) < LEAST_RUN:
            complain(f"{story.id}: its {words:g} words are too few to tell a copy from chance ({LEAST_RUN} are needed)")
