"""The page that a publisher's readers see, and what the engine finds on it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

import httpx
from lxml import html as lxml_html

from tests.wirecopy.renditions.formats.publisher import story_of
from tests.wirecopy.renditions.formats.test_engine_check import NOT_TOLD, OUT_OF_REACH
from wirecopy.renditions.formats import html, wordpress
from wirecopy.renditions.release import Release
from wiretrace import Finding, Page, Story, check, parse
from wiretrace.terms import CODES

# The two packages that a publisher with WordPress may paste.
FORMATS: dict[str, Callable[[Release], bytes]] = {"blocks": wordpress.render, "html": html.render}
# What the invented wire's own terms ask for and a page can show.
ASKED = {"BYLINE", "AFFIL", "LOGO_REQ", "LINK_STORY", "BEACON_ASK"}
ANSWER_S = 60.0


def pasted(form: str, made: Release) -> str:
    """What the publisher pastes."""
    return FORMATS[form](made).decode()


@dataclass(frozen=True, slots=True)
class Shown:
    """What WordPress shows to somebody without an account: its markup, and the page as the engine reads it."""

    markup: str
    page: Page

    @classmethod
    def at(cls, link: str) -> Shown:
        """Open the page as a reader does."""
        answer = httpx.get(link, timeout=ANSWER_S)
        assert answer.status_code == 200, answer.text
        return cls(answer.text, parse(answer.text, url=link))

    def findings(self, made: Release, *versions: Story) -> tuple[Finding, ...]:
        """What the engine finds of a release, or of several versions of its story, under the release's own terms."""
        (verdict,) = check(self.page, versions or [story_of(made)], terms=made.terms)
        return verdict.findings

    def broken(self, made: Release) -> list[str]:
        """Each rule that a post could keep and this one does not, with the engine's reason."""
        return [f"{finding.code}: {finding.answer}: {finding.why}" for finding in _unkept(self.findings(made))]

    def kept(self, made: Release) -> set[str]:
        """The codes of the rules that the page keeps."""
        return {finding.code for finding in self.findings(made) if finding.applies and finding.answer == "kept"}

    def picture(self, address: str) -> dict[str, str]:
        """The attributes of the one picture with this address."""
        (found,) = [image for image in self._tree.iter("img") if image.get("src") == address]
        return dict(found.attrib)

    def headings(self, words: str) -> list[str]:
        """The tags of the headings that say these words."""
        return [str(item.tag) for item in self._tree.iter("h1", "h2", "h3") if item.text_content().strip() == words]

    @property
    def _tree(self) -> lxml_html.HtmlElement:
        return lxml_html.document_fromstring(self.markup)


def _unkept(findings: tuple[Finding, ...]) -> Iterator[Finding]:
    for finding in findings:
        judged = finding.code in CODES and CODES[finding.code].kind == "checked" and finding.applies
        fine = {"kept"} if judged else {"kept", "cannot_tell"}
        fine |= {"broken"} if finding.code in OUT_OF_REACH else set()
        fine |= {"cannot_tell"} if finding.code in NOT_TOLD else set()
        if finding.answer not in fine:
            yield finding
