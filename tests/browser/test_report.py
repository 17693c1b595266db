"""The report in Chromium: on a phone and a desk, light and dark, without script, in enough contrast."""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Error, Page, sync_playwright

from wiretrace.cli.demo import run_demo

CHROMIUM = Path("/usr/bin/chromium")  # Debian's; playwright's own download needs a network
pytestmark = pytest.mark.skipif(not CHROMIUM.exists(), reason="no /usr/bin/chromium: apt-get install chromium")
WIDTHS = (390, 1280)
SCHEMES = ("light", "dark")

# The contrast of every element that has text of its own against the first opaque ground behind it (WCAG 2, 1.4.3).
_LOW_CONTRAST = """() => {
  const rgb = s => (s.match(/[\\d.]+/g) || []).map(Number);
  const lum = c => { const [r, g, b] = c.slice(0, 3).map(v => { v /= 255;
    return v <= .04045 ? v / 12.92 : ((v + .055) / 1.055) ** 2.4; }); return .2126 * r + .7152 * g + .0722 * b; };
  const ground = e => { for (; e; e = e.parentElement) { const c = rgb(getComputedStyle(e).backgroundColor);
    if (c.length === 3 || c[3] === 1) return c; } return [255, 255, 255]; };
  return [...document.querySelectorAll('body *')].filter(e => e.checkVisibility()
    && [...e.childNodes].some(n => n.nodeType === 3 && n.data.trim()))
    .map(e => { const [a, b] = [lum(rgb(getComputedStyle(e).color)), lum(ground(e))];
      return [(Math.max(a, b) + .05) / (Math.min(a, b) + .05), e.tagName + '.' + e.className]; })
    .filter(([ratio]) => ratio < 4.5).map(([ratio, name]) => name + ' ' + ratio.toFixed(2)); }"""


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> str:
    out = tmp_path_factory.mktemp("demo")
    run_demo(out)
    return (out / "report.html").as_uri()


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        try:
            chromium = playwright.chromium.launch(executable_path=str(CHROMIUM), args=["--no-sandbox"])
        except Error as error:
            pytest.fail(f"Chromium does not start: {error}")
        yield chromium
        chromium.close()


@pytest.fixture(params=[(width, scheme) for width in WIDTHS for scheme in SCHEMES], ids=lambda p: f"{p[0]}-{p[1]}")
def opened(request: pytest.FixtureRequest, browser: Browser, address: str) -> Iterator[Page]:
    width, scheme = request.param
    context = browser.new_context(viewport={"width": width, "height": 900}, color_scheme=scheme)
    page = context.new_page()
    page.goto(address)
    yield page
    context.close()


def test_nothing_is_wider_than_the_screen(opened: Page) -> None:
    assert opened.evaluate("document.documentElement.scrollWidth <= innerWidth")


def test_all_text_stands_out_from_its_ground(opened: Page) -> None:
    opened.evaluate("document.querySelectorAll('details').forEach(d => d.open = true)")
    assert opened.evaluate(_LOW_CONTRAST) == []


def test_no_caption_or_cell_is_squeezed_to_a_letter_a_line(opened: Page) -> None:
    cells = "caption, td:not(:empty), th:not(:empty)"
    narrow = opened.evaluate(
        f"[...document.querySelectorAll('{cells}')].map(e => e.getBoundingClientRect())"
        ".filter(b => b.width > 1 && b.width < 40 && b.height > 60).length"
    )
    assert narrow == 0


def test_the_report_has_landmarks_and_headings_in_order(opened: Page) -> None:
    assert (
        opened.evaluate("['header','main','footer'].map(t => document.querySelectorAll('body > ' + t).length)")
        == [1] * 3
    )
    levels = opened.evaluate("[...document.querySelectorAll('h1,h2,h3')].map(e => +e.tagName[1])")
    assert levels[0] == 1
    assert all(after <= before + 1 for before, after in itertools.pairwise(levels))
    assert opened.evaluate("[...document.querySelectorAll('table')].every(t => t.caption && t.tHead)")


def test_a_line_of_the_overview_leads_to_its_section(opened: Page) -> None:
    link = opened.locator(".summary a").first
    target = link.get_attribute("href")
    link.click()
    assert target is not None
    assert opened.locator(target).get_by_role("heading", level=2).is_visible()


def test_it_works_without_script_and_loads_nothing(browser: Browser, address: str) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto(address)
    page.locator(".diff summary").first.click()
    assert page.locator(".diff details[open]").count() == 1
    assert asked == [address]
    context.close()


def test_it_prints(browser: Browser, address: str) -> None:
    context = browser.new_context()
    page = context.new_page()
    page.goto(address)
    assert page.pdf().startswith(b"%PDF")
    context.close()
