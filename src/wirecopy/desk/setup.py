"""Setting the wire up: its name, its first terms, the top of the IPTC Media Topics."""

from __future__ import annotations

from datetime import datetime
from typing import Final

from django.db import transaction
from django.utils.text import slugify

from wirecopy.accounts.models import User
from wirecopy.desk.models import Topic, Wire
from wirecopy.desk.queries import terms_in_force
from wirecopy.desk.terms import set_terms
from wiretrace.model import Terms

TOP_TOPICS: Final = (
    ("01000000", "arts, culture, entertainment and media"),
    ("02000000", "crime, law and justice"),
    ("03000000", "disaster, accident and emergency incident"),
    ("04000000", "economy, business and finance"),
    ("05000000", "education"),
    ("06000000", "environment"),
    ("07000000", "health"),
    ("08000000", "human interest"),
    ("09000000", "labour"),
    ("10000000", "lifestyle and leisure"),
    ("11000000", "politics and government"),
    ("12000000", "religion"),
    ("13000000", "science and technology"),
    ("14000000", "society"),
    ("15000000", "sport"),
    ("16000000", "conflict, war and peace"),
    ("17000000", "weather"),
)
"""The seventeen topics at the top of the IPTC Media Topics (https://iptc.org/standards/media-topics/), by their codes."""


def set_up_wire(
    *,
    name: str,
    short_name: str,
    home: str,
    licensing_email: str,
    terms: Terms,
    by: User,
    at: datetime,
    about: str = "",
) -> Wire:
    """Give the wire its name, terms and topics. Safe to run twice: what is there stays. Raises ``NotAllowed``."""
    with transaction.atomic():
        given = {"short_name": short_name, "home": home, "licensing_email": licensing_email, "about": about}
        wire, _ = Wire.objects.get_or_create(pk=1, defaults={"name": name, **given})
        for code, title in TOP_TOPICS:
            Topic.objects.get_or_create(code=f"medtop:{code}", defaults={"name": title, "slug": slugify(title)})
        if terms_in_force(at=at) is None:
            set_terms(terms, since=at, by=by, at=at, note="the first")
    return wire
