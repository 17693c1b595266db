"""What machines are told of terms that forbid to train AI, where it is switched on, and the sitemap in parts."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import datetime, timedelta
from urllib.parse import urlsplit

import pytest
from django.test import Client
from django.utils import timezone
from lxml import etree

from tests.wirecopy.desk import stories
from tests.wirecopy.staff import user
from tests.wirecopy.wire import TERMS, harbor_light
from wirecopy.accounts.roles import Role
from wirecopy.desk.models import Story
from wirecopy.desk.terms import set_terms
from wirecopy.desk.wire import SWITCHES, change_wire
from wirecopy.portal import feeds
from wiretrace.model import Rule

MACHINE = ("/republish/rsl.xml", "/.well-known/tdmrep.json", "/republish/tdm-policy.jsonld")
HEADERS = ("Content-Usage", "tdm-reservation", "Link")


@pytest.fixture()
def page(db: None) -> str:
    """The address of a story that is out."""
    at = timezone.now() - timedelta(hours=2)
    harbor_light(at)
    return f"/stories/{stories.live(user(Role.EDITOR), at).slug}/"


def forbid(at: datetime) -> None:
    terms = replace(TERMS, rules=(*TERMS.rules, Rule("NO_AI_TRAINING")))
    set_terms(terms, since=at, by=user(Role.ADMINISTRATOR), at=at)


def switch_on(*names: str) -> None:
    change_wire(dict.fromkeys(names, True), by=user(Role.LICENSING), at=timezone.now())


def silent(page: str) -> bool:
    answers = [Client().get(path).status_code for path in MACHINE]
    robots = Client().get("/robots.txt").content.decode()
    said = [name for name in HEADERS if Client().get(page).has_header(name)]
    return answers == [404] * 3 and "GPTBot" not in robots and "Content-Usage" not in robots and said == []


def test_nothing_is_said_until_it_is_switched_on_and_until_the_terms_say_so(page: str) -> None:
    assert silent(page)
    switch_on(*SWITCHES)
    assert silent(page), "terms that do not speak of training"
    change_wire(dict.fromkeys(SWITCHES, False), by=user(Role.LICENSING), at=timezone.now())
    forbid(timezone.now())
    assert silent(page), "switched off"


def test_each_switch_says_its_own_and_no_other(page: str) -> None:
    forbid(timezone.now())
    for name in SWITCHES:
        change_wire({each: each == name for each in SWITCHES}, by=user(Role.LICENSING), at=timezone.now())
        answers = [Client().get(path).status_code for path in MACHINE]
        robots = Client().get("/robots.txt").content.decode()
        answer = Client().get(page)
        assert answers == [200 if each else 404 for each in (name == "says_rsl", *[name == "says_tdmrep"] * 2)]
        assert ("GPTBot" in robots) == (name == "refuses_crawlers")
        assert ("Content-Usage: train-ai=n" in robots) == (name == "says_content_usage")
        assert ("License: http" in robots) == (name == "says_rsl")
        on = {"says_content_usage": {"Content-Usage"}, "says_tdmrep": {"tdm-reservation"}, "says_rsl": {"Link"}}
        assert {each for each in HEADERS if answer.has_header(each)} == on.get(name, set())


def test_what_is_said_leads_to_what_is_there(page: str) -> None:
    forbid(timezone.now())
    switch_on(*SWITCHES)
    answer = Client().get(page)
    for address in (answer["tdm-policy"], answer["Link"].partition(">")[0][1:]):
        assert Client().get(urlsplit(address).path).status_code == 200
    reservation = json.loads(Client().get("/.well-known/tdmrep.json").content)
    assert reservation[0]["tdm-policy"] == answer["tdm-policy"]
    assert page.startswith(reservation[0]["location"])
    assert b"ai-train" in Client().get("/republish/rsl.xml").content
    assert Client().get(f"{page}republish/")["Content-Usage"] == "train-ai=n"
    assert Client().get(f"{page}as/html")["Content-Usage"] == "train-ai=n"
    assert not Client().get("/desk/").has_header("Content-Usage")


def test_the_sitemap_is_an_index_of_parts_that_hold_each_story_once(db: None, monkeypatch: pytest.MonkeyPatch) -> None:
    at = timezone.now() - timedelta(hours=2)
    harbor_light(at)
    made = [stories.live(user(Role.EDITOR), at, headline=f"Story {number}") for number in range(5)]
    Story.objects.filter(pk=made[0].pk).update(is_protected=True)
    monkeypatch.setattr(feeds, "SITEMAP_STORIES", 2)
    index = etree.fromstring(Client().get("/sitemap.xml").content)
    parts = [str(each.text) for each in index.iter("{*}loc")]
    found: list[str] = []
    for part in parts:
        answer = Client().get("/" + part.rpartition("/")[2])
        assert answer.status_code == 200, part
        found += [
            str(each.text).rstrip("/").rpartition("/")[2] for each in etree.fromstring(answer.content).iter("{*}loc")
        ]
    assert sorted(found) == sorted(story.slug for story in made[1:])
    for odd in ("sitemap-0.xml", "sitemap-999.xml"):
        assert Client().get(f"/{odd}").status_code == 404
