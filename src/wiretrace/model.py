"""What travels through wiretrace: frozen records without behaviour beyond their own fields.

Offsets are half-open code points ``[start, end)`` of the original text they point into. Coverages are shares in
0..1. Times are aware ``datetime``; ``None`` means that it is not known.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any, Literal, NamedTuple

Status = Literal["usable", "corrected", "killed", "withdrawn"]
Strength = Literal["must", "should", "please"]
Answer = Literal["kept", "broken", "cannot_tell"]
MatchKind = Literal["full", "edited", "excerpt", "quote", "template"]
EditKind = Literal["cut", "insertion", "reorder", "style", "number", "name", "quotation", "headline", "wording"]
MentionKind = Literal[
    "credit_line", "dateline", "photo_credit", "contribution", "notice", "logo", "link", "machine", "chrome", "text"
]
Party = Literal["wire", "reporter", "other"]


class Span(NamedTuple):
    """A half-open range of code points."""

    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Wire:
    """The newswire whose name must stay on: how it is called and how its marks look.

    ``notices`` are the wordings of its notice, newest first. ``logos`` are file names, URLs, or perceptual hashes
    written ``phash:<16 hex digits>``. ``home`` is the address of its site.
    """

    name: str
    aliases: tuple[str, ...] = ()
    notices: tuple[str, ...] = ()
    logos: tuple[str, ...] = ()
    home: str | None = None


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture that goes with a story: may the publisher use it (``rights``), and how to know it again."""

    url: str
    credit: str = ""
    rights: bool = True
    phash: str | None = None


@dataclass(frozen=True, slots=True)
class Story:
    """One version of one story, as the wire released it."""

    id: str
    text: str
    version: int = 1
    headline: str = ""
    byline: tuple[str, ...] = ()
    dateline: str = ""
    url: str | None = None
    published: datetime | None = None
    embargo_until: datetime | None = None
    status: Status = "usable"
    wire: Wire | None = None
    links: tuple[str, ...] = ()
    pictures: tuple[Picture, ...] = ()
    beacon: str | None = None
    language: str | None = None


@dataclass(frozen=True, slots=True)
class Rule:
    """One line of the terms. ``code`` is a key of the catalogue (docs/reference/rules.md).

    ``any_of`` names a group: one kept rule of the group keeps the group. ``tiers`` empty means every tier.
    ``formats`` are affiliation or line templates with ``{name}`` and ``{wire}``. ``limit`` is the number that a
    rule needs (words, paragraphs, days, share) with its ``unit``. ``allows`` names the kinds of edit that NOEDIT lets
    pass (``None``: house style only).
    """

    code: str
    strength: Strength = "must"
    place: str | None = None
    target: str | None = None
    scope: str = "online"
    formats: tuple[str, ...] = ()
    any_of: str | None = None
    tiers: tuple[str, ...] = ()
    except_publishers: tuple[str, ...] = ()
    limit: float | None = None
    unit: str | None = None
    since: date | None = None
    until: date | None = None
    text: str = ""
    allows: tuple[str, ...] | None = None


@dataclass(frozen=True, slots=True)
class Terms:
    """What a wire asks of those who republish it, in force from ``since`` (inclusive) to ``until`` (exclusive)."""

    name: str
    rules: tuple[Rule, ...]
    wire: Wire | None = None
    contact: str | None = None
    licence: str | None = None
    licence_url: str | None = None
    tiers: tuple[str, ...] = ()
    since: date | None = None
    until: date | None = None
    source: str = ""


class Element(NamedTuple):
    """One element of the page, in document order. ``start``/``end`` are its range of ``Page.text``.

    ``parent`` is the index of its parent in ``Page.elements`` (-1 for the root). ``hidden`` says that the element
    or an ancestor is not shown (``hidden``, ``display:none``, ``aria-hidden`` is not hidden).
    """

    tag: str
    parent: int
    attrs: Mapping[str, str]
    start: int
    end: int
    hidden: bool = False


@dataclass(frozen=True, slots=True)
class Block:
    """One line of ``Page.text``: a paragraph, heading, list item, caption. ``element`` is its block element."""

    start: int
    end: int
    element: int


@dataclass(frozen=True, slots=True)
class Link:
    """An anchor: where it goes (as written), its ``rel`` tokens, the text range it spans."""

    href: str
    rel: tuple[str, ...]
    start: int
    end: int
    element: int


@dataclass(frozen=True, slots=True)
class Image:
    """A picture on the page: ``img``, inline ``svg``, or a CSS background, with every address it may load.

    ``sources`` holds src, lazy attributes, srcset candidates, CSS url(...), as written. ``label`` joins alt, title,
    aria-label and svg title. ``offset`` is where in ``Page.text`` it stands. Sizes are CSS pixels.
    """

    kind: Literal["img", "svg", "css"]
    sources: tuple[str, ...]
    label: str
    offset: int
    element: int
    width: int | None = None
    height: int | None = None


@dataclass(frozen=True, slots=True)
class Page:
    """A parsed page. ``text`` holds one line per block; ``text[:visible_end]`` is what stands in the DOM.

    Behind ``visible_end`` stand texts found only in JSON-LD or script state, a block each with ``element`` -1.
    ``meta`` keeps (name or property, content) in order; ``data`` the parsed JSON-LD objects. ``truncated`` says why
    the page is not whole (``None``: it is whole).
    """

    text: str
    blocks: tuple[Block, ...] = ()
    elements: tuple[Element, ...] = ()
    links: tuple[Link, ...] = ()
    images: tuple[Image, ...] = ()
    meta: tuple[tuple[str, str], ...] = ()
    data: tuple[Mapping[str, Any], ...] = ()
    title: str = ""
    url: str | None = None
    canonical: str | None = None
    language: str | None = None
    charset: str = "utf-8"
    visible_end: int = 0
    truncated: str | None = None
    pictures: Mapping[str, bytes] = field(default_factory=dict)
    is_html: bool = True


@dataclass(frozen=True, slots=True)
class Passage:
    """A stretch of the story that stands on the page; ``words`` counts the words that are the same on both sides."""

    story: Span
    page: Span
    words: int


@dataclass(frozen=True, slots=True)
class Edit:
    """One difference: ``before`` is the story's text, ``after`` the page's.

    A cut has no ``page``, an insertion no ``story``.
    """

    kind: EditKind
    story: Span | None
    page: Span | None
    before: str = ""
    after: str = ""


@dataclass(frozen=True, slots=True)
class Match:
    """Which version of which story a page carries, and how it was changed.

    ``version`` is the best one; ``versions`` names all that fit equally well (more than one: it cannot be told).
    ``rivals`` names other stories (near-identical bulletins) that fit equally well.
    """

    story: str
    version: int
    kind: MatchKind
    covered_words: int
    longest_run_words: int
    story_coverage: float
    page_coverage: float
    passages: tuple[Passage, ...]
    edits: tuple[Edit, ...] = ()
    versions: tuple[int, ...] = ()
    rivals: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Mention:
    """One place where the wire or a reporter is named: what kind of place it is, and where.

    ``place`` is a short path for people (``header > p.byline``); ``span`` is in ``Page.text`` or ``None`` for marks
    outside the text (attributes, meta, JSON-LD, pictures).
    """

    kind: MentionKind
    text: str
    place: str
    span: Span | None = None
    of: Party = "wire"
    name: str = ""


@dataclass(frozen=True, slots=True)
class Finding:
    """One rule's answer on one page, with the reason in words and the mentions that it rests on.

    Where the story carries nothing that the rule could be about (no reporter, no beacon, no picture), the answer is
    ``cannot_tell`` and ``applies`` is false; such a finding does not hold a verdict up.
    """

    rule: str
    answer: Answer
    strength: Strength
    why: str
    mentions: tuple[Mention, ...] = ()
    code: str = ""
    applies: bool = True

    @property
    def shown(self) -> Answer | Literal["not_asked"]:
        """The answer as tables show it."""
        return self.answer if self.applies else "not_asked"


@dataclass(frozen=True, slots=True)
class Verdict:
    """The sum for one story on one page: ``broken`` if a must is broken, ``cannot_tell`` if a must cannot be told."""

    answer: Literal["kept", "broken", "cannot_tell", "no_match"]
    match: Match | None
    findings: tuple[Finding, ...] = ()
    page: str = ""
    ruleset: str = ""
    kernel: str = ""
