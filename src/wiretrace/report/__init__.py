"""Writes the evidence report: one HTML file that a licensing desk can send to a publisher."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime
from importlib.resources import files
from pathlib import Path
from string import Template
from typing import Final, NamedTuple

from wiretrace.model import Page, Story, Verdict
from wiretrace.report.markup import escape
from wiretrace.report.sections import item_section
from wiretrace.report.summary import summary_table

__all__ = ["ReportItem", "report_html", "write_report"]

_PIECES: Final = files("wiretrace.report")


class ReportItem(NamedTuple):
    """One line of the report: a page, a story, what was found. ``name`` is what the reader calls the page."""

    page: Page
    story: Story
    verdict: Verdict
    name: str = ""


def write_report(
    path: str | Path,
    items: Iterable[tuple[Page, Story, Verdict] | ReportItem],
    *,
    title: str = "Copies and credit",
    made_at: datetime | None = None,
) -> None:
    """Write :func:`report_html` to ``path`` as UTF-8; an older file is replaced. Raises OSError."""
    rows = [ReportItem(*item) for item in items]
    Path(path).write_text(report_html(rows, title=title, made_at=made_at), encoding="utf-8")


def report_html(items: Sequence[ReportItem], *, title: str, made_at: datetime | None = None) -> str:
    """Return the report as one HTML document that needs no script and no other file.

    Items keep their order; one whose verdict has no match appears in the summary only. Everything taken from a page
    or story is escaped, and only http(s) addresses become links. ``made_at`` is printed as given: the report has no
    clock. Costs time and space in proportion to the text of stories and pages that match.
    """
    body = [summary_table(items)]
    body += [item_section(item, number) for number, item in enumerate(items, start=1) if item.verdict.match]
    page = Template((_PIECES / "page.html").read_text(encoding="utf-8"))
    return page.substitute(
        title=escape(title),
        style=(_PIECES / "style.css").read_text(encoding="utf-8"),
        made=_made(items, made_at),
        body="\n".join(body),
    )


def _made(items: Sequence[ReportItem], made_at: datetime | None) -> str:
    facts = [f"{len(items)} page{'s' if len(items) != 1 else ''} checked"]
    if made_at is not None:
        facts.append(f'<time datetime="{made_at.isoformat()}">{escape(made_at.strftime("%-d %B %Y, %H:%M %Z"))}</time>')
    rulesets = sorted({item.verdict.ruleset for item in items if item.verdict.ruleset})
    kernels = sorted({item.verdict.kernel for item in items if item.verdict.kernel})
    facts += [f"ruleset {escape(', '.join(rulesets))}"] if rulesets else []
    facts += [f"kernel {escape(', '.join(kernels))}"] if kernels else []
    return " · ".join(facts)
