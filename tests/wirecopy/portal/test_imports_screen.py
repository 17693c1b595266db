"""Sources on the desk's screens, the address to which they push, and what they left to a person."""

from __future__ import annotations

import json
from datetime import datetime, timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from tests.wirecopy.desk import photographs as photo
from tests.wirecopy.desk.imports.sources import BODY, HEADLINE, SITE, post
from tests.wirecopy.staff import user
from tests.wirecopy.wire import harbor_light
from wirecopy.accounts.models import User
from wirecopy.accounts.roles import Role
from wirecopy.audit.models import Entry
from wirecopy.desk.actions import Words, kill_story, release_story, save_draft
from wirecopy.desk.imports.item import Picture
from wirecopy.desk.imports.poll import client_of
from wirecopy.desk.imports.sources import MOST_BYTES, add_source, new_key, waiting, within
from wirecopy.desk.models import Media, Source, Story
from wirecopy.desk.pictures.actions import take_down
from wirecopy.errors import NotAllowed, PictureRefused, WirecopyError
from wirecopy.net.client import Answer, Guarded

SCREEN = "/desk/imports/"


@pytest.fixture()
def at(db: None) -> datetime:
    at = timezone.now() - timedelta(hours=2)
    harbor_light(at)
    return at


def signed_in(role: Role) -> Client:
    client = Client()
    client.force_login(user(role))
    return client


def pushes(at: datetime, kind: str = "wordpress", *, release: bool = True) -> tuple[Source, str]:
    source = add_source(kind, SITE, minutes=0, release=release, by=user(Role.EDITOR), at=at)
    return source, new_key(source, by=user(Role.EDITOR), at=at)


def settled(client: Client, story: Story, reason: str = "") -> None:
    """Press "Leave it as it is" on the screen as it stands."""
    entry = next((entry.pk for each, entry in waiting() if each == story), 0)
    client.post(f"{SCREEN}settled/{story.key}/", {"reason": reason, "entry": entry})


def push(source: Source, secret: str, body: Any) -> Any:
    data = body if isinstance(body, bytes) else json.dumps(body).encode()
    headers = {"Authorization": f"Bearer {secret}"}
    return Client(enforce_csrf_checks=True).post(
        f"/push/{source.pk}/", data, content_type="application/json", headers=headers
    )


def test_a_source_is_added_asked_and_removed_on_the_screen(at: datetime) -> None:
    editor = signed_in(Role.EDITOR)
    answer = editor.post(SCREEN, {"kind": "wordpress", "where": SITE, "minutes": "15", "release": "on"})
    assert answer.status_code == 302
    source = Source.objects.get()
    assert (source.every, source.release, source.may_be_inside) == (timedelta(minutes=15), True, False)
    assert "every 15 minutes" in editor.get(SCREEN).content.decode()
    Source.objects.update(next_at=timezone.now() + timedelta(hours=1))
    editor.post(f"{SCREEN}{source.pk}/ask/")
    source.refresh_from_db()
    assert source.next_at is not None
    assert source.next_at <= timezone.now()
    editor.post(f"{SCREEN}{source.pk}/remove/")
    assert not Source.objects.exists()
    assert [entry.action for entry in Entry.objects.filter(subject_kind="source")] == ["added source", "removed source"]
    assert editor.post(f"{SCREEN}{source.pk}/remove/").status_code == 404


@pytest.mark.parametrize(
    ("kind", "where"),
    [
        ("folder", "/etc"),
        ("wordpress", "/etc/passwd"),
        ("feed", "file:///etc/passwd"),
        ("feed", "ftp://quaycourier.example/feed"),
        ("feed", "https://quaycourier.example:99999/"),
        ("feed", "https://quaycourier.example:port/"),
        ("feed", "https://[::1"),
        ("ninjs", "https://name:word@quaycourier.example/"),
        ("", SITE),
    ],
)
def test_what_is_no_source_is_refused_and_what_was_typed_stays(at: datetime, kind: str, where: str) -> None:
    answer = signed_in(Role.EDITOR).post(SCREEN, {"kind": kind, "where": where, "minutes": "37"})
    assert answer.status_code == 422
    assert 'value="37"' in answer.content.decode()
    assert not Source.objects.exists()


def test_a_source_of_the_screen_is_never_asked_inside_the_own_network(at: datetime) -> None:
    source = add_source("feed", "http://127.0.0.1/feed", minutes=10, release=False, by=user(Role.EDITOR), at=at)
    with pytest.raises(WirecopyError, match=r"127\.0\.0\.1"):
        client_of(source.where, may_be_inside=source.may_be_inside).get(source.where)


def test_only_who_may_release_adds_sources_and_keys(at: datetime) -> None:
    source, _ = pushes(at)
    with pytest.raises(NotAllowed):
        new_key(source, by=user(Role.REPORTER), at=at)
    reporter = signed_in(Role.REPORTER)
    for verb in ("ask", "remove", "key"):
        reporter.post(f"{SCREEN}{source.pk}/{verb}/")
    assert Source.objects.count() == 1
    assert reporter.post(SCREEN, {"kind": "feed", "where": SITE, "minutes": "1"}).status_code == 422
    assert "Editors and administrators add sources" in reporter.get(SCREEN).content.decode()


def test_the_key_is_shown_once_and_kept_as_a_hash(at: datetime) -> None:
    source, old = pushes(at)
    editor = signed_in(Role.EDITOR)
    editor.post(f"{SCREEN}{source.pk}/key/")
    shown = editor.get(SCREEN)
    secret = shown.context["key"][2]
    assert secret in shown.content.decode()
    assert secret not in editor.get(SCREEN).content.decode()
    source.refresh_from_db()
    assert secret not in source.secret_hash
    assert push(source, old, post()).status_code == 401
    assert push(source, secret, post()).status_code == 200


def test_a_pushed_story_is_released_changed_and_never_taken_twice(at: datetime) -> None:
    source, secret = pushes(at)
    first = push(source, secret, post())
    assert first.json()["items"][0]["taken"] == "released"
    story = Story.objects.get()
    assert story.standing.headline.startswith("Fish market of Port")
    assert push(source, secret, post()).json()["items"][0]["taken"] == "unchanged"
    changed = post(content={"rendered": BODY.replace("across", "over"), "protected": False})
    changed["title"]["rendered"] = f"{HEADLINE}, board says"
    assert push(source, secret, [changed]).json()["items"][0]["taken"] == "updated"
    assert story.versions.count() == 2
    assert Source.objects.get().pushed_at is not None


def test_ninjs_and_feeds_are_pushed_too(at: datetime) -> None:
    source, secret = pushes(at, "ninjs")
    item = {
        "uri": "urn:x:1",
        "headlines": [{"value": "Herring is back"}],
        "bodies": [{"contentType": "text/html", "value": "<p>It came.</p>"}],
    }
    waits = push(source, secret, item).json()["items"][0]
    assert waits["taken"] == "new"
    assert "byline" in waits["remarks"][0], "the terms demand one"
    signed = {**item, "uri": "urn:x:2", "by": "By Perla Moreno"}
    assert push(source, secret, signed).json()["items"][0]["taken"] == "released"
    source, secret = pushes(at, "feed")
    feed = f"""<feed xmlns="http://www.w3.org/2005/Atom"><title>Quay</title><id>urn:f</id><entry><id>urn:f:1</id>
    <title>Cod is back</title><updated>2026-03-02T08:00:00Z</updated><author><name>Perla Moreno</name></author><link href="{SITE}/cod"/>
    <content type="html">&lt;p&gt;It came on Monday.&lt;/p&gt;</content></entry></feed>"""
    assert push(source, secret, feed.encode()).json()["items"][0]["taken"] == "released"


@pytest.mark.parametrize("body", [b"", b"no json", b"[1]", b'{"id": true}', b"[]"])
def test_what_cannot_be_read_is_named(at: datetime, body: bytes) -> None:
    source, secret = pushes(at)
    answer = push(source, secret, body)
    if body != b"[]":
        assert answer.status_code == 422
        assert answer.json()["items"][0]["error"]
        source.refresh_from_db()
        assert source.problem
    assert not Story.objects.exists()


def test_one_bad_item_does_not_stop_the_others(at: datetime) -> None:
    source, secret = pushes(at)
    answer = push(source, secret, [post(1), {"id": 2, "status": "private"}, post(3, slug="other")])
    assert answer.status_code == 422
    assert [("error" in item) for item in answer.json()["items"]] == [False, True, False]
    assert Story.objects.count() == 2


def test_without_the_key_nothing_is_taken_or_told(at: datetime) -> None:
    source, secret = pushes(at)
    for wrong in ("", "x", secret[:-1], f"{secret}x"):
        assert push(source, wrong, post()).status_code == 401
    assert Client().post("/push/999/", b"", content_type="application/json").status_code == 401
    never = add_source("feed", SITE, minutes=5, release=False, by=user(Role.EDITOR), at=at)
    assert push(never, "", b"").status_code == 401
    assert Client().get(f"/push/{source.pk}/").status_code == 405
    assert not Story.objects.exists()


def test_more_than_is_taken_is_refused(at: datetime) -> None:
    source, secret = pushes(at)
    assert push(source, secret, b" " * (MOST_BYTES + 1)).status_code == 413


def test_a_push_of_somebody_who_may_no_longer_write_takes_nothing(at: datetime) -> None:
    source, secret = pushes(at)
    User.objects.filter(pk=source.taken_by_id).update(role=Role.LICENSING)
    assert push(source, secret, post()).status_code == 422
    assert not Story.objects.exists()


def test_a_deletion_waits_until_a_person_leaves_the_story_or_kills_it(at: datetime) -> None:
    source, secret = pushes(at)
    for number in (1, 2):
        push(source, secret, post(number, slug=f"story-{number}"))
        push(source, secret, post(number, status="trash"))
    editor = signed_in(Role.EDITOR)
    assert "Its source has deleted it" in editor.get(SCREEN).content.decode()
    first, second = Story.objects.order_by("pk")
    settled(editor, first, "it stays up")
    assert [story for story, _ in waiting()] == [second]
    assert Entry.objects.get(action="import_settled").reason == "it stays up"
    push(source, secret, post(1, status="trash"))
    assert [story for story, _ in waiting()] == [second], "it is not asked again"
    kill_story(second, reason="wrong", by=user(Role.EDITOR), at=timezone.now())
    assert waiting() == []
    push(source, secret, post(1, slug="story-1"))
    push(source, secret, post(1, status="trash"))
    assert [story for story, _ in waiting()] == [first], "it came back and went again"


def test_a_change_at_both_ends_waits_and_is_settled_until_the_next_change(at: datetime) -> None:
    source, secret = pushes(at)
    push(source, secret, post())
    story = Story.objects.get()
    editor = user(Role.EDITOR)
    save_draft(story, Words({"summary": "Ours."}), revision=story.draft.revision, by=editor, at=timezone.now())
    changed = post(content={"rendered": "<p>Theirs.</p>", "protected": False})
    assert push(source, secret, changed).json()["items"][0]["taken"] == "held"
    assert "put the two together by hand" in signed_in(Role.EDITOR).get(SCREEN).content.decode()
    settled(signed_in(Role.LICENSING), story)
    assert len(waiting()) == 1, "the licensing desk does not write"
    settled(signed_in(Role.REPORTER), story)
    assert waiting() == []
    push(source, secret, changed)
    assert waiting() == []
    push(source, secret, post(content={"rendered": "<p>Theirs again.</p>", "protected": False}))
    assert len(waiting()) == 1


def test_what_was_not_seen_is_not_settled(at: datetime) -> None:
    source, secret = pushes(at)
    push(source, secret, post())
    push(source, secret, post(status="trash"))
    ((story, entry),) = waiting()
    push(source, secret, post())
    push(source, secret, post(status="trash"))
    editor = signed_in(Role.EDITOR)
    editor.post(f"{SCREEN}settled/{story.key}/", {"entry": entry.pk})
    assert "has sent more meanwhile" in editor.get(SCREEN).content.decode()
    assert len(waiting()) == 1


def test_a_conflict_is_still_open_when_the_post_was_in_the_trash_meanwhile(at: datetime) -> None:
    source, secret = pushes(at)
    push(source, secret, post())
    story = Story.objects.get()
    save_draft(
        story, Words({"summary": "Ours."}), revision=story.draft.revision, by=user(Role.EDITOR), at=timezone.now()
    )
    changed = post(content={"rendered": "<p>Theirs.</p>", "protected": False})
    push(source, secret, changed)
    push(source, secret, post(status="trash"))
    push(source, secret, changed)
    assert [entry.action for _, entry in waiting()] == ["import_held"]


def test_a_story_that_the_terms_keep_in_waits_for_a_person_until_it_is_out(at: datetime) -> None:
    source, secret = pushes(at)
    push(source, secret, post(_embedded={}))
    ((story, entry),) = waiting()
    assert (entry.action, "byline" in entry.reason) == ("import_waits", True)
    assert "byline" in signed_in(Role.EDITOR).get(SCREEN).content.decode()
    push(source, secret, post())
    assert story.versions.count() == 0, "a draft stays one"
    story.refresh_from_db()
    release_story(story, by=user(Role.EDITOR), at=timezone.now())
    assert waiting() == []


def test_old_items_are_not_hidden_behind_many_that_are_done(at: datetime, monkeypatch: pytest.MonkeyPatch) -> None:
    source, secret = pushes(at)
    for number in range(4):
        push(source, secret, post(number + 1, slug=f"story-{number}"))
        push(source, secret, post(number + 1, status="trash"))
    first, *others = Story.objects.order_by("pk")
    for story in others:
        kill_story(story, reason="wrong", by=user(Role.EDITOR), at=timezone.now())
    assert [story for story, _ in waiting(most=1)] == [first]


def test_a_picture_that_was_taken_down_does_not_hold_the_text_up(at: datetime, monkeypatch: pytest.MonkeyPatch) -> None:
    source, secret = pushes(at)
    picture = photo.jpeg()
    monkeypatch.setattr(
        Guarded, "get", lambda self, url, **how: Answer(url, 200, {"content-type": "image/jpeg"}, picture)
    )
    shown = BODY + (
        f'<figure><img src="{SITE}/quay.jpg" alt="The quay"><figcaption><span class="credit">Ada Quill</span></figcaption></figure>'
    )
    push(source, secret, post(content={"rendered": shown, "protected": False}))
    media = Media.objects.latest("pk")
    take_down(media, reason="no consent", by=user(Role.EDITOR), at=timezone.now())
    changed = post(content={"rendered": shown.replace("across", "over"), "protected": False})
    answer = push(source, secret, changed).json()["items"][0]
    assert answer["taken"] == "updated"
    assert "was taken down here" in " ".join(answer["remarks"])


def test_the_pictures_of_a_push_have_a_time_of_their_own(at: datetime) -> None:
    asked: list[str] = []
    store = within(-1, lambda picture: asked.append(picture.url))
    with pytest.raises(PictureRefused, match="send the story again"):
        store(Picture("https://quaycourier.example/a.jpg"))
    assert asked == []
    assert within(60, lambda picture: 7)(Picture("https://quaycourier.example/a.jpg")) == 7
