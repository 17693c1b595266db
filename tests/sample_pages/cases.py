"""What the sample publishers did with the sample wire's stories, page by page."""

from __future__ import annotations

import json
from dataclasses import dataclass

from tests.sample_pages.sites import address, page
from tests.sample_pages.source import Source, read_source

DREDGING, FERRY, CANNERY, TIDES, MONDAY, TUESDAY, SAILS = (f"hlns-2026-030{n}" for n in range(1, 8))
LOGO = '<img src="/img/partners/hlns-logo.png" alt="HLNS logo" width="160" height="60">'
BOTH = "By Marta Lindqvist and Tomas O’Brien-Hale, Harbor Light News Service"
ORIGINAL = "https://harborlight.example/2026/03/"


@dataclass(frozen=True)
class Made:
    """One page: its file, its address, when it was taken, its HTML."""

    file: str
    url: str
    at: str
    html: str


def careful(credit: str, slug: str, *, logo: str = LOGO) -> str:
    """The credit as the careful publisher sets it: name and affiliation, logo, link to the original."""
    line = f'<p class="byline">{credit}</p>' if credit else ""
    original = f'<a href="{ORIGINAL}{slug}">Read the original at Harbor Light News Service</a>'
    return f'{line}<div class="wire-credit">{logo}{original}</div>'


def changed(source: Source, *changes: tuple[str, str]) -> list[str]:
    """The paragraphs with each change made once; a change that does not apply is an error of these samples."""
    text = "\n".join(source.paragraphs)
    for before, after in changes:
        if text.count(before) != 1:
            raise ValueError(f"the story has {text.count(before)} times {before!r}")
        text = text.replace(before, after)
    return text.split("\n")


def all_pages() -> list[Made]:
    """Every sample page, in the order of their file names."""
    made = []
    for number, make in enumerate(_MAKERS, start=1):
        name = make.__name__.removeprefix("_").replace("_", "-")
        site, slug, at, html = make()
        made.append(Made(f"{number:02d}-{name}.html", address(site, slug), at, html))
    return made


Page = tuple[str, str, str, str]


def _careful_copy() -> Page:
    story, slug, at = read_source(DREDGING), "dredging-audit", "2026-03-05T06:00:00Z"
    credit = careful(BOTH, "port-ellery-dredging-audit")
    photo = (
        '<figure><img src="https://media.harborlight.example/2026/03/dredger-anna-berit.jpg" width="900" height="600" '
        'alt="The dredger Anna Berit at her berth"><figcaption>The Anna Berit on Monday. Marta Lindqvist/HLNS'
        "</figcaption></figure>"
    )
    body = photo + "\n".join(f"<p>{text}</p>" for text in story.paragraphs)
    return "quay", slug, at, page("quay", slug, story.headline, body, credit=credit, at=at, author="Marta Lindqvist")


def _byline_missing() -> Page:
    story, slug, at = read_source(DREDGING), "harbor-bill", "2026-03-05T11:00:00Z"
    credit = f'<div class="src">Source: Harbor Light News Service {LOGO}</div>'
    title = "Harbor bill doubles while nobody looks"
    return "ledger", slug, at, page("ledger", slug, title, story.paragraphs, credit=credit, at=at)


def _affiliation_missing() -> Page:
    story, slug, at = read_source(FERRY, 2), "ferry-cuts", "2026-03-06T08:00:00Z"
    body = changed(story, ("SKERRY HEAD (HLNS) — The ferry", "SKERRY HEAD — The ferry"))
    credit = '<div class="byl author">By Ngozi Adeyemi</div>'
    body[-1] += f" {LOGO}"
    html = page("ledger", slug, story.headline, body, credit=credit, at=at, author="Ngozi Adeyemi")
    return "ledger", slug, at, html


def _logo_missing() -> Page:
    story, slug, at = read_source(TIDES), "tide-tables", "2026-03-12T14:00:00Z"
    credit = (
        '<div class="byl author">Ngozi Adeyemi / Harbor Light News Service</div>'
        f'<div class="byl"><a href="{ORIGINAL}forgotten-tide-tables">Original story</a></div>'
    )
    return "ledger", slug, at, page("ledger", slug, story.headline, story.paragraphs, credit=credit, at=at)


def _excerpt() -> Page:
    story, slug, at = read_source(DREDGING), "what-the-audit-means", "2026-03-07T07:00:00Z"
    own = [
        "What does a harbor cost? On Saturday mornings this column tries to explain one number from the week’s news, "
        "and this week there is only one to choose.",
        "If you have not followed the affair of the main channel, here is how our colleagues told it:",
    ]
    after = [
        "A reader asked us to put that in terms of her own tax bill. A house in the old town that pays $2,400 a year "
        "has given the channel about $310 since the work began, by our arithmetic, and $170 of it was never voted on.",
        "Next week: why the price of ice has gone up in winter.",
    ]
    quoted = [f"<blockquote><p>{text}</p></blockquote>" for text in story.paragraphs[:4]]
    credit = careful(BOTH, "port-ellery-dredging-audit")
    body = "\n".join([*(f"<p>{t}</p>" for t in own), credit, *quoted, *(f"<p>{t}</p>" for t in after)])
    html = page("quay", slug, "Number of the week: 39.7 million", body, at=at)
    return "quay", slug, at, html


def _quote_rewritten() -> Page:
    story, slug, at = read_source(DREDGING), "audit-shocks-port", "2026-03-05T15:00:00Z"
    body = changed(
        story,
        (
            "“You do not sign that away between two cups of coffee.”",
            "“Whoever signed that away belongs in a courtroom, not in an office.”",
        ),
    )
    credit = f'<div class="byl author">{BOTH}</div><div class="byl">{LOGO}</div>'
    return "ledger", slug, at, page("ledger", slug, "Audit shocks port", body, credit=credit, at=at)


def _stale_correction() -> Page:
    story, slug, at = read_source(FERRY, 1), "winter-ferry", "2026-03-09T10:00:00Z"
    credit = f'<div class="byl author">By Ngozi Adeyemi, HLNS</div><div class="byl">{LOGO}</div>'
    return "ledger", slug, at, page("ledger", slug, story.headline, story.paragraphs, credit=credit, at=at)


def _killed_still_up() -> Page:
    story, slug, at = read_source(CANNERY, 1), "cannery-to-close", "2026-03-09T10:30:00Z"
    credit = f'<div class="byl author">By Tomas O’Brien-Hale, HLNS</div><div class="byl">{LOGO}</div>'
    return "ledger", slug, at, page("ledger", slug, story.headline, story.paragraphs, credit=credit, at=at)


def _innocent() -> Page:
    slug, at = "port-bill", "2026-03-05T09:00:00Z"
    body = [
        "Nobody at the harbor seems to have opened the mail. That is the short version of the county auditor’s new "
        "report on the dredging of the main channel, which landed on Wednesday with 64 pages and a thud.",
        "Ruth Askelund, who went through the port authority’s books all winter, says that the digging has swallowed "
        "$39.7 million so far. It was sold to taxpayers at $18.4 million three years ago.",
        "Among the oddities: bills for days when the ship stayed tied up, and bills that were paid a second time. The "
        "firm that did the digging says it has records for every single shift and has handed some of the cash back.",
        "Down on the quay, opinions were firm. “I could have dug it with a teaspoon by now,” said a man mending pots "
        "beside the Stella, who would not give his name because his brother-in-law works at the port.",
        "The director kept his door shut all day. Councillors will put their questions to him in two weeks’ time.",
    ]
    credit = '<p class="meta">By Pim Larkin</p>'
    html = page("gull", slug, "Port bill: who read the invoices?", body, credit=credit, at=at, author="Pim Larkin")
    return "gull", slug, at, html


def _notice_only() -> Page:
    slug, at = "seal-pup", "2026-03-10T09:00:00Z"
    notice = read_source(DREDGING).paragraphs[-1]
    body = [
        "The seal pup that turned up in the laundry of the Hotel Bellevue on Sunday is back in the water, and the "
        "hotel is short of one bath towel.",
        "Staff found the animal behind the second dryer at about six in the morning. How it got there is not clear, "
        "though the kitchen door had been propped open for the milk, and the milk had been delivered by Gus.",
        "“It looked at me as if I had walked into its room without knocking,” said Perla Moreno, who works the early "
        "shift. She fed it two herrings meant for breakfast and rang the rescue station.",
        "Volunteers carried it to the slipway in the towel. It swam off toward the skerries without turning round, "
        "and the hotel has put a sign on the kitchen door.",
    ]
    credit = '<p class="meta">By Pim Larkin</p>'
    tail = f'<div class="legal"><p>{notice}</p></div>'
    html = page("gull", slug, "Seal pup checks out of hotel", body, credit=credit, at=at, tail=tail)
    return "gull", slug, at, html


def _poster_in_place() -> Page:
    story, slug, at = read_source(TIDES), "sea-rising-faster", "2026-03-13T08:00:00Z"
    credit = f'<div class="byl author">By Carl Benning, Ledger staff</div><div class="byl">{LOGO}</div>'
    html = page("ledger", slug, story.headline, story.paragraphs, credit=credit, at=at, author="Carl Benning")
    return "ledger", slug, at, html


def _photo_credit_only() -> Page:
    story, slug, at = read_source(FERRY, 2), "last-boat-home", "2026-03-07T16:00:00Z"
    photo = (
        '<figure><img src="https://media.harborlight.example/2026/03/ferry-stella.jpg" alt="The ferry Stella" '
        'width="640" height="420"><figcaption>The Stella leaves Skerry Head. (Photo: Ngozi Adeyemi/HLNS)</figcaption>'
        "</figure>"
    )
    credit = f'<div class="byl">Harbor Light News Service</div><div class="byl">{LOGO}</div>{photo}'
    return "ledger", slug, at, page("ledger", slug, "The last boat home", story.paragraphs, credit=credit, at=at)


def _logo_in_css() -> Page:
    story, slug, at = read_source(TIDES), "a-hundred-years-in-a-cupboard", "2026-03-12T06:00:00Z"
    logo = '<span class="partner-mark" role="img"></span>'
    css = ".partner-mark{display:block;width:160px;height:60px;background:url(/img/partners/hlns-logo.svg) no-repeat}"
    credit = careful("By Ngozi Adeyemi, Harbor Light News Service", "forgotten-tide-tables", logo=logo)
    html = page("quay", slug, "A hundred years in a cupboard", story.paragraphs, credit=credit, at=at, css=css)
    return "quay", slug, at, html


def _body_by_script() -> Page:
    story, slug, at = read_source(FERRY, 2), "stella-timetable", "2026-03-08T09:00:00Z"
    text = "\n\n".join(story.paragraphs)
    state = json.dumps({"props": {"pageProps": {"article": {"id": 8141, "body": text}}}, "page": "/[slug]"})
    tail = f'<script id="__NEXT_DATA__" type="application/json">{state}</script>'
    shell = '<div class="skeleton" aria-busy="true"></div>'
    html = page("gull", slug, "Ferry cuts: what we know", shell, at=at, tail=tail, data={"articleBody": text})
    return "gull", slug, at, html


def _number_changed() -> Page:
    story, slug, at = read_source(DREDGING), "channel-costs", "2026-03-06T07:00:00Z"
    body = changed(
        story,
        ("approved in April 2023 at $18.4 million", "approved in April 2023 at $14.8 million"),
        ("41 of 212 invoices", "141 of 212 invoices"),
    )
    credit = f'<div class="byl author">{BOTH}</div><div class="byl">{LOGO}</div>'
    return "ledger", slug, at, page("ledger", slug, story.headline, body, credit=credit, at=at)


def _teaser_names_reporter() -> Page:
    story, slug, at = read_source(TIDES), "study-old-tables", "2026-03-14T08:00:00Z"
    columns = (
        '<div class="card"><b>More from the coast</b><div class="two"><div><a href="/coast/ferry">Island ferry to drop '
        'sailings</a><br>By Ngozi Adeyemi, HLNS</div><div><a href="/coast/buoy">Buoy adrift off Skerry Head</a><br>'
        "By Carl Benning</div></div></div>"
    )
    css = ".two{display:grid;grid-template-columns:1fr 1fr;gap:12px}"
    body = "\n".join(f"<p>{text}</p>" for text in story.paragraphs) + columns
    credit = f'<div class="byl">{LOGO}</div>'
    return "ledger", slug, at, page("ledger", slug, story.headline, body, credit=credit, at=at, css=css)


def _embargo_broken() -> Page:
    story, slug, at = read_source(TIDES), "exclusive-tides", "2026-03-11T18:00:00Z"
    credit = f'<div class="byl author">By Ngozi Adeyemi, Harbor Light News Service</div><div class="byl">{LOGO}</div>'
    return "ledger", slug, at, page("ledger", slug, story.headline, story.paragraphs, credit=credit, at=at)


def _bulletin() -> Page:
    story, slug, at = read_source(TUESDAY), "tides-march-11", "2026-03-11T05:00:00Z"
    credit = careful("Harbor Light News Service", "bulletin")
    return "quay", slug, at, page("quay", slug, story.headline, story.paragraphs, credit=credit, at=at)


def _japanese() -> Page:
    story, slug, at = read_source(SAILS), "sashiko", "2026-03-12T03:00:00Z"
    credit = careful("佐伯千尋（ハーバーライト通信）", "sashiko-sails")
    return "quay", slug, at, page("quay", slug, story.headline, story.paragraphs, credit=credit, at=at, lang="ja")


def _logo_by_picture() -> Page:
    story, slug, at = read_source(TIDES), "who-keeps-the-tables", "2026-03-12T15:00:00Z"
    picture = '<img src="20-logo-by-picture_files/p-4471.jpg" width="120" height="45" alt="">'
    credit = f'<div class="byl author">Ngozi Adeyemi / Harbor Light News Service</div><div class="src">{picture}</div>'
    html = page("ledger", slug, story.headline, story.paragraphs, credit=credit, at=at, author="Ngozi Adeyemi")
    return "ledger", slug, at, html


_MAKERS = (
    _careful_copy, _byline_missing, _affiliation_missing, _logo_missing, _excerpt, _quote_rewritten, _stale_correction,
    _killed_still_up, _innocent, _notice_only, _poster_in_place, _photo_credit_only, _logo_in_css, _body_by_script,
    _number_changed, _teaser_names_reporter, _embargo_broken, _bulletin, _japanese, _logo_by_picture,
)  # fmt: skip
