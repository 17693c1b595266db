"""Two people on one story: the second is told, and nothing that either wrote is lost."""

from __future__ import annotations

from playwright.sync_api import expect

from tests.browser.service.conftest import People
from tests.browser.service.screens import Editor


def test_the_second_of_two_editors_is_told_and_nothing_is_lost(people: People) -> None:
    first = Editor(people.staff("editor").new_page())
    second = Editor(people.staff("reporter").new_page())
    first.begin("Two on one story")
    first.write("The board met.")
    first.wait_until_saved()
    expect(first.page.locator("#other")).to_be_hidden()
    second.page.goto(first.page.url)
    expect(second.page.locator("#other")).to_contain_text("saved this story at")
    first.write(" It voted.")
    first.wait_until_saved()
    expect(first.page.locator("#other")).to_contain_text("opened this story at")
    second.write(" It ate lunch.")
    expect(second.page.locator("#saved")).to_contain_text("Press Save to put the two together.", timeout=15_000)
    second.save()
    expect(second.page.get_by_role("alert")).to_be_visible()
    expect(second.page.locator("details.box")).to_contain_text("The board met. It voted.")
    surface = second.surface
    expect(surface).to_have_text("The board met. It ate lunch.")
    second.rewrite("The board met. It voted. It ate lunch.")
    second.save()
    expect(second.page.get_by_role("alert")).to_have_count(0)
    first.page.reload()
    expect(first.surface).to_have_text("The board met. It voted. It ate lunch.")


def test_until_the_two_are_put_together_nothing_is_saved_by_itself(people: People) -> None:
    first = Editor(people.staff("editor").new_page())
    second = Editor(people.staff("reporter").new_page())
    first.begin("Two on another story")
    second.page.goto(first.page.url)
    first.write("Mine.")
    first.wait_until_saved()
    second.page.locator("summary", has_text="Topics, places").click()
    second.page.get_by_role("checkbox", name="weather").check()
    second.write("Yours.")
    second.save()
    expect(second.page.get_by_role("alert")).to_be_visible()
    second.page.locator("summary", has_text="Topics, places").click()
    expect(second.page.get_by_role("checkbox", name="weather")).to_be_checked()
    saves: list[str] = []
    second.page.on("request", lambda request: saves.append(request.url) if request.method == "POST" else None)
    second.page.clock.install()
    second.write(" And more.")
    second.page.clock.fast_forward(10_000)
    assert saves == []
    first.page.reload()
    expect(first.surface).to_have_text("Mine.")
