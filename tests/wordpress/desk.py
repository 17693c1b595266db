"""The publisher's desk: an account that posts through WordPress's REST API, with the filters of its role."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

import httpx

from tests.wordpress.credit import ANSWER_S
from tests.wordpress.site.wordpress import Person, Site


@dataclass(frozen=True, slots=True)
class Post:
    """A post as WordPress stored it: ``raw`` is what its filters left of what was sent."""

    id: int
    link: str
    raw: str


@dataclass(frozen=True, slots=True)
class Desk:
    """One account, signed in with its password for programs."""

    client: httpx.Client

    @classmethod
    @contextmanager
    def of(cls, site: Site, person: Person) -> Iterator[Desk]:
        """The desk of one person while the block runs."""
        auth = (person.login, person.application_password)
        with httpx.Client(base_url=f"{site.address}/wp-json/wp/v2", auth=auth, timeout=ANSWER_S) as client:
            yield cls(client)

    def publish(self, title: str, content: str, *, instead_of: Post | None = None) -> Post:
        """Publish a post, or put another title and content into one that is there."""
        path = f"/posts/{instead_of.id}" if instead_of else "/posts"
        answer = self.client.post(path, json={"title": title, "content": content, "status": "publish"})
        return _post(answer)

    def open(self, number: int) -> Post:
        """A post of its own, by its number."""
        return _post(self.client.get(f"/posts/{number}", params={"context": "edit"}))

    def may(self, capability: str) -> bool:
        """Say whether WordPress lets this account do something."""
        answer = self.client.get("/users/me", params={"context": "edit"})
        assert answer.is_success, answer.text
        return bool(answer.json()["capabilities"].get(capability, False))


def _post(answer: httpx.Response) -> Post:
    assert answer.is_success, answer.text
    made = answer.json()
    return Post(made["id"], made["link"], made["content"]["raw"])
