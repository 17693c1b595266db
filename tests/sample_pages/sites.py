"""Three publishers' sites: their page around an article."""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import datetime
from pathlib import Path
from string import Template

HERE = Path(__file__).parent
NAMES = {"quay": "The Quay Courier", "ledger": "Inland Ledger", "gull": "Daily Gull"}
HOSTS = {"quay": "quaycourier.example", "ledger": "inlandledger.example", "gull": "dailygull.example"}


def page(
    site: str,
    slug: str,
    title: str,
    body: Sequence[str] | str,
    *,
    credit: str = "",
    at: str = "2026-03-12T09:00:00Z",
    author: str = "",
    css: str = "",
    tail: str = "",
    lang: str = "en",
    data: dict[str, object] | None = None,
) -> str:
    """Return an article page of ``site``; ``body`` is paragraphs, or HTML as it stands."""
    when = datetime.fromisoformat(at)
    author = author or NAMES[site]
    machine: dict[str, object] = {
        "@context": "https://schema.org",
        "@type": "NewsArticle",
        "headline": title,
        "datePublished": at,
        "author": {"@type": "Person" if author != NAMES[site] else "Organization", "name": author},
        "publisher": {"@type": "Organization", "name": NAMES[site]},
        **(data or {}),
    }
    return Template((HERE / f"{site}.html").read_text(encoding="utf-8")).substitute(
        lang=lang,
        title=title.replace("&", "&amp;"),
        slug=slug,
        canonical=address(site, slug),
        published=at,
        shown=f"{when:%B} {when.day}, {when.year}",
        jsonld=json.dumps(machine, ensure_ascii=False),
        author=author,
        credit=credit,
        body=body if isinstance(body, str) else "\n".join(f"<p>{text}</p>" for text in body),
        css=css,
        tail=tail,
    )


def address(site: str, slug: str) -> str:
    """The address of an article of ``site``."""
    return f"https://{HOSTS[site]}/2026/03/{slug}"
