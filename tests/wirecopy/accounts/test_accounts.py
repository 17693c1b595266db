"""Staff: invited, let in once, allowed what their role allows, and nothing for whoever is none of them."""

from datetime import datetime, timedelta

import pytest
from django.core import mail
from django.test import Client

from tests.wirecopy.staff import user
from tests.wirecopy.wire import harbor_light
from wirecopy.accounts.actions import INVITED_FOR, accept_invitation, demand, invite, open_invitation
from wirecopy.accounts.models import Invitation, User
from wirecopy.accounts.roles import MAY, May, Role
from wirecopy.audit.models import Entry
from wirecopy.errors import InvitationNotOpen, NotAllowed

PASSWORD = "a-herring-and-a-half"


def test_an_invitation_makes_one_user_with_its_role(administrator: User, now: datetime) -> None:
    secret = invite("Otto@HarborLight.example", role=Role.EDITOR, by=administrator, at=now)
    assert secret not in str(list(Invitation.objects.values()))
    otto = accept_invitation(secret, name="Otto Falk", password=PASSWORD, at=now)
    assert (otto.email, otto.role, otto.check_password(PASSWORD)) == ("otto@harborlight.example", "editor", True)
    with pytest.raises(InvitationNotOpen, match="used or has expired"):
        accept_invitation(secret, name="Somebody", password=PASSWORD, at=now)
    assert User.objects.filter(email__icontains="otto").count() == 1


def test_an_invitation_expires(administrator: User, now: datetime) -> None:
    secret = invite("otto@harborlight.example", role=Role.EDITOR, by=administrator, at=now)
    assert open_invitation(secret, at=now + INVITED_FOR - timedelta(seconds=1))
    with pytest.raises(InvitationNotOpen):
        open_invitation(secret, at=now + INVITED_FOR)
    with pytest.raises(InvitationNotOpen):
        open_invitation("a guess", at=now)


def test_only_administrators_invite(editor: User, now: datetime) -> None:
    with pytest.raises(NotAllowed, match="has the role editor, which may not invite staff"):
        invite("otto@harborlight.example", role=Role.EDITOR, by=editor, at=now)
    assert not Invitation.objects.exists()


@pytest.mark.parametrize("role", Role)
@pytest.mark.parametrize("what", May)
def test_a_role_may_what_its_table_says(db: None, role: Role, what: May) -> None:
    member = user(role)
    assert member.may(what) == (what in MAY[role])
    member.is_active = False
    assert not member.may(what)
    with pytest.raises(NotAllowed):
        demand(member, what)


def test_an_invitation_is_accepted_on_its_page(administrator: User, now: datetime) -> None:
    harbor_light(now)
    desk, otto = Client(), Client()
    desk.force_login(administrator)
    assert desk.post("/desk/staff/", {"email": "otto@harborlight.example", "role": "editor"}).status_code == 302
    (letter,) = mail.outbox
    address = letter.body.partition("http://127.0.0.1:8000")[2].split()[0]
    assert otto.get(address).status_code == 200
    short = otto.post(address, {"name": "Otto Falk", "password": "herring"})
    assert short.status_code == 422
    assert "at least 12 characters" in short.content.decode()
    assert otto.post(address, {"name": "Otto Falk", "password": PASSWORD}).status_code == 302
    assert otto.get(address).status_code == 410
    signed = otto.post("/accounts/login/", {"login": "OTTO@harborlight.example", "password": PASSWORD})
    assert signed.status_code == 302
    assert "Otto Falk" in otto.get("/desk/").content.decode()


def test_nobody_signs_up_uninvited(db: None, now: datetime) -> None:
    harbor_light(now)
    page = Client().post("/accounts/signup/", {"email": "thief@gull.example", "password1": PASSWORD})
    assert page.status_code in (200, 404)
    assert not User.objects.filter(email="thief@gull.example").exists()


def test_a_wrong_password_lets_nobody_in(editor: User, now: datetime) -> None:
    harbor_light(now)
    editor.set_password(PASSWORD)
    editor.save()
    client = Client()
    assert client.post("/accounts/login/", {"login": editor.email, "password": "wrong-wrong-wrong"}).status_code == 200
    assert client.get("/desk/").status_code == 302


@pytest.fixture()
def desk(administrator: User, now: datetime) -> Client:
    harbor_light(now)
    client = Client()
    client.force_login(administrator)
    return client


def signed_in_twice(member: User) -> list[Client]:
    """Two browsers of somebody, signed in by the form, so that the service knows of both."""
    member.set_password(PASSWORD)
    member.save()
    browsers = [Client(), Client()]
    for browser in browsers:
        answer = browser.post("/accounts/login/", {"login": member.email, "password": PASSWORD})
        assert answer.status_code == 302
        assert browser.get("/desk/").status_code == 200
    return browsers


def seen(member: User) -> dict[str, str]:
    """What the form says that it showed."""
    return {"seen-role": member.role, **({"seen-active": "1"} if member.is_active else {})}


def test_a_form_from_before_lets_nobody_in_again(desk: Client, editor: User) -> None:
    before = seen(editor)
    desk.post(f"/desk/staff/{editor.pk}/change/", {"role": "editor", **before})
    desk.post(f"/desk/staff/{editor.pk}/change/", {"role": "licensing", "is_active": "on", **before})
    assert f"has changed {editor} meanwhile" in desk.get("/desk/staff/").content.decode()
    editor.refresh_from_db()
    assert (editor.role, editor.is_active) == ("editor", False)


def test_an_administrator_signs_somebody_out_everywhere(desk: Client, editor: User) -> None:
    browsers = signed_in_twice(editor)
    desk.post(f"/desk/staff/{editor.pk}/sign-out/")
    assert "was signed out in 2 places" in desk.get("/desk/staff/").content.decode()
    assert [browser.get("/desk/").status_code for browser in browsers] == [302, 302]
    assert desk.get("/desk/").status_code == 200
    assert Entry.objects.get(action="ended sessions").data == {"sessions": 2}


def test_somebody_is_given_another_role_and_let_in_no_more(desk: Client, editor: User) -> None:
    (browser, _) = signed_in_twice(editor)
    desk.post(f"/desk/staff/{editor.pk}/change/", {"role": "licensing", "is_active": "on", **seen(editor)})
    editor.refresh_from_db()
    assert (editor.role, editor.is_active) == ("licensing", True)
    assert browser.get("/desk/").status_code == 200
    desk.post(f"/desk/staff/{editor.pk}/change/", {"role": "licensing", **seen(editor)})
    assert browser.get("/desk/").status_code == 302
    refused = Client().post("/accounts/login/", {"login": editor.email, "password": PASSWORD}, follow=True)
    assert refused.wsgi_request.user.is_anonymous
    assert "not let in" in desk.get("/desk/staff/").content.decode()
    assert [entry.data["after"] for entry in Entry.objects.filter(action="changed staff")] == [
        {"role": "licensing", "is_active": True},
        {"role": "licensing", "is_active": False},
    ]


def test_the_last_administrator_stays(desk: Client, administrator: User) -> None:
    for changed in ({"role": "editor", "is_active": "on"}, {"role": "administrator"}):
        desk.post(f"/desk/staff/{administrator.pk}/change/", {**changed, **seen(administrator)})
        assert "is the only administrator" in desk.get("/desk/staff/").content.decode()
    administrator.refresh_from_db()
    assert administrator.may(May.STAFF)


def test_who_is_no_administrator_changes_nobody(desk: Client, editor: User, reporter: User) -> None:
    client = Client()
    client.force_login(editor)
    for verb in ("sign-out", "change"):
        client.post(f"/desk/staff/{reporter.pk}/{verb}/", {"role": "editor", "is_active": "on", **seen(reporter)})
    reporter.refresh_from_db()
    assert reporter.role == "reporter"
    assert not Entry.objects.filter(subject_kind="user").exists()
    assert desk.post(f"/desk/staff/{reporter.pk}/promote/").status_code == 404
    assert desk.post("/desk/staff/999/sign-out/").status_code == 404
    desk.post(f"/desk/staff/{reporter.pk}/change/", {"role": "king"})
    assert "king" in desk.get("/desk/staff/").content.decode()
