"""The note to editors of a version: what was wrong and what is right, what is gone and why, what to do."""

from __future__ import annotations

from wirecopy.renditions.formats.normal import stamp
from wirecopy.renditions.release import Correction, Release

WORDS = {
    "release": "",
    "update": "UPDATE:",
    "correction": "CORRECTION:",
    "refile": "REFILE:",
    "withdrawal": "WITHDRAWAL:",
    "kill": "KILL:",
}
_ORDERS = {
    "kill": "This story was killed. Do not publish it; take every copy down.",
    "withdrawal": "This story was withdrawn. Do not use it.",
}


def ed_note(release: Release) -> str:
    """The note to editors, a statement a line; empty where there is nothing to say.

    It begins with the word of the signal (``CORRECTION:``, ``KILL:``, ``WITHDRAWAL:``, ``UPDATE:``, ``REFILE:``), so that a
    reader who knows nothing but text can tell. A story that is gone gets its reason and what must go, nothing of the story.
    An update names the corrections before it, for those who missed them.
    """
    if release.is_gone:
        return _gone(release)
    lines = [_headed(release), *_earlier(release), *_note(release)]
    return "\n".join(filter(None, lines))


def _gone(release: Release) -> str:
    reason = f"Reason: {release.reason}" if release.reason else ""
    takedown = f"What must go: {release.takedown}" if release.takedown else ""
    return " ".join(filter(None, [WORDS[release.signal], _ORDERS[release.signal], reason, takedown]))


def _headed(release: Release) -> str:
    word = WORDS[release.signal]
    if release.signal == "correction" and release.corrections:
        return f"{word} {_told(release.corrections[-1])}"
    return f"{word} replaces version {release.version - 1}." if word else ""


def _earlier(release: Release) -> list[str]:
    before = release.corrections[:-1] if release.signal == "correction" else release.corrections
    return [f"Corrected {stamp(each.corrected_at)}. {_told(each)}" for each in before]


def _told(correction: Correction) -> str:
    since = f" (since {stamp(correction.wrong_since)})" if correction.wrong_since else ""
    gravity = f" Gravity: {correction.gravity}." if correction.gravity else ""
    return f"Wrong{since}: {correction.wrong} Right: {correction.right}{gravity}"


def _note(release: Release) -> list[str]:
    return [f"Editor's note: {release.editors_note}"] if release.editors_note else []
