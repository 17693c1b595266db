"""The report in a real browser: it opens from a file, loads nothing, logs no error, and shows both texts."""

import os
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, sync_playwright

from tests.cli.wire import write_files
from wiretrace.cli import main

CHROMIUM = shutil.which("chromium")
pytestmark = pytest.mark.skipif(
    CHROMIUM is None and not os.environ.get("WIRECOPY_REQUIRE_BROWSER"),
    reason="Chromium is not installed, so the report is not opened in a browser",
)


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    # --no-sandbox: as root, as in CI, Chromium does not start with its sandbox
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox", "--disable-gpu"])
        yield chromium
        chromium.close()


@pytest.fixture(scope="module")
def report(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The report on a page that dropped the byline and changed a number."""
    files = write_files(tmp_path_factory.mktemp("browser"))
    words = files.broken.read_text(encoding="utf-8").replace("300 crowns", "900 crowns")
    files.broken.write_text(words, encoding="utf-8")
    path = files.folder / "report.html"
    arguments = ["--stories", str(files.stories), "--terms", str(files.terms), "--html", str(path)]
    assert main(["check", str(files.broken), *arguments]) == 1
    return path


def test_a_browser_shows_the_report_without_error_or_request(browser: Browser, report: Path) -> None:
    page = browser.new_page()
    errors: list[str] = []
    requests: list[str] = []
    page.on("console", lambda message: errors.append(message.text) if message.type == "error" else None)
    page.on("pageerror", lambda error: errors.append(str(error)))
    page.on("request", lambda request: requests.append(request.url))
    page.goto(report.as_uri())
    assert errors == []
    assert requests == [report.as_uri()]
    shown = page.inner_text("body")
    assert "Marta Lindqvist" in shown
    assert "300" in shown
    assert "900" in shown


@pytest.mark.parametrize("width", [1280, 390])
def test_a_browser_shows_the_report_without_scrolling_sideways(browser: Browser, report: Path, width: int) -> None:
    page = browser.new_page(viewport={"width": width, "height": 800})
    page.goto(report.as_uri())
    assert page.evaluate("document.documentElement.scrollWidth") <= width
