"""Small pages for the tests of credit: a story of the sample wire with whatever a test wants around it."""

from __future__ import annotations

from wiretrace import html
from wiretrace.credit import Article, find_mentions
from wiretrace.model import Match, Mention, MentionKind, Page, Passage, Span, Story, Wire

WIRE = Wire(
    "Harbor Light News Service",
    ("Harbor Light", "HLNS"),
    notices=("This story was produced by Harbor Light News Service, an independent newsroom on the Sund coast.",),
    home="https://harborlight.example",
)
TEXT = (
    "The ferry board voted on Tuesday to keep the winter timetable after fishermen packed the hall for a third night.\n"
    "Board members said the money for two more crossings would come from the harbor fund, which holds 1.2 million.\n"
    "The timetable takes effect on the first Monday of next month, the harbor master told the meeting."
)
STORY = Story("urn:hlns:1", TEXT, headline="Ferry board keeps winter timetable", byline=("Marta Lindqvist",), wire=WIRE)


def page_with(*, above: str = "", below: str = "", foot: str = "", headline: str = STORY.headline) -> Page:
    """An article page: ``above`` and ``below`` stand around the paragraphs, ``foot`` after the article."""
    paragraphs = "".join(f"<p>{line}</p>" for line in TEXT.split("\n"))
    return html.parse(
        f"<html><body><nav><a href='/'>Harbor Light</a></nav><article><h1>{headline}</h1>{above}"
        f"<div class='text'>{paragraphs}</div>{below}</article>{foot}</body></html>"
    )


def match_on(page: Page) -> Match:
    """The match of the story's paragraphs on the page, as an alignment would give it."""
    passages = []
    for line in TEXT.split("\n"):
        at, there = TEXT.index(line), page.text.index(line)
        words = len(line.split())
        passages.append(Passage(Span(at, at + len(line)), Span(there, there + len(line)), words))
    return Match(STORY.id, 1, "full", 55, 55, 1.0, 0.8, tuple(passages), versions=(1,))


def mentions(page: Page, story: Story = STORY) -> tuple[Mention, ...]:
    """All mentions on the page."""
    return find_mentions(Article(page, story, match_on(page)), WIRE)


def kinds(page: Page, of: str, story: Story = STORY) -> set[MentionKind]:
    """The kinds of the mentions of the wire or a reporter."""
    return {mention.kind for mention in mentions(page, story) if mention.of == of}
