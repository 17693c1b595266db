"""The desk check with the index of this and other wires' stories that the settings name, if they do."""

from __future__ import annotations

from django.conf import settings

from wirecopy.desk.check import Report, Subject, check_story
from wiretrace import Index, WiretraceError
from wiretrace.model import Terms


def check_against_known_texts(subject: Subject, *, terms: Terms | None = None) -> tuple[Report, str]:
    """Check a draft, and look for its words in the index; the second is why they were not looked for (empty: they were).

    The index is opened each time, which costs less than a millisecond, so that a story added a moment ago is known.
    """
    if not settings.KNOWN_TEXTS:
        return check_story(subject, terms=terms), "no index of other texts is set (WIRECOPY_INDEX)"
    try:
        with Index.open(settings.KNOWN_TEXTS) as index:
            return check_story(subject, terms=terms, index=index), ""
    except WiretraceError as error:
        return check_story(subject, terms=terms), f"the index of other texts cannot be read: {error}"
