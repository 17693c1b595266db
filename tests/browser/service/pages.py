"""Every page of the site and of the desk, by name: what the tests of all pages go through."""

from __future__ import annotations

from pathlib import Path
from urllib.parse import urlsplit

from playwright.sync_api import Page

from tests.browser.service.screens import Editor

PUBLIC = {
    "front": "/",
    "corrections": "/corrections/",
    "how to republish": "/republish/",
    "about": "/about/",
    "licensing": "/licensing/",
    "search": "/search/",
    "search with results": "/search/?q=harbor",
    "search without results": "/search/?q=zeppelin",
    "not there": "/nothing/",
    "sign in": "/accounts/login/",
    "forgotten password": "/accounts/password/reset/",
}
DESK = {
    "stories": "/desk/",
    "no stories": "/desk/?state=withdrawn",
    "media": "/desk/media/",
    "imports": "/desk/imports/",
    "people": "/desk/people/",
    "somebody": "/desk/people/1/",
    "enquiries": "/desk/enquiries/",
    "terms": "/desk/terms/",
    "a version of the terms": "/desk/terms/1/",
    "the wire": "/desk/wire/",
    "staff": "/desk/staff/",
    "second factor": "/accounts/2fa/",
    "sessions": "/accounts/sessions/",
    "change the password": "/accounts/password/change/",
    "app for the second factor": "/accounts/2fa/totp/activate/",
    "a new passkey": "/accounts/2fa/webauthn/add/",
    "sign out": "/accounts/logout/",
    "not there": "/desk/nothing/",
}


def public_pages(page: Page) -> dict[str, str]:
    """All public pages, those of the sample wire's stories too. ``page`` is anybody's."""
    page.goto("/")
    stories = page.locator(".stories li")
    plain = stories.filter(has_not_text="Corrected").filter(has_text="Forgotten tide tables").get_by_role("link")
    corrected = stories.filter(has_text="Corrected").last.get_by_role("link")
    story = plain.get_attribute("href") or ""
    found = {
        "story": story,
        "corrected story": corrected.get_attribute("href") or "",
        "republish": f"{story}republish/",
    }
    page.goto(story)
    return {**PUBLIC, **found, "author": page.locator("[rel=author]").first.get_attribute("href") or ""}


def desk_pages(page: Page) -> dict[str, str]:
    """All pages of the desk, with each screen of a story in each state. ``page`` is an administrator's."""
    found = dict(DESK)
    for state in ("draft", "embargoed", "live", "killed"):
        page.goto(f"/desk/?state={state}")
        found[f"a story: {state}"] = page.locator("tbody a").last.get_attribute("href") or ""
    story = found["a story: live"]
    screens = {
        "desk check": "advice/",
        "history": "history/",
        "copies": "copies/",
        "preview": "preview/html/",
        "ninjs": "preview/ninjs/",
    }
    return {**found, **{name: f"{story}{path}" for name, path in screens.items()}}


def gone_page(page: Page) -> str:
    """Where a killed story stood. ``page`` is an administrator's."""
    page.goto("/desk/?state=killed")
    page.locator("tbody a").last.click()
    return page.get_by_role("link", name="On the site").get_attribute("href") or ""


def made_pages(reader: Page, administrator: Page, picture: Path) -> tuple[dict[str, str], dict[str, str]]:
    """Ask the licensing desk, store a picture, release a story on a topic: the public and the desk's pages of these."""
    reader.goto("/licensing/")
    typed = {"Your name": "Perla Moreno", "E-mail": "perla@herald.example", "What it is about": "A translation"}
    for label, words in typed.items():
        reader.get_by_label(label).fill(words)
    reader.get_by_label("Your question").fill("May we translate a story?")
    reader.get_by_role("button", name="Send").click()
    reader.get_by_label("Write again").wait_for()
    administrator.goto("/desk/enquiries/")
    enquiry = administrator.locator("tbody a").first.get_attribute("href") or ""
    administrator.goto("/desk/media/")
    administrator.get_by_label("File").set_input_files(picture)
    administrator.get_by_label("Alternative text").fill("The logo of the wire: a lighthouse")
    administrator.get_by_label("Credit").fill("Harbor Light News Service")
    administrator.get_by_role("button", name="Store").click()
    administrator.get_by_role("heading", name="The logo of the wire").wait_for()
    image = urlsplit(administrator.url).path
    editor = Editor(administrator)
    editor.begin("A story on a topic")
    editor.write("It was windy on March 2.")
    administrator.locator("summary", has_text="Topics, places").click()
    administrator.get_by_role("checkbox", name="weather").check()
    editor.release()
    reader_path = urlsplit(reader.url).path
    return {"topic": "/topics/weather/", "a question": reader_path}, {"an enquiry": enquiry, "a picture": image}
