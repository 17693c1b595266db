"""PHOTO_CREDIT: the credit line of each picture that the copy takes over stays on."""

from __future__ import annotations

from wiretrace.credit.article import Article
from wiretrace.credit.copy import Copy
from wiretrace.credit.evidence import clip, finding, in_words, not_applicable, unseen
from wiretrace.credit.names import fold_same_length
from wiretrace.credit.story_pictures import find_pictures
from wiretrace.model import Finding, Image, Mention, Rule, Span

NAME = "photo_credit"
# A caption stands in the block of its picture or in one of the two next to it; its credit may have a line of its own.
_BLOCKS_NEAR = 3


def judge(copy: Copy, rule: Rule) -> Finding:
    """Kept if the credit of every picture taken over stands in the caption or label next to it."""
    if not copy.page.is_html:
        return finding(NAME, rule, "cannot_tell", "the page is at hand as plain text, which shows no pictures")
    if not any(picture.credit for picture in copy.story.pictures):
        return not_applicable(NAME, rule, "the story as released carries no picture credit to keep")
    article = copy.article
    found = find_pictures(copy)
    used = [(picture, image) for picture, image in found.uses if picture.credit]
    lost = [(picture, image) for picture, image in used if not _is_credited(article, image, picture.credit)]
    shown = [
        Mention("photo_credit", p.credit, article.place(i.element), Span(i.offset, i.offset), "other")
        for p, i in lost or used
    ]
    if lost and (reason := unseen(copy)):
        return finding(NAME, rule, "cannot_tell", reason, shown)
    if lost:
        names = in_words(clip(picture.credit) for picture, _ in lost)
        return finding(NAME, rule, "broken", f"the credit is not beside its picture: {names}", shown)
    if used:
        return finding(NAME, rule, "kept", f"the pictures' credits stand beside them: {clip(used[0][0].credit)}", shown)
    if found.unknown:
        return finding(NAME, rule, "cannot_tell", found.said_of_unknown("a picture of the story"))
    return finding(NAME, rule, "kept", "the copy takes over no picture of the story")


def _is_credited(article: Article, image: Image, credit: str) -> bool:
    blocks = article.page.blocks
    index = article.block_at(image.offset)
    first, last = max(index - 1, 0), min(index + _BLOCKS_NEAR, len(blocks) - 1)
    near = article.page.text[blocks[first].start : blocks[last].end] + "\n" + image.label
    return _squeeze(credit) in _squeeze(near)


def _squeeze(text: str) -> str:
    """Letters and digits only: "Photo: Ngozi Adeyemi/HLNS" and "Photo Ngozi Adeyemi / HLNS" are one credit."""
    return "".join(char for char in fold_same_length(text) if char.isalnum())
