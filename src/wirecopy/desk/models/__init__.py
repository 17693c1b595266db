"""The rows of the desk: a story and its versions, people, media, terms, the wire itself."""

from wirecopy.desk.models.media import Media
from wirecopy.desk.models.people import Person
from wirecopy.desk.models.source import Source
from wirecopy.desk.models.story import (
    Authorship,
    Content,
    Draft,
    Filing,
    SearchText,
    Story,
    Topic,
    Version,
    VersionIsFinal,
)
from wirecopy.desk.models.terms import TermsVersion
from wirecopy.desk.models.wire import Wire

__all__ = [
    "Authorship",
    "Content",
    "Draft",
    "Filing",
    "Media",
    "Person",
    "SearchText",
    "Source",
    "Story",
    "TermsVersion",
    "Topic",
    "Version",
    "VersionIsFinal",
    "Wire",
]
