"""What the terms put into robots.txt: the licence line, the usage preference, the refusal of training crawlers."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from wirecopy.renditions.rights import Signals
from wirecopy.renditions.rights.content_usage import robots_rule
from wirecopy.renditions.rights.machine_use import forbids_training
from wirecopy.renditions.rights.writable import address
from wiretrace.model import Terms

# Product tokens that stand for training: crawlers that fetch for it, and (the two "Extended") tokens that are that use alone.
# Taken in November 2026 from public tables that quote the operators, not from the operators themselves: look before you add.
# Left out: crawlers for search, for a reader's wish, and those that fetch for several uses at once (Amazonbot), because the
# terms do not forbid the rest.
TRAINING_CRAWLERS = (
    "Applebot-Extended",
    "CCBot",
    "ClaudeBot",
    "GPTBot",
    "Google-Extended",
    "meta-externalagent",
)


@dataclass(frozen=True, slots=True)
class RobotsLines:
    """Lines for a robots.txt that somebody else writes.

    ``everybody`` are rules for the group ``User-agent: *``; ``crawlers`` is a group of its own; ``file`` stands outside
    the groups. Each may be empty. None holds a line break.
    """

    everybody: tuple[str, ...] = ()
    crawlers: tuple[str, ...] = ()
    file: tuple[str, ...] = ()


def robots_lines(terms: Terms, *, signals: Signals, rsl_url: str = "", at: datetime | None = None) -> RobotsLines:
    """The lines that follow from the terms; all empty where they do not forbid to train AI, or everything is off.

    ``rsl_url`` is the address of the RSL document. A crawler with a group of its own no longer reads ``User-agent: *``
    (RFC 9309, section 2.2.1), so the group of the training crawlers repeats the preference, for those who read on.
    Source: RFC 9309; RSL 1.0, section 4.4; draft-ietf-aipref-attach, section 3.
    """
    if not forbids_training(terms, at=at):
        return RobotsLines()
    rule = robots_rule(terms, signals=signals, at=at)
    usage = (rule,) if rule else ()
    refused = (*(f"User-agent: {token}" for token in TRAINING_CRAWLERS), "Disallow: /", *usage)
    url = address(rsl_url)
    return RobotsLines(
        everybody=usage,
        crawlers=refused if signals.robots else (),
        file=(f"License: {url}",) if signals.rsl and url else (),
    )
