"""The WordPress of the tests, once a session; a skip where Debian's packages for it are not installed."""

from __future__ import annotations

import os
from collections.abc import Iterator

import pytest

from tests.wordpress.desk import Desk
from tests.wordpress.site.wordpress import Site, missing, wordpress


@pytest.fixture(scope="session")
def site() -> Iterator[Site]:
    """A running WordPress with an administrator and an ordinary author."""
    absent = missing()
    if absent:
        why = f"no WordPress to paste into; install {' '.join(absent)} (tests/wordpress/packages.txt)"
        if os.environ.get("WIRECOPY_REQUIRE_WORDPRESS"):
            pytest.fail(why)
        pytest.skip(why)
    with wordpress() as running:
        yield running


@pytest.fixture(scope="session")
def author(site: Site) -> Iterator[Desk]:
    """The author's desk at the publisher."""
    with Desk.of(site, site.author) as desk:
        yield desk
