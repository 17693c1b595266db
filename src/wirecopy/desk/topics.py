"""The IPTC Media Topics below the seventeen at the top, read from the file that IPTC publishes, and found by name or code."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from typing import Final

from django.db import transaction
from django.db.models import Q
from django.utils.text import slugify
from lxml import etree

from wirecopy.desk.models import Topic
from wirecopy.errors import StoryIncomplete, TopicsUnreadable

G2: Final = "{http://iptc.org/std/nar/2006-10-01/}"
_LANG: Final = "{http://www.w3.org/XML/1998/namespace}lang"
_CODE: Final = re.compile(r"medtop:\d{8}")


@dataclass(frozen=True, slots=True)
class Concept:
    """A topic of the file: its code, its name, and the code of the one above (empty: it stands at the top)."""

    code: str
    name: str
    broader: str


def read_topics(data: bytes, *, language: str = "en") -> list[Concept]:
    """Read a NewsML-G2 Knowledge Item of the Media Topics; what was retired is left out.

    ``language`` is that of the names (``en`` fits ``en-GB``; where a topic has no name in it, its first is taken). Raises
    ``TopicsUnreadable``. Source: NewsML-G2, "Knowledge Items"; https://cv.iptc.org/newscodes/mediatopic/ with ``format=g2ki``.
    """
    parser = etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=False)
    try:
        root = etree.fromstring(data, parser)
    except etree.XMLSyntaxError as error:
        raise TopicsUnreadable(f"this is no XML ({error}); give the Knowledge Item that IPTC publishes") from error
    found = [made for concept in root.iter(f"{G2}concept") if (made := _concept(concept, language))]
    if not found:
        raise TopicsUnreadable("no topic is in it; give the Knowledge Item of the Media Topics (format=g2ki)")
    return found


def load_topics(concepts: Iterable[Concept]) -> tuple[int, int]:
    """Add and rename topics, and put each below its own; says how many are new and how many changed. Safe to run twice.

    The address of a topic that is there stays, whatever it is called now.
    """
    new = changed = 0
    wanted = list(concepts)
    with transaction.atomic():
        known = {topic.code: topic for topic in Topic.objects.all()}
        slugs = {topic.slug for topic in known.values()}
        for each in wanted:
            if each.code not in known:
                slug = _free_slug(each, slugs)
                known[each.code] = Topic.objects.create(code=each.code, name=each.name[:200], slug=slug)
                slugs.add(slug)
                new += 1
        for each in wanted:
            topic = known[each.code]
            said = (each.name[:200], known.get(each.broader))
            if (topic.name, topic.parent) != said:
                changed += topic.name != said[0]
                topic.name, topic.parent = said
                topic.save(update_fields=("name", "parent"))
    return new, changed


def topics_named(words: Iterable[str]) -> list[str]:
    """Give the codes of topics that somebody named by code or by name. Raises ``StoryIncomplete`` for one that is not there."""
    codes = []
    for typed in words:
        found = list(Topic.objects.filter(Q(code=typed) | Q(name__iexact=typed)).order_by("pk"))
        if len(found) > 1:
            named = ", ".join(f"{each.code} ({each.parent or 'at the top'})" for each in found)
            raise StoryIncomplete(
                f"more than one topic is called {typed!r}; write the code of the one that is meant: {named}"
            )
        if not found:
            near = get_close_matches(typed.lower(), Topic.objects.values_list("name", flat=True), n=1, cutoff=0.5)
            step = f"did you mean {near[0]!r}?" if near else "load the Media Topics with `wirecopy topics`"
            raise StoryIncomplete(f"there is no topic {typed[:80]!r}; {step}")
        codes.append(found[0].code)
    return codes


def _concept(concept: etree._Element, language: str) -> Concept | None:
    identity = concept.find(f"{G2}conceptId")
    code = identity.get("qcode", "") if identity is not None else ""
    if identity is None or not _CODE.fullmatch(code) or identity.get("retired"):
        return None
    names = {name.get(_LANG, ""): " ".join((name.text or "").split()) for name in concept.findall(f"{G2}name")}
    broader = concept.find(f"{G2}broader")
    above = broader.get("qcode", "") if broader is not None else ""
    name = _in_language(names, language)
    return Concept(code, name, above if _CODE.fullmatch(above) else "") if name else None


def _in_language(names: Mapping[str, str], language: str) -> str:
    fits = (name for tag, name in names.items() if tag.lower().split("-")[0] == language.lower().split("-")[0] and name)
    return names.get(language) or next(fits, "") or next(filter(None, names.values()), "")


def _free_slug(concept: Concept, taken: set[str]) -> str:
    slug = slugify(concept.name)[:70] or concept.code.partition(":")[2]
    return slug if slug not in taken else f"{slug[:60]}-{concept.code.partition(':')[2]}"
