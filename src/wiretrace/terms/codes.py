"""The catalogue: every code that terms can use, what it asks, and who can judge it.

The codes were gathered from the republishing guidelines of 40 wires, networks and platforms; none of them speaks of AI,
so ``NO_AI_TRAINING`` is there for those who want to, and no preset has it. ``kind`` says who
judges a rule: ``checked`` a checker in ``wiretrace.rules`` does; ``process`` a register or a mailbox does; ``human`` a
person does; ``data`` it is a fact about the terms; ``relaxes`` it permits what another rule would forbid.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from wiretrace.model import Strength

Kind = Literal["checked", "process", "human", "data", "relaxes"]
STRENGTHS: tuple[Strength, ...] = ("must", "should", "please")
PLACES = ("top", "end", "first paragraph", "byline")
TARGETS = ("home", "story")
SCOPES = ("online", "print", "audio", "social")


@dataclass(frozen=True, slots=True)
class Code:
    """One code of the catalogue.

    ``name`` is what findings and screens call it. ``checker`` is the module of ``wiretrace.rules`` that judges it
    (empty: none). ``partly`` says that one page alone often cannot decide it, so that its "cannot tell" does not hold
    up a verdict. ``units`` are the units its ``limit`` may have. ``strength``, ``place``, ``target`` and ``scope``
    hold where the terms say nothing.
    """

    code: str
    name: str
    title: str
    kind: Kind
    says: str
    checker: str = ""
    partly: bool = False
    units: tuple[str, ...] = ()
    strength: Strength = "must"
    place: str | None = None
    target: str | None = None
    scope: str = "online"


SECTIONS: dict[str, tuple[Code, ...]] = {
    "The name": (
        Code("BYLINE", "byline", "Reporter's byline", "checked", "The copy names the reporters of the story.", "byline"),
        Code("AFFIL", "affiliation", "Affiliation in the byline", "checked",
             "The byline also says that the reporter writes for the wire, in one of the stated forms.", "affiliation"),
        Code("CREDIT", "credit", "The wire is named", "checked", "The copy names the wire; the form is free.", "credit"),
        Code("CREDIT_TOP", "credit", "The wire is named at the top", "checked",
             "The copy names the wire before or in its first paragraph.", "credit", place="top"),
        Code("LOGO_REQ", "logo", "Logo required", "checked", "The copy shows the wire's logo.", "logo"),
        Code("LOGO_PREF", "logo", "Logo wanted", "checked", "The wire would like its logo shown.", "logo",
             strength="should"),
        Code("ORIG_LINE", "notice", "Line of origin", "checked",
             "The copy carries the wire's line on where the story first appeared.", "notice"),
        Code("ORIG_TOP", "notice", "Line of origin at the top", "checked",
             "The line of origin stands above the story.", "notice", place="top"),
        Code("BOILER", "notice", "Description of the wire", "checked",
             "The copy ends with the wire's description of itself, its tagline or its funders' note.", "notice",
             place="end"),
    ),
    "Links": (
        Code("LINK", "link", "Link back", "checked", "The copy links to the wire.", "link"),
        Code("LINK_STORY", "link", "Link to the story", "checked",
             "The copy links to the story itself, not to the home page.", "link", target="story"),
        Code("LINK_DOFOLLOW", "link", "Followed link in the first paragraph", "checked",
             "The link stands in the first paragraph and is not marked nofollow.", "link", place="first paragraph"),
        Code("CANON", "canonical", "Canonical address", "checked",
             "The page names the original as its canonical address.", "canonical"),
        Code("KEEPLINKS", "keep_links", "Links inside the story", "checked",
             "The links inside the story stay in.", "keep_links"),
        Code("NOINDEX", "noindex", "Kept out of search engines", "checked",
             "The page asks search engines not to index it.", "noindex"),
        Code("LICENCE_LINK", "licence_link", "Link to the licence", "checked",
             "The copy links to the text of the licence.", "licence_link"),
    ),
    "The text": (
        Code("NOEDIT", "edits", "No edits", "checked",
             "The text is not changed, except for what the terms allow (house style if they say nothing).", "edits"),
        Code("EDIT_APPROVAL", "edit_approval", "Larger edits need approval", "checked",
             "Cuts and larger edits are agreed with the wire first.", "edits", partly=True),
        Code("ADDREP", "additional_reporting", "Note on additional reporting", "checked",
             "Who adds reporting of their own says so in a note.", "edits"),
        Code("CHANGES_MARKED", "changes_marked", "Changes are marked", "checked",
             "Who changes the text says on the page that it was changed.", "edits"),
        Code("HEAD_OK", "headline_free", "Headline is free", "relaxes", "The headline may be rewritten."),
        Code("SHORTEN_OK", "shortening_free", "Shortening is free", "relaxes", "The story may be shortened."),
        Code("MEANING", "meaning", "Meaning stays", "human", "No edit may change what the story says."),
        Code("ENTIRE", "entire", "In full", "checked", "The story runs in full.", "entire"),
        Code("EXCERPT", "excerpt", "Excerpt limit", "checked", "Only a part of the story may run.", "excerpt",
             units=("words", "paragraphs", "share")),
        Code("TRANSL_NO", "translation", "No translation", "checked",
             "The story is not translated without permission.", "translation"),
        Code("TRANSL_OK", "translation_free", "Translation allowed", "relaxes",
             "The story may be translated, whole and faithfully, if the page says so."),
        Code("CORRECTION", "correction", "Corrections are carried", "checked",
             "A correction of the wire is made on the copy, too.", "correction", units=("hours", "days")),
    ),
    "Pictures": (
        Code("PHOTO_PERM", "photo", "Pictures need their own permission", "checked",
             "Pictures are used only where the wire may give them and did.", "photo", partly=True),
        Code("PHOTO_WITH_STORY", "photo", "Pictures only with their story", "checked",
             "A picture runs only beside the story it came with.", "photo", partly=True),
        Code("PHOTO_CREDIT", "photo_credit", "Picture credits stay", "checked",
             "The credit line of each picture and graphic stays on.", "photo_credit"),
        Code("THIRDPARTY", "third_party", "Work of others", "data",
             "Stories and pictures that others made are not the wire's to give."),
    ),
    "Measuring": (
        Code("BEACON_REQ", "beacon", "Beacon required", "checked",
             "The wire's counting pixel or script stays in the copy.", "beacon"),
        Code("BEACON_ASK", "beacon", "Beacon asked for", "checked",
             "The wire asks to leave its counting pixel or script in the copy.", "beacon", strength="please"),
        Code("REPUBLISH_BUTTON", "republish_button", "From the republish tool", "checked",
             "The story is taken from the wire's republish tool.", "republish_button", partly=True),
        Code("NOTIFY", "notify", "Tell the wire", "process", "Who republishes tells the wire where.", strength="should"),
        Code("REPORT_READERSHIP", "readership", "Report readership", "process",
             "The wire may ask how many people read the copy.", strength="please"),
    ),
    "Time": (
        Code("EMBARGO", "embargo", "Embargo", "checked", "The story is not published before its release time.", "embargo"),
        Code("TIME_LIMIT", "time_limit", "Licence window", "checked",
             "The copy stays up only for a stated time after publication.", "time_limit", units=("days",)),
        Code("REMOVE_ON_REQUEST", "removal", "Removal on request", "process", "The wire may have a copy taken down."),
    ),
    "The page around the story": (
        Code("PAYWALL_NO", "paywall", "No paywall", "checked", "Readers of the copy are not charged.", "paywall"),
        Code("PAYWALL_OK", "paywall_free", "Paywall allowed", "relaxes", "The copy may stand behind a paywall."),
        Code("NO_FRAMING", "framing", "No framing", "checked", "The wire's site is not shown in a frame.", "framing"),
        Code("ABOUT_PAGE", "about_page", "The publisher says who it is", "checked",
             "The publisher's site says who runs it and how to reach them.", "about_page", partly=True),
        Code("NORESYND", "resyndication", "Not passed on", "checked",
             "The story is taken from the wire and not passed on to third parties.", "resyndication", partly=True),
        Code("NOWHOLESALE", "wholesale", "No wholesale republishing", "process",
             "Stories are chosen one by one, not taken systematically or by a machine."),
        Code("NOADS", "no_ads_against", "No ads sold against the story", "human",
             "No advertisement is sold specifically against the story."),
        Code("ADS_OK", "ads_free", "Ads around the story are fine", "relaxes", "Pages with the story may carry ads."),
        Code("NOSELL", "no_selling", "Not for sale", "human", "The story is not sold or licensed on."),
        Code("NO_AI_TRAINING", "ai_training", "No training of AI", "human",
             "The stories are not used to train AI models."),
        Code("EDITORIAL_ONLY", "editorial_only", "Editorial use only", "human",
             "The story is used as journalism, not as promotion."),
        Code("NO_SEO_FARM", "no_seo_farm", "No ad farms", "human",
             "The story does not go on sites made for advertising or search engines."),
        Code("DONATIONS", "donations", "Donations kept apart", "human",
             "Nobody is led to think that a gift to the publisher supports the wire."),
        Code("SOCIAL", "social", "Named on social media", "process",
             "Posts that share the story name the wire.", strength="should", scope="social"),
        Code("PRINT", "print", "Print has a rule of its own", "process", "Print follows its own rule.", scope="print"),
    ),
    "Who may use it": (
        Code("VET_LEGIT", "legitimate_publisher", "Legitimate publishers", "process",
             "Only real news publishers use the content."),
        Code("VET_APPROVE", "approved_publisher", "Approval first", "process",
             "A publisher is approved before it uses the content."),
        Code("VET_AUDIENCE", "audience", "Large audience", "process", "A publisher can provide a large audience."),
        Code("TIERS", "tiers", "Tiers of publishers", "data", "Different publishers have different rules."),
        Code("FEE", "fee", "Fee for some uses", "process", "Some uses cost a fee."),
        Code("CONTACT_DESK", "contact", "Licensing desk", "data", "Questions go to the licensing desk."),
    ),
    "Licences": (
        Code("CC_BY", "cc_by", "Licence CC BY", "data", "The content is under CC BY."),
        Code("CC_BY_ND", "cc_by_nd", "Licence CC BY-ND", "data", "The content is under CC BY-ND."),
        Code("CC_BY_NC_ND", "cc_by_nc_nd", "Licence CC BY-NC-ND", "data", "The content is under CC BY-NC-ND."),
        Code("CC_OTHER", "cc_other", "Another Creative Commons licence", "data",
             "The content is under another Creative Commons licence."),
    ),
}  # fmt: skip
"""The codes by what they are about, in the order in which terms are best read."""

TABLE: tuple[Code, ...] = tuple(row for rows in SECTIONS.values() for row in rows)
CODES: dict[str, Code] = {row.code: row for row in TABLE}
