"""What must be said of a picture: what it shows, whose it is, and who may use it until when."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Final

from django.utils.timezone import is_naive

from wirecopy.errors import PictureRefused

_LONGEST: Final = {"alt": 2_000, "credit": 300, "caption": 5_000}


@dataclass(frozen=True, slots=True)
class PictureWords:
    """Words and rights of a picture, without blanks around them: the fields of ``Media`` that somebody fills in.

    Raises ``PictureRefused`` without alternative text or credit, for words that are too long, and for a last moment without
    a time zone.
    """

    alt: str
    credit: str
    caption: str = ""
    may_republish: bool = False
    republish_until: datetime | None = None
    only_with_story: bool = True

    def __post_init__(self) -> None:
        for name, longest in _LONGEST.items():
            words = " ".join(getattr(self, name).replace("\0", "").encode("utf-8", "ignore").decode().split())
            if len(words) > longest:
                raise PictureRefused(
                    f"the {name} has {len(words):,} characters, of which {longest:,} are kept; shorten it"
                )
            object.__setattr__(self, name, words)
        if not self.alt:
            raise PictureRefused("the picture has no alternative text; say what it shows to those who cannot see it")
        if not self.credit:
            raise PictureRefused("the picture has no credit; say whose it is")
        if self.republish_until is not None and is_naive(self.republish_until):
            raise PictureRefused("the moment until which it may be republished has no time zone; give one")
