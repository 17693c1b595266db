"""The terms are changed as a licensing desk does it: a rule added from the catalogue, limited, previewed, set, and asked for."""

from __future__ import annotations

from playwright.sync_api import Page, expect

from tests.browser.service.conftest import People


def test_a_rule_is_added_previewed_and_set_and_publishers_are_told(people: People, reader: Page) -> None:
    page = people.staff("admin").new_page()
    page.goto("/desk/terms/")
    page.get_by_role("textbox", name="Tiers of publishers").fill("public, member")
    page.get_by_text("Add a rule: all").click()
    page.get_by_role("button", name="Add: No paywall").click()
    rule = page.locator(".rule[open]")
    expect(rule.locator("summary").first).to_contain_text("No paywall")
    rule.get_by_label("How strong").select_option("should")
    rule.get_by_role("checkbox", name="public").check()
    page.get_by_label("Why").fill("Readers come first")
    page.get_by_role("button", name="Preview").click()
    expect(page.locator("#preview")).to_be_in_viewport()
    changed = page.get_by_role("row", name="No paywall")
    expect(changed).to_contain_text("should: not charge readers for our stories, if you are “public”")
    expect(page.get_by_label("Why")).to_have_value("Readers come first")
    page.get_by_role("button", name="Set these terms").click()
    expect(page.get_by_role("status")).to_contain_text("The terms were set")
    page.get_by_role("link", name="Version 2").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("in force")
    reader.goto("/republish/")
    expect(reader.get_by_role("main")).to_contain_text("Charge readers for our stories, if you are “public”")
