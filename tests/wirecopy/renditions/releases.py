"""Sample releases of the invented wire: a first release and what may become of it, and one full of odd characters."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

from tests.cast import MARTA, NGOZI, NOTICE, PARAGRAPHS, TOMAS
from wirecopy.renditions.release import Correction, Credit, Feed, Giver, Picture, Related, Release, Subject
from wiretrace.model import Rule, Terms, Wire

HOME = "https://harborlight.example"
URL = f"{HOME}/2026/02/fish-market"
RELEASED = datetime(2026, 2, 9, 18, 30, tzinfo=UTC)
CHANGED = datetime(2026, 2, 10, 9, 15, tzinfo=UTC)
GIVER = Giver(
    "Harbor Light News Service",
    "HLNS",
    HOME,
    f"{HOME}/media/hlns-logo.png",
    "licensing@harborlight.example",
    "en",
    320,
    120,
)
NOTICE_HTML = f"<p>{NOTICE}</p>"
TERMS = Terms(
    "Harbor Light's terms",
    (
        Rule("BYLINE"),
        Rule("AFFIL", formats=("{name}, {wire}",)),
        Rule("LOGO_REQ"),
        Rule("LINK_STORY"),
        Rule("BEACON_ASK", "please"),
        Rule("CORRECTION", "should", limit=24, unit="hours"),
        Rule("VET_LEGIT"),
        Rule("CONTACT_DESK"),
    ),
    wire=Wire(GIVER.name, ("HLNS",), (NOTICE,), ("hlns-logo.png",), HOME),
    contact=GIVER.licensing_email,
)
BODY = "\n".join(
    (
        f"<p>{PARAGRAPHS[0].removeprefix('PORT ELLERY (HLNS) — ')}</p>",
        "<p>The new hall will cost $6.2 million, a third of it paid by the county, according to "
        '<a href="https://board.portellery.example/papers/17">papers laid before the board</a>. '
        "It has room for 48 stalls, nine more than the old one, and an ice store below the floor.</p>",
        "<h2>Cod and rain</h2>",
        f"<p>{PARAGRAPHS[2]}</p>",
        "<blockquote><p>We will carry the scales across ourselves, and the first herring is free.</p></blockquote>",
        "<p>Three things are left to settle before the stalls can be given out this summer:</p>",
        "<ul><li>who pays for the ice when the county does not,</li>"
        "<li>where lorries turn while the quay is closed,</li>"
        "<li>what becomes of the <em>old</em> bell that opened the market.</li></ul>",
        f"<p>{PARAGRAPHS[3]}</p>",
    )
)
PICTURES = (
    Picture(
        f"{HOME}/media/stalls-1200.jpg",
        "image/jpeg",
        1200,
        800,
        "Stalls under a leaking roof, buckets between them",
        "The old fish market of Port Ellery on a wet morning.",
        f"Photo: {NGOZI}/HLNS",
        is_free=True,
    ),
)


def named(*names: str, wire: str = GIVER.name) -> tuple[Credit, ...]:
    """The byline of these names, each with the wire's own affiliation."""
    return tuple(Credit(name, f"{name}, {wire}", wire) for name in names)


def release(**changes: Any) -> Release:
    """The first release: two reporters, a picture, subjects, places, a related story. ``changes`` are fields of Release."""
    fields: dict[str, Any] = {
        "wire": GIVER,
        "terms": TERMS,
        "urn": "urn:uuid:3f0d6a52-6a0c-4f1e-9b9a-2f1a5a1c7e10",
        "slug": "fish-market",
        "version": 1,
        "signal": "release",
        "url": URL,
        "headline": "Port Ellery fish market to cross the basin",
        "summary": "After a hearing of seven hours the harbor board moves the stalls into a new hall.",
        "dateline": "PORT ELLERY (HLNS) —",
        "body": BODY,
        "byline": (
            Credit(MARTA, f"{MARTA}, {GIVER.name}", GIVER.name, f"{HOME}/authors/marta-lindqvist"),
            *named(TOMAS),
        ),
        "language": "en",
        "released": RELEASED,
        "changed": RELEASED,
        "notice_html": NOTICE_HTML,
        "notice_text": NOTICE,
        "terms_url": f"{HOME}/republish",
        "beacon_url": "https://count.harborlight.example/b/7f3a9c20.gif",
        "subjects": (
            Subject("medtop:04000000", "economy, business and finance"),
            Subject("medtop:20000210", "fishing"),
        ),
        "places": ("Port Ellery",),
        "related": (Related("Harbor board puts off the vote on the new hall", f"{HOME}/2026/01/board-waits"),),
        "pictures": PICTURES,
    }
    return Release(**fields | changes)


def update(**changes: Any) -> Release:
    """The second version: a paragraph more, nothing that was wrong."""
    more = "<p>The board will meet again on the last Thursday of the month to hear the lorry drivers.</p>"
    fields: dict[str, Any] = {"version": 2, "signal": "update", "changed": CHANGED, "body": f"{BODY}\n{more}"}
    return release(**fields | changes)


def correction(**changes: Any) -> Release:
    """The third version: two corrections, the older one of a name, and an editor's note."""
    fields: dict[str, Any] = {
        "version": 3,
        "signal": "correction",
        "changed": CHANGED,
        "editors_note": "The cost of the hall has been corrected in the second paragraph.",
        "corrections": (
            Correction(
                "The speaker of the stall holders was called Perla Morena.",
                "She is Perla Moreno.",
                "minor",
                datetime(2026, 2, 9, 20, 5, tzinfo=UTC),
            ),
            Correction(
                "The hall was said to cost $2.6 million.",
                "It will cost $6.2 million.",
                "major",
                CHANGED,
                RELEASED,
            ),
        ),
    }
    return release(**fields | changes)


def kill(**changes: Any) -> Release:
    """A killed story: why, and which copies must go."""
    fields: dict[str, Any] = {
        "version": 4,
        "signal": "kill",
        "changed": datetime(2026, 2, 11, 7, 0, tzinfo=UTC),
        "body": "",
        "pictures": (),
        "reason": "The papers on which the story rests were forged.",
        "takedown": "All copies, online and in archives, and every picture that came with them.",
    }
    return release(**fields | changes)


def withdrawal(**changes: Any) -> Release:
    """A withdrawn story: the wire may not give it away any more."""
    fields: dict[str, Any] = {
        "signal": "withdrawal",
        "reason": "A source withdrew their consent.",
        "takedown": "Copies online; printed ones may stay.",
    }
    return kill(**fields | changes)


def odd(**changes: Any) -> Release:
    """Odd characters everywhere: quotes, ampersands, angle brackets, accents, right-to-left, emoji, stars of Markdown."""
    fields: dict[str, Any] = {
        "urn": "urn:uuid:0b7e5a44-91f3-4d7b-8c52-5b7a52d0e8aa",
        "slug": "odd-signs",
        "url": f"{HOME}/2026/02/odd?a=1&b=2",
        "headline": 'Café “Ål & Øl” says <5 °C is "fine" 🐟',
        "summary": "Fish & chips, 5 * 3 = 15, [not a link](nowhere) and _no_ emphasis",
        "dateline": "ÅRØY & SØNNER (HLNS) —",
        "body": "\n".join(
            (
                "<p>“5 &lt; 7 &amp; 7 &gt; 5,” wrote José Ñandú-Øst on the board of the café, and nobody in the room "
                "wished to say anything against it, least of all the cook with the long spoon. 🐟</p>",
                '<p>سوق السمك ينتقل إلى الضفة الأخرى, said a sign, and <a href="https://signs.example/?x=1&amp;y=%22z%22">'
                "a second one</a> said <strong>*no*</strong> in H<sub>2</sub>O ink and <em>10<sup>3</sup> letters</em>.</p>",
                "<h3>1. Not a list # nor a heading</h3>",
                "<p>One line<br>and another one below it, with a _low_ line and a `tick`.</p>",
            )
        ),
        "byline": (
            Credit("Zoë O’Brien-Ñandú", f"Zoë O’Brien-Ñandú, {GIVER.name}", GIVER.name),
            Credit("ليلى حداد", "ليلى حداد, University of Ellery & HLNS", "University of Ellery & HLNS"),
        ),
        "related": (Related("Ål & øl: “twice” <as> good", f"{HOME}/2026/01/ale?x=1&y=2"),),
        "pictures": (
            Picture(
                f"{HOME}/media/a%20fish.jpg?w=640&h=480",
                "image/jpeg",
                640,
                480,
                'A fish called "Ål" & friends',
                "A fish <not> a bird & a 🐟",
                "Photo: Zoë O’Brien-Ñandú/HLNS",
                is_free=True,
            ),
        ),
    }
    return release(**fields | changes)


def all_releases() -> dict[str, Release]:
    """Every sample by its name, as the golden files are called."""
    return {made.__name__: made() for made in (release, update, correction, kill, withdrawal, odd)}


def feed(**changes: Any) -> Feed:
    """A feed of the samples, latest first; each of another story, so that ids differ."""
    stories = sorted(
        (
            replace(
                item, urn=f"urn:uuid:00000000-0000-4000-8000-00000000000{number}", url=f"{HOME}/2026/02/story-{number}"
            )
            for number, item in enumerate(all_releases().values(), start=1)
        ),
        key=lambda item: item.changed,
        reverse=True,
    )
    fields: dict[str, Any] = {
        "title": GIVER.name,
        "description": "All stories of the wire & its corrections",
        "url": f"{HOME}/",
        "self_url": f"{HOME}/feeds/all",
        "wire": GIVER,
        "changed": max(item.changed for item in stories),
        "releases": tuple(stories),
    }
    return Feed(**fields | changes)
