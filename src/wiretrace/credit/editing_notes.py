"""Finds the notes in which a publisher says that it changed a story or added reporting of its own."""

from __future__ import annotations

import re

from wiretrace.credit.article import HEAD_BLOCKS, TAIL_BLOCKS
from wiretrace.credit.copy import Copy
from wiretrace.credit.names import fold_same_length
from wiretrace.credit.phrases import CONTRIBUTION
from wiretrace.model import Mention, Span

CHANGED = re.compile(
    r"\b(?:(?:has been|have been|was|were|is) (?:\w+ )?(?:edited|abridged|adapted|condensed|shortened|trimmed|excerpted"
    r"|updated|modified|translated|cut|rewritten)|(?:edited|abridged|adapted|condensed|shortened|excerpted|modified)"
    r" (?:version|from|for|by)|(?:length|clarity|style) and (?:length|clarity|style)|gekurzt|bearbeitet|redigiert"
    r"|version (?:abregee|modifiee|adaptee)|a ete (?:modifie|abrege|adapte|raccourci)|(?:version|versao) (?:editada|adaptada"
    r"|reducida|reduzida)|(?:ha sido|foi) (?:editad|adaptad|modificad)[oa]|e stato (?:modificato|adattato|abbreviato))\b",
)  # written without accents, in lower case: it is matched on folded text
_MAX_NOTE = 500  # characters; a note is a line, not a text
_COVERED = 0.5  # a block half of which is the story's own text is the story's, not a note


def change_notes(copy: Copy) -> tuple[Mention, ...]:
    """Lines around and inside the story, not its own, that say that it was changed."""
    return _notes(copy, CHANGED)


def reporting_notes(copy: Copy) -> tuple[Mention, ...]:
    """Lines around and inside the story, not its own, that say who added reporting."""
    return _notes(copy, CONTRIBUTION)


def _notes(copy: Copy, pattern: re.Pattern[str]) -> tuple[Mention, ...]:
    article = copy.article
    if article.first is None or article.last is None:
        return ()
    found = []
    for index in range(max(article.first - HEAD_BLOCKS, 0), min(article.last + TAIL_BLOCKS + 1, len(copy.page.blocks))):
        block = copy.page.blocks[index]
        if (
            block.end - block.start > _MAX_NOTE
            or article.zone(index) == "away"
            or _is_story(copy, block.start, block.end)
        ):
            continue
        text = article.text(index)
        if pattern.search(fold_same_length(text)):
            span = Span(block.start, block.end)
            found.append(Mention("contribution", text, article.place(block.element), span, "other"))
    return tuple(found)


def _is_story(copy: Copy, start: int, end: int) -> bool:
    passages = copy.match.passages if copy.match else ()
    same = sum(max(min(p.page.end, end) - max(p.page.start, start), 0) for p in passages)
    return same >= _COVERED * (end - start)
