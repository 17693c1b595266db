"""Sources of the invented wire's stories, as other systems keep them."""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import Any
from urllib.parse import parse_qs, urlsplit

from tests.cast import MARTA, PARAGRAPHS, TOMAS
from wirecopy.desk.imports import Imported, Problem
from wirecopy.net.client import Answer
from wirecopy.net.errors import NetError

SITE = "https://quaycourier.example"
HEADLINE = "Fish market of Port Ellery to move across the basin"
BODY = "\n".join(f"<p>{paragraph}</p>" for paragraph in PARAGRAPHS)


def stories(items: Iterable[Imported | Problem]) -> list[Imported]:
    """All items, none of which is a problem."""
    taken = list(items)
    assert [item for item in taken if isinstance(item, Problem)] == []
    return [item for item in taken if isinstance(item, Imported)]


def parted(items: Iterable[Imported | Problem]) -> tuple[list[Imported], list[Problem]]:
    """The items that could be read, and the problems."""
    taken = list(items)
    return [i for i in taken if isinstance(i, Imported)], [i for i in taken if isinstance(i, Problem)]


class Pages:
    """Answers that are there without a network: address -> answer; a host that is away where there is none."""

    def __init__(self, **answers: Answer) -> None:
        self.answers: dict[str, Answer] = dict(answers)
        self.asked: list[str] = []

    def __call__(self, url: str) -> Answer:
        self.asked.append(url)
        if url not in self.answers:
            raise NetError(f"{url}: takes no connection; try again later")
        return self.answers[url]


def post(number: int = 123, **changed: Any) -> dict[str, Any]:
    """A post as a site's REST interface writes it, embedded objects and all."""
    made: dict[str, Any] = {
        "id": number,
        "date_gmt": "2026-03-02T08:00:00",
        "modified_gmt": "2026-03-02T08:30:00",
        "slug": "fish-market",
        "status": "publish",
        "link": f"{SITE}/fish-market/",
        "title": {"rendered": "Fish market of Port&nbsp;Ellery to move &#8211; across the <em>basin</em>"},
        "content": {"rendered": BODY, "protected": False},
        "excerpt": {"rendered": "<p>The harbor board has decided.</p>\n", "protected": False},
        "_embedded": {
            "author": [{"name": MARTA}],
            "wp:featuredmedia": [
                {
                    "media_type": "image",
                    "source_url": f"{SITE}/wp-content/market.jpg",
                    "alt_text": "Stalls under a leaking roof",
                    "caption": {"rendered": "<p>The old hall.</p>"},
                }
            ],
            "wp:term": [
                [{"taxonomy": "category", "name": "Fishing &amp; Trade"}],
                [{"taxonomy": "post_tag", "name": "harbor"}],
            ],
        },
    }
    return made | changed


class WordPress:
    """A site that answers as WordPress does: pages, what was modified after, what is gone."""

    def __init__(self, *posts: dict[str, Any], per_page: int = 100) -> None:
        self.posts = list(posts)
        self.per_page = per_page
        self.asked: list[str] = []
        self.gone: dict[str, tuple[int, dict[str, Any]]] = {}
        self.away_from_page = 0
        self.is_pretty = True

    def __call__(self, url: str) -> Answer:
        self.asked.append(url)
        parts = urlsplit(url)
        wanted = {name: values[0] for name, values in parse_qs(parts.query).items()}
        path = wanted.get("rest_route") or parts.path.removeprefix("/wp-json")
        if "rest_route" not in wanted and not self.is_pretty:
            return Answer(url, 404, {}, b"<html>Not found</html>")
        number = path.removeprefix("/wp/v2/posts").strip("/")
        if number:
            status, told = self.gone.get(number, (200, {"id": int(number), "status": "publish"}))
            return Answer(url, status, {}, json.dumps(told).encode())
        return self._listed(url, wanted)

    def _listed(self, url: str, wanted: dict[str, str]) -> Answer:
        found = [each for each in self.posts if each["modified_gmt"] > wanted.get("modified_after", "").rstrip("Z")]
        if "include" in wanted:
            found = [each for each in self.posts if str(each["id"]) in wanted["include"].split(",")]
        page = int(wanted.get("page", "1"))
        if self.away_from_page and page >= self.away_from_page:
            raise NetError(f"{url}: the connection broke off; try again later")
        pages = -(-len(found) // self.per_page)
        if page > max(pages, 1):
            return Answer(url, 400, {}, b'{"code": "rest_post_invalid_page_number", "message": "Too far."}')
        shown = found[(page - 1) * self.per_page : page * self.per_page]
        return Answer(url, 200, {"x-wp-totalpages": str(pages)}, json.dumps(shown).encode())


def ninjs(**changed: Any) -> dict[str, Any]:
    """An item of ninjs 3.1."""
    made: dict[str, Any] = {
        "standard": {"name": "ninjs", "version": "3.1"},
        "uri": "urn:uuid:6d0f1f3c-6a4f-4f0e-9d6b-2f1f4a0f9a01",
        "type": "text",
        "version": "1",
        "firstCreated": "2026-03-02T08:00:00Z",
        "versionCreated": "2026-03-02T08:30:00Z",
        "pubStatus": "usable",
        "language": "en",
        "slugline": "fish-market",
        "located": "PORT ELLERY",
        "by": f"{MARTA} and {TOMAS}",
        "headlines": [{"role": "main", "contentType": "text/plain", "value": HEADLINE}],
        "bodies": [
            {"role": "main", "contentType": "text/plain", "value": "\n\n".join(PARAGRAPHS)},
            {"role": "main", "contentType": "text/html", "value": BODY},
        ],
        "descriptions": [{"role": "summary", "contentType": "text/html", "value": "<p>The board has decided.</p>"}],
        "people": [{"name": MARTA, "rel": "author"}, {"name": "Perla Moreno", "rel": "about"}],
        "subjects": [
            {"name": "fishing industry", "uri": "http://cv.iptc.org/newscodes/mediatopic/20000212"},
            {"name": "harbors"},
        ],
        "altIds": [{"role": "canonical", "value": f"{SITE}/fish-market"}],
        "associations": [
            {"rel": "logo", "type": "picture", "renditions": [{"href": f"{SITE}/logo.png"}]},
            {
                "name": "picture-1",
                "type": "picture",
                "by": "Ada Quill",
                "headlines": [{"value": "Stalls under a leaking roof"}],
                "descriptions": [{"role": "caption", "value": "The old hall."}],
                "renditions": [
                    {"href": f"{SITE}/market-small.jpg", "width": 320},
                    {"href": f"{SITE}/market.jpg", "width": 1600},
                ],
            },
        ],
    }
    return made | changed
