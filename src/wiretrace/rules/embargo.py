"""EMBARGO: the story was not published before its release time."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta

from wiretrace.credit.copy import Copy
from wiretrace.credit.evidence import finding, not_applicable
from wiretrace.model import Finding, Mention, Rule

NAME = "embargo"
_META = ("article:published_time", "datepublished", "date", "dc.date", "dc.date.issued", "parsely-pub-date", "pubdate")
# A page's time without a zone may be off by as much as the earth's zones are apart.
_ZONE_DOUBT = timedelta(hours=14)


def judge(copy: Copy, rule: Rule) -> Finding:
    """Broken if the page was taken, or says that it was published, before the embargo ended."""
    release = copy.story.embargo_until
    if release is None:
        return not_applicable(NAME, rule, "the story as released carries no embargo")
    if copy.match is None:
        return finding(NAME, rule, "cannot_tell", "the story's text was not found on this page")
    if copy.at is not None and copy.at < release:
        return finding(
            NAME, rule, "broken", f"the page was taken at {copy.at:%Y-%m-%d %H:%M %Z}, before {_said(release)}"
        )
    for stated, mention in _published(copy):
        if stated.tzinfo is None and abs(stated - release.replace(tzinfo=None)) <= _ZONE_DOUBT:
            why = f"the page says {mention.text} without a time zone, too close to {_said(release)} to tell"
            return finding(NAME, rule, "cannot_tell", why, [mention])
        if (stated < release) if stated.tzinfo else (stated < release.replace(tzinfo=None)):
            why = f"the page says that it was published at {mention.text}, before {_said(release)}"
            return finding(NAME, rule, "broken", why, [mention])
        return finding(NAME, rule, "kept", f"the page says {mention.text}, after {_said(release)}", [mention])
    if copy.at is None:
        return finding(NAME, rule, "cannot_tell", "it is not known when the page was taken or published")
    why = f"the page was taken after {_said(release)} and does not say when it was published"
    return finding(NAME, rule, "cannot_tell", why)


def _said(release: datetime) -> str:
    return f"the embargo ended ({release:%Y-%m-%d %H:%M %Z})"


def _published(copy: Copy) -> Iterator[tuple[datetime, Mention]]:
    """When the page says it was published, the plainest statement first."""
    stated = [(key, value) for key, value in copy.page.meta if key.lower() in _META]
    stated += [("datePublished", str(item["datePublished"])) for item in copy.page.data if "datePublished" in item]
    for key, value in stated:
        moment = _moment(value)
        if moment is not None:
            yield moment, Mention("machine", value.strip()[:60], key, of="other")


def _moment(value: str) -> datetime | None:
    """A full ISO time; ``None`` for a bare day or another form, which say too little about an embargo."""
    if len(value.strip()) <= len("2026-01-31"):
        return None
    try:
        return datetime.fromisoformat(value.strip())
    except ValueError:
        return None
