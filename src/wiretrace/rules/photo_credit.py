"""PHOTO_CREDIT: the credit lines of the story's pictures are kept."""

from __future__ import annotations

from urllib.parse import urlsplit

from wiretrace.credit.evidence import finding, in_words, unseen
from wiretrace.credit.names import fold_same_length
from wiretrace.model import Copy, Finding, Rule

NAME = "photo_credit"


def judge(copy: Copy, rule: Rule) -> Finding:
    """Kept if each of the story's pictures on the page has its credit in the text; judged by the pictures' addresses."""
    used = [p for p in copy.story.pictures if p.credit and _on_page(copy, p.url)]
    if not used:
        return finding(NAME, rule, "cannot_tell", "no picture of the story with a credit is on the page by its address")
    if reason := unseen(copy):
        return finding(NAME, rule, "cannot_tell", reason)
    text = fold_same_length(copy.page.text)
    lost = [picture.credit for picture in used if fold_same_length(picture.credit) not in text]
    if lost:
        return finding(NAME, rule, "broken", f"the picture credit {in_words(lost)} is gone")
    return finding(NAME, rule, "kept", "the pictures' credits stand")


def _on_page(copy: Copy, url: str) -> bool:
    name = urlsplit(url).path.rsplit("/", 1)[-1]
    return any(urlsplit(source).path.endswith(name) for image in copy.page.images for source in image.sources if name)
