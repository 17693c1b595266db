"""The HTML that publishers paste, built by one function as blocks: all that must travel with a story, in its order."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from html import escape
from typing import Final

from wirecopy.renditions.formats import notes
from wirecopy.renditions.formats.addresses import web_address
from wirecopy.renditions.formats.asked import Asked, asked, in_asked_form
from wirecopy.renditions.formats.blocks import Block, image_tag, lines_in, link, read_body, words_in
from wirecopy.renditions.release import Credit, Picture, Release

# A site whose own styles do not hold back a picture with a stated width scrolls sideways on a phone.
_FITTED: Final = ("style", "max-width:100%;height:auto")
# Not as width and height: WordPress's block editor throws away pasted pictures that are 1 wide or high, and WordPress
# makes only pictures lazy that have both. Without any size a site would print the words for a picture that fails.
_TINY: Final = ("style", "width:1px;height:1px")


def package(release: Release) -> tuple[Block, ...]:
    """Build the blocks of a release: credit above, the story, credit below; or a tombstone where the story is gone.

    What the terms ask of a copy (a line of origin at the top, a fixed form of the byline, a link in the first
    paragraph, a limit on how much may run) is done here, so that who pastes it keeps the terms. The beacon is in the
    last block. Costs one parse of the body.
    """
    if release.is_gone:
        return tuple(_gone(release))
    wishes = asked(release)
    release = in_asked_form(release)
    return (*_above(release, wishes), *_story(release, wishes), *_below(release, wishes))


def _above(release: Release, wishes: Asked) -> Iterator[Block]:
    yield Block("heading", _said(release.headline), "headline", level=1)
    if release.summary.strip():
        yield _line(_said(release.summary), "summary")
    if wishes.logo_above:
        yield from _logo(release)
    yield _line(byline(release, wishes), "byline")
    if wishes.origin_above:
        yield _line(_origin(release), "origin")
    yield from (_line(_said(text), "fixed-line") for text in wishes.lines_above)
    if release.editors_note.strip():
        yield _line(f"<strong>Editor’s note:</strong> {_said(release.editors_note)}", "editors-note")
    yield from (_line(_said(text), "correction") for text in notes.corrections(release))


def _story(release: Release, wishes: Asked) -> Iterator[Block]:
    """The body with its pictures: the first one above it, the others below."""
    pictures = [block for picture in notes.pictures(release) for block in _picture(picture)]
    whole = tuple(_with_dateline(read_body(release.body), release, wishes))
    body = _within(whole, wishes)
    yield from pictures[:1]
    yield from body
    if len(body) < len(whole):
        words = link(f"Read the whole story at {_said(release.wire.name)}", release.url)
        yield _line(f"{words}.", "whole-story")
    yield from pictures[1:]


def _below(release: Release, wishes: Asked) -> Iterator[Block]:
    related = tuple(Block("paragraph", link(_said(item.headline), item.url)) for item in release.related)
    if related:
        yield Block("heading", "Related stories", "related-heading", level=3)
        yield Block("list", role="related", inner=related)
    yield Block("rule")
    if not wishes.logo_above:
        yield from _logo(release)
    if not wishes.origin_above:
        yield _line(_origin(release), "origin")
    yield from (_line(_said(text), "fixed-line") for text in wishes.lines_below)
    yield from (replace(block, role="notice") for block in read_body(release.notice_html))
    yield from _last(release, wishes)


def _gone(release: Release) -> Iterator[Block]:
    """The notice stays away: it offers what may no longer be published."""
    yield Block("heading", f"{notes.gone_label(release)}: {_said(release.headline)}", "headline", level=1)
    yield from (_line(_said(text), "tombstone") for text in notes.tombstone(release))
    if release.editors_note.strip():
        yield _line(f"<strong>Editor’s note:</strong> {_said(release.editors_note)}", "editors-note")
    yield Block("rule")
    yield from _logo(release)
    yield from _last(replace(release, terms_url=""), Asked())


def _last(release: Release, wishes: Asked) -> Iterator[Block]:
    """Where the story is, how to republish it, whom to ask; and the beacon, in a line that nobody deletes as empty."""
    said = [f"The story: {_address(release.url)}"] if web_address(release.url) else []
    if wishes.licence_url:
        said.append(f"Licence: {link(_said(wishes.licence), wishes.licence_url)}")
    if web_address(release.terms_url):
        said.append(link("How to republish", release.terms_url))
    if release.wire.licensing_email:
        said.append(f"Licensing: {_said(release.wire.licensing_email)}")
    words = " · ".join(said) or _said(release.wire.name)
    beacon = web_address(release.beacon_url)
    if beacon:
        words += " " + image_tag(
            (
                ("src", beacon),
                ("alt", notes.beacon_alt(release)),
                _TINY,
                ("loading", "eager"),
                ("referrerpolicy", "no-referrer-when-downgrade"),
            )
        )
    yield _line(words, "licensing")


def byline(release: Release, wishes: Asked) -> str:
    """The byline as HTML: each name linked to its author's page, the wire's to the story where the terms want that."""
    lines = tuple(replace(credit, line=_linked(credit, release, wishes)) for credit in release.byline)
    return replace(release, byline=lines).byline_text


def _linked(credit: Credit, release: Release, wishes: Asked) -> str:
    name, wire = _said(credit.name), _said(release.wire.name)
    before, found, after = _said(credit.line).partition(name) if name else (_said(credit.line), "", "")
    if not wishes.link_in_byline:
        return f"{before}{link(found, credit.url)}{after}" if found else before
    story = link(wire, release.url)
    if name == wire:
        return f"{before}{story}{after}"
    return f"{before.replace(wire, story, 1)}{link(found, credit.url)}{after.replace(wire, story, 1)}"


def _origin(release: Release) -> str:
    return f"This story first appeared at {link(_said(release.wire.name), release.url)}."


def _logo(release: Release) -> Iterator[Block]:
    source = web_address(release.wire.logo_url)
    if source:
        sizes = (("width", release.wire.logo_width), ("height", release.wire.logo_height))
        shown = (*((k, str(v)) for k, v in sizes if v > 0), _FITTED)
        image = (("src", source), ("alt", notes.logo_alt(release)), *shown)
        yield _line(link(image_tag(image), release.wire.home), "logo")


def _picture(picture: Picture) -> Iterator[Block]:
    source = web_address(picture.url)
    if source:
        sizes = (("width", picture.width), ("height", picture.height))
        shown = (*((k, str(v)) for k, v in sizes if v > 0), _FITTED)
        image = (("src", source), ("alt", picture.alt or picture.caption), *shown)
        yield Block("picture", _said(notes.caption(picture)), "picture", image=image)


def _with_dateline(body: tuple[Block, ...], release: Release, wishes: Asked) -> Iterator[Block]:
    """The body, its first paragraph opened by the dateline, which is the link where one is asked for there."""
    place = notes.dateline(release)
    wanted = place or (f"({release.wire.short_name or release.wire.name}) —" if wishes.link_in_first_paragraph else "")
    first = next((number for number, block in enumerate(body) if block.kind == "paragraph"), None)
    if not wanted or first is None:
        yield from (*((_line(_said(place), "dateline"),) if place else ()), *body)
        return
    own = notes.own_dateline(body[first].html, release)  # the body may have one already
    said = own.strip() or _said(wanted)
    opening = link(said, release.url) if wishes.link_in_first_paragraph else said
    words = body[first].html.removeprefix(own or _said(wanted)).lstrip()
    yield from body[:first]
    yield replace(body[first], html=f"{opening} {words}")
    yield from body[first + 1 :]


def _within(body: tuple[Block, ...], wishes: Asked) -> tuple[Block, ...]:
    """As many of the first blocks as the terms let run; of alternatives the one that lets most run."""
    return max((_cut(body, limit.amount, limit.unit) for limit in wishes.limits), key=len, default=body)


def _cut(body: tuple[Block, ...], amount: float, unit: str) -> tuple[Block, ...]:
    sizes = [lines_in(block) if unit == "paragraphs" else words_in(block) for block in body]
    room = amount * sum(sizes) if unit == "share" else amount
    taken = 0
    for number, size in enumerate(sizes):
        taken += size
        if taken > room:
            return _without_last_headings(body[:number])
    return body


def _without_last_headings(body: tuple[Block, ...]) -> tuple[Block, ...]:
    """Leave out headings that lost what they stood above."""
    while body and body[-1].kind == "heading":
        body = body[:-1]
    return body


def _address(url: str) -> str:
    return link(_said(web_address(url)), url)


def _said(text: str) -> str:
    return escape(" ".join(text.split()), quote=False)


def _line(html: str, role: str) -> Block:
    return Block("paragraph", html, role)
