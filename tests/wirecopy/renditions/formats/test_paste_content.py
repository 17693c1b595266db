"""What every format that people paste carries by itself, what it never writes, and what a tombstone leaves."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace

import pytest
from lxml import html as lxml_html
from markdown_it import MarkdownIt

from tests.cast import MARTA, NOTICE, TOMAS
from tests.wirecopy.renditions.formats.golden_files import FORMATS
from tests.wirecopy.renditions.formats.publisher import as_wordpress_keeps_it
from tests.wirecopy.renditions.releases import (
    BODY,
    GIVER,
    HOME,
    PICTURES,
    URL,
    correction,
    kill,
    odd,
    release,
    withdrawal,
)
from wirecopy.renditions.formats.addresses import web_address
from wirecopy.renditions.release import Credit, Picture, Related, Release

HTML_LIKE = ("html", "wordpress.html", "md")
HOSTILE = "<script>alert(1)</script>"
BAD_ADDRESS = "javascript:alert(document.cookie)"


def written(suffix: str, made: Release) -> str:
    return FORMATS[suffix](made).decode()


def as_page(suffix: str, made: Release) -> lxml_html.HtmlElement:
    """What a browser is given in the end."""
    text = written(suffix, made)
    shown = MarkdownIt("commonmark").render(text) if suffix == "md" else text
    return lxml_html.fragment_fromstring(shown, create_parent="div")


def beacon_of(page: lxml_html.HtmlElement, made: Release) -> lxml_html.HtmlElement:
    (found,) = [image for image in page.iter("img") if image.get("src") == made.beacon_url]
    return found


@pytest.mark.parametrize("suffix", FORMATS)
def test_a_rendition_carries_all_that_must_travel_in_order(suffix: str) -> None:
    shown = written(suffix, release())
    order = (
        "Port Ellery fish market to cross the basin",
        MARTA,
        "Harbor Light News Service",
        TOMAS,
        "PORT ELLERY (HLNS) — The fish market",
        "My grandmother sold herring",
        "Harbor board puts off the vote",
        "This story first appeared at",
        NOTICE[:60],
        GIVER.licensing_email,
    )
    places = [shown.find(words) for words in order]
    assert -1 not in places
    assert places == sorted(places)
    for address in (URL, f"{HOME}/republish", GIVER.logo_url, PICTURES[0].url, f"{HOME}/2026/01/board-waits"):
        assert address in shown


@pytest.mark.parametrize("suffix", FORMATS)
def test_editors_note_and_corrections_say_what_was_wrong_what_is_right_and_since_when(suffix: str) -> None:
    shown = written(suffix, correction()).replace("\\", "")
    assert "The cost of the hall has been corrected" in shown
    assert "Correction, 9 February 2026, 20:05 UTC. What was wrong: The speaker" in shown
    assert (
        "Correction, 10 February 2026, 09:15 UTC. What was wrong (since 9 February 2026, 18:30 UTC): The hall was said "
        "to cost $2.6 million. What is right: It will cost $6.2 million."
    ) in shown
    assert "Correction," not in written(suffix, release())


@pytest.mark.parametrize("suffix", HTML_LIKE)
def test_logo_and_beacon_are_pictures_with_size_and_words(suffix: str) -> None:
    page = as_page(suffix, release())
    (logo,) = [image for image in page.iter("img") if image.get("src") == GIVER.logo_url]
    assert GIVER.name in logo.get("alt", "")
    assert (logo.get("width"), logo.get("height")) == ("320", "120")
    assert logo.get("style") == "max-width:100%;height:auto"
    beacon = beacon_of(page, release())
    assert dict(beacon.attrib) == {
        "src": release().beacon_url,
        "alt": "Harbor Light News Service counts the readers of this story",
        "style": "width:1px;height:1px",  # as attributes they would cost it its place, or make it lazy: tests/wordpress
        "loading": "eager",
        "referrerpolicy": "no-referrer-when-downgrade",
    }


def test_after_wordpress_has_stripped_a_post_credit_logo_notice_link_and_beacon_stand() -> None:
    kept = lxml_html.fragment_fromstring(as_wordpress_keeps_it(written("wordpress.html", release())))
    text = " ".join(kept.text_content().split())
    assert f"By {MARTA}, Harbor Light News Service and {TOMAS}, Harbor Light News Service" in text
    assert NOTICE in text
    assert URL in [link.get("href") for link in kept.iter("a")]
    assert GIVER.logo_url in [image.get("src") for image in kept.iter("img")]
    beacon = beacon_of(kept, release())
    assert beacon.get("loading") == "eager"
    assert "referrerpolicy" not in beacon.attrib


def test_a_wordpress_post_is_made_of_core_blocks_that_open_and_close() -> None:
    shown = written("wordpress.html", release(body=f"{BODY}\n<ol><li>one<ul><li>below</li></ul></li></ol>"))
    opened: list[str] = []
    for closing, name in re.findall(r"<!-- (/?)wp:([a-z-]+)", shown):
        if closing:
            assert opened.pop() == name
        else:
            opened.append(name)
            assert name in ("paragraph", "heading", "image", "quote", "list", "list-item", "separator")
    assert not opened
    outside = re.sub(r"<!-- wp:([a-z]+)(?: [^\n]*)? -->\n.*?\n<!-- /wp:\1 -->", "", re.sub(
        r"<!-- /?wp:list-item -->\n?", "", shown), flags=re.S)  # fmt: skip
    assert "<p" not in re.sub(r"<(ul|ol|blockquote)\b.*?</\1>", "", outside, flags=re.S)


@pytest.mark.parametrize("suffix", FORMATS)
@pytest.mark.parametrize(("make", "gone"), [(kill, "killed"), (withdrawal, "withdrawn")])
def test_a_story_that_is_gone_leaves_a_tombstone(suffix: str, make: Callable[..., Release], gone: str) -> None:
    # what a careless caller leaves in must not travel either
    made = make(body=BODY, pictures=PICTURES, summary="A summary that must go.")
    shown = written(suffix, made)
    assert f"{gone} this story on 11 February 2026, 07:00 UTC. It may no longer be published." in shown
    assert f"Why: {made.reason}" in shown
    assert f"Which copies must go: {made.takedown}" in shown
    assert made.url in shown
    for lost in ("My grandmother", "stalls-1200", "A summary that", "available without charge", "How to republish"):
        assert lost not in shown


@pytest.mark.parametrize("suffix", FORMATS)
def test_only_pictures_that_are_free_go_along_each_with_its_credit(suffix: str) -> None:
    barred = replace(PICTURES[0], url=f"{HOME}/media/agency.jpg", credit="Photo: An Agency", is_free=False)
    shown = written(suffix, release(pictures=(*PICTURES, barred)))
    assert "Photo: Ngozi Adeyemi/HLNS" in shown
    assert "agency.jpg" not in shown
    assert "An Agency" not in shown


@pytest.mark.parametrize("suffix", HTML_LIKE)
def test_nothing_that_acts_is_ever_written(suffix: str) -> None:
    made = release(
        headline=f"Fish {HOSTILE}",
        summary=HOSTILE,
        dateline=HOSTILE,
        editors_note=f"{HOSTILE} --> <!-- x",
        body=f'<p onclick="x()">Seen {HOSTILE}<a href="{BAD_ADDRESS}" onclick="x()">here</a><img src=x onerror=x()></p>'
        '<iframe src="https://evil.example"></iframe><p><a href="mailto:a@b.example">write</a></p>',
        byline=(Credit(HOSTILE, f"{HOSTILE}, {HOSTILE}", HOSTILE, BAD_ADDRESS),),
        url=BAD_ADDRESS,
        terms_url="data:text/html,<script>alert(1)</script>",
        beacon_url=BAD_ADDRESS,
        wire=replace(GIVER, name=f'HL"{HOSTILE}', logo_url=BAD_ADDRESS, home="//evil.example"),
        related=(Related(f"[x]({BAD_ADDRESS}) {HOSTILE}", BAD_ADDRESS),),
        pictures=(
            Picture(f'{HOME}/a.jpg"><script>x', "", 1, 1, f'" onload="x() {HOSTILE}', HOSTILE, HOSTILE, is_free=True),
        ),
        notice_html=f"<p>Notice {HOSTILE}</p>",
        language='en" onclick="x()',
    )
    page = as_page(suffix, made)
    assert not list(page.iter("script", "iframe", "style", "object", "svg"))
    for element in page.iter():
        if isinstance(element.tag, str):
            assert not [name for name in element.attrib if name.startswith("on")]
            for name in ("href", "src"):
                assert element.get(name, "https://").startswith(("http://", "https://"))
    assert "here" in page.text_content()


@pytest.mark.parametrize("suffix", FORMATS)
def test_no_address_of_another_scheme_is_written(suffix: str) -> None:
    made = release(url=BAD_ADDRESS, terms_url="ftp://x.example/", beacon_url="data:x", body=f'<p>A <a href="{BAD_ADDRESS}">b</a></p>',
                   related=(Related("Old", "file:///etc/passwd"),))  # fmt: skip
    shown = written(suffix, made)
    for scheme in ("javascript:", "ftp:", "data:x", "file:"):
        assert scheme not in shown


@pytest.mark.parametrize("suffix", HTML_LIKE)
def test_odd_characters_are_read_as_they_were_written(suffix: str) -> None:
    made = odd()
    text = " ".join(as_page(suffix, made).text_content().split())
    for words in (made.headline, made.summary, made.related[0].headline, made.pictures[0].caption, "5 < 7 & 7 > 5"):
        assert words in text
    assert "*no*" in text
    assert "1. Not a list # nor a heading" in text
    assert "University of Ellery & HLNS" in text


def test_plain_text_writes_links_quotes_lists_and_raised_signs_so_that_they_can_be_read() -> None:
    shown = written("txt", release(body=f"{BODY}\n<ol><li>one<ul><li>below</li></ul></li><li>two</li></ol>"))
    assert "papers laid before the board (https://board.portellery.example/papers/17). It has" in shown
    assert "\n\n    We will carry the scales" in shown
    assert "\n- who pays for the ice" in shown
    assert "\n1. one\n   - below\n2. two\n" in shown
    assert "\nCod and rain\n------------\n" in shown
    assert "10^3 letters" in written("txt", odd())
    assert not re.search(r"<[a-z/!]", shown)


def test_a_dateline_is_not_written_twice_and_gets_its_dash() -> None:
    first = "<p>PORT ELLERY (HLNS) — The market moves.</p>"
    assert written("txt", release(body=first)).count("PORT ELLERY") == 1
    assert "ELLERY, Feb. 9 — The market" in written(
        "txt", release(dateline="ELLERY, Feb. 9", body="<p>The market moves.</p>")
    )
    assert "\nPORT ELLERY (HLNS) —\n" in written("txt", release(body="<ul><li>a</li></ul>"))


@pytest.mark.parametrize(
    ("dateline", "body", "opening"),
    [
        ("PORT ELLERY", "PORT ELLERY (HLNS) — The market moves.", "PORT ELLERY (HLNS) — The market moves."),
        ("PORT ELLERY, March 2", "Port Ellery – The market moves.", "Port Ellery – The market moves."),
        ("VARN", "VARNA (HLNS) — The market moves.", "VARN — VARNA (HLNS) — The market moves."),
        ("VARN", "Varn will wait for a hall, said a fisher who has waited for one since the last one burnt, and for a well-made wall.",
         "VARN — Varn will wait for a hall"),
        ("LONDON, March 2", "London’s mayor — who won in May — resigned.", "LONDON, March 2 — London’s mayor — who"),
        ("PORT ELLERY", "Port Ellery is <em>quiet — very quiet</em> now.", "PORT ELLERY — Port Ellery is quiet"),
        ("PORT ELLERY", "PORT ELLERY, March 2 (HLNS) — It moved.", "PORT ELLERY — PORT ELLERY, March 2 (HLNS) — It"),
        ("PORT ELLERY", "PORT ELLERY (HLNS), March 2 — It moved.", "PORT ELLERY (HLNS), March 2 — It"),
        ("WASHINGTON D.C.", "WASHINGTON D.C. (HLNS) — It moved.", "WASHINGTON D.C. (HLNS) — It moved."),
    ],
)  # fmt: skip
def test_a_place_that_the_text_names_already_is_not_named_again(dateline: str, body: str, opening: str) -> None:
    assert f"\n{opening}" in f"\n{written('txt', release(dateline=dateline, body=f'<p>{body}</p>'))}".replace(
        "\n\n", "\n"
    )


def test_html_says_its_language_direction_and_version() -> None:
    opening = written("html", correction(language="ar")).splitlines()[0]
    assert 'lang="ar" dir="rtl"' in opening
    assert 'data-version="3" data-signal="correction"' in opening
    assert f'data-canonical="{URL}"' in opening
    assert "data-canonical" not in written("html", release(url="javascript:x"))
    assert "<!--" not in written("html", release(url=f"{HOME}/a-->b"))


def test_a_number_within_a_line_of_markdown_is_no_list() -> None:
    text = written("md", release(body="<p>On March 2. The board met 3) times.</p><p>2. Herring</p><p>1) Cod</p>"))
    assert "On March 2. The board met 3) times." in text
    assert "2\\. Herring" in text
    assert "1\\) Cod" in text


@pytest.mark.parametrize(
    "address",
    ["javascript:x", " JaVaScript:x", "java\nscript:x", "data:,x", "mailto:a@b.example", "//a.example", "/a", "", "http://[",
     "https://", "https://a.example/\x01", "https://a.example/a b"],
)  # fmt: skip
def test_an_address_that_is_none_of_the_web_is_not_written(address: str) -> None:
    assert web_address(address) == ""


def test_an_address_of_the_web_is_written_as_it_is() -> None:
    assert web_address(" https://a.example/ø?b=1&c=2#d ") == "https://a.example/ø?b=1&c=2#d"
    assert web_address("HTTP://a.example/") == "HTTP://a.example/"
