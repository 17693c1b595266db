"""WordPress's own editors in a real browser, as the author uses them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import partial
from urllib.parse import parse_qs, urlsplit

from playwright.sync_api import Browser, Page, Route

from tests.wordpress.site.wordpress import Person, Site

# Whatever is asked of a host that is not the site.
_ELSEWHERE = re.compile(r"^https?://(?!127\.0\.0\.1[:/])")
_SIZES = {"count.harborlight.example": (1, 1), "hlns-logo": (320, 120)}
_BLOCKS = """() => { const all = blocks => blocks.flatMap(block => [block, ...all(block.innerBlocks)]);
  return all(wp.data.select('core/block-editor').getBlocks()).map(block => [block.name, block.isValid]); }"""
_PASTE = """(element, [kind, text]) => { const data = new DataTransfer(); data.setData(kind, text); element.focus();
  element.dispatchEvent(new ClipboardEvent('paste', {clipboardData: data, bubbles: true, cancelable: true})); }"""
_SAVE = """async () => { await wp.data.dispatch('core/editor').editPost({status: 'publish'});
  await wp.data.dispatch('core/editor').savePost();
  return wp.data.select('core/editor').getCurrentPost().link; }"""
TITLE = ".editor-post-title__input"


@dataclass(frozen=True, slots=True)
class Window:
    """A browser window at the publisher's. The wire's pictures are painted here; ``asked`` is what was asked of others."""

    page: Page
    address: str
    asked: list[str] = field(default_factory=list)

    @classmethod
    @contextmanager
    def open(cls, browser: Browser, site: Site, *, width: int = 1280) -> Iterator[Window]:
        """A window without an account, that reaches no host but the site."""
        context = browser.new_context(viewport={"width": width, "height": 900})
        window = cls(context.new_page(), site.address)
        context.route(_ELSEWHERE, partial(_answer, asked=window.asked))
        window.page.on("dialog", lambda dialog: dialog.accept())
        yield window
        context.close()

    def sign_in(self, person: Person) -> None:
        """Sign in through the login form."""
        self.page.goto(f"{self.address}/wp-login.php")
        self.page.fill("#user_login", person.login)
        self.page.fill("#user_pass", person.password)
        self.page.click("#wp-submit")
        self.page.wait_for_url("**/wp-admin/**", wait_until="commit")

    def is_as_wide_as_its_window(self) -> bool:
        """Say whether nothing makes the page scroll sideways."""
        return bool(self.page.evaluate("document.documentElement.scrollWidth <= innerWidth"))


def _answer(route: Route, *, asked: list[str]) -> None:
    """Note what was asked of another host; give a picture where it is one of the invented ones, else nothing."""
    url = route.request.url
    asked.append(url)
    if not (urlsplit(url).hostname or "").endswith(".example"):
        route.abort()  # gravatar.com, s.w.org: WordPress's own pages name them
        return
    width, height = next((size for mark, size in _SIZES.items() if mark in url), (1200, 800))
    drawn = f'<svg xmlns="http://www.w3.org/2000/svg" width="{width}" height="{height}">'
    route.fulfill(content_type="image/svg+xml", body=f'{drawn}<rect width="100%" height="100%" fill="#79a"/></svg>')


@dataclass(frozen=True, slots=True)
class BlockEditor:
    """The block editor in a window where somebody is signed in."""

    window: Window

    def open(self, number: int) -> None:
        """Open a post and wait for its blocks."""
        self.window.page.goto(f"{self.window.address}/wp-admin/post.php?post={number}&action=edit")
        self.window.page.wait_for_function("window.wp?.data?.select('core/block-editor')?.getBlockCount() > 0")
        self.window.page.wait_for_selector(".wp-block[data-block]")

    def new(self) -> None:
        """Open an empty post."""
        self.window.page.goto(f"{self.window.address}/wp-admin/post-new.php")
        self.window.page.wait_for_selector(TITLE)

    def paste_into_title(self, text: str) -> None:
        """Paste text, as from the "copy" button, into the empty title."""
        self.window.page.locator(TITLE).evaluate(_PASTE, ["text/plain", text])
        self._wait_for_blocks()

    def paste_into_text(self, text: str, *, title: str, kind: str = "text/plain") -> None:
        """Type a title, go on to the first paragraph and paste there. ``kind`` is text/html for what was marked on a page."""
        self.window.page.fill(TITLE, title)
        self.window.page.press(TITLE, "Enter")
        self.window.page.locator(".is-selected.block-editor-rich-text__editable").evaluate(_PASTE, [kind, text])
        self._wait_for_blocks()

    def names(self) -> set[str]:
        """The kinds of the blocks in the post, those within others too."""
        return {name for name, _ in self.window.page.evaluate(_BLOCKS)}

    def in_need_of_recovery(self) -> list[str]:
        """The blocks that the editor calls invalid, and the warnings that it shows in their place."""
        invalid = [name for name, is_valid in self.window.page.evaluate(_BLOCKS) if not is_valid]
        return invalid + self.window.page.locator(".block-editor-warning").all_inner_texts()

    def title(self) -> str:
        """The title of the post."""
        return str(self.window.page.evaluate("wp.data.select('core/editor').getEditedPostAttribute('title')"))

    def publish(self) -> str:
        """Save the post as published; gives its address."""
        return str(self.window.page.evaluate(_SAVE))

    def _wait_for_blocks(self) -> None:
        self.window.page.wait_for_function("wp.data.select('core/block-editor').getBlockCount() > 3")


def publish_in_classic_editor(window: Window, *, title: str, text: str) -> int:
    """Paste into the classic editor's "Text" tab, look at it in "Visual", which cleans it, publish; gives its number."""
    window.page.goto(f"{window.address}/wp-admin/post-new.php?classic")
    window.page.fill("#title", title)
    window.page.click("#content-html")
    window.page.fill("#content", text)
    window.page.click("#content-tmce")
    body = window.page.frame_locator("#content_ifr").locator("body")
    body.locator(".wirecopy-licensing").wait_for()
    body.press("Control+End")
    body.type(" ")  # or the editor sends what it was given
    window.page.click("#publish")
    window.page.wait_for_url("**message=6*", wait_until="commit")
    (number,) = parse_qs(urlsplit(window.page.url).query)["post"]
    return int(number)
