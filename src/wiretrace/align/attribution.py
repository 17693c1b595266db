"""Which version of a story a page carries, and which of several near-identical stories."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from difflib import SequenceMatcher

from wiretrace.align.aligned import Aligned, lay
from wiretrace.align.matching import is_copy, outline, with_edits
from wiretrace.model import Match, Page, Span, Story

CONTEXT = 6
"""Words on each side of a difference that must stand on the page before the difference says anything."""

OWN_WORDS = 25
"""Words that a second story must hold of the page beyond the first, to be a find of its own."""


def attribute(versions: Sequence[Story], page: Page, boilerplate: bytes = b"") -> Match | None:
    """Give the match of the version that the page carries; ``None`` if it carries none.

    Versions are compared only where they differ. What the page lacks speaks against a version only where the page
    holds the words around the difference; what it holds speaks for one wherever an excerpt ends. Versions that the
    page cannot tell apart all stand in ``Match.versions``; ``Match.version`` is then the newest of them.
    ``boilerplate`` says which words of the page stand in what many stories share (see ``search``).
    """
    found = _best_version(versions, page, boilerplate)
    return with_edits(found[1], found[0], page) if found else None


def attribute_all(groups: Iterable[Sequence[Story]], page: Page, boilerplate: bytes = b"") -> list[Match]:
    """Give the matches of the stories that the page carries, a match each, as :func:`settle` orders them.

    Every group is one story's versions. The differences of a sibling are another story's, and are not worked out:
    its ``Match.edits`` is empty.
    """
    found = [best for versions in groups if (best := _best_version(versions, page, boilerplate))]
    laid = {match.story: aligned for aligned, match in found}
    settled = settle([match for _, match in found])
    return [m if m.kind == "template" else with_edits(m, laid[m.story], page) for m in settled]


def _best_version(versions: Sequence[Story], page: Page, boilerplate: bytes) -> tuple[Aligned, Match] | None:
    laid = [lay(story, page, boilerplate) for story in versions]
    laid = [aligned for aligned in laid if is_copy(aligned)]
    if not laid:
        return None
    lost = [sum(votes(left, right) < 0 for right in laid if right is not left) for left in laid]
    standing = {a.story.version: a for a, times in zip(laid, lost, strict=True) if times == min(lost)}
    best = standing[max(standing)]
    return best, replace(outline(best), versions=tuple(sorted(standing)))


def votes(left: Aligned, right: Aligned) -> int:
    """Differences that speak for ``left``, less those that speak for ``right``."""
    here, there = left.matched(), right.matched()
    total = 0
    for tag, i1, i2, j1, j2 in SequenceMatcher(None, left.words.folded, right.words.folded, False).get_opcodes():
        if tag == "equal":
            continue
        around = _around(here, i1, i2), _around(there, j1, j2)
        # Where an excerpt begins or ends, what it holds says something, what it lacks does not.
        lacking = -1 if all(map(all, around)) else 0
        total += _speaks(here, i1, i2, lacking=lacking) if any(around[0]) else 0
        total -= _speaks(there, j1, j2, lacking=lacking) if any(around[1]) else 0
    return total


def _around(matched: bytearray, start: int, end: int) -> tuple[bool, bool]:
    """Say of each side whether the page holds the words there (a text's own beginning or end counts as held)."""
    before, after = matched[max(start - CONTEXT, 0) : start], matched[end : end + CONTEXT]
    if not before and not after:
        return False, False
    return sum(before) * 2 >= len(before), sum(after) * 2 >= len(after)


def _speaks(matched: bytearray, start: int, end: int, *, lacking: int) -> int:
    """2 if the page holds most of this side's words, ``lacking`` if not, 0 where this side has none to hold."""
    if start == end:
        return 0
    return 2 if sum(matched[start:end]) * 2 > end - start else lacking


def settle(matches: Sequence[Match]) -> list[Match]:
    """Decide between stories that explain the same text of the page; best first, the explained ones last.

    A story whose copied words all lie in a better one's is a sibling of it (yesterday's bulletin, an update, recycled
    background): its match gets the kind ``template``. Where two explain the page equally well, both stay what they
    are and each names the other in ``Match.rivals``.
    """
    best: list[Match] = []
    siblings: list[Match] = []
    for match in sorted(matches, key=lambda match: (-_same(match), match.story)):
        equals = [m for m in best if _same(m) == _same(match) and _new_words(match, [m]) == 0]
        if equals:
            for equal in equals:
                best[best.index(equal)] = replace(equal, rivals=(*equal.rivals, match.story))
            best.append(replace(match, rivals=tuple(equal.story for equal in equals)))
        elif not best or _new_words(match, best) >= OWN_WORDS:
            best.append(match)
        else:
            siblings.append(replace(match, kind="template"))
    return best + siblings


def _same(match: Match) -> int:
    return sum(passage.words for passage in match.passages)


def _new_words(match: Match, others: Sequence[Match]) -> int:
    """Words of the match that lie in no passage of the others."""
    taken = [passage.page for other in others for passage in other.passages]
    return sum(p.words for p in match.passages if not any(_inside(p.page, span) for span in taken))


def _inside(inner: Span, outer: Span) -> bool:
    return inner.start < outer.end and outer.start < inner.end
