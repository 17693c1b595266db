"""TRANSL_NO: the story is not translated without permission."""

from __future__ import annotations

from wiretrace.credit.address import absolute, is_same_page
from wiretrace.credit.copy import Copy
from wiretrace.credit.evidence import finding, unseen
from wiretrace.model import Finding, Mention, Rule

NAME = "translation"
# A translation keeps names and an odd quotation of the original, hardly more.
MAX_LEFT_IN_TRANSLATION = 0.1


def judge(copy: Copy, rule: Rule) -> Finding:
    """Kept if the story stands on the page in its own words. Translated text does not align with the original.

    So a translation is told by two things together: the page is in another language than the story, and it points to
    the story by canonical address or link. One of them alone is ``cannot_tell``.
    """
    match = copy.match
    if match is not None and match.story_coverage > MAX_LEFT_IN_TRANSLATION:
        return finding(NAME, rule, "kept", "the story stands on the page in its own language")
    here, there = _language(copy.page.language), _language(copy.story.language)
    if not here or not there:
        return finding(NAME, rule, "cannot_tell", unseen(copy) or "the language of page or story is not known")
    if here == there:
        return finding(NAME, rule, "kept", f"the page is in the story's language ({here})")
    tie = _tie(copy)
    if tie is None:
        why = f"the page is in another language ({here}, the story {there}) and does not point to the story"
        return finding(NAME, rule, "cannot_tell", why)
    return finding(
        NAME, rule, "broken", f"the page is in {here}, the story in {there}, and it points to the story", [tie]
    )


def _language(tag: str | None) -> str:
    return (tag or "").replace("_", "-").split("-")[0].strip().lower()


def _tie(copy: Copy) -> Mention | None:
    page, original = copy.page, copy.story.url
    if original is None:
        return None
    if page.canonical and is_same_page(absolute(page.canonical, page.url), original):
        return Mention("machine", page.canonical[:200], "link rel=canonical")
    for link in page.links:
        if is_same_page(absolute(link.href, page.url), original):
            return Mention("link", page.text[link.start : link.end][:200] or link.href[:200], "a")
    return None
