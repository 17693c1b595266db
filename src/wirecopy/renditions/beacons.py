"""The keys of counting pictures: one a rendition, the same whenever it is made, so that views can be told apart."""

from __future__ import annotations

from collections.abc import Mapping
from hashlib import sha256
from typing import Final

from wirecopy.desk.models import Story, TermsVersion, Version
from wirecopy.renditions.models import Rendition

FEED: Final = "feed"
"""What stands for the format in feeds, whose entries no line of the ledger names."""


def beacon_key(story: Story, version: int, terms: int, recipient: str, name: str) -> str:
    """The key of a rendition's beacon: the same for the same rendition, 24 characters."""
    return sha256(f"{story.key}|{version}|{terms}|{recipient}|{name}".encode()).hexdigest()[:24]


def beacons_of(story: Story) -> Mapping[str, str]:
    """The beacons that went out with a story, of all versions and terms -> the format of each. Three queries."""
    found = dict(Rendition.objects.filter(version__story=story).values_list("beacon", "format"))
    terms = TermsVersion.objects.values_list("number", flat=True)
    numbers = Version.objects.filter(story=story).values_list("number", flat=True)
    in_feeds = {
        beacon_key(story, number, each, Rendition.PUBLIC, FEED): FEED for number in numbers for each in list(terms)
    }
    return {**in_feeds, **found}
