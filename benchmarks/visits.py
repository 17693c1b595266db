"""Visits to the service, made in this process through its WSGI application, without a network: what each page takes.

``python -m benchmarks.service visit`` reads a line for each round from its input and answers with a line of JSON: milliseconds
by measure. The time of a visit runs from the request to the last byte of the answer, with Django's middleware and the end of
the request, which for SQLite closes the connection. The garbage collector is on.
"""

from __future__ import annotations

import io
import json
import random
import sys
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from itertools import cycle
from typing import Any, Final

from django.conf import settings
from django.core.cache import cache
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from tests.wirecopy.staff import user

from benchmarks.newsroom import SEED, WORDS, texts, vocabulary
from wirecopy.accounts.models import User
from wirecopy.accounts.roles import Role
from wirecopy.desk.actions import Words, create_story, release_story
from wirecopy.desk.models import Person, Story, Topic
from wirecopy.desk.queries import free_stories
from wirecopy.portal.paging import place_of
from wirecopy.renditions.actions import render_all
from wirecopy.renditions.formats import FEEDS
from wirecopy.wsgi import application

QUERIES: Final = 200
OFTEN: Final = 20
"""How many visits of a kind a round makes."""
_HOST: Final = settings.ALLOWED_HOSTS[0]


@dataclass(frozen=True, slots=True)
class Measure:
    """What is measured: ``visit``, on what ``prepare`` gives, which is not; ``often`` a round."""

    often: int
    prepare: Callable[[], Any]
    visit: Callable[[Any], object]

    def milliseconds(self) -> float:
        """Make one visit."""
        to = self.prepare()
        started = time.perf_counter()
        self.visit(to)
        return (time.perf_counter() - started) * 1e3

    def queries(self) -> int:
        """Make one visit, and count the queries."""
        to = self.prepare()
        with CaptureQueriesContext(connection) as captured:
            self.visit(to)
        return len(captured)


def get(path: str, *, status: int = 200, etag: str = "") -> Mapping[str, str]:
    """Ask for an address, read the answer, and give its headers. Raises ``RuntimeError`` for another status."""
    place, _, query = path.partition("?")
    said: list[Any] = []
    environ = {
        "REQUEST_METHOD": "GET", "PATH_INFO": place, "QUERY_STRING": query, "SERVER_NAME": _HOST, "SERVER_PORT": "80",
        "HTTP_HOST": _HOST, "REMOTE_ADDR": "127.0.0.1", "SERVER_PROTOCOL": "HTTP/1.1", "wsgi.version": (1, 0),
        "wsgi.url_scheme": "http", "wsgi.input": io.BytesIO(), "wsgi.errors": sys.stderr, "wsgi.multithread": True,
        "wsgi.multiprocess": False, "wsgi.run_once": False, **({"HTTP_IF_NONE_MATCH": etag} if etag else {}),
    }  # fmt: skip

    def start(line: str, headers: list[tuple[str, str]], error: object = None, /) -> Callable[[bytes], object]:
        said.extend((line, headers))
        return lambda _: None

    answer = application(environ, start)
    body = b"".join(answer)
    answer.close()
    if not said[0].startswith(str(status)):
        raise RuntimeError(f"{path} answers {said[0]}, not {status}: {body[:500]!r}")
    return dict(said[1])


def known(feed: tuple[str, str]) -> None:
    """Ask for a feed as one who has it already."""
    path, etag = feed
    get(path, status=304, etag=etag)


def asked() -> list[str]:
    """What people look for: one word, two, three, a beginning, a word and a beginning.

    Half of the words are of one story, so that there is one that holds them all; half are of any rank, as many of the
    first ten as of the next ninety. The same at every size.
    """
    draw = random.Random(SEED)
    words, told = vocabulary(), list(texts(1_000))
    found: list[str] = []
    for number in range(QUERIES):
        count, cuts = ((1, False), (2, False), (3, False), (1, True), (2, True))[number % 5]
        if number % 2:
            chosen = [words[int(WORDS ** draw.random()) - 1] for _ in range(count)]
        else:
            chosen = draw.sample(sorted(set(draw.choice(told))), count)
        if cuts:
            chosen[-1] = chosen[-1][: draw.randint(2, max(2, len(chosen[-1]) - 1))]
        found.append(" ".join(chosen))
    return found


def measures() -> dict[str, Measure]:
    """All measures. Each visit of one goes elsewhere than the visit before."""
    draw, now = random.Random(SEED), timezone.now()
    keys = list(free_stories(at=now).order_by("pk").values_list("pk", flat=True))
    slugs = Story.objects.in_bulk(draw.sample(keys, 400))
    fresh = iter(draw.sample(keys, min(len(keys), 600)))
    # half as frequent as they are, half any of them
    of_stories = Story.objects.filter(pk__in=draw.sample(keys, 100))
    topics = [*of_stories.values_list("subjects__slug", flat=True)[:50], *_some(Topic, draw)]
    people = [*of_stories.values_list("authors__slug", flat=True)[:50], *_some(Person, draw)]
    own = [f"/{of}/{slug}/feed." for of, found in (("topics", topics), ("authors", people)) for slug in found]
    feeds = _in_turn([f"/feed.{kind}" for kind in FEEDS])
    kinds = _in_turn(list(FEEDS))
    own_feeds = _in_turn([path + kinds() for path in draw.sample(own, 60)])
    middle = f"/?after={place_of(Story.objects.get(pk=keys[len(keys) // 2]))}"

    def with_etag(path: str, *, is_remembered: bool = True) -> tuple[str, str]:
        etag = get(path)["ETag"]
        if not is_remembered:
            cache.clear()
        return path, etag

    return {
        "front page": Measure(OFTEN, lambda: "/", get),
        "front page, half way down": Measure(OFTEN, lambda: middle, get),
        "story page": Measure(OFTEN, _in_turn([f"/stories/{story.slug}/" for story in slugs.values()]), get),
        "topic page": Measure(OFTEN, _in_turn([f"/topics/{slug}/" for slug in topics]), get),
        "author page": Measure(OFTEN, _in_turn([f"/authors/{slug}/" for slug in people]), get),
        "corrections": Measure(5, lambda: "/corrections/", get),
        "feed, fresh": Measure(6, feeds, get),
        "feed, 304": Measure(10, lambda: with_etag(feeds()), known),
        "feed, 304, the first of a minute": Measure(10, lambda: with_etag(feeds(), is_remembered=False), known),
        "a topic's or author's feed, fresh": Measure(10, own_feeds, get),
        "a topic's or author's feed, 304": Measure(10, lambda: with_etag(own_feeds()), known),
        "search": Measure(QUERIES, _in_turn([f"/search/?q={query.replace(' ', '+')}" for query in asked()]), get),
        "publishing to all formats": Measure(10, lambda: _standing(next(fresh)), _publish),
        "release of a story": Measure(10, lambda: _written(next(fresh)), _release),
        "sitemap, its index": Measure(10, lambda: "/sitemap.xml", get),
        "sitemap, a part": Measure(1, lambda: "/sitemap-1.xml", get),
    }


def _in_turn(found: Sequence[str]) -> Callable[[], str]:
    return partial(next, cycle(found))


def _some(kind: Any, draw: random.Random) -> list[str]:
    return draw.sample(list(kind.objects.order_by("pk").values_list("slug", flat=True)), 50)


def _standing(key: int) -> Story:
    return Story.objects.select_related("current").get(pk=key)


def _publish(story: Story) -> None:
    render_all(story, at=timezone.now())


def _written(key: int) -> tuple[Story, User]:
    """A new draft that says what another story's says, and who releases it."""
    editor = user(Role.EDITOR)
    draft = Story.objects.get(pk=key).draft
    said = Words({name: getattr(draft, name) for name in ("summary", "body", "byline", "topics", "related")})
    return create_story(draft.headline, by=editor, at=timezone.now(), words=said), editor


def _release(written: tuple[Story, User]) -> None:
    story, editor = written
    release_story(story, by=editor, at=timezone.now())


def main() -> None:
    """Warm up, say how many queries each measure makes at most, then make a round for each line that comes."""
    all_measures = measures()
    counts = {
        name: max(measure.queries() for _ in range(min(2 * measure.often, 20)))
        for name, measure in all_measures.items()
    }
    print(json.dumps(counts), flush=True)
    for _ in sys.stdin:
        took = {name: [measure.milliseconds() for _ in range(measure.often)] for name, measure in all_measures.items()}
        print(json.dumps(took), flush=True)
