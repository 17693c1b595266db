"""The page where a publisher takes a story: copied with one click, downloaded, and told of afterwards."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.browser.service.conftest import People
from tests.browser.service.screens import Editor


@pytest.fixture(scope="module")
def path(everybody: People) -> str:
    """Where a story stands that anybody may take."""
    editor = Editor(everybody.staff("editor").new_page())
    editor.publish("A harbor to be taken away", "Marta saw it go.")
    return editor.public_path()


@pytest.fixture()
def page(path: str, people: People) -> Page:
    publisher = people.visitor(permissions=["clipboard-read", "clipboard-write"]).new_page()
    publisher.goto(path)
    publisher.get_by_role("link", name="Republish this story").first.click()
    return publisher


@pytest.mark.parametrize("name", ["HTML", "WordPress", "Plain text", "Markdown"])
def test_one_click_copies_a_whole_package(page: Page, name: str) -> None:
    package = page.get_by_role("region", name=name, exact=True)
    package.get_by_role("button", name=f"Copy {name}").click()
    expect(package.get_by_role("status")).to_have_text("Copied.")
    copied = page.evaluate("navigator.clipboard.readText()")
    assert copied == package.get_by_role("textbox").input_value()
    assert "Marta saw it go." in copied
    assert "Harbor Light News Service" in copied


def test_a_package_can_be_downloaded(page: Page) -> None:
    package = page.get_by_role("region", name="HTML", exact=True)
    with page.expect_download() as download:
        package.get_by_role("link", name="Download HTML").click()
    assert download.value.suggested_filename.endswith(".html")
    saved = Path(download.value.path()).read_text(encoding="utf-8")
    assert saved.strip() == package.get_by_role("textbox").input_value().strip()


def test_the_page_says_what_is_asked_for_and_that_no_picture_goes_along(page: Page) -> None:
    asked = page.get_by_role("complementary", name="What we ask for")
    expect(asked).to_contain_text("Harbor Light News Service")
    expect(page.locator("main")).to_contain_text("No picture of this story may go along.")


def test_a_publisher_says_where_its_copy_stands(page: Page) -> None:
    page.get_by_label("Address of your copy").fill("https://herald.example/news/taken-away")
    page.get_by_role("button", name="Send").click()
    expect(page.locator("main")).to_contain_text("Thank you.")


def test_an_address_that_is_none_gets_an_error_in_words(page: Page) -> None:
    page.get_by_label("Address of your copy").fill("ftp://herald.example/taken-away")
    page.get_by_role("button", name="Send").click()
    expect(page.get_by_role("alert")).to_have_text(
        "'ftp://herald.example/taken-away' is no address of a page; write it as https://..."
    )
    expect(page.get_by_label("Address of your copy")).to_have_attribute("aria-invalid", "true")
