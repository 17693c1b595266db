"""What the desk check answers: advice with its place, and what it found, subject by subject."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

AdviceKind = Literal[
    "affiliation_missing",
    "alt_missing",
    "anonymous_source",
    "byline_missing",
    "comment_not_answered",
    "comment_not_in_text",
    "date_unexplained",
    "hedged",
    "one_outlet",
    "outlet_without_link",
    "picture_credit_missing",
    "picture_not_free",
    "quotation_without_speaker",
    "related_without_link",
    "stands_elsewhere",
    "terms_in_text",
]
AttributionForm = Literal["according_to", "said", "told", "reported"]
Answer = Literal["no_answer", "not_reached", "declined", "answered", "asked"]
DateForm = Literal["weekday", "day_without_year", "month_without_year", "relative"]


@dataclass(frozen=True, slots=True)
class Advice:
    """One thing that an editor should look at.

    ``start`` and ``end`` are half-open code points of ``Subject.text`` and ``quoted`` what stands there; all three are
    ``None`` where the advice is about no place. ``source`` names who stands behind the claim, or who is meant; ``None``:
    nobody is named. ``is_lock``: the terms forbid a release without it.
    """

    kind: AdviceKind
    message: str
    start: int | None = None
    end: int | None = None
    source: str | None = None
    quoted: str | None = None
    is_lock: bool = False


@dataclass(frozen=True, slots=True)
class Attribution:
    """A claim that is ascribed to somebody: the words that do it, who it is, through which outlet (empty: none)."""

    form: AttributionForm
    start: int
    end: int
    source: str
    outlet: str = ""
    is_linked: bool = False


@dataclass(frozen=True, slots=True)
class Hedge:
    """A word that holds a claim at arm's length. ``source`` is who stands behind it in the same sentence."""

    start: int
    end: int
    source: str | None


@dataclass(frozen=True, slots=True)
class Quotation:
    """Somebody's words. The range is what stands between the marks, over paragraphs if it runs on.

    ``speaker`` is as the text says it ("he" stays "he"); ``None``: nobody is named. ``is_carried_over``: the speaker
    stands with the sentence or quotation before. ``is_woven``: it is no statement of its own, but words in the writer's sentence.
    """

    start: int
    end: int
    speaker: str | None
    is_carried_over: bool = False
    is_woven: bool = False


@dataclass(frozen=True, slots=True)
class Related:
    """A line that leads to another story: the whole range with its brackets, and the other story's title."""

    start: int
    end: int
    title: str


@dataclass(frozen=True, slots=True)
class Party:
    """Somebody who was asked for comment, and how they answered. The range is where the text names them."""

    start: int
    end: int
    who: str
    answer: Answer


@dataclass(frozen=True, slots=True)
class NearDate:
    """A time that only means something beside the day on which it was written."""

    start: int
    end: int
    form: DateForm


@dataclass(frozen=True, slots=True)
class AnonymousSource:
    """A source whom the text does not name, in the words that say so."""

    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Notice:
    """The wire's terms at the foot of the text."""

    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Elsewhere:
    """A passage of the draft that stands in another story of the index."""

    start: int
    end: int
    words: int
    story: str
    version: int


@dataclass(frozen=True, slots=True)
class Report:
    """All that the check says of one draft, each tuple in the order of the text.

    ``story_end`` is where the story ends and ``notice`` begins, or the end of the text. ``language`` is the language whose
    tables were used; empty: none is there for it, and only what needs no language was checked.
    """

    advice: tuple[Advice, ...]
    language: str
    story_end: int
    attributions: tuple[Attribution, ...] = ()
    hedges: tuple[Hedge, ...] = ()
    quotations: tuple[Quotation, ...] = ()
    related: tuple[Related, ...] = ()
    parties: tuple[Party, ...] = ()
    dates: tuple[NearDate, ...] = ()
    anonymous: tuple[AnonymousSource, ...] = ()
    elsewhere: tuple[Elsewhere, ...] = ()
    notice: Notice | None = None

    @property
    def blocks_release(self) -> bool:
        """Say whether the terms forbid a release as the draft stands."""
        return any(advice.is_lock for advice in self.advice)
