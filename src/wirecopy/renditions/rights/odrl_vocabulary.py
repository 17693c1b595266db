"""Which word of ODRL stands for each code of the terms, and which words are our own."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

ODRL = "http://www.w3.org/ns/odrl/2/"
ODRL_CONTEXT = "http://www.w3.org/ns/odrl.jsonld"
NAMESPACE = "https://wirecopy.example/ns#"
PREFIX = "wirecopy:"

Part = Literal["duty", "prohibition", "permission", "fact"]
Reach = Literal["fully", "partly", "no"]


@dataclass(frozen=True, slots=True)
class Expression:
    """How ODRL says a code: in which ``part`` of the offer, with which ``action``.

    ``reach`` is how much somebody understands who knows ODRL and not our namespace. A fact has no action.
    """

    part: Part
    action: str = ""
    reach: Reach = "no"


def _own(part: Part, action: str) -> Expression:
    return Expression(part, PREFIX + action)


_FACT = Expression("fact")

# A duty of ODRL must be met, so a word of ODRL that asks for more than the code (compensate for FEE, obtainConsent for
# EDIT_APPROVAL) is not used: it would turn a wire's wish into a bar.
EXPRESSIONS: dict[str, Expression] = {
    "BYLINE": Expression("duty", "attribute", "partly"),
    "AFFIL": Expression("duty", "attribute", "partly"),
    "CREDIT": Expression("duty", "attribute", "fully"),
    "CREDIT_TOP": Expression("duty", "attribute", "partly"),
    "LOGO_REQ": Expression("duty", "include", "partly"),
    "LOGO_PREF": _own("duty", "showLogo"),
    "ORIG_LINE": Expression("duty", "attribute", "partly"),
    "ORIG_TOP": Expression("duty", "attribute", "partly"),
    "BOILER": Expression("duty", "include", "partly"),
    "LINK": _own("duty", "link"),
    "LINK_STORY": _own("duty", "link"),
    "LINK_DOFOLLOW": _own("duty", "followedLink"),
    "CANON": _own("duty", "nameAsCanonical"),
    "KEEPLINKS": _own("duty", "keepLinks"),
    "NOINDEX": Expression("prohibition", "index", "partly"),
    "LICENCE_LINK": _own("duty", "linkToLicence"),
    "NOEDIT": Expression("prohibition", "modify", "partly"),
    "EDIT_APPROVAL": _own("duty", "agreeLargerEdits"),
    "ADDREP": _own("duty", "noteAdditionalReporting"),
    "CHANGES_MARKED": _own("duty", "markChanges"),
    "HEAD_OK": _own("permission", "changeHeadline"),
    "SHORTEN_OK": _own("permission", "shorten"),
    "MEANING": _own("prohibition", "changeMeaning"),
    "ENTIRE": _own("duty", "publishInFull"),
    "EXCERPT": _own("duty", "publishPartOnly"),
    "TRANSL_NO": Expression("prohibition", "translate", "fully"),
    "TRANSL_OK": Expression("permission", "translate", "partly"),
    "CORRECTION": _own("duty", "carryCorrections"),
    "PHOTO_PERM": _own("prohibition", "useUnclearedPictures"),
    "PHOTO_WITH_STORY": _own("prohibition", "usePicturesWithoutStory"),
    "PHOTO_CREDIT": _own("duty", "keepPictureCredits"),
    "THIRDPARTY": _FACT,
    "BEACON_REQ": Expression("duty", "acceptTracking", "partly"),
    "BEACON_ASK": _own("duty", "keepBeacon"),
    "REPUBLISH_BUTTON": _own("duty", "takeFromRepublishTool"),
    "NOTIFY": _own("duty", "tellTheWire"),
    "REPORT_READERSHIP": _own("duty", "reportReadership"),
    "EMBARGO": _own("prohibition", "publishBeforeRelease"),
    "TIME_LIMIT": Expression("duty", "delete", "fully"),
    "REMOVE_ON_REQUEST": Expression("duty", "delete", "partly"),
    "PAYWALL_NO": _own("prohibition", "chargeReaders"),
    "PAYWALL_OK": _own("permission", "chargeReaders"),
    "NO_FRAMING": _own("prohibition", "frameSite"),
    "ABOUT_PAGE": _own("duty", "sayWhoPublishes"),
    "NORESYND": Expression("prohibition", "grantUse", "fully"),
    "NOWHOLESALE": _own("prohibition", "takeWholesale"),
    "NOADS": _own("prohibition", "sellAdsAgainstStory"),
    "ADS_OK": _own("permission", "showAdsAround"),
    "NOSELL": Expression("prohibition", "sell", "partly"),
    "EDITORIAL_ONLY": _own("prohibition", "useAsPromotion"),
    "NO_SEO_FARM": _own("prohibition", "publishOnAdFarm"),
    "DONATIONS": _own("prohibition", "raiseGiftsInTheWiresName"),
    "SOCIAL": _own("duty", "nameOnSocialMedia"),
    "PRINT": _own("duty", "followPrintRule"),
    "VET_LEGIT": _own("duty", "beLegitimatePublisher"),
    "VET_APPROVE": Expression("duty", "obtainConsent", "fully"),
    "VET_AUDIENCE": _own("duty", "haveLargeAudience"),
    "TIERS": _FACT,
    "FEE": _FACT,
    "CONTACT_DESK": _FACT,
    "CC_BY": _FACT,
    "CC_BY_ND": _FACT,
    "CC_BY_NC_ND": _FACT,
    "CC_OTHER": _FACT,
    "NO_AI_TRAINING": _own("prohibition", "trainAi"),
}

# JSON-LD 1.1: what stands in lists keeps its order, what is an address or a number is typed as one.
_LIST = {"@container": "@list"}
_NODES = {"@type": "@id"}
CONTEXT: dict[str, object] = {
    "wirecopy": NAMESPACE,
    "wirecopy:code": {"@type": "@id"},
    "wirecopy:position": {"@type": "xsd:integer"},
    "wirecopy:formats": _LIST,
    "wirecopy:allows": _LIST,
    "wirecopy:tiers": _LIST,
    "wirecopy:aliases": _LIST,
    "wirecopy:notices": _LIST,
    "wirecopy:logos": _LIST,
    "wirecopy:asks": _NODES,
    "wirecopy:fact": _NODES,
    "wirecopy:alternative": _NODES,
}
