"""What comes out of a web archive: a page's payload, or a part that could not be read."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol


class ByteStream(Protocol):
    """What an archive is read from: a file, or an object of a store that is read by ranges."""

    def read(self, size: int = -1, /) -> bytes:
        """Give up to ``size`` bytes, as many as there are before the end."""

    def readinto(self, buffer: memoryview, /) -> int | None:
        """Fill a buffer from its front, as far as there is something; says how far. 0: the end."""

    def seek(self, offset: int, whence: int = 0, /) -> int:
        """Go on at ``offset``."""

    def tell(self) -> int:
        """Say where the next byte comes from."""

    def close(self) -> None:
        """Let it go."""


@dataclass(frozen=True, slots=True)
class Record:
    """One page of an archive: its payload, decoded from transfer and content encoding, and what the headers say.

    ``truncated`` says why the payload is not whole; ``None``: nothing says so. ``date`` is as written.
    """

    url: str
    date: str | None
    content_type: str
    payload: bytes | bytearray
    truncated: str | None = None
    is_text: bool = False

    @property
    def is_html(self) -> bool:
        """Say whether the payload is markup; else it is plain text."""
        return not (self.is_text or self.content_type.lower().startswith("text/plain"))


@dataclass(frozen=True, slots=True)
class Damage:
    """A part of an archive that could not be read: where (byte offset in the file) and why."""

    file: str
    offset: int
    reason: str

    def __str__(self) -> str:
        return f"{self.file}: damaged at byte {self.offset}: {self.reason}; what stands behind it was looked for"
