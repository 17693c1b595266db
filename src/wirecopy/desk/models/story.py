"""A story, what the desk is writing, and the versions that were released."""

from __future__ import annotations

import uuid
from datetime import datetime
from typing import Any, NoReturn

from django.conf import settings
from django.db import models
from django.db.models import Q

from wirecopy.desk.models.people import Person
from wirecopy.errors import StoryError


class VersionIsFinal(Exception):
    """Somebody tried to change or delete what was released."""


class Topic(models.Model):
    """A subject of the IPTC Media Topics: ``code`` is ``medtop:04000000``."""

    code = models.CharField(max_length=30, unique=True)
    name = models.CharField(max_length=200)
    slug = models.SlugField(max_length=80, unique=True)
    parent = models.ForeignKey("self", on_delete=models.PROTECT, null=True, blank=True, related_name="narrower")

    class Meta:
        ordering = ("name",)

    def __str__(self) -> str:
        return self.name


class Content(models.Model):
    """What a version says. The same fields in what is being written and in what was released.

    ``body`` is HTML that ``desk.markup`` has cleaned. ``byline`` is a list, in order, of ``{"person": key, "name": as printed,
    "affiliation": form}``; ``media`` of ``{"media": key, "caption", "credit", "alt"}``; ``topics`` of codes, ``places`` of names,
    ``related`` of story keys; ``comment`` of ``{"who", "answer", "how"}``, those who were asked for comment.
    """

    headline = models.CharField(max_length=300, blank=True)
    summary = models.TextField(blank=True)
    dateline = models.CharField(max_length=120, blank=True)
    body = models.TextField(blank=True)
    editors_note = models.TextField(blank=True)
    language = models.CharField(max_length=12, default="en")
    priority = models.PositiveSmallIntegerField(default=5)
    byline = models.JSONField(default=list, blank=True)
    media = models.JSONField(default=list, blank=True)
    topics = models.JSONField(default=list, blank=True)
    places = models.JSONField(default=list, blank=True)
    related = models.JSONField(default=list, blank=True)
    comment = models.JSONField(default=list, blank=True)

    class Meta:
        abstract = True


class Story(models.Model):
    """A story: its place in the life of a story, and which version of it stands.

    ``current`` is the version that readers see. ``embargo_until`` and ``expires_at`` are moments; the embargo's time zone is
    the one that it was given in, for the people who read it. ``is_protected``: for members, on no public page. ``is_third_party``:
    somebody else's, shown and not given away.
    """

    class State(models.TextChoices):
        """Where a story is. ``desk.transitions`` says what leads where."""

        DRAFT = "draft"
        EMBARGOED = "embargoed"
        LIVE = "live"
        WITHDRAWN = "withdrawn"
        KILLED = "killed"

    key = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    slug = models.SlugField(max_length=120, unique=True)
    state = models.CharField(max_length=10, choices=State.choices, default=State.DRAFT)
    is_protected = models.BooleanField(default=False)
    is_third_party = models.BooleanField(default=False)
    embargo_until = models.DateTimeField(null=True, blank=True)
    embargo_zone = models.CharField(max_length=60, blank=True)
    expires_at = models.DateTimeField(null=True, blank=True)
    current = models.OneToOneField("Version", on_delete=models.PROTECT, null=True, related_name="+")
    released_at = models.DateTimeField(null=True)
    changed_at = models.DateTimeField()
    corrected_at = models.DateTimeField(null=True)
    made_at = models.DateTimeField()
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    authors = models.ManyToManyField(Person, through="Authorship", related_name="stories")
    subjects = models.ManyToManyField(Topic, through="Filing", related_name="stories")
    source = models.CharField(max_length=300, blank=True)  # where it was imported from; empty: written here

    class Meta:
        verbose_name_plural = "stories"
        constraints = (
            models.CheckConstraint(
                condition=Q(state="draft") | Q(current__isnull=False), name="desk_released_has_version"
            ),
            models.CheckConstraint(
                condition=~Q(state="live") | Q(released_at__isnull=False), name="desk_live_was_released"
            ),
            models.UniqueConstraint(fields=("source",), condition=~Q(source=""), name="desk_one_per_source"),
        )
        indexes = (
            # the front page, the feeds (which tell of what was killed, too) and the sitemap
            models.Index(
                fields=("-released_at", "-id"),
                condition=Q(is_protected=False, released_at__isnull=False),
                name="desk_public",
            ),
            models.Index(fields=("-changed_at",), name="desk_recent"),  # the desk's own list
            models.Index(fields=("embargo_until",), condition=Q(state="embargoed"), name="desk_embargoes"),
            models.Index(fields=("expires_at",), condition=Q(state="live"), name="desk_expiries"),
        )

    def __str__(self) -> str:
        return self.slug

    @property
    def urn(self) -> str:
        """The id that never changes."""
        return f"urn:uuid:{self.key}"

    @property
    def standing(self) -> Version:
        """The version that stands. Raises ``StoryError`` where none was released."""
        if self.current is None:
            raise StoryError(f"{self.slug} has not been released; release it first")
        return self.current

    def is_public(self, *, at: datetime) -> bool:
        """Say whether anybody may read it now."""
        return (
            self.state == self.State.LIVE
            and not self.is_protected
            and (self.embargo_until is None or self.embargo_until <= at)
            and (self.expires_at is None or at < self.expires_at)
        )


class Authorship(models.Model):
    """That somebody's name stands above a story. ``released_at`` is the story's: null until it was out."""

    story = models.ForeignKey(Story, on_delete=models.CASCADE, related_name="authorships")
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="authorships")
    released_at = models.DateTimeField(null=True)

    class Meta:
        db_table = "desk_story_authors"
        unique_together = (("story", "person"),)
        indexes = (
            models.Index(  # an author's page and feed
                fields=("person", "-released_at", "-story"),
                condition=Q(released_at__isnull=False),
                name="desk_of_author",
            ),
        )

    def __str__(self) -> str:
        return f"{self.story} by {self.person}"


class Filing(models.Model):
    """That a story is about a topic. ``released_at`` is the story's: null until it was out."""

    story = models.ForeignKey(Story, on_delete=models.CASCADE, related_name="filings")
    topic = models.ForeignKey(Topic, on_delete=models.CASCADE, related_name="filings")
    released_at = models.DateTimeField(null=True)

    class Meta:
        db_table = "desk_story_subjects"
        unique_together = (("story", "topic"),)
        indexes = (
            models.Index(  # a topic's page and feed
                fields=("topic", "-released_at", "-story"),
                condition=Q(released_at__isnull=False),
                name="desk_of_topic",
            ),
        )

    def __str__(self) -> str:
        return f"{self.story} on {self.topic}"


class Draft(Content):
    """What the desk is writing: one a story. ``revision`` rises with each save, and a save names the one that it read.

    ``opened_by`` is who opened it last to write, so that whoever comes then can be told.
    """

    story = models.OneToOneField(Story, on_delete=models.CASCADE, related_name="draft")
    revision = models.PositiveIntegerField(default=1)
    saved_at = models.DateTimeField()
    saved_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    opened_at = models.DateTimeField(null=True)
    opened_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+")

    def __str__(self) -> str:
        return f"{self.story} being written"


class Version(Content):
    """What was released: never changed, never deleted; the database refuses it too.

    A correction says what was ``wrong`` (since when) and what is ``right``, and how grave that is. A kill or withdrawal
    says in ``reason`` why, and in ``takedown`` which copies must go.
    """

    class Kind(models.TextChoices):
        """Why there is a new version."""

        RELEASE = "release"
        UPDATE = "update"
        CORRECTION = "correction"
        REFILE = "refile"
        WITHDRAWAL = "withdrawal"
        KILL = "kill"

    class Gravity(models.TextChoices):
        """How grave an error was."""

        MINOR = "minor"
        MAJOR = "major"
        SEVERE = "severe"

    story = models.ForeignKey(Story, on_delete=models.PROTECT, related_name="versions")
    number = models.PositiveIntegerField()
    kind = models.CharField(max_length=10, choices=Kind.choices)
    released_at = models.DateTimeField()
    released_by = models.ForeignKey(  # null: the clock
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", null=True
    )
    wrong = models.TextField(blank=True)
    right = models.TextField(blank=True)
    wrong_since = models.DateTimeField(null=True)
    gravity = models.CharField(max_length=10, choices=Gravity.choices, blank=True)
    reason = models.TextField(blank=True)
    takedown = models.TextField(blank=True)

    class Meta:
        ordering = ("story_id", "number")
        indexes = (
            # the page of corrections
            models.Index(fields=("-released_at", "-id"), condition=Q(kind="correction"), name="desk_corrections"),
        )
        constraints = (
            models.UniqueConstraint(fields=("story", "number"), name="desk_one_version"),
            models.CheckConstraint(
                condition=~Q(kind="correction") | (~Q(wrong="") & ~Q(right="") & ~Q(gravity="")),
                name="desk_correction_says_what",
            ),
            models.CheckConstraint(
                condition=~Q(kind__in=("kill", "withdrawal")) | ~Q(reason=""), name="desk_kill_says_why"
            ),
        )

    def __str__(self) -> str:
        return f"{self.story}, version {self.number}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Write a new version. Raises ``VersionIsFinal`` for one that is there already."""
        if self.pk is not None:
            raise VersionIsFinal(f"{self} was released and cannot be changed; release another version")
        super().save(*args, **kwargs)

    def delete(self, *args: Any, **kwargs: Any) -> NoReturn:
        """Raise ``VersionIsFinal``."""
        raise VersionIsFinal(f"{self} was released and cannot be deleted; kill or withdraw the story")


class SearchText(models.Model):
    """What a live story says, to be searched (`desk.search`); the database keeps an index of it."""

    story = models.OneToOneField(Story, on_delete=models.CASCADE, primary_key=True, related_name="+")
    headline = models.TextField()
    body = models.TextField()

    def __str__(self) -> str:
        return self.headline
