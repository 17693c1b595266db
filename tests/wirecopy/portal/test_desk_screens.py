"""The desk's screens: strangers stay out, each role does what it may, and what is refused says why and keeps what was typed."""

from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from tests.cast import PARAGRAPHS
from tests.cast import story as wire_story
from tests.wirecopy.desk import stories
from tests.wirecopy.portal.test_leaks import PRIVATE
from tests.wirecopy.staff import user
from tests.wirecopy.wire import harbor_light
from wirecopy.accounts.models import User
from wirecopy.accounts.roles import Role
from wirecopy.audit.queries import entries_of
from wirecopy.desk.actions import Words, release_story, save_draft
from wirecopy.desk.models import Draft, Person, Story
from wiretrace import Index


@pytest.fixture()
def story(db: None, now: datetime) -> Story:
    harbor_light(now)
    return stories.draft(user(Role.EDITOR), now)


def signed_in(role: Role) -> Client:
    client = Client()
    client.force_login(user(role))
    return client


def private_addresses(story: Story) -> dict[str, str]:
    return {
        "desk": "/desk/",
        "desk-begin": "/desk/begin/",
        "desk-story": f"/desk/{story.key}/",
        "desk-act": f"/desk/{story.key}/do/release/",
        "desk-advice": f"/desk/{story.key}/advice/",
        "desk-copies": f"/desk/{story.key}/copies/",
        "desk-history": f"/desk/{story.key}/history/",
        "desk-preview": f"/desk/{story.key}/preview/html/",
        "desk-enquiries": "/desk/enquiries/",
        "desk-enquiry": "/desk/enquiries/1/",
        "desk-terms": "/desk/terms/",
        "desk-terms-version": "/desk/terms/1/",
        "desk-wire": "/desk/wire/",
        "desk-people": "/desk/people/",
        "desk-person": "/desk/people/1/",
        "desk-imports": "/desk/imports/",
        "desk-source": "/desk/imports/1/remove/",
        "desk-import-settled": f"/desk/imports/settled/{story.key}/",
        "desk-staff": "/desk/staff/",
        "desk-staff-member": "/desk/staff/1/sign-out/",
        "desk-media": "/desk/media/",
        "desk-picture": "/desk/media/1/",
        "desk-picture-move": "/desk/media/1/take-down/",
    }


def test_no_stranger_gets_in_by_any_route(story: Story) -> None:
    addresses = private_addresses(story)
    assert set(addresses) >= PRIVATE
    for name in PRIVATE:
        for ask in (Client().get, Client().post):
            answer = ask(addresses[name])
            assert answer.status_code == 302, addresses[name]
            assert answer["Location"].startswith("/accounts/login/"), addresses[name]
    story.refresh_from_db()
    assert story.state == "draft"


def test_somebody_whose_account_was_closed_gets_in_nowhere(story: Story) -> None:
    client = signed_in(Role.EDITOR)
    User.objects.filter(role=Role.EDITOR).update(is_active=False)
    assert client.get("/desk/").status_code == 302


def test_a_story_is_begun_written_and_released(story: Story) -> None:
    desk = signed_in(Role.EDITOR)
    begun = desk.post("/desk/begin/", {"headline": "Herring returns"})
    address = begun["Location"]
    typed = {
        "revision": "1",
        "headline": "Herring returns to the banks",
        "body": "<p>They came at <script>alert(1)</script>night.</p>",
        "byline": "Marta Lindqvist\nProf. Ines Åberg | {name}, University of Ellery",
        "comment": "The harbor board | no answer | by telephone",
        "places": "Port Ellery; Varn",
    }
    assert desk.post(address, typed).status_code == 302
    herring = Story.objects.get(slug="herring-returns")
    assert herring.draft.body == "<p>They came at night.</p>"
    assert [row["affiliation"] for row in herring.draft.byline] == ["", "{name}, University of Ellery"]
    assert herring.draft.places == ["Port Ellery", "Varn"]
    assert Person.objects.filter(slug="prof-ines-aberg").exists()
    assert desk.post(f"{address}do/release/").status_code == 302
    page = Client().get("/stories/herring-returns/").content.decode()
    assert "Prof. Ines Åberg, University of Ellery" in page
    assert "Marta Lindqvist, Harbor Light News Service" in page
    assert "alert" not in page


def test_saving_as_one_writes_answers_with_the_revision_and_the_words(story: Story) -> None:
    desk = signed_in(Role.REPORTER)
    address, accept = f"/desk/{story.key}/", {"Accept": "application/json"}
    saved = desk.post(address, {"revision": "1", "body": "<p>Four words are here.</p>"}, headers=accept)
    assert saved.json() == {"revision": 2, "words": 4, "other": ""}
    late = desk.post(address, {"revision": "1", "body": "<p>Mine.</p>"}, headers=accept)
    assert late.status_code == 409
    assert "saved" in late.json()["error"]


def test_who_comes_second_sees_both_texts(story: Story) -> None:
    first, second = signed_in(Role.REPORTER), signed_in(Role.EDITOR)
    address = f"/desk/{story.key}/"
    first.post(address, {"revision": "1", "body": "<p>The first one's words.</p>"})
    answer = second.post(address, {"revision": "1", "body": "<p>The second one's words.</p>"})
    page = answer.content.decode()
    assert answer.status_code == 409
    assert "The first one&#x27;s words." in page
    assert "The second one&#x27;s words." in page
    assert 'name="revision" value="2"' in page


@pytest.mark.parametrize(
    ("verb", "typed", "says"),
    [
        ("kill", {"reason": "It was not so."}, "is draft"),
        ("release", {"embargo_until": "tomorrow"}, "is no moment"),
        ("release", {"embargo_until": "2026-02-30T10:00"}, "is no moment"),
        ("release", {"embargo_until": "2099-03-02T10:00", "zone": "Mars/Olympus"}, "is no moment"),
        ("release", {"expires_at": "2001-01-01T00:00"}, "would expire before"),
        ("correct", {"wrong": "", "right": "", "gravity": "minor"}, "what was wrong and what is right"),
    ],
)
def test_what_cannot_be_done_says_why(story: Story, verb: str, typed: dict[str, str], says: str) -> None:
    answer = signed_in(Role.EDITOR).post(f"/desk/{story.key}/do/{verb}/", typed)
    assert answer.status_code == 422
    assert says in answer.content.decode()
    story.refresh_from_db()
    assert story.state == "draft"


def test_a_reporter_sees_no_button_to_release_and_cannot_by_hand(story: Story) -> None:
    desk = signed_in(Role.REPORTER)
    assert "do/release/" not in desk.get(f"/desk/{story.key}/").content.decode()
    assert desk.post(f"/desk/{story.key}/do/release/").status_code == 403
    assert not entries_of("story", story.key).filter(action="release").exists()


def test_an_embargo_is_read_in_its_time_zone(story: Story) -> None:
    local = (timezone.now() + timedelta(days=200)).strftime("%Y-%m-%dT12:00")
    desk = signed_in(Role.EDITOR)
    desk.post(f"/desk/{story.key}/do/release/", {"embargo_until": local, "zone": "America/New_York"})
    story.refresh_from_db()
    assert story.embargo_until is not None
    assert story.embargo_until.hour in (16, 17)
    assert Client().get(f"/stories/{story.slug}/").status_code == 404


def test_the_desk_check_and_the_preview_show_the_draft(story: Story) -> None:
    desk = signed_in(Role.REPORTER)
    assert "Desk check" in desk.get(f"/desk/{story.key}/advice/").content.decode()
    for name in ("html", "wordpress", "text", "markdown", "ninjs", "newsml"):
        page = desk.get(f"/desk/{story.key}/preview/{name}/").content.decode()
        assert "Perla Moreno" in page, name
    assert desk.get(f"/desk/{story.key}/preview/doc/").status_code == 404


def test_the_history_shows_what_changed(story: Story, now: datetime) -> None:
    corrected = stories.corrected(user(Role.EDITOR), now)
    page = signed_in(Role.REPORTER).get(f"/desk/{corrected.key}/history/").content.decode()
    assert "<del>$6.2</del>" in page
    assert "<ins>$6.4</ins>" in page
    assert "Ngozi Adeyemi" in page


def test_only_administrators_see_the_staff(story: Story) -> None:
    assert signed_in(Role.EDITOR).get("/desk/staff/").status_code == 403
    assert signed_in(Role.ADMINISTRATOR).get("/desk/staff/").status_code == 200


@pytest.mark.parametrize("path", ["/readyz", "/healthz", "/metrics"])
def test_the_service_says_how_it_is(db: None, path: str) -> None:
    answer = Client().get(path)
    assert answer.status_code == 200
    assert "No such" not in answer.content.decode()


def test_metrics_are_for_this_machine_alone(db: None) -> None:
    assert Client(REMOTE_ADDR="203.0.113.9").get("/metrics").status_code == 404
    assert Client(headers={"X-Forwarded-For": "203.0.113.9"}).get("/metrics").status_code == 404


def test_whoever_opens_a_story_that_somebody_else_writes_is_told_and_so_is_the_other(story: Story) -> None:
    first, second = signed_in(Role.EDITOR), signed_in(Role.REPORTER)
    address = f"/desk/{story.key}/"
    Draft.objects.update(saved_at=timezone.now() - timedelta(hours=1))
    assert 'role="status" hidden' in first.get(address).content.decode()
    told = second.get(address).content.decode()
    assert f"{user(Role.EDITOR)} opened this story at" in told
    saved = first.post(address, {"revision": "1", "headline": "New"}, headers={"Accept": "application/json"}).json()
    assert str(user(Role.REPORTER)) in saved["other"]
    assert "saved this story at" in second.get(address).content.decode()
    Draft.objects.update(saved_at=timezone.now() - timedelta(hours=1), opened_at=timezone.now() - timedelta(hours=1))
    assert 'role="status" hidden' in second.get(address).content.decode(), "an hour ago is nobody"


def test_who_only_reads_is_not_told_of(story: Story) -> None:
    Draft.objects.update(saved_at=timezone.now() - timedelta(hours=1))
    signed_in(Role.LICENSING).get(f"/desk/{story.key}/")
    assert 'role="status" hidden' in signed_in(Role.EDITOR).get(f"/desk/{story.key}/").content.decode()


def test_wording_of_another_wire_is_marked_on_the_desk_check(story: Story, tmp_path: Path, settings: Any) -> None:
    address = f"/desk/{story.key}/advice/"
    editor = signed_in(Role.EDITOR)
    assert "not looked for: no index" in editor.get(address).content.decode()
    save_draft(
        story,
        Words({"body": f"<p>{PARAGRAPHS[0]}</p><p>{PARAGRAPHS[1]}</p>"}),
        revision=story.draft.revision,
        by=user(Role.EDITOR),
        at=timezone.now(),
    )
    settings.KNOWN_TEXTS = str(tmp_path / "wires.idx")
    missing = editor.get(address).content.decode()
    assert "cannot be read" in missing
    with Index.build(settings.KNOWN_TEXTS, [wire_story()]):
        pass
    page = editor.get(address).content.decode()
    assert f"stand in {wire_story().id}, version 1" in page
    assert "not looked for" not in page


def test_the_public_page_says_where_a_story_is_from_once(story: Story) -> None:
    says = {"<p>PORT ELLERY (HLNS) — It moved.</p>": 0, "<p>It moved.</p>": 1}
    for body, times in says.items():
        editor, now = user(Role.EDITOR), timezone.now()
        made = stories.draft(editor, now, body=body)
        save_draft(made, Words({"dateline": "PORT ELLERY, March 2"}), revision=made.draft.revision, by=editor, at=now)
        release_story(made, by=editor, at=now)
        page = Client().get(f"/stories/{made.slug}/").content.decode()
        assert page.count("PORT ELLERY, March 2 —") == times


def test_a_withdrawal_says_which_copies_must_go(story: Story) -> None:
    for typed, says in (
        ("every copy with the old map", "take down every copy with the old map of it"),
        ("", "every copy of it"),
    ):
        made = stories.live(user(Role.EDITOR), timezone.now())
        answer = signed_in(Role.EDITOR).post(
            f"/desk/{made.key}/do/withdraw/", {"reason": "The map is old.", "takedown": typed}
        )
        assert answer.status_code == 302
        page = Client().get(f"/stories/{made.slug}/")
        assert page.status_code == 410
        assert says in page.content.decode()
