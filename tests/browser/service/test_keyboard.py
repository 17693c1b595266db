"""With the keyboard alone: in, to a story, through the editor, and out with it; one always sees where one is."""

from __future__ import annotations

from playwright.sync_api import Page, expect

from tests.browser.service.conftest import People
from tests.browser.service.screens import PASSWORD

# What has the focus, in a word or two, and whether one sees that it has it: an outline, of it or of what holds it.
FOCUSED = """() => {
  const one = document.activeElement;
  const named = one.getAttribute("aria-label") || one.labels?.[0]?.textContent || one.textContent || one.value || "";
  const style = getComputedStyle(one);
  const isSeen = style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 1;
  return [named.trim().replace(/\\s+/g, " ").slice(0, 60), isSeen];
}"""
FARTHEST = 80


def tab_to(page: Page, name: str) -> None:
    """Press Tab until what is called ``name`` has the focus. On the way, every stop must be seen."""
    for _ in range(FARTHEST):
        page.keyboard.press("Tab")
        named, is_seen = page.evaluate(FOCUSED)
        assert is_seen or not named, f"one does not see that {named!r} has the focus"
        if named.startswith(name):
            return
    raise AssertionError(f"{FARTHEST} times Tab do not lead to {name!r}")


def test_the_skip_link_is_the_first_stop_and_leads_past_the_navigation(people: People) -> None:
    page = people.visitor().new_page()
    page.goto("/")
    page.keyboard.press("Tab")
    skip = page.get_by_role("link", name="Skip to the content")
    expect(skip).to_be_focused()
    expect(skip).to_be_in_viewport()
    page.keyboard.press("Enter")
    expect(page.locator("main")).to_be_focused()
    page.keyboard.press("Tab")
    assert page.evaluate("document.querySelector('main').contains(document.activeElement)")


def test_a_story_is_written_and_released_with_the_keyboard_alone(people: People) -> None:
    page = people.visitor().new_page()
    page.goto("/")
    tab_to(page, "The desk")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("Sign in")
    tab_to(page, "E-mail")
    page.keyboard.type("editor@harborlight.example")
    tab_to(page, "Password")
    page.keyboard.type(PASSWORD)
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("Stories")
    tab_to(page, "Headline of a new story")
    page.keyboard.type("Typed without a mouse")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("Typed without a mouse")
    expect(page.locator(".ql-editor")).to_be_visible()
    tab_to(page, "Byline")
    page.keyboard.type("Marta Lindqvist")
    tab_to(page, "Dateline")
    page.keyboard.type("PORT ELLERY, March 2")
    for _ in range(12):  # the editor's buttons come first
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.classList.contains('ql-editor')"):
            break
    page.keyboard.type("Hands on the keys.")
    tab_to(page, "Editor’s note")  # Tab leaves the editor: it is no trap
    tab_to(page, "Release")
    page.keyboard.press("Enter")
    expect(page.locator(".slugline .tag")).to_have_text("Live")
    tab_to(page, "On the site")
    page.keyboard.press("Enter")
    expect(page.locator("article .text")).to_contain_text("Hands on the keys.")


def test_control_s_saves(people: People) -> None:
    page = people.staff("editor").new_page()
    page.goto("/desk/?state=draft")
    page.locator("tbody a").last.click()
    page.locator(".ql-editor").click()
    page.keyboard.press("Control+End")
    page.keyboard.type(" More.")
    page.keyboard.press("Control+s")
    expect(page.locator("#saved")).to_have_text("Saved.")
