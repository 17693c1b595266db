"""A found copy, with all that a rule may look at."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from wiretrace.credit.article import Article
from wiretrace.model import Match, Mention, Page, Story, Terms, Wire


@dataclass(frozen=True, slots=True)
class Copy:
    """What is judged: every rule is a function of a ``Copy`` and a ``Rule``.

    ``article`` is the page seen from the version of the story that it carries, ``versions`` are all versions of that
    story, oldest first. ``terms`` is ``None`` where nothing was agreed. ``at`` is when the page was taken.
    ``publisher`` and ``tier`` name who runs the page and on which footing.
    """

    article: Article
    versions: tuple[Story, ...]
    wire: Wire
    mentions: tuple[Mention, ...] = ()
    terms: Terms | None = None
    at: datetime | None = None
    publisher: str | None = None
    tier: str | None = None

    @property
    def page(self) -> Page:
        """The page."""
        return self.article.page

    @property
    def story(self) -> Story:
        """The version that the page carries."""
        return self.article.story

    @property
    def match(self) -> Match | None:
        """Where the story stands on the page; ``None``: its text was not found."""
        return self.article.match
