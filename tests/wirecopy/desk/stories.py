"""Stories of the invented wire as its desk writes them, in any state."""

from __future__ import annotations

from datetime import datetime, timedelta

from tests.cast import MARTA, PARAGRAPHS
from wirecopy.accounts.models import User
from wirecopy.desk.actions import (
    Correction,
    Words,
    correct_story,
    create_story,
    kill_story,
    release_story,
    save_draft,
    withdraw_story,
)
from wirecopy.desk.models import Person, Story

HEADLINE = "Fish market of Port Ellery to move across the basin"
BODY = "".join(f"<p>{paragraph}</p>" for paragraph in PARAGRAPHS)
WRONG = Correction("The new hall costs $6.2 million.", "The new hall costs $6.4 million.", "minor")


def marta() -> Person:
    return Person.objects.get_or_create(slug="marta-lindqvist", defaults={"name": MARTA})[0]


def draft(by: User, at: datetime, *, headline: str = HEADLINE, body: str = BODY) -> Story:
    byline = [{"person": marta().pk, "name": MARTA, "affiliation": "{name}, {wire}"}]
    words = Words(
        {"body": body, "byline": byline, "dateline": "PORT ELLERY", "summary": "The harbor board has decided."}
    )
    return create_story(headline, by=by, at=at, words=words)


def live(by: User, at: datetime, **said: str) -> Story:
    story = draft(by, at, **said)
    release_story(story, by=by, at=at)
    return story


def embargoed(by: User, at: datetime, **said: str) -> Story:
    story = draft(by, at, **said)
    release_story(story, by=by, at=at, embargo_until=at + timedelta(hours=3), zone="America/New_York")
    return story


def corrected(by: User, at: datetime, **said: str) -> Story:
    story = live(by, at, **said)
    words = Words({"body": story.draft.body.replace("$6.2", "$6.4")})
    save_draft(story, words, revision=story.draft.revision, by=by, at=at)
    correct_story(story, WRONG, by=by, at=at + timedelta(hours=1))
    return story


def killed(by: User, at: datetime, **said: str) -> Story:
    story = live(by, at, **said)
    kill_story(story, reason="The papers were forged.", by=by, at=at + timedelta(hours=1))
    return story


def withdrawn(by: User, at: datetime, **said: str) -> Story:
    story = live(by, at, **said)
    withdraw_story(story, reason="We are looking into it.", by=by, at=at + timedelta(hours=1))
    return story
