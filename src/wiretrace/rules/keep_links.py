"""KEEPLINKS: the links inside the story stay in."""

from __future__ import annotations

from wiretrace.credit.address import absolute, host_of, is_same_page
from wiretrace.credit.copy import Copy
from wiretrace.credit.evidence import finding, not_applicable, unseen
from wiretrace.model import Finding, Mention, Rule

NAME = "keep_links"


def judge(copy: Copy, rule: Rule) -> Finding:
    """Kept if every link of the story is somewhere on the page. In an excerpt a lost one may have gone with its text."""
    page, owed = copy.page, copy.story.links
    if not owed:
        return not_applicable(NAME, rule, "the story as released carries no links to keep")
    if not page.is_html:
        return finding(NAME, rule, "cannot_tell", "the page is at hand as plain text, which shows no links")
    as_written = {link.href for link in page.links}
    missing = [absolute(link, copy.story.url) for link in owed if link not in as_written]
    there = _candidates(copy, {host_of(link) for link in missing}) if missing else []
    lost = [link for link in missing if not any(is_same_page(link, other) for other in there)]
    if not lost:
        return finding(NAME, rule, "kept", f"all {len(owed)} links of the story are on the page")
    evidence = [Mention("link", link[:200], "story", of="other", name=link[:200]) for link in lost]
    said = f"{len(lost)} of the story's {len(owed)} links are not on the page, first {lost[0]}"
    if reason := unseen(copy) or _cut_reason(copy):
        return finding(NAME, rule, "cannot_tell", f"{said}; {reason}", evidence)
    return finding(NAME, rule, "broken", said, evidence)


def _candidates(copy: Copy, hosts: set[str]) -> list[str]:
    """The page's links to these hosts; a search for the host comes first, because it is cheap."""
    own = host_of(copy.page.url or "")
    return [
        absolute(link.href, copy.page.url)
        for link in copy.page.links
        if any(host in link.href.lower() for host in hosts) or (own in hosts and "//" not in link.href)
    ]


def _cut_reason(copy: Copy) -> str | None:
    if copy.match is None:
        return "the story's text was not found on this page"
    if copy.match.kind in ("excerpt", "quote", "template"):
        return "only a part of the story runs here, and they may have stood in the rest"
    return None
