"""The screen of the wire itself: its names, its logo, its switches."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone

from tests.wirecopy.desk import photographs as photo
from tests.wirecopy.staff import user
from tests.wirecopy.wire import harbor_light
from wirecopy.accounts.roles import Role
from wirecopy.audit.models import Entry
from wirecopy.desk.queries import the_wire
from wirecopy.desk.wire import WORDS, change_wire, last_change
from wirecopy.errors import NotAllowed

SCREEN = "/desk/wire/"


@pytest.fixture()
def licensing(db: None) -> Client:
    harbor_light(timezone.now() - timedelta(hours=2))
    client = Client()
    client.force_login(user(Role.LICENSING))
    return client


def said(**changes: Any) -> dict[str, Any]:
    wire = the_wire()
    return {**{name: getattr(wire, name) for name in WORDS}, "seen": last_change(), **changes}


def test_names_and_switches_are_changed_and_logged(licensing: Client) -> None:
    answer = licensing.post(SCREEN, said(short_name="HL", says_rsl="on"))
    assert answer.status_code == 302
    wire = the_wire()
    assert wire is not None
    assert (wire.short_name, wire.says_rsl, wire.says_tdmrep) == ("HL", True, False)
    entry = Entry.objects.get(action="changed wire")
    assert entry.data == {"short_name": ["HLNS", "HL"], "says_rsl": ["False", "True"]}
    assert "changed wire" in licensing.get(SCREEN).content.decode()
    licensing.post(SCREEN, said(says_rsl="on"))
    assert Entry.objects.filter(action="changed wire").count() == 1, "nothing changed"


@pytest.mark.parametrize(
    ("field", "value", "says"),
    [
        ("name", "", "name: "),
        ("home", "javascript:alert(1)", "home: "),
        ("licensing_email", "nobody", "licensing email: "),
        ("time_zone", "Atlantis/Deep", "there is no"),
        ("time_zone", "../../etc/passwd", "there is no"),
        ("affiliation", "of the wire", "{name} is missing"),
    ],
)
def test_what_cannot_be_is_named_and_nothing_typed_is_lost(
    licensing: Client, field: str, value: str, says: str
) -> None:
    before = said()
    answer = licensing.post(SCREEN, said(about="Typed with care.", **{field: value}))
    page = answer.content.decode()
    assert answer.status_code == 422
    assert says in page
    assert "Typed with care." in page
    assert said() == before


def test_a_new_logo_is_its_pixels_alone_and_the_old_file_stays(licensing: Client) -> None:
    first = SimpleUploadedFile("logo.png", photo.png(64, 64))
    assert licensing.post(SCREEN, {**said(), "logo": first}).status_code == 302
    wire = the_wire()
    assert wire is not None
    old = str(wire.logo)
    licensing.post(SCREEN, {**said(), "logo": SimpleUploadedFile("x.svg", photo.png(32, 64))})
    wire = the_wire()
    assert wire is not None
    assert str(wire.logo) != old
    assert str(wire.logo).endswith(".png")
    for name in (old, str(wire.logo)):
        assert licensing.get(f"/media/{name}").status_code == 200


def test_a_logo_that_is_none_is_refused_and_leaves_nothing_behind(licensing: Client) -> None:
    before = default_storage.listdir("wire")[1] if default_storage.exists("wire") else []
    drawing = SimpleUploadedFile("logo.svg", b"<svg xmlns='http://www.w3.org/2000/svg'><script>1</script></svg>")
    answer = licensing.post(SCREEN, {**said(short_name="HL"), "logo": drawing})
    assert answer.status_code == 422
    assert "SVG drawing" in answer.content.decode()
    good = SimpleUploadedFile("logo.png", photo.png(64, 64))
    assert licensing.post(SCREEN, {**said(home="nowhere"), "logo": good}).status_code == 422
    assert (default_storage.listdir("wire")[1] if default_storage.exists("wire") else []) == before
    assert said()["short_name"] == "HLNS"


def test_only_licensing_and_administrators_change_it(licensing: Client) -> None:
    with pytest.raises(NotAllowed):
        change_wire({"name": "Mine"}, by=user(Role.EDITOR), at=timezone.now())
    editor = Client()
    editor.force_login(user(Role.EDITOR))
    page = editor.get(SCREEN).content.decode()
    assert "Licensing and administrators change the wire" in page
    assert "Save" not in page
    assert editor.post(SCREEN, said(name="Mine")).status_code == 422
    assert Client().get(SCREEN).status_code == 302


def test_what_somebody_else_changed_meanwhile_is_not_written_over(licensing: Client) -> None:
    opened = said(about="Mine.")
    change_wire({"says_rsl": True}, by=user(Role.ADMINISTRATOR), at=timezone.now())
    answer = licensing.post(SCREEN, opened)
    assert answer.status_code == 422
    assert "somebody else has changed the wire meanwhile" in answer.content.decode()
    assert "Mine." in answer.content.decode()
    wire = the_wire()
    assert wire is not None
    assert wire.says_rsl
