"""Imports over the guarded client, from a server that goes away in the middle and sends what it should not."""

from __future__ import annotations

import gzip
import itertools
import json
from collections.abc import Iterator
from datetime import datetime
from functools import partial

import pytest

from tests.cast import MARTA
from tests.wirecopy.desk.imports.sources import ninjs, parted, post, stories
from tests.wirecopy.desk.imports.test_feeds import ITEM, atom, rss
from tests.wirecopy.net.server import Reply, Server
from wirecopy.accounts.models import User
from wirecopy.desk.imports import SOURCES, Fetch, Problem, key_prefix
from wirecopy.desk.imports.take import Manner, Outcome, Taken, known_sources, take_all
from wirecopy.desk.models import Story, Version
from wirecopy.net.addresses import Gate
from wirecopy.net.client import Guarded, Limits

HOME = "https://harborlight.example"


@pytest.fixture()
def site() -> Iterator[Server]:
    with Server() as server:
        yield server


@pytest.fixture()
def fetch(site: Server) -> Fetch:
    gate = Gate(frozenset({f"127.0.0.1:{site.port}"}))
    limits = Limits(size_bytes=200_000, connect_s=2.0, total_s=2.0)
    return partial(Guarded(home=HOME, gate=gate, gap_s=0.0).get, limits=limits)


def posts(site: Server, *pages: list[object]) -> None:
    """Have the site answer as a WordPress with these pages."""
    for number, page in enumerate(pages, start=1):
        wanted = f"/wp-json/wp/v2/posts?per_page=100&_embed=1&orderby=modified&order=desc&page={number}"
        site.replies[wanted] = Reply(json.dumps(page).encode(), headers={"X-WP-TotalPages": str(len(pages))})


def test_the_table_names_every_kind_of_source() -> None:
    assert sorted(SOURCES) == ["feed", "folder", "ninjs", "wordpress"]


def test_a_site_is_imported_changed_deleted_and_nothing_happens_twice(
    site: Server, fetch: Fetch, editor: User, now: datetime
) -> None:
    where = site.url()
    prefix = key_prefix("wordpress", where)

    def imported() -> list[str]:
        items = SOURCES["wordpress"](where, fetch=fetch, known=known_sources(prefix))
        taken = list(take_all(items, by=editor, at=now, manner=Manner(release=True)))
        assert not [each for each in taken if isinstance(each, Problem)]
        return [each.taken for each in taken if isinstance(each, Outcome)]

    posts(site, [post(1), post(2)], [post(3)])
    assert imported() == [Taken.RELEASED] * 3
    assert imported() == [Taken.UNCHANGED] * 3
    changed = post(2, content={"rendered": "<p>Correction: It has 48 stalls.</p><p>It has 48 stalls.</p>"})
    posts(site, [post(1), changed])
    site.replies["/wp-json/wp/v2/posts?include=3&per_page=100&_fields=id"] = Reply(b"[]")
    gone = b'{"code": "rest_post_invalid_id", "message": "Invalid post ID."}'
    site.replies["/wp-json/wp/v2/posts/3?_fields=id,status"] = Reply(gone, 404)
    assert imported() == [Taken.UNCHANGED, Taken.CORRECTED, Taken.DELETION]
    assert imported() == [Taken.UNCHANGED, Taken.UNCHANGED], "what is known to be gone is not asked after"
    assert list(Version.objects.order_by("story_id", "number").values_list("kind", flat=True)) == [
        "release",
        "release",
        "correction",
        "release",
    ]
    assert {story.state for story in Story.objects.all()} == {"live"}


@pytest.mark.parametrize(
    "reply",
    [
        Reply(raw=[b""]),
        Reply(raw=[b'HTTP/1.1 200 OK\r\nContent-Length: 9999\r\n\r\n[{"id": 3']),
        Reply(itertools.repeat(b"[" * 5000)),
        Reply(gzip.compress(bytes(10_000_000)), headers={"Content-Encoding": "gzip"}),
        Reply(status=302, headers={"Location": "http://169.254.169.254/latest/meta-data/"}),
        Reply(status=500),
        Reply(b"<html>Sign in</html>"),
    ],
)
def test_a_site_that_fails_in_the_middle_keeps_what_came_and_deletes_nothing(
    site: Server, fetch: Fetch, reply: Reply
) -> None:
    posts(site, [post(1), post(2)], [post(3)])
    site.replies["/wp-json/wp/v2/posts?per_page=100&_embed=1&orderby=modified&order=desc&page=2"] = reply
    found, problems = parted(SOURCES["wordpress"](site.url(), fetch=fetch, known=[f"wordpress:{site.url()}:9"]))
    assert [story.source.rpartition(":")[2] for story in found] == ["1", "2"]
    assert [site.url() in each.item for each in problems] == [True]


def test_a_feed_and_ninjs_come_through_the_same_door(site: Server, fetch: Fetch) -> None:
    site.replies["/old"] = Reply(status=301, headers={"Location": "/feed"})
    site.replies["/feed"] = Reply(
        gzip.compress(rss(ITEM)), headers={"Content-Encoding": "gzip", "Content-Type": "text/xml"}
    )
    site.replies["/ninjs"] = Reply(json.dumps(ninjs()).encode())
    feed = stories(SOURCES["feed"](site.url("/old"), fetch=fetch))[0]
    assert feed.source == f"feed:{site.url('/old')}:quay-1"
    assert feed.bylines[0] == stories(SOURCES["ninjs"](site.url("/ninjs"), fetch=fetch))[0].bylines[0] == MARTA


def test_a_tombstone_of_a_feed_asks_a_person(site: Server, fetch: Fetch, editor: User, now: datetime) -> None:
    entry = "<id>tag:1</id><title>Fish</title><content type='html'>&lt;p&gt;Fish.&lt;/p&gt;</content>"
    for reply in (atom(entry), atom(more='<at:deleted-entry ref="tag:1" when="2026-03-02T09:00:00Z"/>')):
        site.replies["/feed"] = Reply(reply)
        outcomes = list(take_all(SOURCES["feed"](site.url("/feed"), fetch=fetch), by=editor, at=now))
    assert [each.taken for each in outcomes if isinstance(each, Outcome)] == [Taken.DELETION]
    assert Story.objects.get().state == "draft"
