"""A source's correction note as a correction of the desk."""

from __future__ import annotations

import re
from typing import Final

from wirecopy.desk.actions import Correction
from wirecopy.desk.imports.moments import moment_or_remark
from wirecopy.desk.models import Version

RIGHT: Final = "The text as it now stands."
_TOLD: Final = re.compile(
    r"Wrong(?: \(since (?P<since>[^)]{1,40})\))?: (?P<wrong>.+?) Right: (?P<right>.+?)(?: Gravity: (?P<gravity>\w+)\.)?(?=$| Corrected | Editor's note:)"
)
"""As ``renditions.formats.ed_note`` writes it, so that a wire that imports from a wire loses nothing."""


def correction_of(note: str, *, gravity: str) -> Correction:
    """Give the correction that a note tells of.

    Most notes say in one sentence what was wrong and what is right: such a note is kept whole as what was wrong.
    ``gravity`` holds where the note does not say how grave it was.
    """
    told = _TOLD.search(note)
    if told is None:
        return Correction(note, RIGHT, gravity)
    said = told["gravity"] if told["gravity"] in Version.Gravity.values else gravity
    return Correction(told["wrong"], told["right"], said, moment_or_remark("since", told["since"], []))
