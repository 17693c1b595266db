"""Draws one page's part of the report: the verdict in a sentence, its findings, the side-by-side diff."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

from wiretrace.model import Edit, Finding, Match, Mention, Verdict
from wiretrace.report.markup import COUNTED, KINDS, MENTIONS, chip, counted, escape, link, percent
from wiretrace.report.sidebyside import side_by_side
from wiretrace.report.summary import Item, page_name
from wiretrace.terms import CODES
from wiretrace.verdict import holds_up

_ORDER = {"broken": 0, "cannot_tell": 1, "kept": 2, "not_asked": 3}
_STRENGTHS = {"must": 0, "should": 1, "please": 2}
_QUOTES = ("“", '"', "‘", "'", "«", "„", "「")
_SHOWN_MENTIONS = 6  # what a finding rests on fits in six; a page that names the wire fifty times shows the rest folded


def item_section(item: Item, number: int) -> str:
    """Return the section of one item, whose verdict has a match."""
    match = item.verdict.match
    assert match is not None
    story = item.story
    address = link(item.page.url, item.page.url) if item.page.url else "<i>address not known</i>"
    original = link(story.url, story.headline or story.id) if story.url else f"<bdi>{escape(story.headline)}</bdi>"
    return (
        f'<section class="item" id="item-{number}" aria-labelledby="item-{number}-name">'
        f'<h2 id="item-{number}-name"><span class="ordinal">{number}</span> <bdi>{escape(page_name(item))}</bdi></h2>'
        f'<p class="verdict">{chip(item.verdict.answer)} {verdict_sentence(item.verdict)}</p>'
        f"<dl><div><dt>Page</dt><dd>{address}</dd></div><div><dt>Story</dt><dd>{original}</dd></div>"
        f"<div><dt>Version</dt><dd>{_version(match)}</dd></div>"
        f"<div><dt>Copied</dt><dd>{_copied(match)}</dd></div></dl>"
        f"{_findings(item.verdict.findings)}"
        f'<h3 id="item-{number}-diff">Story and page, side by side</h3>{_changes(match)}'
        f"{side_by_side(story, item.page, match)}</section>"
    )


def verdict_sentence(verdict: Verdict) -> str:
    """Say the verdict as a sentence, already escaped."""
    match = verdict.match
    what = f"This page carries {_article(KINDS[match.kind])} of the story" if match else "This page carries no story"
    musts = [finding for finding in verdict.findings if finding.strength == "must"]
    broken = [finding.rule.replace("_", " ") for finding in musts if finding.answer == "broken"]
    unsure = [
        finding.rule.replace("_", " ") for finding in musts if finding.answer == "cannot_tell" and holds_up(finding)
    ]
    if verdict.answer == "broken":
        return f"{what}. It does not keep: <strong>{escape(', '.join(broken))}</strong>."
    if verdict.answer == "cannot_tell":
        return f"{what}. What the page shows does not settle: <strong>{escape(', '.join(unsure))}</strong>."
    return f"{what}, and keeps everything that it must keep." if match else f"{what}."


def _article(noun: str) -> str:
    return f"an {noun}" if noun[0] in "aeiou" else f"a {noun}"


def _version(match: Match) -> str:
    if len(match.versions) > 1:
        return f"{match.version} (versions {', '.join(map(str, match.versions))} fit equally well)"
    return str(match.version)


def _copied(match: Match) -> str:
    rivals = f"; {counted(len(match.rivals), 'other story fits', 'other stories fit')} as well" if match.rivals else ""
    return (
        f"{counted(match.covered_words, 'word')}, {percent(match.story_coverage)} of the story and "
        f"{percent(match.page_coverage)} of the page; longest run {counted(match.longest_run_words, 'word')}{rivals}"
    )


def _changes(match: Match) -> str:
    count = Counter(edit.kind for edit in match.edits)
    if not count:
        return '<p class="changes">No change to the words was found.</p>'
    said = "".join(f"<li>{counted(number, *COUNTED[kind])}</li>" for kind, number in count.most_common())
    moved = [edit for edit in match.edits if edit.kind == "headline"]
    return f'<ul class="changes">{said}</ul>{_headline(moved[0]) if moved else ""}'


def _headline(edit: Edit) -> str:
    return (
        f'<p class="headline">Headline of the story: <q>{escape(edit.before)}</q>'
        f"<br>Headline on the page: <q>{escape(edit.after)}</q></p>"
    )


def _findings(findings: Sequence[Finding]) -> str:
    if not findings:
        return '<p class="changes">No rule was judged.</p>'
    shown = [finding for finding in findings if _is_for_a_page(finding)]
    ordered = sorted(shown, key=lambda found: (_STRENGTHS[found.strength], _ORDER[found.shown]))
    others = [finding.rule.replace("_", " ") for finding in findings if not _is_for_a_page(finding)]
    rest = f'<p class="changes">Not for a page to show, so not judged here: {escape(", ".join(others))}.</p>'
    lines = "\n".join(_finding(finding) for finding in ordered)
    return (
        f'<table class="findings"><caption>Rule by rule</caption><thead><tr><th scope="col">Rule</th>'
        '<th scope="col">Answer</th><th scope="col">Why, and what it rests on</th></tr></thead>'
        f"<tbody>{lines}</tbody></table>{rest if others else ''}"
    )


def _is_for_a_page(finding: Finding) -> bool:
    """Whether a page can show the rule at all; a register's or a person's rule cannot be told from any page."""
    code = CODES.get(finding.code)
    return code is None or code.kind not in ("process", "human", "data") or finding.answer != "cannot_tell"


def _finding(finding: Finding) -> str:
    code = f' <code title="code of the rule">{escape(finding.code)}</code>' if finding.code else ""
    return (
        f'<tr class="{finding.shown} {finding.strength}"><th scope="row">{escape(finding.rule.replace("_", " "))}'
        f'<span class="strength">{finding.strength}{code}</span></th>'
        f"<td>{chip(finding.shown, quiet=finding.strength != 'must')}</td><td><p>{escape(finding.why)}</p>{_mentions(finding.mentions)}</td></tr>"
    )


def _mentions(mentions: Sequence[Mention]) -> str:
    if not mentions:
        return ""
    mentions = list(dict.fromkeys(replace(mention, span=None, name="", of="wire") for mention in mentions))
    shown = "".join(_mention(mention) for mention in mentions[:_SHOWN_MENTIONS])
    rest = mentions[_SHOWN_MENTIONS:]
    more = f"<details><summary>{len(rest)} more</summary><ul>{''.join(map(_mention, rest))}</ul></details>"
    return f'<ul class="mentions">{shown}</ul>{more if rest else ""}'


def _mention(mention: Mention) -> str:
    text = mention.text if len(mention.text) <= 240 else mention.text[:237] + "…"
    quoted = "bdi" if text.startswith(_QUOTES) else "q"
    return (
        f'<li><span class="kind">{MENTIONS[mention.kind]}</span> <{quoted} dir="auto">{escape(text)}</{quoted}>'
        f' <span class="place">{escape(mention.place)}</span></li>'
    )
