"""CREDITED_TO: the credit of the copy does not go to somebody who did not write it."""

from __future__ import annotations

from wiretrace.credit.copy import Copy
from wiretrace.credit.evidence import clip, finding, in_words, mentions_of, not_applicable, unseen
from wiretrace.model import Finding, Rule

NAME = "credited_to"


def judge(copy: Copy, rule: Rule) -> Finding:
    """Broken if the reporter's place names another person and no reporter; ``cannot_tell`` if nobody is named.

    A second name beside the reporter's (the poster's, an editor's) does not break it.
    """
    if not copy.story.byline:
        return not_applicable(NAME, rule, "the story names no reporter whose place another could take")
    others = mentions_of(copy, "other", "credit_line")
    if mentions_of(copy, "reporter", "credit_line"):
        return finding(NAME, rule, "kept", "the credit names the story's own reporter")
    if not others:
        return finding(NAME, rule, "cannot_tell", unseen(copy) or "no person stands in the reporter's place")
    names = in_words(sorted({mention.name for mention in others}))
    return finding(NAME, rule, "broken", f"the reporter's place names {names}: {clip(others[0].text)}", others)
