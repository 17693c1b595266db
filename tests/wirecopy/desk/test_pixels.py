"""Of a picture only its pixels stay, upright and in the right colours; bombs are refused before they are decoded."""

from __future__ import annotations

import random
import zlib

import pytest
from PIL import GifImagePlugin, Image, ImageCms

from tests.wirecopy.desk import photographs as photo
from tests.wirecopy.desk.photographs import near, shown
from wirecopy.desk.pictures import pixels
from wirecopy.desk.pictures.kinds import kind_of
from wirecopy.desk.pictures.pixels import make_files
from wirecopy.errors import PictureRefused


@pytest.mark.parametrize("orientation", range(1, 9))
@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP", "AVIF"])
def test_a_picture_stands_upright_whichever_way_the_camera_was_held(orientation: int, kind: str) -> None:
    turn = pixels._TURNS.get(orientation)
    back = {
        Image.Transpose.ROTATE_90: Image.Transpose.ROTATE_270,
        Image.Transpose.ROTATE_270: Image.Transpose.ROTATE_90,
    }
    held = photo.drawn() if turn is None else photo.drawn().transpose(back.get(turn, turn))
    data = photo.encoded(held, kind, exif=photo.exif(orientation).tobytes())
    made = make_files(data, kind_of(data)).full
    assert (made.width, made.height) == (80, 60)
    picture = shown(made.data).convert("RGB")
    for place, colour in (((5, 5), photo.GREEN), ((5, 50), photo.RED), ((70, 5), photo.BLUE), ((70, 50), photo.BLUE)):
        assert near(picture.getpixel(place), colour), f"{place} after orientation {orientation}"


def test_colours_are_those_of_the_profile_and_no_profile_stays() -> None:
    for kind in ("JPEG", "PNG", "WEBP"):
        data = photo.encoded(photo.drawn(), kind, icc_profile=photo.swapped_profile(), quality=95)
        picture = shown(make_files(data, kind_of(data)).full.data)
        assert "icc_profile" not in picture.info
        assert near(picture.getpixel((70, 50)), photo.BLUE[::-1]), "the numbers meant red"


def test_transparency_stays_where_colours_are_converted() -> None:
    clear = photo.drawn().convert("RGBA")
    clear.putalpha(90)
    data = photo.encoded(clear, "PNG", icc_profile=photo.swapped_profile())
    pixel = shown(make_files(data, "PNG").full.data).getpixel((70, 50))
    assert near(pixel, (*photo.BLUE[::-1], 90))


@pytest.mark.parametrize(
    "profile", [b"broken", b"\0" * 200, ImageCms.ImageCmsProfile(ImageCms.createProfile("LAB")).tobytes()]
)
def test_a_broken_or_unfit_profile_is_left_out(profile: bytes) -> None:
    made = make_files(photo.jpeg(icc_profile=profile), "JPEG").full
    assert near(shown(made.data).getpixel((70, 50)), photo.BLUE)
    assert "icc_profile" not in shown(made.data).info


def test_a_cmyk_jpeg_becomes_rgb() -> None:
    made = make_files(photo.encoded(photo.drawn().convert("CMYK"), "JPEG", quality=95), "JPEG").full
    picture = shown(made.data)
    assert picture.mode == "RGB"
    assert near(picture.getpixel((70, 50)), photo.BLUE, by=20)


def test_a_palette_with_transparency_stays_transparent() -> None:
    palette = photo.drawn().quantize(8)
    hidden = palette.getpixel((5, 5))
    data = photo.encoded(palette, "PNG", transparency=hidden)
    made = make_files(data, "PNG").full
    picture = shown(made.data)
    assert (made.media_type, picture.mode) == ("image/png", "RGBA")
    assert picture.getpixel((5, 5))[3] == 0  # type: ignore[index]
    assert picture.getpixel((70, 50)) == (*photo.BLUE, 255)


def test_sixteen_bits_become_eight_without_turning_white() -> None:
    deep = Image.new("I;16", (64, 4))
    for x in range(64):
        for y in range(4):
            deep.putpixel((x, y), x * 1024)
    picture = shown(make_files(photo.encoded(deep, "PNG"), "PNG").full.data)
    assert picture.mode == "L"
    assert [picture.getpixel((x, 1)) for x in (0, 16, 32, 63)] == [0, 64, 128, 252]


@pytest.mark.parametrize("mode", ["1", "L", "LA", "P", "RGB", "RGBA"])
def test_every_mode_of_a_png_is_taken(mode: str) -> None:
    made = make_files(photo.encoded(photo.drawn().convert(mode), "PNG"), "PNG").full
    assert shown(made.data).size == (80, 60)


@pytest.mark.parametrize(("kind", "media_type"), [("GIF", "image/png"), ("WEBP", "image/jpeg"), ("PNG", "image/png")])
def test_of_an_animation_the_first_picture_is_kept(kind: str, media_type: str) -> None:
    made = make_files(photo.animation(kind, 5), kind_of(photo.animation(kind, 5))).full
    picture = shown(made.data)
    assert made.media_type == media_type
    assert getattr(picture, "n_frames", 1) == 1
    assert near(picture.convert("RGB").getpixel((70, 50)), photo.BLUE, by=20)


def test_of_thousands_of_pictures_one_is_decoded(monkeypatch: pytest.MonkeyPatch) -> None:
    small = [Image.new("P", (8, 8), number % 9) for number in range(3000)]
    data = photo.encoded(small[0], "GIF", save_all=True, append_images=small[1:], duration=10)
    frames: list[int] = []
    seek = GifImagePlugin.GifImageFile._seek

    def counted(file: GifImagePlugin.GifImageFile, frame: int, *how: bool) -> None:
        frames.append(frame)
        seek(file, frame, *how)

    monkeypatch.setattr(GifImagePlugin.GifImageFile, "_seek", counted)
    assert (make_files(data, "GIF").full.width, frames) == (8, [0])


def test_a_photograph_stays_a_jpeg_and_a_drawing_loses_nothing() -> None:
    noise = Image.effect_noise((64, 64), 90).convert("RGB")
    assert make_files(photo.encoded(noise, "AVIF"), "AVIF").full.suffix == "jpg"
    assert make_files(photo.encoded(noise.convert("RGBA"), "WEBP", lossless=True), "WEBP").full.suffix == "jpg"
    clear = photo.drawn().convert("RGBA")
    clear.putalpha(90)
    assert make_files(photo.encoded(clear, "WEBP", lossless=True), "WEBP").full.suffix == "png"
    made = make_files(photo.encoded(noise, "PNG"), "PNG").full
    assert shown(made.data).tobytes() == noise.tobytes()


def test_a_very_tall_picture_has_the_sizes_that_webp_can_hold() -> None:
    made = make_files(photo.png(660, 20_000), "PNG")
    assert [(each.width, each.height) for each in made.sizes] == [(320, 9697)]


def test_the_name_of_a_kind_is_not_believed() -> None:
    assert kind_of(photo.png()) == "PNG"
    with pytest.raises(PictureRefused):
        make_files(photo.png(), "JPEG")


@pytest.mark.parametrize(
    "size", [(30_000, 30_000), (8_000, 7_501), (30_001, 1), (2**31 - 1, 2**31 - 1), (9_500, 9_500)]
)
def test_too_many_pixels_are_refused_before_one_is_decoded(
    size: tuple[int, int], monkeypatch: pytest.MonkeyPatch
) -> None:
    def load(_self: object) -> None:
        raise AssertionError("a pixel was decoded")

    monkeypatch.setattr("PIL.ImageFile.ImageFile.load", load)
    with pytest.raises(PictureRefused, match="60 megapixels"):
        make_files(photo.header_of_a_png(*size), "PNG")


def test_a_picture_of_huge_size_and_hardly_any_data_is_refused() -> None:
    with pytest.raises(PictureRefused, match="damaged"):
        make_files(photo.header_of_a_png(7_000, 7_000), "PNG")


def test_a_jpeg_of_a_thousand_scans_is_refused() -> None:
    progressive = photo.jpeg(progressive=True)
    last = max(at for at in range(len(progressive)) if progressive[at : at + 2] == b"\xff\xda")
    bomb = progressive[:last] + progressive[last:-2] * 1000 + b"\xff\xd9"
    with pytest.raises(PictureRefused, match="scans"):
        make_files(bomb, "JPEG")
    assert make_files(progressive, "JPEG").full.width == 80


def test_a_text_that_unpacks_to_much_is_refused_or_left_out() -> None:
    bomb = photo.png_with(b"zTXt", b"Comment\0\0" + zlib.compress(b"x" * 50_000_000))
    with pytest.raises(PictureRefused, match="damaged"):
        make_files(bomb, "PNG")


@pytest.mark.filterwarnings("ignore")
def test_bytes_that_were_changed_at_random_are_a_picture_or_refused() -> None:
    seeds = [
        photo.from_a_camera(orientation=6), photo.jpeg(progressive=True), photo.png_from_a_program(),
        photo.encoded(photo.drawn(), "WEBP", exif=photo.exif().tobytes()), photo.animation("GIF"),
        photo.animation("PNG"), photo.encoded(photo.drawn(), "AVIF"),
    ]  # fmt: skip
    chance = random.Random(20260302)
    outcomes = {"made": 0, "refused": 0}
    for turn in range(700):
        data = bytearray(seeds[turn % len(seeds)])
        for _ in range(chance.choice((1, 3, 12))):
            data[chance.randrange(8, min(len(data), chance.choice((60, 600, 6000))))] = chance.randrange(256)
        if chance.random() < 0.2:
            del data[chance.randrange(20, len(data)) :]
        try:
            make_files(bytes(data), kind_of(bytes(data)))
            outcomes["made"] += 1
        except PictureRefused:
            outcomes["refused"] += 1
    assert min(outcomes.values()) > 50, outcomes
