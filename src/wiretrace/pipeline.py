"""page -> search -> align -> credit -> rules -> verdict, on one screen."""

from __future__ import annotations

import gc
from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from types import TracebackType
from typing import Self

from wiretrace.align import attribute_all
from wiretrace.credit import Article, Copy, find_mentions
from wiretrace.errors import StoryError
from wiretrace.fingerprint import KERNEL
from wiretrace.index import IndexFile
from wiretrace.model import Match, Page, Story, Terms, Verdict, Wire
from wiretrace.rules import RULESET, judge_all
from wiretrace.search import candidates, may_carry
from wiretrace.verdict import sum_up


def check(
    page: Page,
    stories: Iterable[Story],
    *,
    terms: Terms | None = None,
    wire: Wire | None = None,
    at: datetime | None = None,
    publisher: str | None = None,
    tier: str | None = None,
) -> list[Verdict]:
    """Say which of ``stories`` the page carries and, for each, rule by rule whether the credit stayed on.

    Versions of one story (one id) are judged together. Returns a verdict for each story found, the one with most
    copied words first; an empty list where none is found. ``wire`` (or the terms') is used for stories that name none,
    and adds its names and marks to stories that name the same. Raises :class:`StoryError` where nothing names one.
    Costs an alignment a story: for more than some hundred stories build an :class:`Index`.
    """
    given = wire or (terms.wire if terms else None)
    groups = {versions[0].id: versions for versions in by_id(_of_wire(stories, given))}
    return [
        judge(page, groups[match.story], match, terms=terms, wire=wire, at=at, publisher=publisher, tier=tier)
        for match in attribute_all(groups.values(), page)
        if match.kind != "template"
    ]


def _of_wire(stories: Iterable[Story], wire: Wire | None) -> Iterable[Story]:
    """Give stories the wire that is known beside their own, whose notice then is no part of what they are."""
    return (replace(story, wire=known_wire(story.wire, wire)) for story in stories)


def judge(
    page: Page,
    versions: Sequence[Story],
    match: Match | None,
    *,
    terms: Terms | None = None,
    wire: Wire | None = None,
    at: datetime | None = None,
    publisher: str | None = None,
    tier: str | None = None,
) -> Verdict:
    """Judge the credit of one story on one page.

    ``match`` is ``None`` where the story's text was not found: mentions are then looked for around the headline, and
    the verdict's answer is ``no_match``.
    """
    story = _version(versions, match)
    wire = known_wire(story.wire, wire, terms.wire if terms else None)
    if wire is None:
        raise StoryError(f"story {story.id}: no wire is named; give the story a wire, or terms with a [wire] table")
    article = Article(page, story, match)
    mentions = find_mentions(article, wire)
    findings = judge_all(Copy(article, tuple(versions), wire, mentions, terms, at, publisher, tier))
    answer = "no_match" if match is None else sum_up(findings)
    return Verdict(answer, match, findings, page.url or "", RULESET, KERNEL)


def known_wire(*sources: Wire | None) -> Wire | None:
    """Put together what is known of a wire: the first source that is given, with what the others of its name add.

    Terms are kept up to date where old stories carry the marks of their day; a copy may show either.
    """
    given = [wire for wire in sources if wire is not None]
    if not given:
        return None
    same = [wire for wire in given if wire.name.casefold() == given[0].name.casefold()]
    aliases, notices, logos = (
        tuple(dict.fromkeys(item for wire in same for item in getattr(wire, key)))
        for key in ("aliases", "notices", "logos")
    )
    home = next((wire.home for wire in same if wire.home), None)
    return replace(given[0], aliases=aliases, notices=notices, logos=logos, home=home)


def by_id(stories: Iterable[Story]) -> list[list[Story]]:
    """Group stories by id, each group's versions oldest first."""
    groups: dict[str, list[Story]] = {}
    for story in stories:
        groups.setdefault(story.id, []).append(story)
    return [sorted(group, key=lambda story: story.version) for group in groups.values()]


def _version(versions: Sequence[Story], match: Match | None) -> Story:
    if match is not None:
        for story in versions:
            if story.version == match.version:
                return story
    return versions[-1]


def collect_less_often() -> None:
    """Keep the garbage collector from going through the modules and each page's objects again and again.

    It took 12 % of the time of a page on 807 real ones; without it a page's own objects are freed all the same.
    """
    gc.freeze()
    gc.set_threshold(20_000, 20, 50)


class Index:
    """Many stories in one file, to find which of them a page carries. Shared by processes; appended to in place.

    Use it as a context manager, or call :meth:`close`.
    """

    def __init__(self, file: IndexFile) -> None:
        self._file = file

    @classmethod
    def build(cls, path: str | Path, stories: Iterable[Story]) -> Self:
        """Write a new index of ``stories``, in place of a file of that name, and open it.

        Raises :class:`StoryError` for a story without text, :class:`StoryConflict` for two of one id and version.
        """
        return cls(IndexFile.build(Path(path), stories))

    @classmethod
    def open(cls, path: str | Path) -> Self:
        """Open an index; costs milliseconds, whatever its size.

        Raises :class:`NotAnIndex`, :class:`IndexVersionMismatch` or :class:`DamagedIndex`, which name the file.
        """
        return cls(IndexFile.open(Path(path)))

    def __len__(self) -> int:
        """The number of stories, versions counted."""
        return len(self._file)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Let the file go."""
        self._file.close()

    def add(self, stories: Iterable[Story]) -> None:
        """Append stories; the next page finds them. Raises as :meth:`build`."""
        self._file.append(stories)

    def remove(self, ids: Iterable[str]) -> None:
        """Take stories, with all versions, out of the index."""
        self._file.remove(ids)

    def keep_up(self) -> bool:
        """See what others have added to the file or removed from it since; says whether there was something."""
        return self._file.keep_up()

    def may_carry(self, data: bytes | bytearray, content_type: str | None = None, is_html: bool = True) -> bool:
        """Say from a page's bytes whether it is worth parsing; ``find`` has no match for the others.

        ``content_type`` is the HTTP header. Costs a twentieth of parsing the page, and less than decompressing it did.
        """
        return may_carry(self._file, data, content_type=content_type, markup=is_html)

    def find(self, page: Page) -> list[Match]:
        """Give the stories that the page carries, a match each, the one with most copied words first.

        Offsets in the matches are code points of the story's and the page's text. Costs a look-up of all the page's
        word grams and an alignment for each candidate.
        """
        return [match for _, match in self._found(page)]

    def check(self, page: Page, *, terms: Terms | None = None, at: datetime | None = None) -> list[Verdict]:
        """Find the page's stories and judge each, as the function :func:`check` does."""
        found = self._found(page)
        return [judge(page, v, match, terms=terms, at=at) for v, match in found if match.kind != "template"]

    def judged(self, page: Page, terms: Terms, *, at: datetime | None = None) -> list[tuple[Match, Verdict | None]]:
        """Find the page's stories and judge each that it copies; a page that only has a story's template is not judged."""
        return [
            (match, None if match.kind == "template" else judge(page, versions, match, terms=terms, at=at))
            for versions, match in self._found(page)
        ]

    def _found(self, page: Page) -> list[tuple[list[Story], Match]]:
        found = candidates(self._file, page.text)
        versions = {candidate.story_id: self._file.versions(candidate.story_id) for candidate in found.stories}
        matches = attribute_all(versions.values(), page, found.boilerplate)
        return [(versions[match.story], match) for match in matches]
