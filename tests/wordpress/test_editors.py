"""Renditions in the real editors of WordPress: nothing needs recovery, and what is pasted and published keeps its credit."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, sync_playwright

from tests.wirecopy.renditions.releases import correction, kill, odd, release, update
from tests.wordpress.credit import ASKED, FORMATS, Shown, pasted
from tests.wordpress.desk import Desk
from tests.wordpress.editors import BlockEditor, Window, publish_in_classic_editor
from tests.wordpress.site.wordpress import Site

CHROMIUM = shutil.which("chromium")
pytestmark = pytest.mark.skipif(
    CHROMIUM is None and not os.environ.get("WIRECOPY_REQUIRE_WORDPRESS"),
    reason="Chromium is not installed, so WordPress's editors are not opened",
)
# The classic editor is still in WordPress; sites that want it switch it on with a plug-in. This one needs ?classic.
CLASSIC = "<?php add_filter('use_block_editor_for_post', fn($on) => $on && ! isset($_GET['classic']));"
BLOCKS = {"paragraph", "heading", "image", "quote", "list", "list-item", "separator"}
RELEASES = {made.__name__: made for made in (release, update, correction, kill, odd)}


@pytest.fixture(scope="module")
def browser(site: Site) -> Iterator[Browser]:
    # --no-sandbox: as root, as in CI, Chromium does not start with its sandbox
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox", "--disable-gpu"])
        yield chromium
        chromium.close()


@pytest.fixture(scope="module")
def window(browser: Browser, site: Site) -> Iterator[Window]:
    """The author's window."""
    (site.folder / "wp-content" / "mu-plugins").mkdir()
    (site.folder / "wp-content" / "mu-plugins" / "classic.php").write_text(CLASSIC, encoding="utf-8")
    with Window.open(browser, site) as opened:
        opened.sign_in(site.author)
        yield opened


@pytest.fixture()
def editor(window: Window) -> BlockEditor:
    return BlockEditor(window)


@pytest.mark.parametrize("name", RELEASES)
def test_the_block_editor_opens_a_rendition_without_a_block_that_needs_recovery(
    name: str, editor: BlockEditor, author: Desk, tmp_path: Path
) -> None:
    made = RELEASES[name]()
    editor.open(author.publish(made.headline, pasted("blocks", made)).id)
    for width in (1280, 390):
        editor.window.page.set_viewport_size({"width": width, "height": 900})
        editor.window.page.screenshot(path=tmp_path / f"editor-{name}-{width}.png")
        assert editor.in_need_of_recovery() == []
    assert editor.names() <= {f"core/{block}" for block in BLOCKS}


@pytest.mark.parametrize("form", FORMATS)
@pytest.mark.parametrize("width", [1280, 390])
def test_the_page_fits_its_window_and_the_beacon_fires_before_anybody_scrolls(
    width: int, form: str, browser: Browser, site: Site, author: Desk, tmp_path: Path
) -> None:
    made = release()
    post = author.publish(made.headline, pasted(form, made))
    with Window.open(browser, site, width=width) as reader:
        reader.page.goto(post.link, wait_until="load")
        assert reader.is_as_wide_as_its_window()
        assert reader.asked.count(made.beacon_url) == 1
        reader.page.screenshot(path=tmp_path / f"page-{form}-{width}.png", full_page=True)


def test_a_package_pasted_into_the_title_becomes_title_and_post(editor: BlockEditor, tmp_path: Path) -> None:
    made = release()
    editor.new()
    editor.paste_into_title(pasted("blocks", made))
    assert editor.title() == made.headline
    assert editor.in_need_of_recovery() == []
    shown = Shown.at(editor.publish())
    assert shown.headings(made.headline) == ["h1"]
    assert shown.broken(made) == []
    assert shown.kept(made) >= ASKED
    assert shown.picture(made.beacon_url)["loading"] == "eager"


@pytest.mark.parametrize("kind", ["text/plain", "text/html"])
def test_the_html_package_pasted_into_the_block_editor_keeps_its_credit_and_its_beacon(
    kind: str, editor: BlockEditor
) -> None:
    made = release()
    editor.new()
    editor.paste_into_text(pasted("html", made), title=made.headline, kind=kind)
    assert editor.in_need_of_recovery() == []
    shown = Shown.at(editor.publish())
    assert shown.broken(made) == []
    assert shown.kept(made) >= ASKED
    assert shown.picture(made.beacon_url).get("loading") != "lazy"


@pytest.mark.parametrize("form", FORMATS)
def test_a_package_cleaned_by_the_classic_editor_keeps_its_credit_and_its_beacon(
    form: str, window: Window, author: Desk
) -> None:
    made = release()
    number = publish_in_classic_editor(window, title=made.headline, text=pasted(form, made))
    shown = Shown.at(author.open(number).link)
    assert shown.broken(made) == []
    assert shown.kept(made) >= ASKED
    assert shown.picture(made.beacon_url).get("loading") != "lazy"


def test_the_beacon_stays_when_the_author_writes_into_its_paragraph(editor: BlockEditor, author: Desk) -> None:
    made = release()
    editor.open(author.publish(made.headline, pasted("blocks", made)).id)
    editor.window.page.locator("p.wirecopy-licensing").click()
    editor.window.page.keyboard.press("Control+Home")
    editor.window.page.keyboard.type("With thanks: ")
    shown = Shown.at(editor.publish())
    assert "With thanks: " in shown.page.text
    assert shown.broken(made) == []
    assert shown.picture(made.beacon_url)["loading"] == "eager"
