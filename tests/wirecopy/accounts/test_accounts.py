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
