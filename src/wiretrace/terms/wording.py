"""How the notice words each rule: phrases that go on after "You must" and "You may".

A phrase that forbids begins with "not ", so that the notice can gather it under "You must not".
"""

from __future__ import annotations

from collections.abc import Callable

from wiretrace.model import Rule

Phrase = Callable[[Rule, str], str]

_PLACES = {
    "top": " at the top",
    "end": " at the end",
    "first paragraph": " in the first paragraph",
    "byline": " in the byline",
}
EDITS = {
    "style": "house style",
    "headline": "the headline",
    "cut": "cuts",
    "insertion": "additions",
    "reorder": "the order of paragraphs",
    "wording": "the wording",
    "number": "numbers",
    "name": "names",
    "quotation": "quotations",
}


def _at(phrase: str) -> Phrase:
    return lambda rule, wire: phrase.format(wire=wire) + _PLACES.get(rule.place or "", "")


def _plain(phrase: str) -> Phrase:
    return lambda rule, wire: phrase.format(wire=wire)


def _affiliation(rule: Rule, wire: str) -> str:
    phrase = f"give the reporter's affiliation with {wire} beside the name"
    shown = " or ".join(f"“{form.format(name='Reporter’s Name', wire=wire)}”" for form in rule.formats)
    return f"{phrase}, in the form {shown}" if shown else phrase


def _line(said: str) -> Phrase:
    def phrase(rule: Rule, wire: str) -> str:
        words = said.format(wire=wire) + _PLACES.get(rule.place or "", "")
        return f"{words}, in these words: “{rule.text}”" if rule.text else words

    return phrase


def _link(rule: Rule, wire: str) -> str:
    goal = {"home": f"the home page of {wire}", "story": "the original story, not to our home page"}
    return f"link to {goal.get(rule.target or '', wire)}{_PLACES.get(rule.place or '', '')}"


def _followed(rule: Rule, wire: str) -> str:
    where = _PLACES.get(rule.place or "", "")
    return f"put the link{where} and do not mark it nofollow" if where else "do not mark the link nofollow"


def _no_edits(rule: Rule, wire: str) -> str:
    if rule.allows == ():
        return "leave the text exactly as it is"
    named = [EDITS[kind] for kind in rule.allows or ("style",)]
    free = " and ".join([", ".join(named[:-1]), named[-1]]) if len(named) > 1 else named[0]
    return f"not change the text, apart from {free}"


def _excerpt(rule: Rule, wire: str) -> str:
    if rule.limit is None:
        return "publish no more of a story than we have agreed"
    if rule.unit == "share":
        return f"publish no more than {'half' if rule.limit == 0.5 else f'{rule.limit:.0%}'} of a story"
    return f"publish no more than {rule.limit:g} {rule.unit} of a story"


def _correction(rule: Rule, wire: str) -> str:
    if rule.limit is None:
        return "make our corrections on your copy, too"
    return f"make our corrections on your copy, too, within {rule.limit:g} {rule.unit}"


def _time_limit(rule: Rule, wire: str) -> str:
    return f"take your copy down {rule.limit or 0:g} days after we published the story"


REQUESTED: dict[str, Phrase] = {
    "BYLINE": _at("credit the story to its reporters by name"),
    "AFFIL": _affiliation,
    "CREDIT": _at("name {wire}"),
    "CREDIT_TOP": _at("name {wire}"),
    "LOGO_REQ": _at("show our logo"),
    "LOGO_PREF": _at("show our logo"),
    "ORIG_LINE": _line("say that the story first appeared at {wire}"),
    "ORIG_TOP": _line("say that the story first appeared at {wire},"),
    "BOILER": _line("keep our description of ourselves"),
    "LINK": _link,
    "LINK_STORY": _link,
    "LINK_DOFOLLOW": _followed,
    "CANON": _plain("name our page as the canonical address of yours"),
    "KEEPLINKS": _plain("keep the links inside the story"),
    "NOINDEX": _plain("ask search engines not to index your copy"),
    "LICENCE_LINK": _plain("link to the text of the licence"),
    "NOEDIT": _no_edits,
    "EDIT_APPROVAL": _plain("agree cuts and larger edits with us first"),
    "ADDREP": _plain("say who did it if you add reporting of your own"),
    "CHANGES_MARKED": _plain("say on the page that you changed the story if you did"),
    "MEANING": _plain("keep the meaning of the story"),
    "ENTIRE": _plain("publish the story in full"),
    "EXCERPT": _excerpt,
    "TRANSL_NO": _plain("ask us before you translate a story"),
    "CORRECTION": _correction,
    "PHOTO_PERM": _plain("use only those pictures that we have cleared for you"),
    "PHOTO_WITH_STORY": _plain("use our pictures only beside the story they came with"),
    "PHOTO_CREDIT": _plain("keep the credit line of every picture and graphic"),
    "BEACON_REQ": _plain("leave our counting pixel or script in"),
    "BEACON_ASK": _plain("leave our counting pixel or script in"),
    "REPUBLISH_BUTTON": _plain("take stories from our republish tool"),
    "NOTIFY": _plain("tell us where you publish a story"),
    "REPORT_READERSHIP": _plain("tell us how many people read your copy, when we ask"),
    "EMBARGO": _plain("hold a story until its embargo ends"),
    "TIME_LIMIT": _time_limit,
    "REMOVE_ON_REQUEST": _plain("take a story down when we ask"),
    "PAYWALL_NO": _plain("not charge readers for our stories"),
    "NO_FRAMING": _plain("not show our site in a frame"),
    "ABOUT_PAGE": _plain("say on your site who you are and how to reach you"),
    "NORESYND": _plain("not pass our stories on to others"),
    "NOWHOLESALE": _plain("choose stories one by one, not wholesale or by a machine"),
    "NO_AI_TRAINING": _plain("not use our stories to train AI models"),
    "NOADS": _plain("not sell ads specifically against our stories"),
    "NOSELL": _plain("not sell our stories or license them on"),
    "EDITORIAL_ONLY": _plain("use our stories as journalism, not to promote something"),
    "NO_SEO_FARM": _plain("not use our stories on sites made for advertising or search engines"),
    "DONATIONS": _plain("not let readers think that a gift to you supports {wire}"),
    "SOCIAL": _plain("name {wire} when you share a story on social media"),
    "PRINT": _plain("follow our rule for print"),
}

PERMITTED: dict[str, str] = {
    "HEAD_OK": "write a headline of your own",
    "SHORTEN_OK": "shorten the story",
    "TRANSL_OK": "translate the whole story faithfully, if you say on the page that you did",
    "PAYWALL_OK": "keep the story behind a paywall",
    "ADS_OK": "have ads on the pages around our stories",
}
