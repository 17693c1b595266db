"""PAYWALL_NO: readers of the copy are not charged."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any

from wiretrace.credit.copy import Copy
from wiretrace.credit.evidence import clip, finding, unseen
from wiretrace.model import Finding, Mention, Rule, Span

NAME = "paywall"
_META = ("article:content_tier", "content_tier", "cxenseparse:paywall", "access", "paywall")
_CHARGED = {"locked", "metered", "paid", "premium", "subscriber", "subscribers", "subscription", "hard", "true"}
_FREE = {"free", "open", "false", "unlocked"}
_WALL = re.compile(
    r"\b(?:(?:subscribe|sign up|log ?in|register) (?:now )?to (?:continue|keep|read)|to (?:continue|keep) reading,?"
    r" (?:please )?(?:subscribe|log in|sign)|(?:this (?:article|story|content) is )?(?:only |exclusively )?for (?:our )?"
    r"(?:subscribers|members) only|already a subscriber\?|abonnieren sie|jetzt weiterlesen|réservé aux abonnés"
    r"|exclusivo para suscriptores|exclusivo para assinantes|contenuto riservato agli abbonati)",
    re.IGNORECASE,
)
_BLOCKS_BELOW = 8  # a wall stands where the text breaks off: right below it, share buttons and pictures between
_MAX_DEPTH = 6


def judge(copy: Copy, rule: Rule) -> Finding:
    """Judge by what the page says of itself: JSON-LD ``isAccessibleForFree``, content tier tags, a wall below the text.

    Kept where it says that it is free, or where the story stands readable in full and nothing speaks of a wall.
    """
    says = list(_says(copy))
    charged = [mention for is_charged, mention in says if is_charged]
    if charged:
        why = f"the page says that readers are charged: {clip(charged[0].text)}"
        return finding(NAME, rule, "broken", why, charged)
    if says:
        return finding(NAME, rule, "kept", f"the page says that it is free: {says[0][1].text}", [says[0][1]])
    if reason := unseen(copy):
        return finding(NAME, rule, "cannot_tell", reason)
    if copy.match is None or not copy.match.passages:
        return finding(NAME, rule, "cannot_tell", "the story's text was not found on this page")
    if wall := _wall(copy):
        return finding(NAME, rule, "broken", f"the text breaks off at a wall: {clip(wall.text)}", [wall])
    if copy.match.kind in ("full", "edited") and copy.page.is_html:
        return finding(NAME, rule, "kept", "the story stands readable on the page, and nothing speaks of a wall")
    return finding(NAME, rule, "cannot_tell", "only a part of the story is there; the page does not say why")


def _says(copy: Copy) -> Iterator[tuple[bool, Mention]]:
    for key, value in copy.page.meta:
        word = value.strip().lower()
        if key.lower() in _META and word in _CHARGED | _FREE:
            yield word in _CHARGED, Mention("machine", f"{key}: {value}"[:200], f"meta {key}", of="other")
    for item in copy.page.data:
        for stated in _accessible(item, 0):
            free = str(stated).strip().lower()
            if free in ("true", "false"):
                text = f"isAccessibleForFree: {free}"
                yield free == "false", Mention("machine", text, "JSON-LD isAccessibleForFree", of="other")


def _accessible(item: Mapping[str, Any], depth: int) -> Iterator[object]:
    if "isAccessibleForFree" in item:
        yield item["isAccessibleForFree"]
        return
    parts = item.get("@graph") if depth < _MAX_DEPTH else None
    for part in parts if isinstance(parts, list) else []:
        if isinstance(part, Mapping):
            yield from _accessible(part, depth + 1)


def _wall(copy: Copy) -> Mention | None:
    article = copy.article
    if article.last is None:
        return None
    for index in range(article.last + 1, min(article.last + 1 + _BLOCKS_BELOW, len(copy.page.blocks))):
        block, text = copy.page.blocks[index], article.text(index)
        if len(text) < 400 and block.start < copy.page.visible_end and _WALL.search(text):
            return Mention("text", text, article.place(block.element), Span(block.start, block.end), "other")
    return None
