"""Bytes of a picture -> its pixels, upright and in sRGB; pixels -> files that carry nothing else. The only importer of Pillow."""

from __future__ import annotations

import io
import struct
import zlib
from collections.abc import Mapping
from dataclasses import dataclass
from threading import Lock
from typing import Any, Final

from PIL import ExifTags, Image, ImageCms, ImageFile

from wirecopy.desk.pictures.jpeg import count_scans
from wirecopy.desk.pictures.kinds import Kind
from wirecopy.errors import PictureRefused

MOST_PIXELS: Final = 60_000_000
"""More than the sensors that reporters carry have (61 megapixels are the exception); four bytes each, two or three times."""

MOST_SIDE: Final = 30_000
MOST_SCANS: Final = 100
"""Of a JPEG. Encoders write one to eleven; a file of 40 MB could hold a million, each a pass over all pixels."""

WIDTHS: Final = (320, 640, 1280, 2048)
_WEBP_SIDE: Final = 16_383  # the format holds 14 bits

_ONE_AT_A_TIME: Final = Lock()
"""A picture of 60 megapixels takes some 0.7 GB while it is worked on; eight at once would take the machine down."""

_TURNS: Final[Mapping[object, Image.Transpose]] = {
    2: Image.Transpose.FLIP_LEFT_RIGHT,
    3: Image.Transpose.ROTATE_180,
    4: Image.Transpose.FLIP_TOP_BOTTOM,
    5: Image.Transpose.TRANSPOSE,
    6: Image.Transpose.ROTATE_270,
    7: Image.Transpose.TRANSVERSE,
    8: Image.Transpose.ROTATE_90,
}
_BROKEN: Final = (
    OSError, ValueError, SyntaxError, TypeError, ArithmeticError, LookupError, EOFError, RuntimeError, MemoryError,
    struct.error, zlib.error, Image.DecompressionBombError, Image.DecompressionBombWarning,
)  # fmt: skip
"""What Pillow raises for bytes that are not what they say they are; found by changing bytes of real files."""

_SRGB: Final = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB"))


@dataclass(frozen=True, slots=True)
class Encoded:
    """A picture as a file: its bytes, size in pixels, and the suffix and media type of its kind."""

    data: bytes
    width: int
    height: int
    suffix: str
    media_type: str


@dataclass(frozen=True, slots=True)
class Made:
    """A picture in its full size, and smaller ones by width."""

    full: Encoded
    sizes: tuple[Encoded, ...]


def make_files(data: bytes, kind: Kind) -> Made:
    """Decode a picture and write it anew, so that only its pixels stay.

    Metadata (Exif, GPS, XMP, IPTC, comments, thumbnails, serial numbers, colour profiles, what stands behind the end) goes:
    nothing but pixels is copied. The orientation is applied and colours are converted to sRGB, which is what a file without
    a profile means. Of an animation the first picture stays.

    The full size is JPEG where the file was a photograph (JPEG; WebP or AVIF without transparency), else PNG, which loses
    nothing of a chart: both can be opened by every publisher's system and every feed reader. The smaller sizes serve the wire's own
    pages only, and are WebP: a quarter smaller than JPEG, with transparency, and shown by every browser since 2020.

    Raises ``PictureRefused`` for more than 60 megapixels, before a pixel is decoded, and for what cannot be decoded wholly.
    Costs about 0.1 s a megapixel for a JPEG, 0.3 s for a PNG, and 12 bytes of memory a pixel; one picture at a time in a
    process.
    """
    with _ONE_AT_A_TIME:
        picture = _plain(_opened(data, kind))
        is_photograph = kind == "JPEG" or (kind in ("WEBP", "AVIF") and picture.mode != "RGBA")
        full = _as_jpeg(picture) if is_photograph else _as_png(picture)
        return Made(full, tuple(_smaller(picture)))


def _opened(data: bytes, kind: Kind) -> ImageFile.ImageFile:
    """Read the header alone, and refuse what would be too large to decode."""
    Image.init()
    if kind not in Image.OPEN:
        raise PictureRefused(f"this service cannot read {kind} pictures; export it as JPEG or PNG")
    if kind == "JPEG" and count_scans(data) > MOST_SCANS:
        raise PictureRefused(f"the JPEG has more than {MOST_SCANS} scans; export it anew")
    try:
        picture = Image.open(io.BytesIO(data), formats=[kind])
    except (Image.DecompressionBombError, Image.DecompressionBombWarning) as error:
        raise PictureRefused(_too_large("more than that")) from error
    except _BROKEN as error:
        raise PictureRefused(_unreadable(kind)) from error
    if picture.width * picture.height > MOST_PIXELS or max(picture.size) > MOST_SIDE:
        raise PictureRefused(_too_large(f"{picture.width:,} x {picture.height:,}"))
    return picture


def _plain(opened: ImageFile.ImageFile) -> Image.Image:
    """Decode, turn upright, convert to sRGB: modes L, RGB and RGBA are left, and nothing but pixels."""
    kind = opened.format
    try:
        opened.load()
        turn = _turn(opened)
        picture = _in_srgb(opened, opened.info.get("icc_profile"))
        if turn is not None:
            picture = picture.transpose(turn)
    except _BROKEN as error:
        raise PictureRefused(_unreadable(kind)) from error
    if picture is opened:
        picture = picture.copy()
    picture.info = {}  # encoders would write some of it: comments, resolution
    return picture


def _turn(opened: Image.Image) -> Image.Transpose | None:
    """How to turn a picture upright; ``None``: it is, or its Exif cannot be read."""
    try:
        return _TURNS.get(opened.getexif().get(ExifTags.Base.Orientation))
    except _BROKEN:
        return None


def _in_srgb(opened: Image.Image, profile: Any) -> Image.Image:
    alpha = None
    picture = opened
    if picture.mode.startswith(("I", "F")):  # 16 bits a pixel
        picture = picture.point(lambda value: value * (1 / 256)).convert("L")
        profile = None
    elif picture.has_transparency_data:
        picture = picture.convert("RGBA")
        alpha = picture.getchannel("A")
        picture = picture.convert("RGB")
    elif picture.mode not in ("L", "RGB", "CMYK"):
        picture = picture.convert("L" if picture.mode == "1" else "RGB")
    picture = _converted(picture, profile)
    if alpha is not None and alpha.getextrema() != (255, 255):
        picture = picture.convert("RGB")
        picture.putalpha(alpha)
    return picture


def _converted(picture: Image.Image, profile: Any) -> Image.Image:
    """Convert by the file's profile; by Pillow's own rule where there is none, or none that fits."""
    if isinstance(profile, bytes) and profile:
        try:
            source = ImageCms.ImageCmsProfile(io.BytesIO(profile))
            if picture.mode == "RGB" and "sRGB" in ImageCms.getProfileDescription(source):
                return picture
            made = ImageCms.profileToProfile(picture, source, _SRGB, outputMode="RGB")
        except (ImageCms.PyCMSError, *_BROKEN):
            made = None
        if made is not None:
            return made
    return picture.convert("RGB") if picture.mode == "CMYK" else picture


def _as_jpeg(picture: Image.Image) -> Encoded:
    return _encoded(picture, "jpg", "image/jpeg", format="JPEG", quality=90, optimize=True, progressive=True)


def _as_png(picture: Image.Image) -> Encoded:
    return _encoded(picture, "png", "image/png", format="PNG")


def _smaller(picture: Image.Image) -> list[Encoded]:
    """Scale down step by step, widest first; give the narrowest first."""
    made: list[Encoded] = []
    ratio = picture.height / picture.width
    for width in sorted(WIDTHS, reverse=True):
        if width > picture.width:
            continue
        height = max(1, round(ratio * width))
        picture = picture.resize((width, height), Image.Resampling.LANCZOS)
        if height <= _WEBP_SIDE:
            made.append(_encoded(picture, "webp", "image/webp", format="WEBP", quality=80, method=4))
    return made[::-1]


def _encoded(picture: Image.Image, suffix: str, media_type: str, **how: Any) -> Encoded:
    file = io.BytesIO()
    picture.save(file, **how)
    return Encoded(file.getvalue(), picture.width, picture.height, suffix, media_type)


def _too_large(size: str) -> str:
    return (
        f"a picture of at most {MOST_PIXELS // 1_000_000} megapixels and {MOST_SIDE:,} pixels a side is taken, and this one "
        f"has {size}; make it smaller"
    )


def _unreadable(kind: str | None) -> str:
    return f"the {kind} picture is damaged or breaks off, and cannot be shown; export it anew"
