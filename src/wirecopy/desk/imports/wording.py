"""What sources write, made into what the desk takes: sound characters, plain lines, HTML, names, notes, languages."""

from __future__ import annotations

import re
from html import escape
from typing import Final

from wirecopy.desk.markup import clean, demand_shallow, sound, text_of

_LANGUAGE: Final = re.compile(r"[A-Za-z]{2,3}(-[A-Za-z0-9]{1,8})*")
_LONGEST_LANGUAGE: Final = 12
_BY: Final = re.compile(r"^by\s+", re.I)
_AND: Final = re.compile(r"\s+(?:and|&)\s+|\s*;\s*", re.I)
_MAIL: Final = re.compile(r"^\S+@\S+\s*\((.+)\)$")
_NOTE: Final = re.compile(
    r"(?:editor[’']s note:\s*)?(?:correction|corrected|clarification)\b[^:.]{0,60}:\s*(?P<note>\S.*)", re.I
)
_LONGEST_NAME: Final = 200


def line(text: str) -> str:
    """Give a text as one line."""
    return " ".join(text.split())


def plain(html: str) -> str:
    """Give the text of a piece of HTML as one line."""
    return line(text_of(clean(f"<p>{markup(html)}</p>"))) if html.strip() else ""


def markup(html: str) -> str:
    """Give HTML that is seen to be HTML also where it has no element, only ``&amp;``.

    Raises ``StoryIncomplete`` for what is nested deeper than ``desk.markup.MOST_NESTED``, or leaves as many elements open.
    """
    html = demand_shallow(sound(html))
    return html if "<" in html or not html.strip() else f"<p>{html}</p>"


def paragraphs(text: str) -> str:
    """Give plain text as HTML, a paragraph for each line."""
    return "\n".join(f"<p>{escape(row.strip(), quote=False)}</p>" for row in sound(text).splitlines() if row.strip())


def names_in(byline: str) -> list[str]:
    """Give the names of a byline such as ``By Ada Quill and Ben Rowe``, or ``ada@wire.example (Ada Quill)``.

    Names are parted at "and", "&" and ";"; at commas only where an "and" follows, because one comma more often parts a name
    from its affiliation or its Jr.
    """
    byline = _BY.sub("", line(sound(byline)))
    found = _MAIL.match(byline)
    parts = _AND.split(found[1] if found else byline)
    if len(parts) > 1 and "," in byline:
        parts = [name for part in parts for name in part.split(",")]
    return [name.strip() for name in parts if name.strip()]


def each_once(names: list[str]) -> tuple[str, ...]:
    """Give names in order, each once, none longer than the desk keeps them."""
    return tuple(dict.fromkeys(name[:_LONGEST_NAME] for name in names if name))


def correction_in(body: str) -> str:
    """Give the correction note that stands in a body as a paragraph of its own (``Correction, March 3: ...``), or none."""
    lines = text_of(clean(body)).split("\n")
    return next((line(found["note"]) for found in map(_NOTE.match, lines) if found), "")


def language_of(tag: str) -> str:
    """Give a language tag as BCP 47 writes it; empty where it is none."""
    tag = tag.strip().replace("_", "-")
    return tag if len(tag) <= _LONGEST_LANGUAGE and _LANGUAGE.fullmatch(tag) else ""
