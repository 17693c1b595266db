"""One running service for all tests of this folder, a browser, and people who are signed in."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

from tests.browser.service.running import Service, running
from tests.browser.service.screens import Editor, sign_in

CHROMIUM = shutil.which("chromium")  # Debian's; playwright's own download needs a network


@pytest.fixture(scope="package")
def chromium() -> Iterator[Browser]:
    """The browser. Closed after this folder's last test: while playwright runs, Django's database may not be asked."""
    if CHROMIUM is None and not os.environ.get("WIRECOPY_REQUIRE_BROWSER"):
        pytest.skip("Chromium is not installed, so the service is not opened in a browser")
    with sync_playwright() as playwright:
        # --no-sandbox: as root, as in CI, Chromium does not start with its sandbox
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox", "--disable-gpu"])
        yield browser
        browser.close()


@pytest.fixture(scope="package")
def service(chromium: Browser, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Service]:
    with running(Path(tmp_path_factory.mktemp("wire"))) as started:
        yield started


@dataclass(frozen=True, slots=True)
class People:
    """Makes browsers of people, each with cookies of its own. Whoever is staff signs in once, by the form."""

    chromium: Browser
    service: Service
    states: dict[str, Any] = field(default_factory=dict)
    contexts: list[BrowserContext] = field(default_factory=list)

    def visitor(self, **how: Any) -> BrowserContext:
        """Somebody who has never been here."""
        context = self.chromium.new_context(base_url=self.service.url, **how)
        context.set_default_timeout(20_000)
        self.contexts.append(context)
        return context

    def staff(self, role: str, **how: Any) -> BrowserContext:
        """Somebody of the staff, signed in."""
        if role not in self.states:
            context = self.visitor()
            sign_in(context.new_page(), f"{role}@harborlight.example")
            self.states[role] = context.storage_state()
        return self.visitor(storage_state=self.states[role], **how)

    def leave(self) -> None:
        """Close every browser that was opened since the last time."""
        while self.contexts:
            self.contexts.pop().close()


@pytest.fixture(scope="package")
def everybody(chromium: Browser, service: Service) -> People:
    return People(chromium, service)


@pytest.fixture()
def people(everybody: People) -> Iterator[People]:
    yield everybody
    everybody.leave()


@pytest.fixture()
def reader(people: People) -> Page:
    """A reader's page."""
    return people.visitor().new_page()


@pytest.fixture()
def editor(people: People) -> Editor:
    """The screen of an editor who is signed in."""
    return Editor(people.staff("editor").new_page())


@pytest.fixture()
def published(editor: Editor) -> Callable[[str, str], str]:
    """Publishes a story and says where it stands."""

    def publish(headline: str, text: str) -> str:
        editor.publish(headline, text)
        return editor.public_path()

    return publish
