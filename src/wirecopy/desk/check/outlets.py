"""Which sources are news outlets: by a name that outlets have, by how they are called, or because they are only ever cited.

The names are those of well-known houses, in the spelling that English stories use. A house that is not among them is known
by the words of its name ("Courier", "Radio"), by what it is called ("the newspaper"), or by :func:`only_cited`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import Final

from wirecopy.desk.check.english import FUNCTION

KNOWN: Final = frozenset(
    name.strip()
    for name in """
reuters, thomson reuters, ap, the ap, associated press, agence france-presse, afp, dpa, upi, united press international, ansa, efe, tass, interfax,
ria novosti, xinhua, kyodo, kyodo news, yonhap, press trust of india, pti, ani, bloomberg, bloomberg news, dow jones, dow jones newswires, bbc,
bbc news, bbc sport, bbc radio, cnn, cnbc, msnbc, nbc, nbc news, cbs, cbs news, abc, abc news, fox news, fox business, npr, pbs, c-span, itv, sky news,
channel 4, channel 4 news, al jazeera, deutsche welle, france 24, rte, cbc, ctv, politico, propublica, the guardian, guardian, financial times,
ft, wall street journal, wsj, washington post, new york times, nyt, los angeles times, usa today, the hill, the economist, newsweek, time magazine, forbes,
fortune, business insider, buzzfeed, buzzfeed news, vox, slate, salon, the atlantic, the new yorker, vanity fair, rolling stone, variety, billboard,
hollywood reporter, deadline, wired, techcrunch, the verge, engadget, gizmodo, ars technica, mashable, the register, venturebeat, allthingsd, marca,
l'equipe, le monde, le figaro, liberation, der spiegel, spiegel, die welt, bild, die zeit, sueddeutsche zeitung, süddeutsche zeitung, handelsblatt,
el pais, el país, el mundo, corriere della sera, la repubblica, la stampa, gazzetta dello sport, haaretz, asahi shimbun, yomiuri shimbun, nikkei,
nihon keizai shimbun, people's daily, caixin, pravda, izvestia, kommersant, the daily beast, huffington post, huffpost, the intercept, the onion,
the spectator, new statesman, private eye, the scotsman, tmz, espn, sky sports, sports illustrated, stateline, kaiser health news, kff health news,
the conversation, the 19th, the markup, the marshall project, the texas tribune, mother jones, the nation, the new republic
""".replace("\n", " ").split(",")
)
_WORD: Final = re.compile(
    r"\b(?:Times|Post|News|Journal|Herald|Tribune|Gazette|Courier|Chronicle|Guardian|Observer|Telegraph|Mail|Globe|Inquirer"
    r"|Enquirer|Examiner|Dispatch|Ledger|Sentinel|Bulletin|Newswire|Newsweek|Reporter|Broadcasting|Television|TV|Radio"
    r"|Magazine|Newspaper|Daily|Weekly|Zeitung|Shimbun|Advertiser|Argus|Echo|Mirror|Independent|Sun|Star)$"
)
# Words that need another word of the name before them: "the Mail", "the Sun" alone are too much like other things.
_NEEDS_MORE: Final = frozenset(
    "sun star mirror echo independent mail globe post reporter daily weekly radio tv television".split()
)
_CALLED: Final = re.compile(
    r"\b(?:news ?papers?|news agency|magazine|tabloid|broadcaster|broadsheet|news ?wire|wire service|news (?:site|website|outlet)"
    r"|tv (?:station|channel|network)|television (?:station|channel|network)|radio station)\b",
    re.I,
)
_PIECE: Final = re.compile(
    r"^(?:(?:an?|the|this|his|her|its|their|one|earlier|recent)\s)?(?:[\w-]{1,20}\s){0,3}?"
    r"(?:report|reports|story|article|investigation|interview|analysis|column|editorial)\s(?:by|in|from|of|with)\s", re.I)  # fmt: skip
_ARTICLE: Final = re.compile(r"^(?:the|an?)\s", re.I)
_REPORTER: Final = re.compile(
    r"\s+(?:reporters?|correspondents?|columnists?|journalists?|editors?|stor(?:y|ies)|articles?|reports?|columns?|editorials?|interviews?)\b.*$",
    re.S,
)


def name_of(source: str) -> str:
    """Give a source's name alone: "the Quay Courier’s", "a Quay Courier reporter" and "a report in the Quay Courier" are "Quay Courier"."""
    bare = _REPORTER.sub("", _PIECE.sub("", source.strip()))
    return _ARTICLE.sub("", re.sub(r"[’']s?$", "", bare)) or source.strip()


def is_outlet(source: str) -> bool:
    """Say whether a phrase names a news outlet, or somebody of one ("a Quay Courier reporter")."""
    name = name_of(source)
    if _CALLED.search(source) or (name[:1].isupper() and (name.lower() in KNOWN or f"the {name.lower()}" in KNOWN)):
        return True
    last = _WORD.search(name)
    if last is None or not name[:1].isupper():
        return False
    return name != last.group() or last.group().lower() not in _NEEDS_MORE


def full_names(names: Iterable[str]) -> dict[str, str]:
    """Give for parts of a story's outlet names the longest name: "Courier" is the Quay Courier that it named before."""
    whole: dict[str, str] = {}
    for name in sorted(set(names), key=len):
        words = name.split()
        for i in range(1, len(words)):
            whole[" ".join(words[i:])] = whole[" ".join(words[:i])] = name
    return whole


def only_cited(words: Mapping[str, int], name: str, citations: int) -> bool:
    """Say whether a one-word name stands in the text as a source and as nothing else, twice or more.

    ``words`` counts all words of the text in small letters, ``citations`` how often the name is a source. A person is introduced with
    more names, and what a story is about is also told of; a house that others draw on is neither. Research firms and data services
    look the same, and are owed a link too.
    """
    small = name.lower()
    is_name = name[:1].isupper() and name.isalnum() and small not in FUNCTION
    return is_name and citations >= 2 and words.get(small, 0) == citations
