"""Every page, light and dark, on a phone and a desk: accessible (axe-core), not wider than the screen, strict and quiet."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import ConsoleMessage, Page

import wiretrace
from tests.browser.service.axe import faults
from tests.browser.service.conftest import People
from tests.browser.service.pages import DESK, PUBLIC, desk_pages, gone_page, made_pages, public_pages

LOGO = Path(wiretrace.__file__).parent / "samples" / "wire" / "hlns-logo.png"
SIZES = {"phone": {"width": 390, "height": 844}, "desk": {"width": 1280, "height": 900}}
NOTES_VIOLATIONS = """window.violations = [];
addEventListener("securitypolicyviolation", (event) => window.violations.push(`${event.violatedDirective} ${event.blockedURI}`));"""
PUBLIC_NAMES = [*PUBLIC, "story", "corrected story", "republish", "author", "gone", "topic", "a question"]
STATES = ["draft", "embargoed", "live", "killed"]
DESK_NAMES = [
    *DESK,
    *(f"a story: {state}" for state in STATES),
    "desk check",
    "history",
    "copies",
    "preview",
    "ninjs",
    "an enquiry",
    "a picture",
]


@pytest.fixture(scope="module")
def places(everybody: People) -> Mapping[str, Mapping[str, str]]:
    """Where every page stands."""
    administrator = everybody.staff("admin").new_page()
    reader = everybody.visitor().new_page()
    public = {**public_pages(reader), "gone": gone_page(administrator)}
    desk = desk_pages(administrator)
    more_public, more_desk = made_pages(reader, administrator, LOGO)
    found = {"public": {**public, **more_public}, "desk": {**desk, **more_desk}}
    everybody.leave()
    return found


@pytest.fixture()
def opened(places: Mapping[str, Mapping[str, str]], people: People) -> Any:
    """Opens a page and gives it with what its console said and what it asked for."""

    def opens(side: str, name: str) -> tuple[Page, list[str], list[str]]:
        context = people.visitor() if side == "public" else people.staff("admin")
        context.add_init_script(NOTES_VIOLATIONS)
        page = context.new_page()
        path = places[side][name]
        errors: list[str] = []
        requests: list[str] = []

        def hear(message: ConsoleMessage) -> None:
            is_own_status = message.location["url"].endswith(path)  # Chromium logs that a page answered 404 or 410
            if message.type == "error" and not is_own_status:
                errors.append(message.text)

        page.on("console", hear)
        page.on("pageerror", lambda error: errors.append(str(error)))
        page.on("request", lambda request: requests.append(request.url))
        answer = page.goto(path, wait_until="networkidle")
        assert answer is not None
        assert answer.status < 500
        assert "default-src 'none'" in answer.headers["content-security-policy"]
        assert "unsafe-inline" not in answer.headers["content-security-policy"].partition("style-src-attr")[0]
        return page, errors, requests

    return opens


@pytest.mark.parametrize(
    ("side", "name"),
    [*(("public", name) for name in PUBLIC_NAMES), *(("desk", name) for name in DESK_NAMES)],
)
def test_a_page_is_accessible_fits_and_asks_for_nothing_elsewhere(
    opened: Any, people: People, side: str, name: str
) -> None:
    page, errors, requests = opened(side, name)
    assert errors == []
    assert page.evaluate("window.violations") == []
    assert [url for url in requests if not url.startswith((people.service.url + "/", "data:"))] == []
    assert page.get_by_role("heading", level=1).count() == 1
    found: dict[str, list[str]] = {}
    for size, viewport in SIZES.items():
        page.set_viewport_size(viewport)
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), f"wider than a {size}"
        for scheme in ("light", "dark"):
            page.emulate_media(color_scheme=scheme)
            found[f"{size}, {scheme}"] = faults(page)
    assert found == {where: [] for where in found}


def test_the_measure_is_awake(reader: Page) -> None:
    reader.set_content(
        "<!doctype html><html><title>A page</title><main><h1>A page</h1><img src='data:,'><input></main>"
    )
    assert {fault.split(":")[0] for fault in faults(reader)} >= {"critical image-alt", "critical label"}
