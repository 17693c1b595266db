"""What a first page weighs, and what it looks like on paper."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from tests.browser.service.conftest import People

MOST_BYTES = 100_000


def weigh(page: Page, path: str) -> int:
    """Open a page with an empty cache and add up the bytes that came over the wire, pictures left out."""
    devtools = page.context.new_cdp_session(page)
    devtools.send("Network.enable")
    pictures: set[str] = set()
    sizes: dict[str, int] = {}
    devtools.on(
        "Network.responseReceived",
        lambda event: pictures.add(event["requestId"]) if event["type"] == "Image" else None,
    )
    devtools.on(
        "Network.loadingFinished",
        lambda event: sizes.__setitem__(event["requestId"], int(event["encodedDataLength"])),
    )
    page.goto(path, wait_until="networkidle")
    counted = {request: size for request, size in sizes.items() if request not in pictures}
    assert len(counted) >= 2, "a page and its sheet at least"
    return sum(counted.values())


@pytest.mark.parametrize("where", ["front", "story"])
def test_a_first_page_weighs_under_100_kb_without_pictures(people: People, reader: Page, where: str) -> None:
    reader.goto("/")
    link = reader.get_by_role("link", name="Port Ellery dredging bill")
    path = "/" if where == "front" else link.get_attribute("href") or ""
    somebody_new = people.visitor().new_page()  # whose cache is empty
    assert weigh(somebody_new, path) < MOST_BYTES


def test_on_paper_there_is_the_story_and_no_navigation(reader: Page) -> None:
    reader.goto("/")
    reader.get_by_role("link", name="Port Ellery dredging bill").click()
    expect(reader.get_by_role("navigation", name="Main")).to_be_visible()
    reader.emulate_media(media="print")
    for hidden in ("nav", ".find", ".republish", ".foot", ".skip"):
        expect(reader.locator(hidden).first).to_be_hidden()
    expect(reader.locator(".masthead .name")).to_be_visible()
    expect(reader.get_by_role("heading", level=1)).to_be_visible()
    expect(reader.locator("article .text")).to_be_visible()
    expect(reader.locator(".notice")).to_contain_text("Harbor Light News Service")
    reader.emulate_media(media="print", color_scheme="dark")
    assert reader.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(255, 255, 255)"
