"""Pictures as cameras, programs and attackers make them, drawn when a test asks for one."""

from __future__ import annotations

import io
import struct
import zlib
from typing import Any

from PIL import ExifTags, Image, ImageCms, PngImagePlugin

SERIAL = "HL-4711-SERIAL"
PLACE = "Warehouse 9, Port Ellery"
RED, GREEN, BLUE = (200, 30, 30), (30, 160, 60), (30, 60, 200)
SCRIPT = b"<script>alert(document.domain)</script>"
PHP = b"<?php system($_GET['c']); ?>"


def drawn(width: int = 80, height: int = 60) -> Image.Image:
    """Red on the left, blue on the right, a green corner at the top left: no turn of it looks like another."""
    picture = Image.new("RGB", (width, height), RED)
    picture.paste(BLUE, (width // 2, 0, width, height))
    picture.paste(GREEN, (0, 0, width // 4, height // 4))
    return picture


def encoded(picture: Image.Image, kind: str, **how: Any) -> bytes:
    file = io.BytesIO()
    picture.save(file, kind, **how)
    return file.getvalue()


def jpeg(width: int = 80, height: int = 60, **how: Any) -> bytes:
    return encoded(drawn(width, height), "JPEG", quality=95, **how)


def exif(orientation: int = 1) -> Image.Exif:
    """What a camera writes: where, with which body, which way up."""
    written = Image.Exif()
    written[ExifTags.Base.Orientation] = orientation
    written[ExifTags.Base.Make] = "Ellery Optics"
    written[ExifTags.Base.ImageDescription] = PLACE
    written.get_ifd(ExifTags.IFD.Exif)[ExifTags.Base.BodySerialNumber] = SERIAL
    gps = written.get_ifd(ExifTags.IFD.GPSInfo)
    gps[ExifTags.GPS.GPSLatitudeRef], gps[ExifTags.GPS.GPSLatitude] = "N", (48.0, 51.0, 24.0)
    gps[ExifTags.GPS.GPSLongitudeRef], gps[ExifTags.GPS.GPSLongitude] = "E", (2.0, 21.0, 7.0)
    return written


XMP = f'<x:xmpmeta xmlns:x="adobe:ns:meta/"><photoshop:City>{PLACE}</photoshop:City></x:xmpmeta>'.encode()


def from_a_camera(*, orientation: int = 1) -> bytes:
    """A JPEG with Exif, GPS, XMP, IPTC, a comment and a colour profile."""
    file = jpeg(
        exif=exif(orientation).tobytes(),
        comment=PLACE.encode(),
        xmp=XMP,
        icc_profile=ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes(),
    )
    record = b"\x1c\x02\x5a" + struct.pack(">H", len(PLACE)) + PLACE.encode()  # IPTC-IIM 2:90, the city
    resource = b"8BIM\x04\x04\x00\x00" + struct.pack(">I", len(record)) + record + b"\0" * (len(record) % 2)
    return with_segments(file, (0xED, b"Photoshop 3.0\0" + resource))


def with_segments(file: bytes, *segments: tuple[int, bytes]) -> bytes:
    """A JPEG with segments behind its beginning."""
    made = b"".join(bytes((0xFF, marker)) + struct.pack(">H", len(body) + 2) + body for marker, body in segments)
    return file[:2] + made + file[2:]


def chunk(name: bytes, body: bytes) -> bytes:
    """A chunk of a PNG."""
    return struct.pack(">I", len(body)) + name + body + struct.pack(">I", zlib.crc32(name + body))


def png(width: int = 80, height: int = 60, **how: Any) -> bytes:
    return encoded(drawn(width, height), "PNG", **how)


def png_with(name: bytes, body: bytes) -> bytes:
    """A PNG with one more chunk behind its header."""
    file = png()
    return file[:33] + chunk(name, body) + file[33:]


def png_from_a_program() -> bytes:
    said = PngImagePlugin.PngInfo()
    said.add_text("Comment", PLACE)
    said.add_itxt("XML:com.adobe.xmp", XMP.decode())
    said.add_text("Author", PHP.decode(), zip=True)
    return png(pnginfo=said, exif=exif().tobytes())


def header_of_a_png(width: int, height: int) -> bytes:
    """Says that it is huge, and holds next to nothing."""
    header = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return (
        b"\x89PNG\r\n\x1a\n"
        + chunk(b"IHDR", header)
        + chunk(b"IDAT", zlib.compress(b"\0" * 10_000))
        + chunk(b"IEND", b"")
    )


def animation(kind: str, frames: int = 3) -> bytes:
    others = [Image.new("RGB", (80, 60), (number % 256, 0, 90)) for number in range(1, frames)]
    return encoded(drawn(), kind, save_all=True, append_images=others, duration=40)


def riff_with(name: bytes, body: bytes) -> bytes:
    """A WebP with one more chunk at its end."""
    file = encoded(drawn(), "WEBP", lossless=True)
    data = file + name + struct.pack("<I", len(body)) + body + b"\0" * (len(body) % 2)
    return b"RIFF" + struct.pack("<I", len(data) - 8) + data[8:]


def manifest_store(size: int = 400) -> bytes:
    """The outermost boxes of a C2PA manifest store (JUMBF), filled with zeros."""
    kind = bytes.fromhex("6332706100110010800000aa00389b71")
    described = box(b"jumd", kind + b"\x03" + b"c2pa\0")
    return box(b"jumb", described + box(b"free", b"\0" * size))


def box(name: bytes, body: bytes) -> bytes:
    return struct.pack(">I", len(body) + 8) + name + body


def in_app11(store: bytes, *, parts: int = 1, backwards: bool = False) -> bytes:
    """A JPEG with a JUMBF box in one or more APP11 segments: each repeats the box's length and type."""
    head, body = store[:8], store[8:]
    step = -(-len(body) // parts)
    segments = [
        (0xEB, b"JP" + struct.pack(">HI", 1, number + 1) + head + body[number * step : (number + 1) * step])
        for number in range(parts)
    ]
    return with_segments(jpeg(), *(segments[::-1] if backwards else segments))


def swapped_profile() -> bytes:
    """A colour profile in which red and blue have changed places."""
    profile = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    renamed = profile.replace("sRGB".encode("utf-16-be"), "tRGB".encode("utf-16-be"))
    return renamed.replace(b"rXYZ", b"????", 1).replace(b"bXYZ", b"rXYZ", 1).replace(b"????", b"bXYZ", 1)


def shown(data: bytes) -> Image.Image:
    """Decode a picture."""
    picture = Image.open(io.BytesIO(data))
    picture.load()
    return picture


def near(pixel: Any, colour: tuple[int, ...], by: int = 12) -> bool:
    """Say whether a pixel has a colour, as far as a lossy kind can keep it."""
    return all(abs(one - other) <= by for one, other in zip(pixel, colour, strict=False))
