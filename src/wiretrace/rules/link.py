"""LINK, LINK_STORY, LINK_DOFOLLOW: the copy links to the wire, or to the story itself, where readers see it."""

from __future__ import annotations

from collections.abc import Iterator

from wiretrace.credit.address import absolute, host_of, is_home, is_named_like, is_of_site, is_same_page, wire_sites
from wiretrace.credit.copy import Copy
from wiretrace.credit.evidence import finding, in_words, unseen
from wiretrace.credit.placing import stands_at, why_no_credit
from wiretrace.model import Finding, Link, Mention, Rule, Span

NAME = "link"
_NOT_FOLLOWED = {"nofollow", "sponsored", "ugc"}


def judge(copy: Copy, rule: Rule) -> Finding:
    """Kept if a link beside the story goes where the rule asks; links in the site's own frame do not count.

    Where no address of the wire is known, a link in a credit line or notice to a host that is called as the wire is
    counts as kept; otherwise it cannot be told.
    """
    if not copy.page.is_html:
        return finding(NAME, rule, "cannot_tell", "the page is at hand as plain text, which shows no links")
    sites = wire_sites(copy)
    if not sites:
        return _by_name(copy, rule)
    faults: dict[str, list[Mention]] = {}
    for link in _links_to(copy, sites):
        shown = _mention(copy, link)
        fault = _fault(copy, rule, link)
        if fault is None:
            return finding(NAME, rule, "kept", f"the copy links to {shown.name}", [shown])
        faults.setdefault(fault, []).append(shown)
    return _not_kept(copy, rule, faults)


def _not_kept(copy: Copy, rule: Rule, faults: dict[str, list[Mention]]) -> Finding:
    evidence = [mention for mentions in faults.values() for mention in mentions]
    if reason := unseen(copy):
        return finding(NAME, rule, "cannot_tell", reason, evidence)
    if copy.match is None:
        why = "the story's text was not found, so no link can be tied to it"
        return finding(NAME, rule, "cannot_tell", why, evidence)
    if _UNKNOWN in faults:
        return finding(NAME, rule, "cannot_tell", f"the copy links to the wire, but {_UNKNOWN}", evidence)
    goal = "the story" if _is_to_story(rule) else copy.wire.name
    if not faults:
        return finding(NAME, rule, "broken", f"no link on the page goes to {goal}")
    return finding(NAME, rule, "broken", f"no link counts as one to {goal}: {in_words(faults)}", evidence)


_UNKNOWN = "the story's own address is not known"


def _fault(copy: Copy, rule: Rule, link: Link) -> str | None:
    """Why a link to the wire's site does not fulfil the rule; ``None``: it does."""
    if reason := why_no_credit(copy.article, link.element, link.start):
        return reason
    address = absolute(link.href, copy.page.url)
    to_story = copy.story.url is not None and is_same_page(address, copy.story.url)
    if _is_to_story(rule) and not to_story:
        if is_home(address):
            return "it goes to the home page"
        return "it goes to another page of the wire" if copy.story.url else _UNKNOWN
    if not to_story and not is_home(address):
        if rule.target == "home":
            return "it goes neither to the home page nor to the story"
        if any(is_same_page(address, own) for own in copy.story.links):
            return "it is one of the links inside the story"
    if rule.code == "LINK_DOFOLLOW" and (marked := _NOT_FOLLOWED.intersection(link.rel)):
        return f"it is marked {in_words(sorted(marked))}"
    if not stands_at(copy, link.start, rule.place):
        return f"it does not stand at the place asked for ({rule.place})"
    return None


def _is_to_story(rule: Rule) -> bool:
    return rule.code == "LINK_STORY" or rule.target == "story"


def _links_to(copy: Copy, sites: tuple[str, ...]) -> Iterator[Link]:
    """Links whose host is the wire's; a search for the host in the address comes first, because it is cheap."""
    for link in copy.page.links:
        href = link.href.lower()
        if any(site in href and is_of_site(link.href, site) for site in sites):
            yield link


def _by_name(copy: Copy, rule: Rule) -> Finding:
    why = "no address of the wire is known (give its home), so no link can be recognised"
    if _is_to_story(rule) or rule.code == "LINK_DOFOLLOW" or rule.place:
        return finding(NAME, rule, "cannot_tell", why)
    names = (copy.wire.name, *copy.wire.aliases)
    own = host_of(copy.page.url or "")
    for credit in copy.mentions:
        if credit.kind not in ("credit_line", "notice") or credit.of != "wire" or credit.span is None:
            continue
        block = copy.page.blocks[copy.article.block_at(credit.span.start)]
        for link in copy.article.links_in(block.start, block.end):
            host = host_of(link.href)
            if host != own and is_named_like(host, names) and not why_no_credit(copy.article, link.element, link.start):
                shown = _mention(copy, link)
                return finding(NAME, rule, "kept", f"the credit links to {shown.name}", [shown])
    return finding(NAME, rule, "cannot_tell", unseen(copy) or why)


def _mention(copy: Copy, link: Link) -> Mention:
    text = copy.page.text[link.start : link.end].strip() or link.href
    return Mention(
        "link", text[:200], copy.article.place(link.element), Span(link.start, link.end), "wire", link.href[:200]
    )
