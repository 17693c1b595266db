"""What there is to read: for everybody, and for the desk."""

from __future__ import annotations

from datetime import datetime

from django.db.models import Q, QuerySet

from wirecopy.desk.models import Story, TermsVersion, Version, Wire


def public_stories(*, at: datetime) -> QuerySet[Story]:
    """Stories that anybody may read now, latest first, each with its version: see ``Story.is_public``."""
    shown = Q(state=Story.State.LIVE, is_protected=False)
    embargo_over = Q(embargo_until=None) | Q(embargo_until__lte=at)
    not_expired = Q(expires_at=None) | Q(expires_at__gt=at)
    found = Story.objects.filter(shown, embargo_over, not_expired)
    return found.select_related("current").order_by("-released_at", "-id")


def free_stories(*, at: datetime) -> QuerySet[Story]:
    """Public stories that are the wire's to give away."""
    return public_stories(at=at).filter(is_third_party=False)


def public_corrections(*, at: datetime) -> QuerySet[Version]:
    """Corrections of stories that anybody may read, latest first, each with its story."""
    corrected = public_stories(at=at).filter(corrected_at__isnull=False).order_by().values("pk")
    found = Version.objects.filter(kind=Version.Kind.CORRECTION, story__in=corrected)
    return found.select_related("story").order_by("-released_at", "-pk")


def desk_stories() -> QuerySet[Story]:
    """All stories, the one that was worked on last first."""
    return Story.objects.select_related("current", "draft").order_by("-changed_at", "-id")


def terms_in_force(*, at: datetime) -> TermsVersion | None:
    """The terms that hold at a moment; ``None``: none has been set."""
    return TermsVersion.objects.filter(since__lte=at).order_by("-since", "-number").first()


def the_wire() -> Wire | None:
    """The wire; ``None``: it has not been set up."""
    return Wire.objects.filter(pk=1).first()
