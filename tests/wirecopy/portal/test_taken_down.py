"""Pictures that are taken down, with a killed story or by hand: no address gives them, and nothing shows them."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta

import pytest
from django.test import Client
from django.utils import timezone

from tests.wirecopy.desk import photographs as photo
from tests.wirecopy.desk import stories
from tests.wirecopy.portal.test_media import client, kept, with_pictures
from tests.wirecopy.staff import user
from tests.wirecopy.wire import harbor_light
from wirecopy.accounts.roles import Role
from wirecopy.audit.models import Entry
from wirecopy.desk.actions import Words, kill_story, release_story, save_draft, update_story
from wirecopy.desk.models import Media
from wirecopy.desk.pictures.actions import take_down
from wirecopy.errors import NotAllowed, StoryIncomplete
from wirecopy.renditions.formats import FEEDS, FORMATS


@pytest.fixture()
def at(db: None) -> datetime:
    at = timezone.now() - timedelta(hours=2)
    harbor_light(at)
    return at


def all_files(media: Media) -> list[str]:
    return [f"/media/{name}" for name in (str(media.file), *media.sizes.values())]


def codes(addresses: Iterable[str]) -> set[int]:
    return {Client().get(address).status_code for address in addresses}


def test_the_pictures_of_a_killed_story_go_with_it_unless_another_story_has_them(at: datetime) -> None:
    own = kept(photo.jpeg(700, 500), at, may_republish=True)
    shared = kept(photo.jpeg(701, 500), at, may_republish=True)
    waits = kept(photo.jpeg(702, 500), at, may_republish=True)
    story = with_pictures(at, [own, shared, waits])
    other = with_pictures(at, [shared])
    third = stories.draft(user(Role.EDITOR), at)
    save_draft(third, Words({"media": [{"media": waits.pk}]}), revision=1, by=user(Role.EDITOR), at=at)
    release_story(third, by=user(Role.EDITOR), at=at, embargo_until=timezone.now() + timedelta(days=1))
    client(Role.EDITOR).post(
        f"/desk/{story.key}/do/kill/", {"reason": "The papers were forged.", "with_pictures": "on"}
    )
    assert codes(all_files(own)) == {410}
    assert codes([*all_files(shared), *all_files(waits)]) == {200}
    assert f"/media/{shared.file}" in Client().get(f"/stories/{other.slug}/").content.decode()
    own.refresh_from_db()
    assert own.taken_down_at is not None
    entry = Entry.objects.get(action="took down picture")
    assert (entry.subject, "forged" in entry.reason) == (str(own.pk), True)


def test_pictures_stay_where_the_kill_says_so(at: datetime) -> None:
    media = kept(photo.jpeg(), at)
    story = with_pictures(at, [media])
    client(Role.EDITOR).post(f"/desk/{story.key}/do/kill/", {"reason": "Wrong."})
    assert codes(all_files(media)) == {200}


def test_a_kill_that_is_refused_takes_no_picture_down(at: datetime) -> None:
    media = kept(photo.jpeg(), at)
    story = with_pictures(at, [media])
    with pytest.raises(StoryIncomplete):
        kill_story(story, reason=" ", by=user(Role.EDITOR), at=at)
    with pytest.raises(NotAllowed):
        kill_story(story, reason="Wrong.", by=user(Role.REPORTER), at=at)
    assert codes(all_files(media)) == {200}


def test_a_picture_that_is_taken_down_is_in_nothing_and_comes_back(at: datetime) -> None:
    media = kept(photo.jpeg(700, 500), at, may_republish=True)
    story = with_pictures(at, [media])
    shown = [f"/stories/{story.slug}/", f"/stories/{story.slug}/republish/"]
    shown += [f"/stories/{story.slug}/as/{name}" for name in FORMATS] + [f"/feed.{kind}" for kind in FEEDS]
    stem = str(media.file).rpartition("/")[2].partition(".")[0]
    before = {address: stem in Client().get(address).content.decode() for address in shown}
    assert any(before.values())
    editor = client(Role.EDITOR)
    move = f"/desk/media/{media.pk}"
    assert editor.post(f"{move}/take-down/", {"reason": ""}).status_code == 302
    assert codes(all_files(media)) == {200}, "no reason was given"
    editor.post(f"{move}/take-down/", {"reason": "The subject withdrew consent."})
    assert codes(all_files(media)) == {410}
    assert not [address for address in shown if stem in Client().get(address).content.decode()]
    page = editor.get(f"{move}/").content.decode()
    assert "The subject withdrew consent." in page
    assert "taken down" in editor.get("/desk/media/").content.decode()
    with pytest.raises(StoryIncomplete, match="was taken down"):
        update_story(story, by=user(Role.EDITOR), at=timezone.now())
    client(Role.REPORTER).post(f"{move}/put-back/", {"reason": "I want it."})
    assert codes(all_files(media)) == {410}, "reporters do not"
    editor.post(f"{move}/put-back/", {"reason": "It was another one."})
    assert codes(all_files(media)) == {200}
    assert before == {address: stem in Client().get(address).content.decode() for address in shown}
    assert editor.post(f"{move}/burn/", {"reason": "x"}).status_code == 404


def test_a_file_is_looked_up_by_its_whole_name(at: datetime) -> None:
    media, other = kept(photo.jpeg(), at), kept(photo.png(), at)
    take_down(media, reason="x", by=user(Role.EDITOR), at=at)
    assert codes(all_files(other)) == {200}
    assert codes(["/media/media/2026/03/a.jpg", "/media/media/2026/03/-.jpg"]) == {404}
