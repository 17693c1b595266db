"""The desk check: what an editor should look at before a story goes out. Advice with its place, hardly ever a lock.

Pure functions on plain values, a file for each subject; no Django, no clock, no network. What is English only says so in its
first line. For a text in another language only byline, pictures, known wordings of the notice and the index are looked at.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from wirecopy.desk.check import (
    anonymous,
    attribution,
    byline,
    comment,
    dates,
    elsewhere,
    hedges,
    notice,
    pictures,
    quotations,
    related,
)
from wirecopy.desk.check.languages import language_of
from wirecopy.desk.check.reading import read
from wirecopy.desk.check.report import (
    Advice,
    AnonymousSource,
    Attribution,
    Elsewhere,
    Hedge,
    NearDate,
    Notice,
    Party,
    Quotation,
    Related,
    Report,
)
from wirecopy.desk.check.subject import Byline, Comment, Link, Picture, Subject
from wiretrace import Index
from wiretrace.model import Rule, Terms
from wiretrace.terms import in_force
from wiretrace.terms import notice as wording_of

__all__ = [
    "Advice",
    "AnonymousSource",
    "Attribution",
    "Byline",
    "Comment",
    "Elsewhere",
    "Hedge",
    "Link",
    "NearDate",
    "Notice",
    "Party",
    "Picture",
    "Quotation",
    "Related",
    "Report",
    "Subject",
    "check_story",
]


def check_story(subject: Subject, *, terms: Terms | None = None, index: Index | None = None) -> Report:
    """Check a draft.

    ``terms`` say what is a lock (without them nothing is), how the wire is called, and how its notices read; the rules that hold for
    a publisher nobody knows count. ``index`` holds the stories of this and other wires. Offsets are half-open code points of
    ``subject.text``. Advice stands in the order of the text, that about no place first. Never raises on any text; what the index raises
    on a damaged file goes through. Costs some 4 ms for a story of 450 words, and grows with the text.
    """
    text, rules = subject.text, in_force(terms) if terms else ()
    language = language_of(subject.language, text)
    wordings = (*(terms.wire.notices if terms.wire else ()), wording_of(terms)) if terms else ()
    foot = notice.split_notice(text, wordings=wordings, language=language)
    story = text[: foot.start] if foot else text
    leads = related.related(story, language=language)
    reading = read(story, asides=related.spans(leads))
    claims = attribution.attributions(reading, language=language, links=subject.links, own=_own_names(subject, terms))
    report = Report(
        advice=(),
        language=language,
        story_end=len(story),
        attributions=claims,
        hedges=hedges.hedges(reading, claims, language=language),
        quotations=quotations.quotations(reading, language=language),
        related=leads,
        parties=comment.parties(reading, language=language),
        dates=dates.near_dates(reading, language=language),
        anonymous=anonymous.anonymous_sources(reading, language=language),
        elsewhere=elsewhere.elsewhere(story, index, own_id=subject.story_id) if index is not None else (),
        notice=foot,
    )
    advice = sorted(_advice(subject, report, rules), key=lambda one: -1 if one.start is None else one.start)
    return replace(report, advice=tuple(advice))


def _advice(subject: Subject, report: Report, rules: Sequence[Rule]) -> Iterator[Advice]:
    text = subject.text
    yield from byline.advise(subject.byline, rules)
    yield from pictures.advise(subject.pictures, rules)
    yield from attribution.advise(text, report.attributions)
    yield from hedges.advise(text, report.hedges)
    yield from quotations.advise(text, report.quotations)
    yield from anonymous.advise(text, report.anonymous)
    yield from related.advise(text, report.related, links=subject.links, known=subject.related)
    yield from comment.advise(text[: report.story_end], report.parties, subject.comment)
    if not subject.has_dateline_date and subject.released is None:
        yield from dates.advise(text, report.dates)
    yield from elsewhere.advise(text, report.elsewhere)
    yield from notice.advise(text, report.notice)


def _own_names(subject: Subject, terms: Terms | None) -> frozenset[str]:
    """What the wire is called, in small letters: by its terms, and by the affiliations of the byline."""
    wire = terms.wire if terms else None
    names = [wire.name, *wire.aliases] if wire else []
    names += [affiliation for _, affiliation in subject.byline]
    return frozenset(name.strip().lower().removeprefix("the ") for name in names if name.strip())
