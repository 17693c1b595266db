"""The cast of characters: the wire, its reporters, a careful publisher, a careless one, a stranger."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from html import escape
from typing import Any

from wiretrace.html import parse
from wiretrace.model import Page, Story, Wire

MARTA, TOMAS, NGOZI = "Marta Lindqvist", "Tomas O'Brien-Hale", "Ngozi Adeyemi"
NOTICE = (
    "Content created by Harbor Light News Service is available without charge to any legitimate news publisher. Every "
    "republished story must include the HLNS logo, the reporter’s byline and the reporter’s affiliation with HLNS. "
    "Questions go to licensing@harborlight.example."
)
WIRE = Wire(
    "Harbor Light News Service",
    ("Harbor Light", "HLNS"),
    (NOTICE,),
    ("hlns-logo.png", "hlns-logo.svg"),
    "https://harborlight.example",
)
PARAGRAPHS = (
    "PORT ELLERY (HLNS) — The fish market of Port Ellery will move across the basin next spring, the harbor board "
    "decided on Monday after a hearing that lasted for seven hours and ended in applause.",
    "The new hall will cost $6.2 million, a third of it paid by the county, according to papers laid before the board. "
    "It has room for 48 stalls, nine more than the old one, and an ice store below the floor.",
    "“My grandmother sold herring on that corner, and she would have moved years ago,” said Perla Moreno, who speaks "
    "for the stall holders. “The roof leaks on the cod.”",
    "Work is to begin on March 2 and to take fourteen months. The old hall, built in 1908, will become a museum if the "
    "town can raise the money; the board gave it until the end of the year to say so.",
)


@dataclass(frozen=True)
class Publisher:
    """Who runs a site, and how it sets a story of the wire."""

    name: str
    home: str
    byline: str = ""
    logo: str = ""
    keeps_notice: bool = False


CAREFUL = Publisher(
    "The Quay Courier",
    "https://quaycourier.example",
    '<p class="byline">By Marta Lindqvist, Harbor Light News Service</p>',
    '<img src="/img/hlns-logo.png" alt="HLNS logo" width="160" height="60">',
    keeps_notice=True,
)
CARELESS = Publisher("Inland Ledger", "https://inlandledger.example", '<p class="byline">By Carl Benning</p>')
STRANGER = Publisher("Daily Gull", "https://dailygull.example")


def story(**changes: Any) -> Story:
    """One story of the wire, by Marta Lindqvist; ``changes`` are fields of Story."""
    fields: dict[str, Any] = {
        "id": "hlns-cast-1",
        "text": "\n".join(PARAGRAPHS),
        "headline": "Port Ellery fish market to cross the basin",
        "byline": (MARTA,),
        "dateline": "PORT ELLERY (HLNS) —",
        "url": "https://harborlight.example/2026/02/fish-market",
        "published": datetime(2026, 2, 9, 18, 30, tzinfo=UTC),
        "wire": WIRE,
        "language": "en",
    }
    return Story(**fields | changes)


def html(by: Publisher, paragraphs: Sequence[str] = PARAGRAPHS, *, headline: str = "", extra: str = "") -> str:
    """The publisher's page around ``paragraphs``; ``extra`` is HTML below the article."""
    body = "".join(f"<p>{escape(text, quote=False)}</p>" for text in paragraphs)
    notice = f"<p>{NOTICE}</p>" if by.keeps_notice else ""
    return (
        f"<!doctype html><html lang=en><title>{by.name}</title><header><a href=/>{by.name}</a><nav><a href=/news>News</a>"
        f"</nav></header><main><article><h1>{headline or story().headline}</h1>{by.byline}{by.logo}{body}{notice}"
        f"</article></main>{extra}<footer>© {by.name}</footer></html>"
    )


def page(by: Publisher, paragraphs: Sequence[str] = PARAGRAPHS, *, headline: str = "", extra: str = "") -> Page:
    """:func:`html`, parsed."""
    return parse(html(by, paragraphs, headline=headline, extra=extra), url=f"{by.home}/2026/02/fish-market")
