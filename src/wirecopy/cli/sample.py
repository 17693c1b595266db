"""The invented wire of the samples, as a desk would have entered it: stories, an update, a correction, a kill, an embargo."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from html import escape
from pathlib import Path
from typing import Final

from django.core.files.base import ContentFile
from django.utils.text import slugify

import wiretrace
from wirecopy.accounts.models import User
from wirecopy.accounts.roles import Role
from wirecopy.desk.actions import (
    Correction,
    Words,
    correct_story,
    create_story,
    kill_story,
    release_story,
    save_draft,
    update_story,
)
from wirecopy.desk.check import Subject, check_story
from wirecopy.desk.models import Media, Person, Story
from wirecopy.desk.pictures.actions import store_picture
from wirecopy.desk.setup import set_up_wire
from wiretrace.stories import read_stories
from wiretrace.terms import read_terms

SAMPLES: Final = Path(wiretrace.__file__).with_name("samples") / "wire"
PASSWORD: Final = "harbor-light-demo"
STAFF: Final = (
    ("reporter@harborlight.example", "Marta Lindqvist", Role.REPORTER),
    ("editor@harborlight.example", "Ngozi Adeyemi", Role.EDITOR),
    ("licensing@harborlight.example", "Perla Moreno", Role.LICENSING),
    ("admin@harborlight.example", "Ada Quill", Role.ADMINISTRATOR),
)
ABOUT: Final = "Harbor Light News Service is the independent newswire of the Ellery coast. It is invented."
LEAD: Final = "hlns-2026-0304"
SUMMARIES: Final[Mapping[str, str]] = {
    "hlns-2026-0301": "Nobody checked the contractor’s invoices: of 212, the auditor could not match 41 to the harbor log.",
    "hlns-2026-0302": "From October the four outer islands lose a third of their winter sailings; 1,900 islanders depend on them.",
    "hlns-2026-0304": "For 85 years customs officers wrote the water down by hand. Their tables lay in a cupboard under the stairs.",
    "hlns-2026-0305": "High water, wind, landings and prices at the auctions for Tuesday.",
    "hlns-2026-0306": "High water, wind, landings and prices at the auctions for Wednesday.",
    "hlns-2026-0307": "船乗りたちが冬に縫い続けた百二十六枚の帆布が、港の旧製氷所に集まる。",
}
TOPICS: Final[Mapping[str, str]] = {
    "hlns-2026-0301": "medtop:11000000",
    "hlns-2026-0302": "medtop:04000000",
    "hlns-2026-0304": "medtop:06000000",
    "hlns-2026-0305": "medtop:17000000",
    "hlns-2026-0306": "medtop:17000000",
    "hlns-2026-0307": "medtop:01000000",
}
WRONG: Final = (
    "It was said that the line carried 41,000 passengers last winter, half as many as ten years ago, and that the county had "
    "turned down the request for a higher subsidy."
)
RIGHT: Final = "It carried 14,000, a third fewer. The request is still before the transport committee."
FORGED: Final = "The letter on which the story rested was not written by the company."


@dataclass(frozen=True, slots=True)
class Sample:
    """What was entered: the staff, and one story of each kind by its state."""

    staff: Sequence[User]
    live: Story
    corrected: Story
    killed: Story
    embargoed: Story
    draft: Story


def enter_sample(*, password: str, at: datetime) -> Sample:
    """Enter the sample wire into an empty database, as if its stories had been written in the hours before ``at``."""
    staff = [User.objects.create_user(email, password, name=name, role=role) for email, name, role in STAFF]
    editor, administrator = staff[1], staff[3]
    begun = at - timedelta(hours=9)
    wire = set_up_wire(
        name="Harbor Light News Service",
        short_name="HLNS",
        home="https://harborlight.example",
        licensing_email="licensing@harborlight.example",
        terms=read_terms(SAMPLES / "terms.toml"),
        by=administrator,
        at=begun,
        about=ABOUT,
    )
    wire.logo.save("hlns-logo.png", ContentFile((SAMPLES / "hlns-logo.png").read_bytes()))
    versions: dict[str, list[wiretrace.Story]] = {}
    for story in sorted(read_stories([SAMPLES]), key=lambda story: (story.id == LEAD, story.headline.isascii())):
        versions.setdefault(story.id, []).append(story)
    entered = [_entered(told, editor, begun + timedelta(hours=number)) for number, told in enumerate(versions.values())]
    corrected = next(story for story in entered if story.corrected_at)
    killed = _release("Harbor board chair resigns, board says", "The resignation was announced.", editor, at, hours=3)
    kill_story(
        killed, reason="The chair has not resigned; the letter was forged.", by=editor, at=at - timedelta(hours=1)
    )
    embargoed = _draft("Ferry timetable for the summer", "The ferry will run every 40 minutes from May on.", editor, at)
    release_story(embargoed, by=editor, at=at, embargo_until=at + timedelta(days=1), zone="America/New_York")
    draft = _draft("Ice store below the new fish hall", "Work on the ice store begins Monday, reportedly.", editor, at)
    live = next(story for story in entered if story.state == Story.State.LIVE and not story.corrected_at)
    return Sample(staff, live, corrected, killed, embargoed, draft)


def _entered(versions: Sequence[wiretrace.Story], by: User, at: datetime) -> Story:
    """Enter all versions of a story: the first is released, the others update or correct it."""
    first, *later = versions
    pictures = {"media": [{"media": _picture(by, at).pk}]} if first.id == LEAD else {}
    story = create_story(first.headline, by=by, at=at, words=Words({**_words(first).fields, **pictures}))
    release_story(story, by=by, at=at)
    for number, version in enumerate(later, start=1):
        moment = at + timedelta(minutes=30 * number)
        save_draft(story, _words(version), revision=number, by=by, at=moment)
        if version.status == "corrected":
            correct_story(story, Correction(WRONG, RIGHT, "major"), by=by, at=moment)
        elif version.status in ("killed", "withdrawn"):
            kill_story(story, reason=FORGED, by=by, at=moment)
        else:
            update_story(story, by=by, at=moment)
    return story


def _words(story: wiretrace.Story) -> Words:
    people = [_person(name) for name in story.byline or ("HLNS Desk",)]
    text = story.text[: check_story(Subject(text=story.text), terms=read_terms(SAMPLES / "terms.toml")).story_end]
    lines = (
        line for line in text.splitlines() if line.strip() and not line.startswith("CORRECTION:")
    )  # the desk says it
    body = "".join(f"<p>{escape(line, quote=False)}</p>" for line in lines)
    return Words(
        {
            "headline": story.headline,
            "body": body,
            "dateline": "",  # it stands in the text
            "summary": SUMMARIES.get(story.id, ""),
            "topics": [TOPICS[story.id]] if story.id in TOPICS else [],
            "language": story.language or "en",
            "byline": [{"person": person.pk, "name": person.name, "affiliation": ""} for person in people],
        }
    )


def _picture(by: User, at: datetime) -> Media:
    """A picture that may be given away."""
    return store_picture(
        (SAMPLES / "harbor-at-dusk.jpg").read_bytes(),
        alt="Drawing: the lighthouse of Port Ellery throws its beam over the harbor at dusk; a red trawler lies off the pier",
        caption="Dusk at Port Ellery, whose sea wall was built to the figures of 20 years.",
        credit="Tuuli Saarinen/HLNS",
        may_republish=True,
        by=by,
        at=at,
    )


def _person(name: str) -> Person:
    return Person.objects.get_or_create(name=name, defaults={"slug": slugify(name) or "author"})[0]


def _draft(headline: str, text: str, by: User, at: datetime) -> Story:
    person = _person("Marta Lindqvist")
    byline = [{"person": person.pk, "name": person.name, "affiliation": ""}]
    return create_story(headline, by=by, at=at, words=Words({"body": f"<p>{text}</p>", "byline": byline}))


def _release(headline: str, text: str, by: User, at: datetime, *, hours: int) -> Story:
    story = _draft(headline, text, by, at - timedelta(hours=hours))
    release_story(story, by=by, at=at - timedelta(hours=hours))
    return story
