"""Finds the wire's logo: by what it is called, where it stands, and, when its bytes are at hand, by the picture.

A logo is seldom an ``img`` with a telling alt. Its name may stand in a lazy attribute, in a style sheet, in the class
of an empty ``span``, in an inline SVG, or nowhere but in the picture itself (MEASURED: "How credit looks in the wild").
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from urllib.parse import unquote, urlsplit

from wiretrace.credit import phrases
from wiretrace.credit.article import Article
from wiretrace.credit.classify import CAPTION, standing
from wiretrace.credit.names import fold_same_length, is_acronym, names_wire, wire_names
from wiretrace.credit.page_view import label_words, words_of
from wiretrace.credit.pictures import UnreadablePicture, phash, similar
from wiretrace.model import Element, Image, Mention, MentionKind, Wire

_LOGO = """
logo logos wire wirelogo icon icons brand brands branding badge source sources service services svc agency agencies
agencia agencias provider providers byline credit attribution partner partners news small sm large big mini white black
color colour dark light grey gray header new main default retina print web site transparent horizontal vertical square
wordmark mark en us uk h w x px v
"""
_PERSON = "avatar author authors user profile gravatar headshot placeholder blank spacer pixel spinner loading"
# The words that files and alts of logos consist of beside the wire's name, and those of pictures that are none.
LOGO_WORDS = frozenset(_LOGO.split())
_NOT_LOGO = frozenset(_PERSON.split())
# Larger than this a picture is a photo of the agency, not its mark: the largest logo seen in a credit was 300 x 60.
MAX_LOGO_WIDTH = 400
MAX_LOGO_HEIGHT = 160
_PHOTO_FILE = re.compile(r"\.(?:jpe?g|webp|avif)(?:$|[?#])", re.IGNORECASE)
_WORD = re.compile(r"[a-z]+")


@lru_cache(maxsize=256)
def _name_words(wire: Wire) -> tuple[tuple[str, ...], ...]:
    """Each name of the wire as the words that would stand in a file name."""
    found = []
    for name in wire_names(wire):
        words = tuple(_WORD.findall(fold_same_length(name)))
        if words and (len("".join(words)) > 1):
            found.append(words)
    return tuple(dict.fromkeys(found))


def _file_words(source: str) -> list[str]:
    path = unquote(urlsplit(source.strip()[:2000]).path) if "{" not in source else source
    return _WORD.findall(fold_same_length(path.rsplit("/", 1)[-1]))


def _basename_is_mark(source: str, wire: Wire) -> bool:
    """A file called by the wire's name, or by its name and words that logos are called by: ``service_ap_36.gif``."""
    stem = re.sub(r"\.\w{2,5}$", "", re.split(r"[?#]", source, maxsplit=1)[0])
    words = _file_words(stem)
    for name in _name_words(wire):
        rest = _without(words, name)
        if rest is not None and all(word in LOGO_WORDS or len(word) == 1 for word in rest):
            return not _PHOTO_FILE.search(source) or bool(set(rest) & {"logo", "icon", "wire", "brand"})
    return False


def _without(words: list[str], name: tuple[str, ...]) -> list[str] | None:
    """``words`` less the run that spells ``name`` (in separate words or run together); ``None`` if it is not there."""
    joined = "".join(name)
    size = len(name)
    for index in range(len(words)):
        if tuple(words[index : index + size]) == name:
            return words[:index] + words[index + size :]
        word = words[index]
        if word == joined or (len(joined) > 3 and word.startswith(joined) and word[len(joined) :] in LOGO_WORDS):
            return words[:index] + words[index + 1 :]
    return None


def _label_is_mark(label: str, wire: Wire) -> bool:
    """An alt that is the wire's name, alone or with logo words: "Reuters", "The Associated Press logo"."""
    rest = [word for word in _WORD.findall(fold_same_length(label)) if word != "the"][:12]
    found = False
    for name in _name_words(wire):
        while (shorter := _without(rest, name)) is not None:
            rest, found = shorter, True
    return found and all(word in LOGO_WORDS for word in rest)


def is_logo(image: Image, article: Article, wire: Wire) -> str | None:
    """Say by what the image is the wire's logo ("alt", "file name", "class", "picture"), or ``None``."""
    by_picture = _by_picture(image, article, wire)
    if by_picture:
        return by_picture
    if (image.width or 0) > MAX_LOGO_WIDTH or (image.height or 0) > MAX_LOGO_HEIGHT:
        return None
    element = article.page.elements[image.element]
    if not wire.logos and not _is_named_at_all(image, element, wire):
        return None
    files = [word for source in image.sources for word in _file_words(source)]
    if set(files) & _NOT_LOGO or label_words(element) & _NOT_LOGO:
        return None
    if _label_is_mark(image.label, wire) and not phrases.COPYRIGHT.search(fold_same_length(image.label)):
        return "alt"
    if any(_basename_is_mark(source, wire) for source in image.sources):
        return "file name"
    if any(known and known in source for known in wire.logos if ":" not in known for source in image.sources):
        return "file name"
    return "class" if _class_is_mark(element.attrs.get("class", ""), wire) else None


def _is_named_at_all(image: Image, element: Element, wire: Wire) -> bool:
    """Say whether a word of the wire's names is anywhere in what an image is called: most images fail here, cheaply."""
    called = " ".join((image.label, element.attrs.get("class", ""), *image.sources)).lower()
    if not called.isascii() or "%" in called:  # accents and escapes are only read further on
        return True
    return any(words[0] in called for words in _name_words(wire))


def _class_is_mark(value: str, wire: Wire) -> bool:
    words = words_of(value)
    return bool(words & {"logo", "icon", "wirelogo"}) and any(set(name) <= words for name in _name_words(wire))


def _by_picture(image: Image, article: Article, wire: Wire) -> str | None:
    known = [logo.removeprefix("phash:") for logo in wire.logos if logo.startswith("phash:")]
    for source in image.sources:
        data = article.page.pictures.get(source)
        if data is None or not known:
            continue
        try:
            found = phash(data)
        except UnreadablePicture:
            continue  # an SVG or a broken file: its name and label are judged instead
        if any(similar(found, logo) for logo in known):
            return "picture"
    return None


def logo_mentions(article: Article, wire: Wire) -> Iterator[Mention]:
    """Yield each picture that is the wire's logo: ``logo`` beside the story, ``chrome`` elsewhere on the page."""
    for image in article.page.images:
        how = is_logo(image, article, wire)
        if how is None:
            continue
        kind = _kind(article, image, by_alt=how == "alt")
        text = image.label or (image.sources[0] if image.sources else "")
        place = f"{article.place(image.element)} (by {how})"
        yield Mention(kind, text[:200], place, of="wire", name=wire.name)
        if (
            kind == "logo"
            and names_wire_in_full(image.label, wire)
            and article.near_opening(article.block_at(image.offset))
        ):
            # Its alt says in the credit's place what a credit line would say.
            yield Mention("credit_line", text[:200], place, of="wire", name=wire.name)


def _kind(article: Article, image: Image, *, by_alt: bool) -> MentionKind:
    if not article.page.blocks:
        return "chrome"
    block = article.block_at(image.offset)
    around = standing(article, article.page.elements[image.element].parent, index=block)
    if article.zone(block) == "away" or around == "chrome":
        return "chrome"
    captioned = any(
        label_words(article.page.elements[i]) & (CAPTION | {"photo"}) for i in article.branch(image.element)
    )
    # A photo whose alt is no more than the agency's name, or its copyright, is credited with it.
    return "photo_credit" if captioned and by_alt else "logo"


def names_wire_in_full(label: str, wire: Wire) -> bool:
    """Say whether an alt spells the wire's name out; initials alone are the picture, not a credit."""
    spelled = tuple(name for name in wire.aliases if not is_acronym(name))
    return names_wire(label, wire if is_acronym(wire.name) else Wire(wire.name, spelled))
