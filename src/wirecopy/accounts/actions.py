"""Inviting staff, letting them in, and asking whether somebody may do something."""

from __future__ import annotations

import secrets
from datetime import datetime, timedelta
from hashlib import sha256

from django.db import transaction

from wirecopy.accounts.models import Invitation, User
from wirecopy.accounts.roles import May, Role
from wirecopy.audit.actions import write_entry
from wirecopy.errors import InvitationNotOpen, NotAllowed

INVITED_FOR = timedelta(days=7)


def demand(user: User, what: May) -> None:
    """Raise ``NotAllowed`` if the user's role does not allow it."""
    if not user.may(what):
        raise NotAllowed(
            f"{user} has the role {user.get_role_display().lower()}, which may not {what}; ask an administrator"
        )


def invite(email: str, *, role: Role, by: User, at: datetime) -> str:
    """Invite somebody and give the secret of the letter, which is kept nowhere else. Raises ``NotAllowed``."""
    demand(by, May.STAFF)
    secret = secrets.token_urlsafe(24)
    with transaction.atomic():
        invitation = Invitation.objects.create(
            email=email,
            role=role,
            secret_hash=_hashed(secret),
            invited_by=by,
            made_at=at,
            expires_at=at + INVITED_FOR,
        )
        write_entry("invited", by=by.actor, kind="invitation", subject=invitation.pk, at=at, data={"role": role})
    return secret


def open_invitation(secret: str, *, at: datetime) -> Invitation:
    """Find the invitation of a secret. Raises ``InvitationNotOpen`` if none is open."""
    found = Invitation.objects.filter(secret_hash=_hashed(secret)).first()
    if found is None or not found.is_open(at=at):
        raise InvitationNotOpen("this invitation was used or has expired; ask for a new one")
    return found


def accept_invitation(secret: str, *, name: str, password: str, at: datetime) -> User:
    """Make a user from an invitation. Raises ``InvitationNotOpen``."""
    with transaction.atomic():
        invitation = open_invitation(secret, at=at)
        used = Invitation.objects.filter(pk=invitation.pk, used_at=None).update(used_at=at)
        if not used:
            raise InvitationNotOpen("this invitation was used a moment ago; sign in")
        user = User.objects.create_user(invitation.email, password, name=name, role=invitation.role)
        write_entry("joined", by=user.actor, kind="user", subject=user.pk, at=at, data={"role": user.role})
    return user


def _hashed(secret: str) -> str:
    return sha256(secret.encode()).hexdigest()
