"""Those who write: how each is printed from now on, and what their page says."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from tests.wirecopy.desk import stories
from tests.wirecopy.staff import user
from tests.wirecopy.wire import harbor_light
from wirecopy.accounts.roles import Role
from wirecopy.audit.models import Entry
from wirecopy.desk.models import Person, Version

FORM = "{name}, University of Ellery"


@pytest.fixture()
def marta(db: None) -> Person:
    at = timezone.now() - timedelta(hours=2)
    harbor_light(at)
    stories.live(user(Role.EDITOR), at)
    return Person.objects.get(name="Marta Lindqvist")


def signed_in(role: Role) -> Client:
    client = Client()
    client.force_login(user(role))
    return client


def said(**changes: Any) -> dict[str, Any]:
    return {"name": "Marta Lindqvist", "affiliation": FORM, "about": "Writes about the sea.", **changes}


def test_what_is_said_of_somebody_holds_from_now_on(marta: Person) -> None:
    reporter = signed_in(Role.REPORTER)
    assert reporter.post(f"/desk/people/{marta.pk}/", said(is_pseudonym="on")).status_code == 302
    marta.refresh_from_db()
    assert (marta.affiliation, marta.is_pseudonym) == (FORM, True)
    assert Entry.objects.get(action="changed person").data["after"]["affiliation"] == FORM
    page = Client().get(f"/authors/{marta.slug}/").content.decode()
    assert "Writes about the sea." in page
    assert "pseudonym" not in page
    assert Version.objects.get().byline[0]["affiliation"] != FORM, "what is out stays as it was printed"
    listed = reporter.get("/desk/people/?q=lindq").content.decode()
    assert "University of Ellery" in listed
    assert "pseudonym" in listed
    assert "Nobody has this name" in reporter.get("/desk/people/?q=zzz").content.decode()
    story = reporter.post("/desk/begin/", {"headline": "Next"})
    typed = {"revision": "1", "byline": "Marta Lindqvist", "body": "<p>It came.</p>"}
    assert reporter.post(story["Location"], typed).status_code == 302
    assert FORM in reporter.get(story["Location"]).content.decode()


@pytest.mark.parametrize(
    ("changes", "says"),
    [({"name": " "}, "the name is empty"), ({"affiliation": "University"}, "no {name}"), ({"name": "x" * 201}, "200")],
)
def test_what_cannot_be_is_named_and_nothing_typed_is_lost(marta: Person, changes: dict[str, str], says: str) -> None:
    answer = signed_in(Role.EDITOR).post(f"/desk/people/{marta.pk}/", said(**changes))
    assert answer.status_code == 422
    assert says in answer.content.decode()
    assert "Writes about the sea." in answer.content.decode()
    marta.refresh_from_db()
    assert marta.about == ""


def test_who_does_not_write_changes_nobody(marta: Person) -> None:
    assert signed_in(Role.LICENSING).post(f"/desk/people/{marta.pk}/", said()).status_code == 422
    assert "Save" not in signed_in(Role.LICENSING).get(f"/desk/people/{marta.pk}/").content.decode()
    assert signed_in(Role.EDITOR).get("/desk/people/999/").status_code == 404


def test_a_correction_says_since_when_it_was_wrong(marta: Person) -> None:
    version = Version.objects.select_related("story").get()
    typed = {"wrong": "It cost $1.", "right": "It cost $2.", "gravity": "major", "wrong_since": "2026-03-01T08:00"}
    editor = signed_in(Role.EDITOR)
    assert editor.post(f"/desk/{version.story.key}/do/correct/", typed).status_code == 302
    assert "since 1 March 2026, 08:00 UTC" in Client().get(f"/stories/{version.story.slug}/as/text").content.decode()
    assert (
        editor.post(f"/desk/{version.story.key}/do/correct/", {**typed, "wrong_since": "long ago"}).status_code == 422
    )
