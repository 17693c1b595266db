"""Takes the pictures of the docs: ``python -m tests.browser.service`` writes ``docs/images/service-*.png``."""

from __future__ import annotations

import shutil
import tempfile
from pathlib import Path

from PIL import Image
from playwright.sync_api import Browser, Page, sync_playwright

from tests.browser.service.running import running
from tests.browser.service.screens import Editor, sign_in

IMAGES = Path(__file__).resolve().parents[3] / "docs" / "images"
MOST_BYTES = 200_000
HEADLINE = "Port Ellery reopens the lamp room that guided its fleet for a century"
SUMMARY = "The museum has spent four years on the lens. It found it in a net shed, wrapped in sailcloth."
TEXT = (
    "PORT ELLERY (HLNS) — The lamp room above the old customs house opened to visitors on March 2, for the first time "
    "since 1988.",
    "“We had looked for the lens in three countries, and it lay 200 yards from here,” said Berit Solheim, who heads the "
    "boat owners’ association.",
    "The council will reportedly vote on Monday on money for the stairs. Its treasurer was asked for comment and did "
    "not answer.",
)
WRONG, RIGHT = (
    "An earlier version said that the room had been shut since 1978.",
    "The room had been shut since 1988.",
)


def main() -> None:
    """Run the service on the sample wire, write a story, and take the pictures."""
    with tempfile.TemporaryDirectory() as folder, running(Path(folder)) as service, sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=["--no-sandbox"])
        desk = chromium.new_context(base_url=service.url, viewport={"width": 1280, "height": 960}).new_page()
        sign_in(desk, "editor@harborlight.example")
        editor = Editor(desk)
        editor.begin(HEADLINE, byline="Marta Lindqvist")
        desk.get_by_label("Summary").fill(SUMMARY)
        editor.surface.click()
        for number, paragraph in enumerate(TEXT):
            if number:
                desk.keyboard.press("Enter")
            desk.keyboard.insert_text(paragraph)
        editor.wait_until_saved()
        desk.evaluate("scrollTo(0, 0)")
        _take(desk, "editor")
        editor.release()
        path = editor.public_path()
        desk.goto(desk.url.partition("?")[0] + "advice/")
        _take(desk, "desk-check", is_whole=True)
        desk.get_by_role("link", name="Write").click()
        editor.correct(wrong=WRONG, right=RIGHT)
        editor.expect_state("Live")
        _public(chromium, service.url, path)
        chromium.close()


def _public(chromium: Browser, url: str, path: str) -> None:
    page = chromium.new_context(base_url=url, viewport={"width": 1280, "height": 960}).new_page()
    for name, where in (("front", "/"), ("story", path), ("republish", f"{path}republish/")):
        page.goto(where, wait_until="networkidle")
        _take(page, name)
    phone = chromium.new_context(base_url=url, viewport={"width": 390, "height": 844}, color_scheme="dark").new_page()
    phone.goto("/", wait_until="networkidle")
    _take(phone, "phone")


def _take(page: Page, name: str, *, is_whole: bool = False) -> None:
    file = IMAGES / f"service-{name}.png"
    page.screenshot(path=file, full_page=is_whole)
    with Image.open(file) as picture:
        # text on a plain ground: 256 colours are enough, and a third of the bytes
        picture.convert("RGB").quantize(256, method=Image.Quantize.FASTOCTREE).save(file, optimize=True)
    size = file.stat().st_size
    assert size < MOST_BYTES, f"{file.name} has {size:,} bytes"
    print(f"{file.name}: {size:,} bytes")


if __name__ == "__main__":
    main()
