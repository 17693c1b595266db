"""The wire's terms at the foot of a text: where they begin, and what only sounds like them."""

from __future__ import annotations

import pytest

from tests import cast
from wirecopy.desk.check import Report, Subject, check_story
from wiretrace.model import Rule, Terms, Wire
from wiretrace.terms import notice, preset, preset_names

STORY = "The board voted on the hall.\nThe old hall, built in 1908, will become a museum."
NOTICES = [
    cast.NOTICE,
    "This story is free to republish. Please credit Harbor Light News Service and link to harborlight.example.",
    "Every republished piece should carry our logo and the byline.",
    "Republish this article for free, online or in print, under a Creative Commons license.",
    "You may republish this story under a Creative Commons licence.",
    "This article was originally published by Harbor Light News Service.",
    "This story first appeared in the Quay Courier.",
    "© 2026 Harbor Light News Service. All rights reserved.",
    "Copyright 2026 Harbor Light. This material may not be published, broadcast, rewritten or redistributed.",
    "Content created by Harbor Light is available to publishers. For licensing, write to licensing@harborlight.example.",
    "HLNS is a nonprofit newsroom. Our stories may be freely republished with credit.",
    "Read our republishing guidelines before you reprint this story.",
    "Republication of this story is strictly prohibited without a license.",
]
STORIES = [
    "The museum may show the boats, said Perla Moreno.",
    "The board must include a fisherman.",
    "The council must carry the cost.",
    "The town will republish the map.",
    "A license to fish costs $20 a year.",
    "The letter was first published in the Quay Courier.",
    "The court ruled on copyright in songs of the sea.",
    "“Republished stories must carry the logo,” the wire's terms say, and Moreno laughed.",
    "Entry is free of charge.",
    "Fish is available without charge at the pier.",
    "The nonprofit newsroom moved to the pier.",
    "She asked readers to sign up.",
    "The news service turned 40.",
    "The rights of stall holders are reserved to the town.",
    "The byline of the letter was cut.",
    "The hall has a new logo.",
    "Permission came from the county.",
    "Donations go to the museum.",
    "The creative commons of the town is the beach.",
    "Write to the museum at museum@portellery.example.",
]


def check(text: str, *, terms: Terms | None = None, language: str = "en") -> Report:
    return check_story(Subject(text=text, language=language), terms=terms)


@pytest.mark.parametrize("words", NOTICES)
def test_a_notice_is_split_from_the_story(words: str) -> None:
    text = f"{STORY}\n{words}\n"
    found = check(text)
    assert found.notice is not None
    assert text[found.notice.start : found.notice.end] == words
    assert text[: found.story_end].rstrip() == STORY


@pytest.mark.parametrize("words", STORIES)
def test_a_story_that_speaks_of_such_things_keeps_its_end(words: str) -> None:
    found = check(f"{STORY}\n{words}")
    assert found.notice is None
    assert found.story_end == len(f"{STORY}\n{words}")


@pytest.mark.parametrize("name", preset_names())
def test_the_notice_that_the_terms_write_is_known_again(name: str) -> None:
    terms = preset(name)
    text = f"{STORY}\n{notice(terms)}"
    found = check(text, terms=terms)
    assert found.notice is not None
    assert text[: found.notice.start].rstrip() == STORY
    assert check(STORY, terms=terms).notice is None


def test_several_paragraphs_of_terms_are_one_notice() -> None:
    foot = f"HLNS is a nonprofit newsroom. Sign up for our newsletter.\n{cast.NOTICE}"
    found = check(f"{STORY}\n{foot}").notice
    assert found is not None
    assert f"{STORY}\n{foot}"[found.start : found.end] == foot


def test_a_notice_may_begin_inside_the_last_paragraph() -> None:
    text = f"{STORY} {cast.NOTICE}"
    found = check(text).notice
    assert found is not None
    assert text[found.start :] == cast.NOTICE


def test_nothing_in_the_notice_is_checked() -> None:
    found = check(
        f"{STORY}\nThis story was first published by the Quay Courier on Monday. All rights reserved, according to us."
    )
    assert (found.dates, found.attributions) == ((), ())


def test_the_wires_own_wording_is_known_in_any_language() -> None:
    words = "Unsere Texte dürfen kostenlos übernommen werden, wenn Name und Zeichen der Agentur stehen bleiben und wir es erfahren."
    terms = Terms("HLNS", (Rule("BYLINE"),), wire=Wire("Harbor Light", notices=(words,)))
    text = f"Der Rat hat beraten.\nDer Markt zieht um.\n{words}"
    found = check(text, terms=terms, language="de").notice
    assert found is not None
    assert text[found.start : found.end] == words


def test_the_advice_says_that_renditions_add_the_notice_by_themselves() -> None:
    (advice,) = (a for a in check(f"{STORY}\n{cast.NOTICE}").advice if a.kind == "terms_in_text")
    assert advice.quoted == cast.NOTICE
    assert not advice.is_lock
