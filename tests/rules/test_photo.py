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
    unseen = judged("PHOTO_PERM", a_copy(html, story))
    assert unseen.answer == "cannot_tell"
    assert unseen.why.startswith("a picture beside the story could not be compared; it may be")
    two = judged("PHOTO_PERM", a_copy(a_page(above=figure("/img/9f3a.png") + figure("/img/7c11.png")), story))
    assert two.why.startswith("2 pictures beside the story could not be compared; one may be")


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


def test_a_resized_file_is_the_same_picture_and_a_name_that_many_have_is_not() -> None:
    resized = figure("https://cdn.quaycourier.example/up/breakwater-at-dawn-1024x640.jpg")
    assert judged("PHOTO_PERM", a_copy(a_page(above=resized), WITH_BARRED)).answer == "broken"
    many = replace(STORY, pictures=(replace(BARRED, url="https://harborlight.example/media/image-1.jpg"),))
    html = a_page(above=figure("https://cdn.quaycourier.example/up/image-1.jpg"))
    assert judged("PHOTO_PERM", a_copy(html, many)).answer == "cannot_tell"


def test_a_picture_in_a_teaser_of_another_story_is_not_beside_this_one() -> None:
    teaser = f'<div class="related-stories">{figure(BARRED.url)}</div>'
    assert judged("PHOTO_PERM", a_copy(a_page(below=teaser), WITH_BARRED)).answer == "kept"


def test_a_credit_far_from_its_picture_is_not_beside_it() -> None:
    far = a_page(above=figure(CLEARED.url, "The wall."), below="<p>Words: Marta. Photo Ngozi Adeyemi / HLNS</p>")
    assert judged("PHOTO_CREDIT", a_copy(far, WITH_CLEARED)).answer == "broken"


def test_a_picture_runs_beside_its_story_or_the_rule_is_broken() -> None:
    with_story = a_copy(a_page(above=figure(CLEARED.url)), WITH_CLEARED)
    assert judged("PHOTO_WITH_STORY", with_story).answer == "kept"
    alone = a_copy(a_page("Waves over the harbor wall last night.", above=figure(CLEARED.url)), WITH_CLEARED)
    assert alone.match is None
    assert judged("PHOTO_WITH_STORY", alone).answer == "broken"
    assert judged("PHOTO_WITH_STORY", a_copy(a_page(), WITH_CLEARED)).answer == "kept"
    assert judged("PHOTO_WITH_STORY", a_copy(a_page(above=figure("/x.jpg")), WITH_CLEARED)).answer == "cannot_tell"


def test_a_page_without_its_bytes_or_marks_cannot_tell_about_pictures() -> None:
    for code in ("PHOTO_PERM", "PHOTO_WITH_STORY", "PHOTO_CREDIT"):
        assert judged(code, a_copy(STORY.text.replace("\n", "\n\n"), WITH_BARRED, text=True)).answer == "cannot_tell"
        cut = a_copy(a_page(above=figure("/x.jpg")), WITH_BARRED, page={"truncated": "cut"})
        assert judged(code, cut).answer == "cannot_tell"
