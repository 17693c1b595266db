"""The invented wire, set up in a database."""

from __future__ import annotations

from datetime import datetime

from tests.cast import WIRE
from tests.wirecopy.staff import user
from wirecopy.accounts.roles import Role
from wirecopy.desk.models import Wire
from wirecopy.desk.setup import set_up_wire
from wiretrace.model import Rule, Terms

TERMS = Terms(
    name="Harbor Light guidelines",
    rules=(
        Rule("BYLINE"),
        Rule("AFFIL", formats=("{name}, {wire}",)),
        Rule("LOGO_REQ"),
        Rule("LINK_STORY", strength="should", target="story"),
        Rule("CORRECTION", strength="should"),
    ),
    wire=WIRE,
    contact="licensing@harborlight.example",
)


def harbor_light(at: datetime) -> Wire:
    return set_up_wire(
        name=WIRE.name,
        short_name="HLNS",
        home="https://harborlight.example",
        licensing_email="licensing@harborlight.example",
        terms=TERMS,
        by=user(Role.ADMINISTRATOR),
        at=at,
        about="News of the coast, given away.",
    )
