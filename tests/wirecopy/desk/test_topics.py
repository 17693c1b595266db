"""The Media Topics below the top: read from the standard's own form, put in their places, named on a story."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

import pytest
from django.test import Client
from django.utils import timezone

from tests.wirecopy.desk import stories
from tests.wirecopy.staff import user
from tests.wirecopy.wire import harbor_light
from wirecopy import cli
from wirecopy.accounts.roles import Role
from wirecopy.desk.models import Topic
from wirecopy.desk.topics import load_topics, read_topics
from wirecopy.errors import TopicsUnreadable

HEAD = '<knowledgeItem xmlns="http://iptc.org/std/nar/2006-10-01/" standard="NewsML-G2"><conceptSet>'
FILE = f"""{HEAD}
<concept><conceptId qcode="medtop:06000000"/><name xml:lang="en-GB">environment</name><name xml:lang="de">Umwelt</name></concept>
<concept><conceptId qcode="medtop:20000501"/><broader qcode="medtop:20000500"/>
  <name xml:lang="de">Gezeiten</name><name xml:lang="en-US">tides</name></concept>
<concept><conceptId qcode="medtop:20000500"/><broader qcode="medtop:06000000"/><name xml:lang="en-GB"> sea
  level </name></concept>
<concept><conceptId qcode="medtop:20000502" retired="2019-01-01"/><name xml:lang="en-GB">herring omens</name></concept>
<concept><conceptId qcode="other:1"/><name xml:lang="en-GB">not a topic</name></concept>
</conceptSet></knowledgeItem>""".encode()


@pytest.fixture()
def wire(db: None, now: datetime) -> None:
    harbor_light(now)


def test_topics_are_put_below_their_own_whatever_their_order(wire: None) -> None:
    assert load_topics(read_topics(FILE)) == (2, 0)
    tides = Topic.objects.get(code="medtop:20000501")
    assert (tides.name, tides.slug) == ("tides", "tides")
    assert [tides.parent and tides.parent.name, tides.parent and tides.parent.parent and tides.parent.parent.code] == [
        "sea level",
        "medtop:06000000",
    ]
    assert Topic.objects.count() == 19
    assert load_topics(read_topics(FILE)) == (0, 0)


def test_names_come_in_the_language_that_is_asked_for_and_addresses_stay(wire: None) -> None:
    load_topics(read_topics(FILE))
    assert load_topics(read_topics(FILE, language="de")) == (0, 2)
    assert list(Topic.objects.filter(code__in=["medtop:06000000", "medtop:20000501"]).values_list("name", "slug")) == [
        ("Gezeiten", "tides"),
        ("Umwelt", "environment"),
    ]


def test_two_topics_of_one_name_have_addresses_of_their_own(wire: None) -> None:
    twin = FILE.replace(b"tides</name>", b"weather</name>")
    load_topics(read_topics(twin))
    assert Topic.objects.get(code="medtop:20000501").slug == "weather-20000501"


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"{}",
        b"<html/>",
        b"<!DOCTYPE a [<!ENTITY b SYSTEM 'file:///etc/passwd'>]><a>&b;</a>",
        HEAD.encode(),
        f"{HEAD}</conceptSet></knowledgeItem>".encode(),
    ],
)
def test_what_holds_no_topics_is_refused(data: bytes) -> None:
    with pytest.raises(TopicsUnreadable, match="Knowledge Item"):
        read_topics(data)


def test_a_story_is_filed_under_narrower_topics_and_keeps_them_when_it_is_saved(wire: None) -> None:
    load_topics(read_topics(FILE))
    editor = Client()
    editor.force_login(user(Role.EDITOR))
    story = stories.draft(user(Role.EDITOR), timezone.now())
    address = f"/desk/{story.key}/"
    typed = {
        "revision": "1",
        "topics-shown": "1",
        "topics": "medtop:17000000",
        "topics-named": "Tides\nmedtop:20000500",
    }
    assert editor.post(address, typed).status_code == 302
    story.draft.refresh_from_db()
    assert story.draft.topics == ["medtop:17000000", "medtop:20000501", "medtop:20000500"]
    page = editor.get(address).content.decode()
    assert ">sea level\ntides</textarea>" in page
    wrong = editor.post(address, {**typed, "revision": "2", "topics-named": "tide", "headline": "Kept as typed"})
    assert wrong.status_code == 422
    assert "did you mean &#x27;tides&#x27;" in wrong.content.decode()
    assert "Kept as typed" in wrong.content.decode()
    assert (
        "wirecopy topics" in editor.post(address, {**typed, "revision": "2", "topics-named": "qqqq"}).content.decode()
    )


def test_the_command_says_what_it_did(
    wire: None, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(cli, "prepare", lambda: None)
    (tmp_path / "topics.xml").write_bytes(FILE)
    assert cli.main(["topics", str(tmp_path / "topics.xml")]) == 0
    assert "2 topics are new" in capsys.readouterr().err
    assert cli.main(["topics", str(tmp_path / "none.xml")]) == 2
    assert "none.xml cannot be read" in capsys.readouterr().err


def test_a_topic_whose_name_another_has_too_stays_the_one_that_it_is(wire: None) -> None:
    load_topics(read_topics(FILE.replace(b"tides</name>", b"weather</name>")))
    editor = Client()
    editor.force_login(user(Role.EDITOR))
    story = stories.draft(user(Role.EDITOR), timezone.now())
    address = f"/desk/{story.key}/"
    typed = {"revision": "1", "topics-shown": "1", "topics-named": "weather"}
    refused = editor.post(address, typed)
    assert refused.status_code == 422
    assert "medtop:17000000 (at the top), medtop:20000501 (sea level)" in refused.content.decode()
    assert editor.post(address, {**typed, "topics-named": "medtop:20000501"}).status_code == 302
    assert ">medtop:20000501</textarea>" in editor.get(address).content.decode()
