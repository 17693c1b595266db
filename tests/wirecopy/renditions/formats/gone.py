"""Stories that are gone, with everything still in them that must never come out."""

from __future__ import annotations

from dataclasses import replace

from tests.wirecopy.renditions import releases
from wirecopy.renditions.release import Picture, Release, Subject

SECRETS = (
    "secret-headline",
    "secret-summary",
    "secret-body",
    "secret-picture",
    "secret-topic",
    "secret-slug",
    "beacon-1",
)


def full_kill() -> Release:
    """A killed story whose release was, against its contract, not emptied."""
    return releases.kill(
        headline="secret-headline",
        summary="secret-summary",
        body="<p>secret-body</p>",
        slug="secret-slug",
        url="https://harborlight.example/secret-slug",
        pictures=(
            Picture("https://harborlight.example/secret-picture.jpg", "image/jpeg", 1, 1, "a", "b", "c", is_free=True),
        ),
        subjects=(Subject("medtop:01000000", "secret-topic"),),
        beacon_url="https://count.harborlight.example/beacon-1.gif",
    )


def full_withdrawal() -> Release:
    """The same, withdrawn."""
    return replace(full_kill(), signal="withdrawal")
