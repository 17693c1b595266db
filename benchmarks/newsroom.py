"""Stories of an invented wire, thousands of them, put into a database in bulk: what the service is measured on.

Words are invented and as frequent as words are (Zipf's law as Mandelbrot put it), stories have 300 to 900 of them, one every
twenty minutes until now. Of a hundred, three were corrected, one was killed or withdrawn, one waits for its embargo, two are
protected, three somebody else's, twenty have a picture and thirty name another. A size always gives the same stories.
"""

from __future__ import annotations

import itertools
import random
import sys
import time
from bisect import bisect
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import lru_cache
from typing import Any, Final

import numpy
from django.core.management import call_command
from django.db import connection, transaction
from tests.wirecopy.staff import user
from tests.wirecopy.wire import harbor_light

from wirecopy.accounts.models import User
from wirecopy.accounts.roles import Role
from wirecopy.desk.models import Authorship, Draft, Filing, Media, Person, SearchText, Story, Topic, Version
from wirecopy.desk.search import text_to_search

WORDS: Final = 60_000
BATCH: Final = 500
PEOPLE: Final = 400
TOPICS: Final = 300
PICTURES: Final = 200
EVERY: Final = timedelta(minutes=20)
SEED: Final = 20_261_125

_CONSONANTS = "b d f g h k l m n p r s t v z br dr fl gr kl pr st tr sh th".split()
_VOWELS = "a e i o u ai ea ou".split()
# a draft is live, or gone, as its last version says; one that never was out waits for its embargo
_RELEASE = """
UPDATE desk_story SET current_id = last.id, state = CASE
    WHEN last.kind = 'kill' THEN 'killed' WHEN last.kind = 'withdrawal' THEN 'withdrawn'
    WHEN desk_story.released_at IS NULL THEN 'embargoed' ELSE 'live' END
FROM desk_version last WHERE last.story_id = desk_story.id
AND last.number = (SELECT max(number) FROM desk_version other WHERE other.story_id = desk_story.id)
"""


@dataclass(frozen=True, slots=True)
class Cast:
    """Who and what the stories are about, and the one who enters them. The first of each are the most frequent."""

    people: Sequence[Person]
    topics: Sequence[Topic]
    pictures: Sequence[Media]
    editor: User


def vocabulary() -> list[str]:
    """The words, the most frequent first: short ones before long ones."""
    syllables = [consonant + vowel for consonant in _CONSONANTS for vowel in _VOWELS]
    draw = random.Random(SEED)
    draw.shuffle(syllables)
    found = dict.fromkeys(syllables)
    while len(found) < WORDS:
        length = 2 if len(found) < 8_000 else 3 if len(found) < 40_000 else 4
        found["".join(draw.choices(syllables, k=length)) + draw.choice(["", "", "n", "s", "r"])] = None
    return list(found)


@lru_cache
def shares(count: int) -> list[float]:
    """How frequent each of so many ranks is, summed up to one: 1 / (rank + 2.7) by Mandelbrot."""
    weights = 1.0 / (numpy.arange(count) + 3.7)
    return [float(share) for share in numpy.cumsum(weights / weights.sum())]


def texts(count: int) -> Iterator[list[str]]:
    """The words of each story, 300 to 900."""
    words = numpy.array(vocabulary(), dtype=object)
    sums = numpy.array(shares(WORDS))
    draw = numpy.random.default_rng(SEED)
    for _ in range(count):
        ranks = numpy.searchsorted(sums, draw.random(int(draw.integers(300, 901))))
        yield words[numpy.minimum(ranks, WORDS - 1)].tolist()


def fill(count: int, *, at: datetime) -> None:
    """Make the database that Django is set to, and put the wire, its people and so many stories into it."""
    started = time.monotonic()
    call_command("migrate", verbosity=0)
    cast = _cast(at)
    draw = random.Random(SEED)
    keys: list[str] = []
    told = texts(count)
    for begin in range(0, count, BATCH):
        moments = [at - EVERY * (count - number) for number in range(begin, min(begin + BATCH, count))]
        with transaction.atomic():
            _enter(list(itertools.islice(told, len(moments))), moments, draw, cast, keys)
        if len(keys) % 20_000 == 0:
            print(f"{connection.vendor}: {len(keys):,} stories, {time.monotonic() - started:,.0f} s", file=sys.stderr)
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(_RELEASE)
    _index()
    if connection.vendor == "postgresql":  # as autovacuum does by and by; nothing does it for SQLite
        with connection.cursor() as cursor:
            cursor.execute("VACUUM ANALYZE")
    print(f"{connection.vendor}: {count:,} stories in {time.monotonic() - started:,.0f} s", file=sys.stderr)


def migrate() -> None:
    """Bring a database up to date."""
    call_command("migrate", verbosity=0)


def _cast(at: datetime) -> Cast:
    harbor_light(at - EVERY * 1_000_000)
    draw, words = random.Random(SEED), vocabulary()[2_000:]
    people = Person.objects.bulk_create(
        Person(name=f"{words[number].title()} {words[-number].title()}", slug=f"author-{number}")
        for number in range(PEOPLE)
    )
    Topic.objects.bulk_create(
        Topic(code=f"medtop:2{number:07}", name=words[number], slug=f"topic-{number}") for number in range(TOPICS)
    )
    pictures = Media.objects.bulk_create(
        Media(
            file=f"media/{number}.jpg", width=1200, height=800, media_type="image/jpeg", sha256=f"{number:064}",
            alt="A picture of the harbor", credit="Harbor Light", may_republish=number % 4 > 0,
        )
        for number in range(PICTURES)
    )  # fmt: skip
    topics = list(Topic.objects.order_by("pk"))
    draw.shuffle(topics)
    return Cast(people, topics, pictures, user(Role.EDITOR))


def _enter(told: list[list[str]], moments: list[datetime], draw: random.Random, cast: Cast, keys: list[str]) -> None:
    """Enter some stories as drafts with their versions."""
    stories, versions, drafts, authors, subjects = [], list[Version](), [], [], []
    for words, moment in zip(told, moments, strict=True):
        story, said = _story(words, moment, draw, cast, keys)
        stories.append((story, said))
        keys.append(str(story.key))
    Story.objects.bulk_create(story for story, _ in stories)
    for story, (content, people, topics) in stories:
        versions += _versions(story, content, draw, cast)
        drafts.append(Draft(story=story, saved_at=story.changed_at, saved_by=cast.editor, **content))
        authors += [Authorship(story=story, person=person, released_at=story.released_at) for person in people]
        subjects += [Filing(story=story, topic=topic, released_at=story.released_at) for topic in topics]
    Version.objects.bulk_create(versions)
    Draft.objects.bulk_create(drafts)
    Authorship.objects.bulk_create(authors)
    Filing.objects.bulk_create(subjects)


def _story(
    words: list[str], moment: datetime, draw: random.Random, cast: Cast, keys: list[str]
) -> tuple[Story, tuple[dict[str, object], list[Person], list[Topic]]]:
    number = len(keys)
    people = _some(cast.people, 1 if draw.random() < 0.7 else 2, draw)
    topics = _some(cast.topics, draw.randint(1, 3), draw)
    is_waiting = number % 100 == 17
    story = Story(
        slug=f"{'-'.join(words[:5])}-{number}",
        is_protected=number % 100 in (23, 71),
        is_third_party=number % 100 in (5, 41, 83),
        embargo_until=moment + EVERY * 2_000_000 if is_waiting else None,
        expires_at=moment + EVERY * 2_000_000 if number % 50 == 7 else None,
        released_at=None if is_waiting else moment,
        changed_at=moment,
        corrected_at=moment + timedelta(hours=1) if number % 100 in (11, 47, 90) else None,
        made_at=moment,
        made_by=cast.editor,
    )
    return story, (_content(words, number, people, topics, draw, cast, keys), people, topics)


def _content(
    words: list[str],
    number: int,
    people: list[Person],
    topics: list[Topic],
    draw: random.Random,
    cast: Cast,
    keys: list[str],
) -> dict[str, object]:
    pictures = draw.choices(cast.pictures, k=1) if draw.random() < 0.2 else []
    return {
        "headline": " ".join(words[:9]).capitalize(),
        "summary": " ".join(words[9:29]).capitalize() + ".",
        "dateline": "PORT ELLERY",
        "body": "\n".join(_paragraphs(words[29:], draw)),
        "byline": [{"person": person.pk, "name": person.name, "affiliation": ""} for person in people],
        "media": [{"media": picture.pk, "caption": "", "credit": "", "alt": ""} for picture in pictures],
        "topics": [topic.code for topic in topics],
        "places": ["Port Ellery"],
        "related": [keys[draw.randrange(number)] for _ in range(2)] if number and draw.random() < 0.3 else [],
    }


def _paragraphs(words: list[str], draw: random.Random) -> Iterator[str]:
    while words:
        length = draw.randint(25, 70)
        taken, words = words[:length], words[length:]
        middle = len(taken) // 2
        if draw.random() < 0.2:
            taken[middle] = f'<a href="https://papers.example/{taken[0]}">{taken[middle]}</a>'
        yield f"<p>{' '.join(taken[:middle]).capitalize()}, {' '.join(taken[middle:])}.</p>"


def _versions(story: Story, content: dict[str, object], draw: random.Random, cast: Cast) -> Iterator[Version]:
    at = story.released_at or story.changed_at
    common = {"story": story, "released_by": cast.editor, **content}
    yield Version(number=1, kind="release", released_at=at, **common)
    if story.corrected_at:
        said = {"wrong": "It said 62 boats.", "right": "There are 64 boats.", "gravity": "minor"}
        yield Version(number=2, kind="correction", released_at=story.corrected_at, **said, **common)
    elif story.released_at and draw.random() < 0.01:
        kind = draw.choice(["kill", "withdrawal"])
        yield Version(number=2, kind=kind, released_at=at + timedelta(hours=2), reason="Papers were forged.", **common)


def _some(among: Sequence[Any], count: int, draw: random.Random) -> list[Any]:
    """So many different ones, the first more often than the last."""
    sums = shares(len(among))
    found: dict[int, None] = {}
    while len(found) < count:
        found[min(bisect(sums, draw.random()), len(among) - 1)] = None
    return [among[number] for number in found]


def _index() -> None:
    """Enter the live stories in the index of full text; PostgreSQL's are dropped meanwhile, and made at the end."""
    live = Story.objects.filter(state=Story.State.LIVE).select_related("current").order_by("pk")
    with connection.cursor() as cursor:
        made = []
        if connection.vendor == "postgresql":
            cursor.execute(
                "SELECT indexname, indexdef FROM pg_indexes WHERE indexdef LIKE '%desk_searchtext USING gin%'"
            )
            made = cursor.fetchall()
        for name, _ in made:
            cursor.execute(f"DROP INDEX {name}")
        last = 0
        while batch := list(live.filter(pk__gt=last)[:BATCH]):
            SearchText.objects.bulk_create(SearchText(story=story, **text_to_search(story.standing)) for story in batch)
            last = batch[-1].pk
        for _, definition in made:
            cursor.execute(definition)
