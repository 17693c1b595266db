"""People: whose names stand above stories."""

from __future__ import annotations

from django.conf import settings
from django.db import models


class Person(models.Model):
    """Somebody whose name is printed above a story.

    ``affiliation`` is the form in which the byline names the wire for this person (``{name}, {wire}``; a co-reporting
    partner; ``{name}, University of Ellery``); empty: the wire's own. A pseudonym is printed as a name like any other,
    and ``is_pseudonym`` is for the desk only.
    """

    name = models.CharField(max_length=200)
    slug = models.SlugField(max_length=80, unique=True)
    affiliation = models.CharField(max_length=200, blank=True)
    is_pseudonym = models.BooleanField(default=False)
    about = models.TextField(blank=True)
    user = models.OneToOneField(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True)

    class Meta:
        verbose_name_plural = "people"
        ordering = ("name",)

    def __str__(self) -> str:
        return self.name
