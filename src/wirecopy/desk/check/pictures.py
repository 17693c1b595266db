"""Pictures without words or credit, and pictures that may not be given away. For any language."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Final

from wirecopy.desk.check.byline import demands
from wirecopy.desk.check.report import Advice
from wirecopy.desk.check.subject import Picture
from wiretrace.model import Rule

_FILE_NAME: Final = re.compile(
    r"\s*\S{1,200}\.(?:jpe?g|png|gif|webp|avif|tiff?|heic|svg)\s*|\s*(?:IMG|DSC[NF]?|PXL|P)[_-]?\d{3,12}\s*", re.I
)


def advise(pictures: Sequence[Picture], rules: Sequence[Rule]) -> Iterator[Advice]:
    """Advise on each picture. A missing credit is a lock where the terms demand that credits stay on."""
    must_credit = demands(rules, "PHOTO_CREDIT")
    for number, (alt, credit, may_republish) in enumerate(pictures, start=1):
        said = f"picture {number}" + (f" (“{alt.strip()}”)" if alt.strip() else "")
        if not alt.strip() or _FILE_NAME.fullmatch(alt):
            missing = "has a file name for an alternative text" if alt.strip() else "has no alternative text"
            yield Advice("alt_missing", f"{said} {missing}; say what it shows", source=credit or None)
        if not credit.strip():
            why = ", and the terms demand that publishers keep it" if must_credit else ""
            yield Advice("picture_credit_missing", f"{said} has no credit{why}; say whose it is", is_lock=must_credit)
        if not may_republish:
            owner = f" by {credit.strip()}" if credit.strip() else ""
            message = f"{said}{owner} may not be given away; it stays on your own page and out of every rendition"
            yield Advice("picture_not_free", message, source=credit or None)
