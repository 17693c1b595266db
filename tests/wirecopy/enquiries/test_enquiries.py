"""A question to the licensing desk becomes a thread with an answer and a state."""

from datetime import datetime, timedelta

import pytest
from django.core import mail
from django.test import Client
from pytest_django import DjangoCaptureOnCommitCallbacks

from tests.wirecopy.staff import user
from tests.wirecopy.wire import harbor_light
from wirecopy.accounts.models import User
from wirecopy.accounts.roles import Role
from wirecopy.audit.queries import entries_of
from wirecopy.enquiries.actions import (
    MOST_AN_HOUR,
    answer_enquiry,
    close_enquiry,
    find_enquiry,
    open_enquiry,
    write_back,
)
from wirecopy.enquiries.models import Enquiry
from wirecopy.errors import EnquiryRefused, NotAllowed

ASKED = {
    "name": "Otto Falk",
    "email": "otto@quaycourier.example",
    "about": "The herring story",
    "text": "May we translate it?",
}


def test_a_question_is_answered_by_letter_and_the_log_says_by_whom(
    db: None, now: datetime, django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks
) -> None:
    enquiry, secret = open_enquiry(**ASKED, at=now)
    assert find_enquiry(secret) == enquiry
    assert enquiry.state == "open"
    with django_capture_on_commit_callbacks(execute=True):
        answer_enquiry(enquiry, "Yes, whole.", by=user(Role.LICENSING), at=now)
    assert enquiry.state == "answered"
    (letter,) = mail.outbox
    assert (letter.to, letter.body) == (["otto@quaycourier.example"], "Yes, whole.")
    write_back(enquiry, "Thank you. And the picture?", at=now)
    assert enquiry.state == "open"
    close_enquiry(enquiry, by=user(Role.LICENSING), at=now)
    assert [entry.action for entry in entries_of("enquiry", enquiry.pk)] == [
        "opened",
        "answered",
        "wrote again",
        "closed",
    ]
    assert [letter.text for letter in enquiry.messages.all()] == [
        "May we translate it?",
        "Yes, whole.",
        "Thank you. And the picture?",
    ]


def test_who_may_not_answer_is_told(db: None, now: datetime, reporter: User) -> None:
    enquiry, _ = open_enquiry(**ASKED, at=now)
    with pytest.raises(NotAllowed, match="may not answer enquiries"):
        answer_enquiry(enquiry, "Yes.", by=reporter, at=now)
    assert mail.outbox == []
    assert enquiry.messages.count() == 1


@pytest.mark.parametrize(
    ("field", "typed", "says"),
    [
        ("name", " ", "who you are"),
        ("about", "", "what it is about"),
        ("email", "otto at quay", "is no e-mail address"),
        ("text", "\n", "what you would like to know"),
        ("text", "x" * 10_001, "longer than 10,000"),
    ],
)
def test_what_is_missing_is_named(db: None, now: datetime, field: str, typed: str, says: str) -> None:
    with pytest.raises(EnquiryRefused, match=says):
        open_enquiry(**{**ASKED, field: typed}, at=now)
    assert not Enquiry.objects.exists()


def test_one_address_cannot_fill_the_desk(db: None, now: datetime) -> None:
    for _ in range(MOST_AN_HOUR):
        open_enquiry(**ASKED, at=now)
    with pytest.raises(EnquiryRefused, match="wait an hour"):
        open_enquiry(**ASKED, at=now)
    open_enquiry(**ASKED, at=now + timedelta(hours=1, seconds=1))


def test_the_form_leads_to_the_thread_and_keeps_what_was_typed(db: None, now: datetime) -> None:
    harbor_light(now)
    client = Client()
    wrong = client.post("/licensing/", {**ASKED, "email": "none"})
    assert wrong.status_code == 422
    assert "May we translate it?" in wrong.content.decode()
    sent = client.post("/licensing/", ASKED)
    assert sent.status_code == 302
    page = client.get(sent["Location"])
    assert "The herring story" in page.content.decode()
    assert page["Referrer-Policy"] == "no-referrer"
    assert client.get("/licensing/another/").status_code == 404


def test_a_robot_that_fills_in_what_nobody_sees_asks_nothing(db: None, now: datetime) -> None:
    harbor_light(now)
    assert Client().post("/licensing/", {**ASKED, "website": "http://spam.example"}).status_code == 302
    assert not Enquiry.objects.exists()


def test_the_desk_answers_on_its_screen(db: None, now: datetime) -> None:
    harbor_light(now)
    enquiry, _ = open_enquiry(**ASKED, at=now)
    address = f"/desk/enquiries/{enquiry.pk}/"
    stranger, desk = Client(), Client()
    assert stranger.get(address).status_code == 302
    assert stranger.post(address, {"text": "Yes."}).status_code == 302
    desk.force_login(user(Role.LICENSING))
    assert "May we translate it?" in desk.get(address).content.decode()
    assert desk.post(address, {"text": "Yes, whole."}).status_code == 302
    enquiry.refresh_from_db()
    assert enquiry.state == "answered"
    assert "The herring story" in desk.get("/desk/enquiries/").content.decode()
