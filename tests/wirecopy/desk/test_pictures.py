"""Pictures are kept without what the camera wrote into them; what is no picture, or would take the machine down, is refused."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.core.files.storage import default_storage
from django.db import IntegrityError, transaction

from tests.cast import MARTA
from tests.wirecopy import staff
from tests.wirecopy.desk import photographs as photo
from tests.wirecopy.desk.photographs import near, shown
from wirecopy.accounts.models import User
from wirecopy.accounts.roles import Role
from wirecopy.audit.queries import entries_of
from wirecopy.desk.models import Media
from wirecopy.desk.pictures import actions
from wirecopy.desk.pictures.actions import MOST_BYTES, change_picture, store_picture
from wirecopy.desk.pictures.jpeg import segments_of
from wirecopy.desk.pictures.queries import pictures, srcset_of
from wirecopy.desk.pictures.words import PictureWords
from wirecopy.errors import NotAllowed, PictureRefused

ALT, CREDIT = "The fish market at dawn", f"{MARTA}/Harbor Light"


def stored(data: bytes, by: User, at: datetime, **said: Any) -> Media:
    words: dict[str, Any] = {"alt": ALT, "credit": CREDIT} | said
    return store_picture(data, **words, by=by, at=at)


def bytes_of(name: str) -> bytes:
    with default_storage.open(name) as file:
        return bytes(file.read())


def files_in_storage() -> list[str]:
    found: list[str] = []

    def walk(folder: str) -> None:
        folders, files = default_storage.listdir(folder)
        found.extend(f"{folder}/{name}".lstrip("/") for name in files)
        for name in folders:
            walk(f"{folder}/{name}".lstrip("/"))

    walk("")
    return found


def test_a_picture_is_stored_with_its_words_and_sizes(editor: User, now: datetime) -> None:
    until = now + timedelta(days=30)
    media = stored(
        photo.jpeg(1500, 1000),
        editor,
        now,
        caption="  Stalls open\nat five. ",
        may_republish=True,
        republish_until=until,
    )
    assert (media.width, media.height, media.media_type) == (1500, 1000, "image/jpeg")
    assert (media.alt, media.credit, media.caption) == (ALT, CREDIT, "Stalls open at five.")
    assert (media.may_republish, media.republish_until, media.only_with_story) == (True, until, True)
    assert media.made_at == now
    assert list(media.sizes) == ["320", "640", "1280"]
    for width, name in media.sizes.items():
        picture = shown(bytes_of(name))
        assert (picture.format, picture.size) == ("WEBP", (int(width), round(int(width) / 1.5)))
        assert near(picture.convert("RGB").getpixel((2, 2)), photo.GREEN)
    (entry,) = entries_of("media", media.pk)
    assert (entry.action, entry.actor, entry.at) == ("stored picture", editor.actor.key, now)
    assert entry.data == {"kind": "JPEG", "width": 1500, "height": 1000, "c2pa": "none"}


def test_nothing_is_made_larger_than_the_original(editor: User, now: datetime) -> None:
    assert stored(photo.jpeg(319, 40), editor, now).sizes == {}
    assert list(stored(photo.jpeg(320, 40), editor, now).sizes) == ["320"]
    assert "1280w" not in srcset_of(stored(photo.jpeg(900, 60), editor, now))
    media = stored(photo.jpeg(4100, 50), editor, now)
    assert list(media.sizes) == ["320", "640", "1280", "2048"]
    assert "4100w" not in srcset_of(media)


def test_where_it_was_taken_and_with_what_does_not_stay(editor: User, now: datetime) -> None:
    data = photo.from_a_camera()
    assert photo.SERIAL.encode() in data
    assert data.count(photo.PLACE.encode()) == 4, "Exif, XMP, IPTC and a comment"
    media = stored(data, editor, now)
    for name in (str(media.file), *media.sizes.values()):
        kept = bytes_of(name)
        for secret in (photo.SERIAL, photo.PLACE, "Ellery Optics", "Exif", "xmpmeta", "8BIM"):
            assert secret.encode() not in kept
        assert not shown(kept).getexif()
    full = bytes_of(str(media.file))
    assert {segment.marker for segment in segments_of(full)} <= {0xE0, 0xDB, 0xC2, 0xC4, 0xDA}, "JFIF, tables, scans"


def test_text_and_exif_in_a_png_do_not_stay(editor: User, now: datetime) -> None:
    data = photo.png_from_a_program()
    media = stored(data, editor, now)
    kept = bytes_of(str(media.file))
    names = [kept[at : at + 4] for at in range(len(kept)) if kept[at : at + 4] in (b"tEXt", b"zTXt", b"iTXt", b"eXIf")]
    assert names == []
    assert photo.PLACE.encode() in data
    assert photo.PLACE.encode() not in kept


def test_one_pixel_is_a_picture(editor: User, now: datetime) -> None:
    media = stored(photo.png(1, 1), editor, now)
    assert (media.width, media.height, media.sizes) == (1, 1, {})


@pytest.mark.parametrize(
    ("data", "says"),
    [
        (b"", "empty"),
        (b"<svg xmlns='http://www.w3.org/2000/svg'><script>alert(1)</script></svg>", "SVG"),
        (b"<?xml version='1.0'?>\n<!-- drawn -->\n<!DOCTYPE svg><SVG onload='alert(1)'/>", "SVG"),
        ("\ufeff<svg onload='alert(1)'/>".encode("utf-16"), "SVG"),
        (b"\x1f\x8b\x08" + b"\0" * 20, "compressed"),
        (b"<!doctype html><img src=x onerror=alert(1)>", "not a picture"),
        (b"%PDF-1.7", "not a picture"),
        (b"BM" + b"\0" * 60, "not a picture"),
        (b"II*\0" + b"\0" * 60, "not a picture"),
        (b"\0\0\0\x18ftypheic\0\0\0\0mif1heic" + b"\0" * 20, "HEIC"),
        (b"%!PS-Adobe-3.0 EPSF-3.0", "not a picture"),
        (b"GIF89a/*" + photo.SCRIPT + b"*/=1;", "damaged"),
        (b"\xff\xd8\xff\xe0" + photo.PHP, "damaged"),
        (b"RIFF\x24\0\0\0WEBPVP8 " + photo.SCRIPT, "damaged"),
        (photo.jpeg()[:900], "damaged"),
        (photo.png()[:60], "damaged"),
        (photo.animation("WEBP")[:90], "damaged"),
    ],
    ids=str,
)  # fmt: skip
def test_what_is_no_picture_is_refused_and_nothing_is_kept(editor: User, now: datetime, data: bytes, says: str) -> None:
    before = files_in_storage()
    with pytest.raises(PictureRefused, match=says):
        stored(data, editor, now)
    assert not Media.objects.exists()
    assert files_in_storage() == before


def test_more_than_40_mb_are_refused_unread(editor: User, now: datetime) -> None:
    with pytest.raises(PictureRefused, match="40 MB"):
        stored(photo.jpeg() + b"\0" * MOST_BYTES, editor, now)


@pytest.mark.parametrize(
    "data", [photo.png() + photo.PHP, photo.jpeg() + photo.SCRIPT, photo.encoded(photo.drawn(), "GIF") + photo.SCRIPT,
             photo.jpeg(comment=photo.PHP), photo.png_from_a_program(), photo.riff_with(b"EXIF", photo.SCRIPT)],
    ids=["PNG and PHP", "JPEG and script", "GIF and script", "a comment", "a text chunk", "Exif that is none"],
)  # fmt: skip
@pytest.mark.filterwarnings("ignore:.*EXIF.*:UserWarning")
def test_a_picture_that_is_something_else_too_is_only_a_picture_afterwards(
    editor: User, now: datetime, data: bytes
) -> None:
    media = stored(data, editor, now)
    for name in (str(media.file), *media.sizes.values()):
        assert b"<?php" not in bytes_of(name)
        assert b"<script" not in bytes_of(name)
        assert name.endswith((".jpg", ".png", ".webp"))


def test_the_same_picture_twice_is_one_row_with_the_first_words(editor: User, now: datetime) -> None:
    first = stored(photo.jpeg(), editor, now)
    files = files_in_storage()
    again = stored(photo.jpeg(), editor, now + timedelta(hours=1), alt="Other words", may_republish=True)
    assert again.pk == first.pk
    assert (again.alt, again.may_republish, again.made_at) == (ALT, False, now)
    assert files_in_storage() == files
    assert len(entries_of("media", first.pk)) == 1


def test_two_who_store_the_same_picture_at_once_leave_one_row_and_no_stray_file(
    editor: User, now: datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = stored(photo.jpeg(), editor, now)
    files = files_in_storage()
    monkeypatch.setattr(actions, "known_picture", lambda sha256: None)  # as if the other had been a moment later
    assert stored(photo.jpeg(), editor, now).pk == first.pk
    assert files_in_storage() == files


def test_no_file_stays_where_the_row_cannot_be_written(
    editor: User, now: datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fails(*_: object, **__: object) -> None:
        raise IntegrityError("the disk is full")

    files = files_in_storage()
    monkeypatch.setattr(actions, "write_entry", fails)
    with pytest.raises(IntegrityError):
        stored(photo.jpeg(), editor, now)
    assert files_in_storage() == files
    assert not Media.objects.exists()


def test_the_bytes_as_they_came_are_kept_apart_under_a_name_that_nothing_tells(editor: User, now: datetime) -> None:
    data = photo.in_app11(photo.manifest_store())
    media = stored(data, editor, now)
    assert media.c2pa == Media.C2pa.PRESENT
    assert bytes_of(media.original) == data
    assert b"jumb" not in bytes_of(str(media.file))
    folder, _, name = media.original.rpartition("/")
    assert folder == "originals/2026/03"
    assert len(name) == 48
    assert name not in str(media.file)
    assert media.sha256 not in media.original


@pytest.mark.parametrize(
    ("said", "says"),
    [
        ({"alt": " \n\t"}, "alternative text"),
        ({"alt": "\0"}, "alternative text"),
        ({"credit": "  "}, "credit"),
        ({"credit": "x" * 301}, "300"),
        ({"alt": "x" * 2001}, "2,000"),
        ({"republish_until": datetime(2026, 5, 1)}, "time zone"),
    ],
)
def test_words_that_are_missing_or_too_long_are_named(
    editor: User, now: datetime, said: dict[str, Any], says: str
) -> None:
    with pytest.raises(PictureRefused, match=says):
        stored(photo.jpeg(), editor, now, **said)
    assert not Media.objects.exists()


@pytest.mark.parametrize("field", ["alt", "credit"])
def test_the_database_refuses_a_picture_without_words_too(editor: User, now: datetime, field: str) -> None:
    media = stored(photo.jpeg(), editor, now)
    with pytest.raises(IntegrityError), transaction.atomic():
        Media.objects.filter(pk=media.pk).update(**{field: ""})


def test_who_may_not_write_stores_and_changes_nothing(editor: User, now: datetime) -> None:
    tomas = staff.user(Role.LICENSING)
    with pytest.raises(NotAllowed):
        stored(photo.jpeg(), tomas, now)
    media = stored(photo.jpeg(), editor, now)
    with pytest.raises(NotAllowed):
        change_picture(media, PictureWords("Other", "Other"), by=tomas, at=now)
    media.refresh_from_db()
    assert media.alt == ALT


def test_a_change_of_words_and_rights_is_in_the_log(editor: User, now: datetime) -> None:
    media = stored(photo.jpeg(), editor, now)
    until = datetime(2026, 4, 1, tzinfo=UTC)
    words = PictureWords(ALT, CREDIT, "The new hall.", may_republish=True, republish_until=until)
    change_picture(media, words, by=editor, at=now)
    assert (media.caption, media.may_republish, media.republish_until) == ("The new hall.", True, until)
    entry = entries_of("media", media.pk)[1]
    assert entry.action == "changed picture"
    assert entry.data == {
        "caption": ["", "The new hall."],
        "may_republish": [False, True],
        "republish_until": [None, "2026-04-01T00:00:00+00:00"],
    }
    change_picture(media, words, by=editor, at=now)
    assert len(entries_of("media", media.pk)) == 2, "nothing changed, nothing is noted"


def test_pictures_are_found_by_their_words(editor: User, now: datetime) -> None:
    market = stored(photo.jpeg(), editor, now)
    ferry = stored(photo.png(), editor, now + timedelta(minutes=1), alt="The ferry", caption="Leaving at dawn")
    assert list(pictures()) == [ferry, market]
    assert list(pictures(asked="DAWN")) == [ferry, market]
    assert list(pictures(asked="dawn market")) == [market]
