"""Stories of a WordPress site, over its REST interface (wp/v2): posts with authors, pictures, topics, and what is gone.

Source: https://developer.wordpress.org/rest-api/reference/posts/
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from datetime import UTC, datetime, timedelta
from html import unescape
from typing import Any, Final
from urllib.parse import quote, unquote

from wirecopy.desk.imports.item import Fetch, Imported, Picture, Problem, key_prefix, source_key
from wirecopy.desk.imports.moments import moment_or_remark
from wirecopy.desk.imports.pictures import absolute, pictures_in
from wirecopy.desk.imports.records import at, objects_at, parse_json, text_at
from wirecopy.desk.imports.wording import correction_in, each_once, markup, names_in, plain
from wirecopy.errors import WirecopyError

KIND: Final = "wordpress"
PER_PAGE: Final = 100
MOST_PAGES: Final = 2_000
OVERLAP: Final = timedelta(minutes=1)
"""Asked for again: ``modified_after`` leaves out the second itself, and clocks differ. Taking a post twice does nothing."""
_PRETTY, _PLAIN = "/wp-json/wp/v2/posts", "/?rest_route=/wp/v2/posts"
_GONE: Final = {"rest_post_invalid_id": "deleted", "rest_forbidden": "no longer public"}


def read(
    where: str, *, fetch: Fetch, since: datetime | None = None, known: Collection[str] = ()
) -> Iterator[Imported | Problem]:
    """Read a site's published posts, those changed last first, and ask after those of ``known`` that it did not send.

    Costs a request for a hundred posts, one for a hundred known ones, and one for each that is not among them.
    """
    site = where.rstrip("/")
    seen: set[str] = set()
    is_whole = True
    route = _PRETTY
    for post in _posts(site, fetch, since):
        if isinstance(post, str):
            route = post
        elif isinstance(post, Problem):
            is_whole = False
            yield post
        else:
            read_post = _read_post(post, site)
            if isinstance(read_post, Imported):
                if read_post.source in seen:
                    continue
                seen.add(read_post.source)
            yield read_post
    if is_whole:
        yield from _gone(site, route, fetch, [key for key in known if key not in seen])


def parse(data: bytes, where: str) -> Iterator[Imported | Problem]:
    """Read posts that a site pushed: one, or a list, as its REST interface writes them."""
    site = where.rstrip("/")
    try:
        found = parse_json(data)
    except ValueError as error:
        yield Problem(site, f"what was sent is no JSON ({error}); send posts as wp/v2/posts gives them")
        return
    for post in found if isinstance(found, list) else [found]:
        yield _read_post(post, site)


def _posts(site: str, fetch: Fetch, since: datetime | None) -> Iterator[Any]:
    """Give the route that works, then posts; a problem ends it.

    Latest changes first: a post that is changed meanwhile moves to the front, so that none is missed, and one may come twice.
    """
    wanted = f"per_page={PER_PAGE}&_embed=1&orderby=modified&order=desc"
    if since is not None:
        wanted += f"&modified_after={quote((since - OVERLAP).astimezone(UTC).strftime('%Y-%m-%dT%H:%M:%SZ'))}"
    route = _PRETTY
    for number in range(1, MOST_PAGES + 1):
        found = _page(_url(site, route, f"{wanted}&page={number}"), fetch)
        if number == 1 and isinstance(found, _Refused) and found.status == 404:  # no rewriting of addresses there
            route = _PLAIN
            found = _page(_url(site, route, f"{wanted}&page={number}"), fetch)
        if isinstance(found, _Refused):
            if not (number > 1 and found.code == "rest_post_invalid_page_number"):  # fewer pages than a moment ago
                yield found.problem
            return
        if number == 1:
            yield route
        posts, pages = found
        yield from posts
        if not posts or number >= pages or (not pages and len(posts) < PER_PAGE):
            return
    yield Problem(site, f"has more than {MOST_PAGES * PER_PAGE:,} posts; import them in parts, by modified_after")


class _Refused:
    """An answer that is not what was asked for."""

    def __init__(self, url: str, message: str, *, status: int = 0, code: str = "") -> None:
        self.problem = Problem(url, message)
        self.status = status
        self.code = code


def _page(url: str, fetch: Fetch) -> tuple[list[Any], int] | _Refused:
    """Give the posts of a page and the number of pages; 0: the site does not say."""
    try:
        answer = fetch(url)
    except WirecopyError as error:
        return _Refused(url, f"{error}; what came before is kept, and the next import goes on")
    try:
        found = parse_json(answer.body)
    except ValueError as error:
        found, wrong = None, f"sent no JSON ({error})"
    else:
        wrong = f"sent no list of posts but {str(found)[:80]!r}"
    if answer.status != 200:
        wrong = f"answered {answer.status} {text_at(found, 'message')[:200]}".rstrip()
        return _Refused(url, f"the site {wrong}; see whether its REST interface is open, and try again later",
                        status=answer.status, code=text_at(found, "code"))  # fmt: skip
    if not isinstance(found, list):
        return _Refused(url, f"the site {wrong}; see whether it is a WordPress, and try again later")
    pages = answer.headers.get("x-wp-totalpages", "").strip()
    return found, max(int(pages), 1) if pages.isascii() and pages.isdigit() and len(pages) < 9 else 0


def _gone(site: str, route: str, fetch: Fetch, keys: list[str]) -> Iterator[Imported | Problem]:
    """Ask after posts that were taken before: a hundred at once, and one by one those that do not come."""
    prefix = key_prefix(KIND, site)
    numbers = [key.removeprefix(prefix) for key in keys if key.startswith(prefix)]
    numbers = [number for number in numbers if number.isascii() and number.isdigit()]
    for start in range(0, len(numbers), PER_PAGE):
        some = numbers[start : start + PER_PAGE]
        found = _page(_url(site, route, f"include={','.join(some)}&per_page={PER_PAGE}&_fields=id"), fetch)
        if isinstance(found, _Refused):
            yield found.problem
            return
        there = {str(at(post, "id")) for post in found[0]}
        for number in some:
            if number not in there:
                yield from _asked_after(site, route, fetch, number)


def _asked_after(site: str, route: str, fetch: Fetch, number: str) -> Iterator[Imported | Problem]:
    """Say that a post is gone only where the site says just that."""
    url = _url(site, f"{route}/{number}", "_fields=id,status")
    try:
        answer = fetch(url)
        found = parse_json(answer.body)
    except (WirecopyError, ValueError) as error:
        yield Problem(url, f"whether the post is still there is not known ({error}); the next import asks again")
        return
    status, code = text_at(found, "status"), text_at(found, "code")
    if answer.status == 200 and status in ("publish", ""):
        return
    reason = f"now {status}" if answer.status == 200 else _GONE.get(code, "")
    if reason:
        yield Imported(
            source=source_key(KIND, site, number), is_deleted=True, reason=f"{site}: post {number} is {reason}"
        )
    else:
        yield Problem(url, f"the site answered {answer.status} {code}; whether the post is still there is not known")


def _url(site: str, route: str, wanted: str) -> str:
    return f"{site}{route}{'&' if '?' in route else '?'}{wanted}"


def _read_post(post: Any, site: str) -> Imported | Problem:
    number = at(post, "id")
    if not isinstance(number, int) or isinstance(number, bool):
        return Problem(site, f"an item without a number is no post: {str(post)[:80]!r}; see whether it is a WordPress")
    key = source_key(KIND, site, str(number))
    status = text_at(post, "status") or "publish"
    if status == "trash":
        return Imported(source=key, is_deleted=True, reason=f"{site}: post {number} is in the trash")
    if status != "publish":
        return Problem(key, f"the post is {status}, and only published ones are taken; publish it first")
    if at(post, "content", "protected"):
        return Problem(key, "the post is protected by a password; take the password off to import it")
    try:
        return _imported(post, key, site)
    except WirecopyError as error:
        return Problem(key, str(error))


def _imported(post: Mapping[str, Any], key: str, site: str) -> Imported:
    remarks: list[str] = []
    body = markup(text_at(post, "content", "rendered"))
    link = absolute(text_at(post, "link"), base=f"{site}/")
    excerpt = plain(text_at(post, "excerpt", "rendered"))
    return Imported(
        source=key,
        headline=plain(text_at(post, "title", "rendered")),
        slug=unquote(text_at(post, "slug")),
        summary="" if excerpt.endswith(("[…]", "[...]")) else excerpt,  # cut from the body by the site itself
        body=body,
        bylines=_authors(post),
        published=moment_or_remark("date_gmt", at(post, "date_gmt"), remarks),
        modified=moment_or_remark("modified_gmt", at(post, "modified_gmt"), remarks),
        correction=correction_in(body),
        pictures=_pictures(post, body, link or f"{site}/"),
        topics=_terms(post, "category", "post_tag"),
        canonical=link,
        remarks=tuple(remarks),
    )


def _authors(post: Mapping[str, Any]) -> tuple[str, ...]:
    """Give the authors' names: those that a plug-in for several authors keeps as terms, or the post's own author."""
    several = _terms(post, "author")
    own = [
        name for author in objects_at(post, "_embedded", "author") for name in names_in(plain(text_at(author, "name")))
    ]
    return several or each_once(own)


def _terms(post: Mapping[str, Any], *taxonomies: str) -> tuple[str, ...]:
    groups = at(post, "_embedded", "wp:term")
    terms = [term for group in groups if isinstance(group, list) for term in group] if isinstance(groups, list) else []
    return each_once([unescape(text_at(term, "name")) for term in terms if text_at(term, "taxonomy") in taxonomies])


def _pictures(post: Mapping[str, Any], body: str, base: str) -> tuple[Picture, ...]:
    """Give the featured picture, then those of the body; one that is both counts once."""
    featured = [
        Picture(url, text_at(media, "alt_text"), plain(text_at(media, "caption", "rendered")))
        for media in objects_at(post, "_embedded", "wp:featuredmedia")
        if text_at(media, "media_type") in ("image", "") and (url := absolute(text_at(media, "source_url"), base=base))
    ]
    taken = {picture.url for picture in featured}
    return (*featured, *(picture for picture in pictures_in(body, base=base) if picture.url not in taken))
