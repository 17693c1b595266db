"""PHOTO_PERM, PHOTO_WITH_STORY: pictures are used only with the right to, or only beside their story."""

from __future__ import annotations

from wiretrace.credit.article import Article
from wiretrace.credit.copy import Copy
from wiretrace.credit.evidence import finding, not_applicable, unseen
from wiretrace.credit.story_pictures import Found, find_pictures
from wiretrace.model import Finding, Image, Mention, Picture, Rule, Span

NAME = "photo"


def judge(copy: Copy, rule: Rule) -> Finding:
    """PHOTO_PERM is broken if a picture of the story without ``rights`` stands beside it.

    PHOTO_WITH_STORY is broken if a picture of the story stands on a page that does not carry the story. Kept only if
    every image beside the story could be compared, or if there is none.
    """
    if not copy.page.is_html:
        return finding(NAME, rule, "cannot_tell", "the page is at hand as plain text, which shows no pictures")
    if not copy.story.pictures:
        return not_applicable(NAME, rule, "the story as released lists no pictures to look for")
    article = copy.article
    found = find_pictures(copy)
    if rule.code == "PHOTO_WITH_STORY":
        return _with_story(copy, rule, found)
    barred = [(picture, image) for picture, image in found.uses if not picture.rights]
    if barred:
        why = f"the page shows a picture that the wire has not cleared: {barred[0][0].url}"
        return finding(NAME, rule, "broken", why, _mentions(article, barred))
    if all(picture.rights for picture in copy.story.pictures):
        return finding(NAME, rule, "kept", "the wire has cleared all pictures of this story")
    return _none_seen(copy, rule, found, "a picture that the wire has not cleared")


def _with_story(copy: Copy, rule: Rule, found: Found) -> Finding:
    shown = _mentions(copy.article, found.uses)
    if not found.uses:
        return _none_seen(copy, rule, found, "a picture of the story")
    if copy.match is None or copy.match.kind in ("quote", "template"):
        if reason := unseen(copy):
            return finding(NAME, rule, "cannot_tell", reason, shown)
        return finding(NAME, rule, "broken", "a picture of the story is here without the story", shown)
    return finding(NAME, rule, "kept", "the story's picture stands beside the story", shown)


def _none_seen(copy: Copy, rule: Rule, found: Found, what: str) -> Finding:
    if reason := unseen(copy):
        return finding(NAME, rule, "cannot_tell", reason)
    if found.unknown:
        return finding(NAME, rule, "cannot_tell", found.said_of_unknown(what))
    return finding(NAME, rule, "kept", f"no picture beside the story is {what}")


def _mentions(article: Article, uses: list[tuple[Picture, Image]] | tuple[tuple[Picture, Image], ...]) -> list[Mention]:
    return [
        Mention(
            "photo_credit", picture.url[:200], article.place(image.element), Span(image.offset, image.offset), "other"
        )
        for picture, image in uses
    ]
