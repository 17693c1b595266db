"""Asking the licensing desk, answering, closing."""

from __future__ import annotations

import secrets
from datetime import datetime, timedelta
from typing import Final

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.mail import send_mail
from django.core.validators import validate_email
from django.db import transaction

from wirecopy.accounts.actions import demand
from wirecopy.accounts.models import User
from wirecopy.accounts.roles import May
from wirecopy.accounts.secrets import hashed
from wirecopy.audit.actions import Actor, write_entry
from wirecopy.enquiries.models import Enquiry, Message
from wirecopy.errors import EnquiryRefused

LONGEST: Final = 10_000
MOST_AN_HOUR: Final = 10
"""Enquiries from one e-mail address within an hour."""


def open_enquiry(
    *, name: str, email: str, about: str, text: str, outlet: str = "", at: datetime
) -> tuple[Enquiry, str]:
    """Begin a thread; gives it, and the secret of its link, which is kept nowhere. Raises ``EnquiryRefused``."""
    _refuse_unclear(name, email, about, text)
    recent = Enquiry.objects.filter(email__iexact=email.strip(), made_at__gt=at - timedelta(hours=1))
    if recent.count() >= MOST_AN_HOUR:
        raise EnquiryRefused(
            "there are many enquiries from this address already; wait an hour, or answer in one of them"
        )
    secret = secrets.token_urlsafe(18)
    with transaction.atomic():
        enquiry = Enquiry.objects.create(
            name=name.strip()[:200],
            email=email.strip(),
            outlet=outlet.strip()[:200],
            about=" ".join(about.split())[:300],
            secret_hash=hashed(secret),
            made_at=at,
            changed_at=at,
        )
        Message.objects.create(enquiry=enquiry, text=text.strip(), at=at)
        write_entry("opened", by=Actor("visitor", enquiry.name), kind="enquiry", subject=enquiry.pk, at=at)
    return enquiry, secret


def write_back(enquiry: Enquiry, text: str, *, at: datetime) -> None:
    """Whoever asked writes again: the thread is open again. Raises ``EnquiryRefused``."""
    _refuse_text(text)
    with transaction.atomic():
        Message.objects.create(enquiry=enquiry, text=text.strip(), at=at)
        _move(enquiry, Enquiry.State.OPEN, Actor("visitor", enquiry.name), "wrote again", at)


def answer_enquiry(enquiry: Enquiry, text: str, *, by: User, at: datetime) -> None:
    """Answer a thread, and send the answer by e-mail once it is kept. Raises ``NotAllowed``, ``EnquiryRefused``."""
    demand(by, May.ANSWER)
    _refuse_text(text)
    with transaction.atomic():
        Message.objects.create(enquiry=enquiry, text=text.strip(), by=by, at=at)
        _move(enquiry, Enquiry.State.ANSWERED, by.actor, "answered", at)
        transaction.on_commit(lambda: _send(enquiry, text))


def close_enquiry(enquiry: Enquiry, *, by: User, at: datetime, reason: str = "") -> None:
    """Close a thread. Raises ``NotAllowed``."""
    demand(by, May.ANSWER)
    with transaction.atomic():
        _move(enquiry, Enquiry.State.CLOSED, by.actor, "closed", at, reason)


def find_enquiry(secret: str) -> Enquiry | None:
    """The thread that a link leads to; ``None``: the link leads nowhere."""
    return Enquiry.objects.filter(secret_hash=hashed(secret)).first()


def _send(enquiry: Enquiry, text: str) -> None:
    send_mail(f"Re: {enquiry.about}", text, settings.DEFAULT_FROM_EMAIL, [enquiry.email])


def _move(enquiry: Enquiry, state: str, by: Actor, action: str, at: datetime, reason: str = "") -> None:
    enquiry.state, enquiry.changed_at = state, at
    enquiry.save(update_fields=("state", "changed_at"))
    write_entry(action, by=by, kind="enquiry", subject=enquiry.pk, at=at, reason=reason)


def _refuse_unclear(name: str, email: str, about: str, text: str) -> None:
    if not name.strip() or not about.strip():
        raise EnquiryRefused("say who you are and what it is about")
    try:
        validate_email(email.strip())
    except ValidationError as error:
        raise EnquiryRefused(f"{email[:100]!r} is no e-mail address; the answer goes there") from error
    _refuse_text(text)


def _refuse_text(text: str) -> None:
    if not text.strip():
        raise EnquiryRefused("write what you would like to know")
    if len(text) > LONGEST:
        raise EnquiryRefused(f"the letter is longer than {LONGEST:,} characters; shorten it")
