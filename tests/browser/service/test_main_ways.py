"""The main ways of a story, as people go them: written, released, updated, corrected, killed, held back, found."""

from __future__ import annotations

from collections.abc import Callable

from playwright.sync_api import Page, expect

from tests.browser.service.conftest import People
from tests.browser.service.screens import Editor


def test_a_story_is_written_saved_by_itself_released_and_read(editor: Editor, reader: Page) -> None:
    editor.begin("Harbor museum opens its lamp room")
    editor.page.get_by_label("Summary").fill("The lamp room had been shut since 1988.")
    editor.write("PORT ELLERY (HLNS) — The museum opened its lamp room on March 2.")
    editor.page.keyboard.press("Enter")
    editor.write("“We waited for forty years,” said Berit Solheim.")
    expect(editor.page.locator("#words")).to_have_text("21")
    editor.wait_until_saved()
    editor.page.reload()
    expect(editor.surface).to_contain_text("forty years")
    editor.write(" She had the key.")
    editor.save()
    expect(editor.page.get_by_role("status").first).to_contain_text("Saved.")
    reader.goto("/")
    expect(reader.get_by_text("Harbor museum opens its lamp room")).to_have_count(0)
    editor.release()
    reader.goto("/")
    reader.get_by_role("link", name="Harbor museum opens its lamp room").click()
    expect(reader.get_by_role("heading", level=1)).to_have_text("Harbor museum opens its lamp room")
    expect(reader.locator("article .text p")).to_have_text(
        [
            "PORT ELLERY (HLNS) — The museum opened its lamp room on March 2.",
            "“We waited for forty years,” said Berit Solheim. She had the key.",
        ]
    )
    expect(reader.get_by_role("link", name="Republish this story").first).to_be_visible()


def test_what_is_released_is_what_stands_on_the_screen(editor: Editor, reader: Page) -> None:
    editor.begin("Tide gauge moves to the north pier")
    editor.write("The gauge moved on March 2.")
    editor.release()  # at once: the editor has not had the time to save by itself
    reader.goto(editor.public_path())
    expect(reader.locator("article .text")).to_contain_text("The gauge moved on March 2.")


def test_a_correction_stands_on_the_story_and_on_the_page_of_corrections(editor: Editor, reader: Page) -> None:
    editor.publish("Ellery bakery burns, nobody is hurt", "The bakery burned on March 2. It employed 12 people.")
    editor.rewrite("The bakery burned on March 2. It employed 14 people.")
    editor.correct(wrong="It was said that the bakery employed 12 people.", right="It employed 14 people.")
    expect(editor.page.locator(".slugline p")).to_contain_text("version 2")
    reader.goto(editor.public_path())
    expect(reader.locator("article .text")).to_contain_text("14 people")
    note = reader.get_by_role("note")
    expect(note).to_contain_text("Correction,")
    expect(note).to_contain_text("It employed 14 people.")
    expect(note).to_contain_text("12 people")
    reader.get_by_role("navigation", name="Main").get_by_role("link", name="Corrections").click()
    entry = reader.get_by_role("listitem").filter(has_text="Ellery bakery burns")
    expect(entry).to_contain_text("It was said that the bakery employed 12 people.")


def test_the_history_shows_what_an_update_changed(editor: Editor) -> None:
    editor.publish("Kestle Bay ferry runs again", "The ferry ran again on March 2 with 30 passengers.")
    editor.rewrite("The ferry ran again on March 2 with 45 passengers.")
    editor.update("The count is complete.")
    expect(editor.page.locator(".slugline p")).to_contain_text("version 2")
    editor.page.get_by_role("link", name="History").click()
    expect(editor.page.locator("pre del")).to_have_text("30")
    expect(editor.page.locator("pre ins")).to_have_text("45")
    expect(editor.page.get_by_role("row").filter(has_text="The count is complete.").first).to_contain_text(
        "Ngozi Adeyemi"
    )


def test_a_killed_story_is_gone_and_says_so(editor: Editor, reader: Page) -> None:
    editor.publish("Mayor of Port Ellery resigns", "The mayor resigned on March 2, a letter says.")
    path = editor.public_path()
    editor.kill("The letter was forged.")
    answer = reader.goto(path)
    assert answer is not None
    assert answer.status == 410
    expect(reader.get_by_role("heading", level=1)).to_have_text("This story was killed")
    expect(reader.locator("main")).to_contain_text("The letter was forged.")
    expect(reader.locator("main")).not_to_contain_text("resigned on March 2")
    reader.goto("/search/?q=resigned")
    expect(reader.locator("main")).not_to_contain_text("Mayor of Port Ellery")
    expect(editor.page.locator("#body")).to_be_disabled()


def test_a_story_under_embargo_is_seen_by_the_desk_alone(editor: Editor, reader: Page) -> None:
    editor.begin("Audit of the ice store")
    editor.write("The audit is out on March 2.")
    editor.page.get_by_label("Embargo until").fill("2099-03-02T18:00")
    editor.page.get_by_role("button", name="Release", exact=True).click()
    editor.expect_state("Embargoed")
    expect(editor.page.locator(".slugline p")).to_contain_text("embargo until 2 Mar 2099")
    answer = reader.goto("/stories/audit-of-the-ice-store/")
    assert answer is not None
    assert answer.status == 404
    for path in ("/", "/search/?q=audit+ice+store"):
        reader.goto(path)
        expect(reader.locator("main")).not_to_contain_text("Audit of the ice store")


def test_a_refused_act_leaves_a_form_that_saves_and_does_not_act(editor: Editor) -> None:
    editor.begin("Nothing to release yet")
    editor.page.get_by_label("Embargo until").fill("2001-03-02T18:00")
    editor.page.get_by_role("button", name="Release", exact=True).click()
    expect(editor.page.get_by_role("alert")).to_be_visible()
    editor.write("Some words.")
    editor.wait_until_saved()
    editor.page.get_by_role("link", name="Write").click()
    editor.expect_state("Draft")
    expect(editor.surface).to_have_text("Some words.")


def test_what_the_terms_demand_is_asked_for_before_a_story_goes_out(editor: Editor) -> None:
    editor.begin("Nobody wrote this", byline="")
    editor.write("It is not known who wrote this.")
    editor.page.get_by_role("button", name="Release", exact=True).click()
    expect(editor.page.get_by_role("alert")).to_contain_text("byline")
    editor.expect_state("Draft")
    editor.page.get_by_role("link", name="Desk check").click()
    expect(editor.page.locator(".advice")).to_contain_text("Asked for by the terms")


def test_search_finds_what_the_words_say_and_says_when_it_finds_nothing(
    published: Callable[[str, str], str], reader: Page
) -> None:
    published("Marsh heron counted again", "Volunteers counted 41 herons on the marsh on March 2.")
    reader.goto("/")
    reader.get_by_role("searchbox", name="Search stories").fill("herons volunteers")
    reader.keyboard.press("Enter")
    expect(reader.get_by_role("link", name="Marsh heron counted again")).to_be_visible()
    reader.get_by_role("searchbox", name="Search stories").fill("zeppelin")
    reader.get_by_role("button", name="Search").click()
    expect(reader.locator("main")).to_contain_text("No story holds “zeppelin”")


def test_a_topic_and_an_author_have_pages_of_their_own(editor: Editor, reader: Page) -> None:
    editor.begin("Solheim wins the winter regatta")
    editor.write("Berit Solheim won the regatta on March 2.")
    editor.page.locator("summary", has_text="Topics, places").click()
    editor.page.get_by_role("checkbox", name="sport").check()
    editor.release()
    reader.goto(editor.public_path())
    reader.locator("article .meta").get_by_role("link").first.click()
    expect(reader.get_by_role("link", name="Solheim wins the winter regatta")).to_be_visible()
    reader.goto(editor.public_path())
    reader.get_by_role("link", name="Marta Lindqvist").click()
    expect(reader.get_by_role("heading", level=1)).to_have_text("Marta Lindqvist")
    expect(reader.get_by_role("link", name="Solheim wins the winter regatta")).to_be_visible()


def test_a_reporter_writes_and_does_not_release(people: People) -> None:
    reporter = Editor(people.staff("reporter").new_page())
    reporter.begin("Notes from the harbor board")
    reporter.write("The board met on March 2.")
    reporter.wait_until_saved()
    expect(reporter.page.get_by_role("button", name="Release")).to_have_count(0)
    expect(reporter.page.locator("aside")).to_contain_text("An editor releases stories.")
