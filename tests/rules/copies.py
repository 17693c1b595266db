"""A story of Harbor Light News Service and pages that carry it, put together for one rule at a time."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

from wiretrace.align import attribute
from wiretrace.credit import Article, Copy, find_mentions
from wiretrace.html import page_from_text, parse
from wiretrace.model import Finding, Rule, Story, Terms, Wire
from wiretrace.rules import RULES

WIRE = Wire("Harbor Light News Service", ("Harbor Light", "HLNS"), home="https://harborlight.example")
PARAGRAPHS = (
    "Ellery's harbor council voted on Tuesday night to rebuild the northern breakwater, closing a dispute that split the"
    " fishing port for eleven years and cost two mayors their seats.",
    "The work will begin in April and should last twenty-six months, according to the port's engineer, who put the bill"
    " at 48 million crowns and warned that spring storms could delay the first caissons.",
    "“We have buried enough boats behind that wall,” said Ilse Varga, who has repaired hulls on the quay since 1987."
    " “Nobody here wants another winter of sandbags and prayers.”",
    "Opponents argue that the new wall will starve the oyster beds south of the river mouth; three of them have asked"
    " the regional court to stop the contracts before the dredgers arrive.",
    "The council's own survey, released with the vote, found silt moving faster than the plans assume, though its"
    " authors called the difference small and asked for another season of measurements.",
)
STORY = Story(
    "hlns-1",
    "\n".join(PARAGRAPHS),
    headline="Ellery votes to rebuild its breakwater",
    byline=("Marta Lindqvist",),
    url="https://harborlight.example/2026/breakwater",
    published=datetime(2026, 3, 1, 6, tzinfo=UTC),
    wire=WIRE,
    language="en",
)
URL = "https://quaycourier.example/news/breakwater"
TAKEN = datetime(2026, 3, 2, 12, tzinfo=UTC)


def a_page(
    *paragraphs: str, head: str = "", above: str = "", below: str = "", frame: str = "", lang: str = "en"
) -> str:
    """A publisher's page: the story's paragraphs (all of them if none is given) in an article, a menu and a footer."""
    body = "".join(f"<p>{text}</p>" for text in paragraphs or PARAGRAPHS)
    return (
        f'<html lang="{lang}"><head><title>Breakwater</title>{head}</head><body>'
        '<nav><a href="/">Front</a> <a href="https://harborlight.example/">Our wire</a></nav>'
        f"<main><article><h1>{STORY.headline}</h1>{above}{body}{below}</article></main>"
        f'<footer class="site-footer"><p>The Quay Courier, Ellery {frame}</p></footer></body></html>'
    )


def a_copy(html: str, *versions: Story, text: bool = False, **more: Any) -> Copy:
    """A copy as the pipeline makes it: ``html`` parsed, aligned to ``versions`` (STORY if none), mentions found.

    ``more`` replaces fields of the copy; ``page`` replaces fields of its page. ``text`` takes it as plain text.
    """
    stories = versions or (STORY,)
    page = page_from_text(html, URL) if text else parse(html, url=URL)
    page = replace(page, **more.pop("page", {}))
    match = attribute(stories, page)
    story = next((s for s in stories if match and s.version == match.version), stories[-1])
    article = Article(page, story, match)
    return Copy(article, stories, WIRE, find_mentions(article, WIRE), **({"at": TAKEN} | more))


def judged(code: str, copy: Copy, **more: Any) -> Finding:
    """What the checker of ``code`` says of the copy; ``more`` are fields of the rule."""
    return RULES[code](copy, Rule(code, **more))


def terms_of(*rules: Rule, **more: Any) -> Terms:
    """Terms of these rules."""
    return Terms("HLNS", rules, wire=WIRE, **more)
