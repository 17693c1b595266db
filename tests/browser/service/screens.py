"""The service's screens as people use them: signing in, and what an editor does to a story."""

from __future__ import annotations

from dataclasses import dataclass

from playwright.sync_api import Locator, Page, expect

PASSWORD = "harbor-light-demo"  # of all of the sample's staff: ``wirecopy demo`` prints it


def sign_in(page: Page, email: str, password: str = PASSWORD) -> None:
    """Fill in the form, and arrive at the desk."""
    page.goto("/desk/")
    page.get_by_label("E-mail").fill(email)
    page.get_by_label("Password").fill(password)
    page.get_by_role("button", name="Sign in", exact=True).click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Stories")


@dataclass(frozen=True, slots=True)
class Editor:
    """The screen of a story, driven as a person would."""

    page: Page

    def begin(self, headline: str, *, byline: str = "Marta Lindqvist") -> None:
        """Begin a story from the list, and say who writes it: without, the terms keep it in."""
        self.page.goto("/desk/")
        self.page.get_by_label("Headline of a new story").fill(headline)
        self.page.get_by_role("button", name="Begin").click()
        expect(self.page.get_by_role("heading", level=1)).to_have_text(headline)
        self.page.get_by_label("Byline").fill(byline)

    @property
    def surface(self) -> Locator:
        """Where the story is written, once the script has put it in the place of the text area."""
        return self.page.locator(".ql-editor")

    def write(self, text: str) -> None:
        """Put the cursor at the end of the story and type."""
        self.surface.click()
        self.page.keyboard.press("Control+End")
        self.page.keyboard.type(text)

    def rewrite(self, text: str) -> None:
        """Type a text in the place of the one that stands there."""
        self.surface.click()
        self.page.keyboard.press("Control+A")
        self.page.keyboard.type(text)

    def wait_until_saved(self) -> None:
        """The editor says by itself that it has saved."""
        expect(self.page.locator("#saved")).to_have_text("Saved.", timeout=15_000)

    def save(self) -> None:
        """Press the button."""
        self.page.get_by_role("button", name="Save", exact=True).click()

    def release(self) -> None:
        """Release the story."""
        self.page.get_by_role("button", name="Release", exact=True).click()
        self.expect_state("Live")

    def correct(self, *, wrong: str, right: str) -> None:
        """Say what was wrong, and release the correction."""
        self.page.locator("summary", has_text="Correct").click()
        self.page.get_by_label("What was wrong").fill(wrong)
        self.page.get_by_label("What is right").fill(right)
        self.page.get_by_role("button", name="Release the correction").click()

    def update(self, reason: str) -> None:
        """Release what stands there as an update."""
        self.page.locator("summary", has_text="Update").click()
        self.page.locator("#update-reason").fill(reason)
        self.page.get_by_role("button", name="Update", exact=True).click()

    def kill(self, reason: str) -> None:
        """Kill the story."""
        self.page.locator("summary", has_text="Kill").click()
        self.page.locator("#kill-reason").fill(reason)
        self.page.get_by_role("button", name="Kill this story").click()
        self.expect_state("Killed")

    def expect_state(self, state: str) -> None:
        """See which state the story is in."""
        expect(self.page.locator(".slugline .tag")).to_have_text(state)

    def publish(self, headline: str, text: str) -> None:
        """Begin, write and release a story."""
        self.begin(headline)
        self.write(text)
        self.release()

    def public_path(self) -> str:
        """Where the story stands, or stood, on the site."""
        path = self.page.get_by_role("link", name="On the site").get_attribute("href")
        assert path is not None
        return path
