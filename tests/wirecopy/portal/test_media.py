"""The screens of pictures, pictures on stories, the files that are served, and those that no route leads to."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import HttpResponseBase
from django.test import Client
from django.utils import timezone

from tests.wirecopy.desk import photographs as photo
from tests.wirecopy.desk import stories
from tests.wirecopy.portal.test_leaks import addresses_of
from tests.wirecopy.staff import user
from tests.wirecopy.wire import harbor_light
from wirecopy.accounts.roles import Role
from wirecopy.desk.actions import Words, release_story, save_draft, update_story
from wirecopy.desk.models import Media, Story
from wirecopy.desk.pictures.actions import change_picture, store_picture
from wirecopy.desk.pictures.words import PictureWords
from wirecopy.renditions.formats import FEEDS, FORMATS

CREDIT = "Marta Lindqvist/HLNS"


@pytest.fixture()
def at(db: None) -> datetime:
    """Two hours ago; the wire is set up."""
    at = timezone.now() - timedelta(hours=2)
    harbor_light(at)
    return at


def client(role: Role | None = Role.EDITOR) -> Client:
    made = Client()
    if role is not None:
        made.force_login(user(role))
    return made


def kept(data: bytes, at: datetime, *, alt: str = "The fish market at dawn", **said: Any) -> Media:
    return store_picture(data, alt=alt, credit=CREDIT, by=user(Role.EDITOR), at=at, **said)


def with_pictures(at: datetime, media: Iterable[Media], **words: str) -> Story:
    """A story that is out, with pictures."""
    story = stories.draft(user(Role.EDITOR), at)
    rows = [{"media": each.pk, "caption": "", "credit": "", "alt": "", **words} for each in media]
    save_draft(story, Words({"media": rows}), revision=1, by=user(Role.EDITOR), at=at)
    release_story(story, by=user(Role.EDITOR), at=at)
    return story


def body(answer: Any) -> bytes:
    return b"".join(answer.streaming_content) if answer.streaming else bytes(answer.content)


def sent(data: bytes, **said: str) -> dict[str, Any]:
    """A form as a browser sends it; the name and the type of the file are somebody's claim."""
    words = {"alt": "The fish market at dawn", "credit": CREDIT, "zone": "UTC", "only_with_story": "on"} | said
    return {**words, "file": SimpleUploadedFile("../../evil.php", data, content_type="text/html")}


def chosen(revision: int, *keys: int, **fields: str) -> dict[str, Any]:
    """The editor's form with pictures ticked."""
    return {"revision": revision, "pictures-shown": "1", "pictures": [str(key) for key in keys], **fields}


# screens


@pytest.mark.parametrize("address", ["/desk/media/", "/desk/media/1/"])
def test_a_stranger_sees_no_picture_screen(at: datetime, address: str) -> None:
    kept(photo.jpeg(), at)
    for answer in (client(None).get(address), client(None).post(address, sent(photo.png()))):
        assert answer.status_code == 302
        assert answer["Location"].startswith("/accounts/login/")
    assert Media.objects.count() == 1


def test_the_licensing_desk_sees_pictures_and_stores_none(at: datetime) -> None:
    media = kept(photo.jpeg(), at)
    licensing = client(Role.LICENSING)
    page = licensing.get("/desk/media/").content.decode()
    assert media.alt in page
    assert 'type="file"' not in page
    assert licensing.post("/desk/media/", sent(photo.png())).status_code == 403
    answer = licensing.post(f"/desk/media/{media.pk}/", {"alt": "Other", "credit": "Other", "zone": "UTC"})
    assert answer.status_code == 403
    media.refresh_from_db()
    assert media.alt == "The fish market at dawn"


def test_a_reporter_stores_a_picture_and_sees_it(at: datetime) -> None:
    reporter = client(Role.REPORTER)
    said = {
        "may_republish": "on",
        "republish_until": "2030-05-01T18:00",
        "zone": "America/New_York",
        "caption": "Five o’clock.",
    }
    answer = reporter.post("/desk/media/", sent(photo.from_a_camera(), **said))
    media = Media.objects.get()
    assert (answer.status_code, answer["Location"]) == (302, f"/desk/media/{media.pk}/")
    assert (media.may_republish, media.only_with_story, media.caption) == (True, True, "Five o’clock.")
    assert media.republish_until is not None
    assert media.republish_until.isoformat() == "2030-05-01T22:00:00+00:00"
    assert str(media.file).endswith(".jpg")
    assert "evil" not in str(media.file)
    page = reporter.get(answer["Location"]).content.decode()
    assert "The picture is stored" in page
    assert "until 1 May 2030, 22:00 UTC" in page
    assert "stored picture" in page
    assert media.alt in reporter.get("/desk/media/?q=dawn").content.decode()
    assert "No picture has these words" in reporter.get("/desk/media/?q=ferry").content.decode()


@pytest.mark.parametrize(
    ("form", "says"),
    [
        (sent(b"<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>"), "SVG"),
        (sent(photo.header_of_a_png(30_000, 30_000)), "megapixels"),
        (sent(b"GIF89a" + photo.SCRIPT), "damaged"),
        (sent(b""), "empty"),
        (sent(photo.png(), alt=" "), "alternative text"),
        (sent(photo.png(), credit=""), "no credit"),
        (sent(photo.png(), republish_until="tomorrow"), "is no moment"),
        (sent(photo.png(), republish_until="2030-05-01T18:00", zone="Nowhere/Town"), "is no moment"),
        ({"alt": "x", "credit": "y"}, "no file came along"),
        ({"alt": "x", "credit": "y", "file": "a name alone"}, "no file came along"),
    ],
)  # fmt: skip
def test_what_cannot_be_stored_is_said_and_the_words_stay(at: datetime, form: dict[str, Any], says: str) -> None:
    if isinstance(form.get("file"), SimpleUploadedFile):
        form["file"].seek(0)
    answer = client().post("/desk/media/", form | {"caption": "These words & those"})
    page = answer.content.decode()
    assert answer.status_code == 422
    assert says in page
    assert "These words &amp; those" in page
    assert not Media.objects.exists()


def test_the_same_picture_again_leads_to_the_one_that_is_there(at: datetime) -> None:
    media = kept(photo.jpeg(), at)
    answer = client().post("/desk/media/", sent(photo.jpeg(), alt="Others"), follow=True)
    assert answer.redirect_chain == [(f"/desk/media/{media.pk}/", 302)]
    assert "was here already" in answer.content.decode()
    assert Media.objects.get().alt == media.alt


def test_words_and_rights_are_changed_on_the_picture_s_page(at: datetime) -> None:
    until = datetime.fromisoformat("2030-05-01T18:00:05+00:00")
    media = kept(photo.jpeg(), at, may_republish=True, republish_until=until)
    page = client().get(f"/desk/media/{media.pk}/").content.decode()
    assert 'value="2030-05-01T18:00:05"' in page
    form = {"alt": "The hall <b>", "credit": CREDIT, "zone": "UTC", "republish_until": "2030-05-01T18:00:05"}
    assert client().post(f"/desk/media/{media.pk}/", form).status_code == 302
    media.refresh_from_db()
    assert (media.alt, media.may_republish, media.only_with_story) == ("The hall <b>", False, False)
    assert media.republish_until == until
    assert "The hall &lt;b&gt;" in client().get("/desk/media/").content.decode()
    answer = client().post(f"/desk/media/{media.pk}/", form | {"alt": ""})
    assert (answer.status_code, b"alternative text" in answer.content) == (422, True)


@pytest.mark.parametrize("address", ["/desk/media/999/", f"/desk/media/{10**30}/"])
def test_a_picture_that_is_not_there_is_not_found(at: datetime, address: str) -> None:
    assert client().get(address).status_code == 404


# pictures of a story


def test_pictures_are_chosen_in_order_with_words_of_the_story(at: datetime) -> None:
    first, second, third = (kept(photo.jpeg(width), at, alt=f"Picture of {width}") for width in (400, 401, 402))
    story = stories.draft(user(Role.EDITOR), at)
    page = client().get(f"/desk/{story.key}/").content.decode()
    assert all(each.alt in page for each in (first, second, third))
    own = {
        f"picture-caption-{first.pk}": " At dawn ",
        f"picture-order-{first.pk}": "2",
        f"picture-order-{third.pk}": "1",
    }
    form = chosen(1, first.pk, third.pk, **own)
    assert client().post(f"/desk/{story.key}/", form).status_code == 302
    story.draft.refresh_from_db()
    assert story.draft.media == [
        {"media": third.pk, "caption": "", "credit": "", "alt": ""},
        {"media": first.pk, "caption": "At dawn", "credit": "", "alt": ""},
    ]
    page = client().get(f"/desk/{story.key}/").content.decode()
    assert page.index(third.alt) < page.index(first.alt) < page.index(second.alt)
    assert page.count('name="pictures" value') == 3
    assert f'id="picture-{first.pk}" checked' in page
    assert 'value="At dawn"' in page


def test_a_picture_is_added_by_its_number_and_taken_off_again(at: datetime) -> None:
    media = kept(photo.jpeg(), at)
    story = stories.draft(user(Role.EDITOR), at)
    answer = client().post(
        f"/desk/{story.key}/",
        chosen(1, **{"picture-add": f"{media.pk}, {media.pk}"}),
        headers={"Accept": "application/json"},
    )
    assert answer.json()["revision"] == 2
    story.draft.refresh_from_db()
    assert [row["media"] for row in story.draft.media] == [media.pk]
    client().post(f"/desk/{story.key}/", chosen(2))
    story.draft.refresh_from_db()
    assert story.draft.media == []


def test_a_form_without_pictures_leaves_them_as_they_are(at: datetime) -> None:
    story = with_pictures(at, [kept(photo.jpeg(), at)])
    client().post(f"/desk/{story.key}/", {"revision": 2, "headline": "Another"})
    story.draft.refresh_from_db()
    assert (story.draft.headline, len(story.draft.media)) == ("Another", 1)


@pytest.mark.parametrize("number", ["99999", "-1", "seven", "٣", str(10**18 - 1), "9" * 40, "1e3"])
def test_a_number_that_is_no_picture_is_named_and_nothing_is_saved(at: datetime, number: str) -> None:
    media = kept(photo.jpeg(), at)
    story = stories.draft(user(Role.EDITOR), at)
    answer = client().post(f"/desk/{story.key}/", chosen(1, media.pk, headline="Typed", **{"picture-add": number}))
    page = answer.content.decode()
    assert answer.status_code == 422
    assert f"there is no picture &#x27;{number[:20]}&#x27;" in page
    assert "Typed" in page
    assert f'id="picture-{media.pk}" checked' in page, "what was ticked stays ticked"
    story.draft.refresh_from_db()
    assert story.draft.media == []


def test_who_saves_second_keeps_the_pictures_that_were_ticked(at: datetime) -> None:
    media = kept(photo.jpeg(), at)
    story = stories.draft(user(Role.EDITOR), at)
    save_draft(story, Words({"headline": "Somebody else's"}), revision=1, by=user(Role.REPORTER), at=at)
    answer = client().post(f"/desk/{story.key}/", chosen(1, media.pk, **{f"picture-credit-{media.pk}": "The Quay"}))
    page = answer.content.decode()
    assert answer.status_code == 409
    assert f'id="picture-{media.pk}" checked' in page
    assert 'value="The Quay"' in page


# who may use them


def everything_given_away(story: Story) -> dict[str, str]:
    """Each rendition, feed, and the page to republish from, by its address."""
    addresses = [f"/stories/{story.slug}/as/{name}" for name in FORMATS] + [f"/feed.{kind}" for kind in FEEDS]
    visitor = client(None)
    return {each: visitor.get(each).content.decode() for each in [*addresses, f"/stories/{story.slug}/republish/"]}


def test_a_picture_may_go_along_until_its_last_moment_and_not_after(at: datetime) -> None:
    editor, now = user(Role.EDITOR), timezone.now()
    until: dict[str, Any] = {"may_republish": True, "republish_until": now + timedelta(days=1)}
    open_, over = kept(photo.jpeg(400), at, **until), kept(photo.jpeg(401), at, alt="No more", **until)
    story = with_pictures(at, [open_, over])
    given = everything_given_away(story)
    assert str(over.file) in given[f"/stories/{story.slug}/republish/"]
    assert str(over.file) in given[f"/stories/{story.slug}/as/ninjs"]
    past = PictureWords(over.alt, over.credit, may_republish=True, republish_until=now - timedelta(seconds=1))
    change_picture(over, past, by=editor, at=now)
    for address, page in everything_given_away(story).items():
        assert str(over.file).rpartition("/")[2].partition(".")[0] not in page, address
        assert over.alt not in page, address
    assert str(open_.file) in everything_given_away(story)[f"/stories/{story.slug}/as/ninjs"]


def test_a_picture_that_is_not_ours_to_give_stands_on_our_page_alone(at: datetime) -> None:
    media = kept(photo.jpeg(1500, 1000), at, alt="Taken by an agency")
    story = with_pictures(at, [media], caption="A caption of this story")
    page = client(None).get(f"/stories/{story.slug}/").content.decode()
    assert f'alt="{media.alt}"' in page
    assert "A caption of this story" in page
    assert CREDIT in page
    for width, name in media.sizes.items():
        assert f"/media/{name} {width}w" in page
    assert f"/media/{media.file} 1500w" in page
    for address, given in everything_given_away(story).items():
        assert media.alt not in given, address
        assert str(media.file) not in given, address


# the files


@pytest.mark.parametrize(
    ("data", "media_type"),
    [(photo.jpeg(400), "image/jpeg"), (photo.png(400), "image/png"), (photo.animation("GIF"), "image/png")],
    ids=["jpeg", "png", "gif"],
)
def test_a_picture_is_served_as_what_it_is_and_for_good(at: datetime, data: bytes, media_type: str) -> None:
    media = kept(data, at)
    answer = client(None).get(f"/media/{media.file}")
    assert (answer.status_code, answer["Content-Type"]) == (200, media_type)
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert "immutable" in answer["Cache-Control"]
    assert answer["Content-Security-Policy"].startswith("default-src 'none'")
    assert "Set-Cookie" not in answer
    assert photo.shown(body(answer)).size == (media.width, media.height)
    for name in media.sizes.values():
        assert client(None).get(f"/media/{name}")["Content-Type"] == "image/webp"
    again = client(None).get(f"/media/{media.file}", headers={"If-None-Match": answer["ETag"]})
    assert (again.status_code, again.content) == (304, b"")
    assert client(None).head(f"/media/{media.file}").status_code == 200
    assert client(None).post(f"/media/{media.file}").status_code == 405


def test_a_logo_that_is_a_drawing_can_run_nothing(at: datetime) -> None:
    default_storage.save("wire/logo.svg", ContentFile(b"<svg xmlns='http://www.w3.org/2000/svg'/>"))
    answer = client(None).get("/media/wire/logo.svg")
    assert (answer.status_code, answer["Content-Type"]) == (200, "image/svg+xml")
    assert "sandbox" in answer["Content-Security-Policy"]
    assert "script-src" not in answer["Content-Security-Policy"]
    assert "immutable" not in answer["Cache-Control"]
    default_storage.delete("wire/logo.svg")


def test_nothing_but_pictures_of_the_two_folders_is_served(at: datetime, tmp_path: Path, settings: Any) -> None:
    settings.STORAGES = settings.STORAGES | {"default": {"BACKEND": "django.core.files.storage.FileSystemStorage"}}
    settings.MEDIA_ROOT = tmp_path / "media"
    media = kept(photo.jpeg(400), at)
    assert (tmp_path / "media" / media.original).read_bytes() == photo.jpeg(400)
    assert photo.shown(body(client(None).get(f"/media/{media.file}"))).width == 400
    secret = tmp_path / "wirecopy.sqlite3"
    secret.write_bytes(b"secret")
    (tmp_path / "secret.png").write_bytes(b"secret")
    folder = tmp_path / "media" / "media" / "2026" / "03"
    folder.mkdir(parents=True, exist_ok=True)
    for name in ("page.html", "drawing.svg", "run.php", "plain", ".hidden.png"):
        (folder / name).write_bytes(b"secret")
    (folder / "folder.png").mkdir()
    original = media.original
    for name in (
        original, f"media/../{original}", f"media/2026/03/../../../{original}", f"wire/../{original}", f"./{original}",
        f"/{original}", f"media/{original}", original.upper(), f"{original}.jpg", "originals", "originals/", "media/2026/03/",
        "../wirecopy.sqlite3", "../secret.png", "media/2026/03/../../../../secret.png", "wire/../../secret.png",
        "%2e%2e/secret.png", "..%2fsecret.png", "media/2026/03/..%2f..%2f..%2f..%2fsecret.png", "..\\secret.png",
        "media/2026/03/..\\..\\..\\..\\secret.png", f"{tmp_path}/secret.png", f"/{tmp_path}/secret.png",
        "media/2026/03/page.html", "media/2026/03/drawing.svg", "media/2026/03/run.php", "media/2026/03/plain",
        "media/2026/03/.hidden.png", "media/2026/03/folder.png", "media/2026/03/none.jpg", f"{media.file}%00.jpg",
        f"{media.file}%0a", f"{media.file}/", "media/2026/03/" + "a" * 400 + ".jpg", "media/٢٠٢٦/03/a.jpg", "",
    ):  # fmt: skip
        answer = client(None).get(f"/media/{name}")
        assert answer.status_code == 404, name
        assert b"secret" not in body(answer), name


def test_no_page_and_no_format_names_an_original(at: datetime) -> None:
    media = kept(photo.from_a_camera(), at, may_republish=True)
    story = with_pictures(at, [media])
    update_story(story, by=user(Role.EDITOR), at=timezone.now())
    name = media.original.rpartition("/")[2]
    desk = ["", f"{story.key}/", f"{story.key}/advice/", f"{story.key}/history/", "media/", f"media/{media.pk}/"]
    desk += [f"{story.key}/preview/{kind}/" for kind in FORMATS]
    public = [address for addresses in addresses_of(story).values() for address in addresses]
    walked: dict[str, HttpResponseBase] = {address: client().get(address) for address in public}
    walked |= {f"/desk/{address}": client().get(f"/desk/{address}") for address in desk}
    assert any(str(media.file).encode() in body(answer) for answer in walked.values())
    for address, answer in walked.items():
        assert name.encode() not in body(answer), address
        assert b"originals/" not in body(answer), address
