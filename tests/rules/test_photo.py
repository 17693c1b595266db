"""PHOTO_PERM, PHOTO_WITH_STORY, PHOTO_CREDIT."""

import io
from dataclasses import replace

from PIL import Image

from tests.rules.copies import STORY, a_copy, a_page, judged
from wiretrace.credit.pictures import phash
from wiretrace.model import Picture


def drawn(shift: int) -> bytes:
    picture = Image.new("L", (64, 64))
    picture.putdata([(x * (7 + shift) + y * (3 + 5 * shift)) % 256 for y in range(64) for x in range(64)])
    held = io.BytesIO()
    picture.save(held, "PNG")
    return held.getvalue()


BARRED = Picture("https://harborlight.example/media/breakwater-at-dawn.jpg", "Ngozi Adeyemi/HLNS", rights=False)
CLEARED = replace(BARRED, rights=True)
WITH_BARRED, WITH_CLEARED = (replace(STORY, pictures=(picture,)) for picture in (BARRED, CLEARED))


def figure(source: str, caption: str = "") -> str:
    return f'<figure><img src="{source}" width="800" height="500"><figcaption>{caption}</figcaption></figure>'


def test_a_picture_without_right_is_known_by_its_address_and_by_its_file_name() -> None:
    for source in (BARRED.url, "https://cdn.quaycourier.example/2026/breakwater-at-dawn.jpg"):
        assert judged("PHOTO_PERM", a_copy(a_page(above=figure(source)), WITH_BARRED)).answer == "broken"


def test_a_picture_without_right_is_known_by_the_picture_itself() -> None:
    story = replace(STORY, pictures=(replace(BARRED, phash=phash(drawn(1))),))
    html = a_page(above=figure("/img/9f3a.png"))
    same, other = ({"pictures": {"/img/9f3a.png": drawn(shift)}} for shift in (1, 4))
    assert judged("PHOTO_PERM", a_copy(html, story, page=same)).answer == "broken"
    assert judged("PHOTO_PERM", a_copy(html, story, page=other)).answer == "kept"
    assert judged("PHOTO_PERM", a_copy(html, story)).answer == "cannot_tell"


def test_without_pictures_on_the_page_none_is_used_without_right() -> None:
    assert judged("PHOTO_PERM", a_copy(a_page(), WITH_BARRED)).answer == "kept"
    assert judged("PHOTO_PERM", a_copy(a_page())).answer == "cannot_tell"


def test_a_picture_that_is_taken_over_keeps_its_credit() -> None:
    credited = a_page(above=figure(CLEARED.url, "The wall at dawn. Ngozi Adeyemi/HLNS"))
    bare = a_page(above=figure(CLEARED.url, "The wall at dawn."))
    assert judged("PHOTO_CREDIT", a_copy(credited, WITH_CLEARED)).answer == "kept"
    lost = judged("PHOTO_CREDIT", a_copy(bare, WITH_CLEARED))
    assert lost.answer == "broken"
    assert "Ngozi Adeyemi/HLNS" in lost.why
