"""Without JavaScript everything works: reading, taking a story, and writing one in the plain text area."""

from __future__ import annotations

from playwright.sync_api import expect

from tests.browser.service.conftest import People
from tests.browser.service.screens import Editor


def test_a_story_is_read_and_taken_without_scripts(people: People, editor: Editor) -> None:
    editor.publish("Read with nothing but HTML", "Plain words of March 2.")
    page = people.visitor(java_script_enabled=False).new_page()
    page.goto(editor.public_path())
    expect(page.locator("article .text")).to_have_text("Plain words of March 2.")
    page.get_by_role("link", name="Republish this story").first.click()
    package = page.get_by_role("region", name="HTML", exact=True)
    assert "Plain words of March 2." in package.get_by_role("textbox").input_value()
    expect(page.get_by_role("button", name="Copy HTML")).to_be_hidden()
    expect(package.get_by_role("link", name="Download HTML")).to_be_visible()
    page.get_by_label("Address of your copy").fill("https://herald.example/plain")
    page.get_by_role("button", name="Send").click()
    expect(page.locator("main")).to_contain_text("Thank you.")


def test_a_story_is_written_and_released_without_scripts(people: People) -> None:
    page = people.staff("editor", java_script_enabled=False).new_page()
    plain = Editor(page)
    plain.begin("Written in a plain text area")
    page.get_by_label("Story", exact=True).fill("First paragraph.\n\nSecond paragraph of March 2.")
    plain.save()
    expect(page.locator(".messages")).to_contain_text("Saved.")
    plain.release()
    page.goto(plain.public_path())
    expect(page.locator("article .text p")).to_have_text(["First paragraph.", "Second paragraph of March 2."])


def test_the_staffs_own_menu_opens_without_scripts(people: People) -> None:
    page = people.staff("editor", java_script_enabled=False).new_page()
    page.goto("/desk/")
    page.locator("summary", has_text="Ngozi Adeyemi").click()
    page.get_by_role("link", name="Sessions").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Sessions")
    expect(page.locator("main")).to_contain_text("This one")
