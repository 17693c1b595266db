"""Content credentials are found in each kind of file, said to be unreadable where they are broken, and never made up."""

from __future__ import annotations

import pytest

from tests.wirecopy.desk import photographs as photo
from wirecopy.desk.models import Media
from wirecopy.desk.pictures.c2pa import state_of
from wirecopy.desk.pictures.kinds import Kind, kind_of

NONE, PRESENT, UNREADABLE = Media.C2pa.NONE, Media.C2pa.PRESENT, Media.C2pa.UNREADABLE
STORE = photo.manifest_store()
USER_TYPE = bytes.fromhex("d8fec3d61b0e483c92975828877ec481")


def gif_with(application: bytes, body: bytes) -> bytes:
    file = photo.encoded(photo.drawn(), "GIF")
    table = 13 + 3 * 2 ** (file[10] % 8 + 1)
    blocks = b"".join(bytes((len(part),)) + part for part in (body[at : at + 255] for at in range(0, len(body), 255)))
    return file[:table] + b"\x21\xff\x0b" + application + blocks + b"\0" + file[table:]


def avif_with(purpose: bytes, body: bytes) -> bytes:
    file = photo.encoded(photo.drawn(), "AVIF")
    first = int.from_bytes(file[:4])
    content = USER_TYPE + b"\0\0\0\0" + purpose + b"\0" + b"\0" * 8 + body
    return file[:first] + photo.box(b"uuid", content) + file[first:]


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP", "GIF", "AVIF"])
def test_a_plain_picture_has_no_credentials(kind: Kind) -> None:
    assert state_of(photo.encoded(photo.drawn(), kind), kind) == NONE


@pytest.mark.parametrize(
    ("data", "kind"),
    [
        (photo.in_app11(STORE), "JPEG"),
        (photo.in_app11(photo.manifest_store(150_000), parts=3), "JPEG"),
        (photo.in_app11(photo.manifest_store(150_000), parts=3, backwards=True), "JPEG"),
        (photo.png_with(b"caBX", STORE), "PNG"),
        (photo.riff_with(b"C2PA", STORE), "WEBP"),
        (gif_with(b"C2PA_GIF\x01\x00\x00", STORE), "GIF"),
        (avif_with(b"manifest", STORE), "AVIF"),
    ],
    ids=["app11", "app11 in three parts", "parts in disorder", "caBX", "RIFF", "GIF application", "uuid box"],
)
def test_a_manifest_store_is_found(data: bytes, kind: Kind) -> None:
    assert kind_of(data) == kind
    assert state_of(data, kind) == PRESENT


@pytest.mark.parametrize(
    ("data", "kind"),
    [
        (photo.in_app11(STORE[:-40]), "JPEG"),
        (photo.png_with(b"caBX", b"not a box"), "PNG"),
        (photo.png_with(b"caBX", STORE).replace(STORE[-20:], b"\1" * 20), "PNG"),
        (photo.png_with(b"caBX", b""), "PNG"),
        (photo.riff_with(b"C2PA", STORE[:50]), "WEBP"),
        (gif_with(b"C2PA_GIF\x01\x00\x00", STORE[:100]), "GIF"),
        (avif_with(b"manifest", photo.box(b"free", b"c2pa")), "AVIF"),
    ],
    ids=["cut off", "no box", "wrong sum", "empty", "cut RIFF", "cut GIF", "another box"],
)
def test_a_broken_manifest_store_is_unreadable(data: bytes, kind: Kind) -> None:
    assert state_of(data, kind) == UNREADABLE


@pytest.mark.parametrize(
    ("data", "kind"),
    [
        (photo.in_app11(photo.box(b"jumb", photo.box(b"jumd", b"\7" * 16 + b"\x03360\0"))), "JPEG"),
        (photo.with_segments(photo.jpeg(), (0xEB, b"JP")), "JPEG"),
        (photo.with_segments(photo.jpeg(), (0xE1, STORE)), "JPEG"),
        (photo.png_with(b"tEXt", b"Comment\0jumb c2pa"), "PNG"),
        (gif_with(b"NETSCAPE2.0", b"\1\0\0"), "GIF"),
        (avif_with(b"merkle", b"\0" * 20), "AVIF"),
    ],
    ids=["another JUMBF", "short APP11", "in APP1", "in text", "a loop", "hashes of a film"],
)
def test_what_only_looks_like_one_is_none(data: bytes, kind: Kind) -> None:
    assert state_of(data, kind) == NONE


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP", "GIF", "AVIF"])
def test_a_file_that_breaks_off_anywhere_is_still_judged(kind: Kind) -> None:
    whole = {
        "JPEG": photo.in_app11(STORE),
        "PNG": photo.png_with(b"caBX", STORE),
        "WEBP": photo.riff_with(b"C2PA", STORE),
        "GIF": gif_with(b"C2PA_GIF\x01\x00\x00", STORE),
        "AVIF": avif_with(b"manifest", STORE),
    }[kind]
    states = [state_of(whole[:length], kind) for length in range(0, len(whole), 7)]
    assert states[0] == NONE
    assert set(states) <= {NONE, PRESENT, UNREADABLE}
