"""Which kind of picture some bytes are: told from the bytes, never from a name or a header that somebody sent."""

from __future__ import annotations

from typing import Final, Literal

from wirecopy.errors import PictureRefused

Kind = Literal["JPEG", "PNG", "WEBP", "GIF", "AVIF"]

TAKEN: Final = "JPEG, PNG, WebP, GIF and AVIF"
_BEGINNINGS: Final[tuple[tuple[bytes, Kind], ...]] = (
    (b"\xff\xd8\xff", "JPEG"),
    (b"\x89PNG\r\n\x1a\n", "PNG"),
    (b"GIF87a", "GIF"),
    (b"GIF89a", "GIF"),
)
_AVIF_BRANDS: Final = frozenset({b"avif", b"avis"})
_HEIF_BRANDS: Final = frozenset({b"heic", b"heix", b"heif", b"hevc", b"mif1", b"msf1"})
_FIRST: Final = 4096
"""Bytes in which a root element is looked for: SVG may begin with a declaration, comments and a document type."""


def kind_of(data: bytes) -> Kind:
    """Give the kind of a picture. Raises ``PictureRefused`` for anything else, SVG and HEIC by their names.

    That the beginning is right says nothing of the rest: decoding does (`desk.pictures.pixels`).
    """
    for beginning, kind in _BEGINNINGS:
        if data.startswith(beginning):
            return kind
    if data[:4] == b"RIFF" and data[8:12] == b"WEBP":
        return "WEBP"
    brands = _brands(data)
    if brands & _AVIF_BRANDS:
        return "AVIF"
    raise PictureRefused(_why_not(data, brands))


def _brands(data: bytes) -> frozenset[bytes]:
    """The brands of an ISO base media file (ISO/IEC 14496-12, 4.3); none for other bytes."""
    if data[4:8] != b"ftyp":
        return frozenset()
    box = data[8 : min(int.from_bytes(data[:4]), 256)]
    return frozenset(
        box[start : start + 4] for start in range(0, len(box) - 3, 4) if start != 4
    )  # 4: the minor version


def _why_not(data: bytes, brands: frozenset[bytes]) -> str:
    if not data:
        return "the file is empty; choose it again"
    if brands & _HEIF_BRANDS:
        return "this is a HEIC picture, which few browsers show; export it as JPEG"
    beginning = data[:_FIRST].replace(b"\0", b"").lower()  # without zeros: UTF-16 too
    if b"<svg" in beginning:
        return "this is an SVG drawing, which can carry script; export it as PNG"
    if beginning.startswith((b"\x1f\x8b", b"pk\x03\x04")):
        return f"this is a compressed file; unpack it and give the picture in it ({TAKEN} are taken)"
    return f"this is not a picture of a kind that is taken ({TAKEN}); export it as JPEG or PNG"
