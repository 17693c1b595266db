"""The terms as machines read them: one file for each vocabulary."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Signals:
    """Which drafts the wire has switched on. All are off until it says so: drafts move, and robots act on them.

    ``robots`` is the refusal of the training crawlers in robots.txt, the one signal that keeps a machine out and does not
    only tell it what is wanted.
    """

    rsl: bool = False
    content_usage: bool = False
    tdmrep: bool = False
    robots: bool = False
