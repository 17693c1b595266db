"""A story as bytes and back: compressed JSON of every field that is not at its default."""

from __future__ import annotations

import json
import zlib
from dataclasses import MISSING, fields
from datetime import datetime
from hashlib import blake2b
from typing import Any

from wiretrace.model import Picture, Story, Wire

_TIMES = ("published", "embargo_until")


def plain_record(story: Story) -> bytes:
    """Give a story as JSON: equal stories give equal bytes, also after the model has got new fields."""
    text = json.dumps(_plain(story), ensure_ascii=False, separators=(",", ":"))
    return text.encode("utf-8", "surrogatepass")


def pack_record(plain: bytes) -> bytes:
    """Compress a plain record; zlib's own checksum stands at its end."""
    return zlib.compress(plain, 6)


def unpack_record(packed: bytes) -> Story:
    """Read a story back. Raises ``ValueError`` or ``zlib.error`` if the bytes are not what was packed."""
    body = json.loads(zlib.decompress(packed).decode("utf-8", "surrogatepass"))
    return Story(**{key: _revived(key, value) for key, value in body.items()})


def hash_of(data: bytes) -> int:
    """Give 64 bits that stand for some bytes (BLAKE2b): for the id of a story, and to tell contents apart."""
    return int.from_bytes(blake2b(data, digest_size=8).digest(), "little")


def hash_of_id(story_id: str) -> int:
    """Give the 64 bits that stand for a story's id in the tables."""
    return hash_of(story_id.encode("utf-8", "surrogatepass"))


def _plain(value: Any) -> Any:
    if isinstance(value, (Story, Wire, Picture)):
        return {f.name: _plain(v) for f in fields(value) if (v := getattr(value, f.name)) != f.default or _needed(f)}
    if isinstance(value, (tuple, list)):
        return [_plain(item) for item in value]
    return value.isoformat() if isinstance(value, datetime) else value


def _needed(field: Any) -> bool:
    return field.default is MISSING


def _revived(key: str, value: Any) -> Any:
    if key in _TIMES:
        return datetime.fromisoformat(value)
    if key == "wire":
        return Wire(**{name: _revived(name, item) for name, item in value.items()})
    if key == "pictures":
        return tuple(Picture(**picture) for picture in value)
    return tuple(value) if isinstance(value, list) else value
