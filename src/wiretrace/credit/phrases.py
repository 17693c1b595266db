"""The phrases by which a line says what it is: photo credit, contribution, dateline, notice, source line.

Each list holds the trade's standing phrases in the languages of the wires measured so far (English, German, French,
Spanish, Portuguese, Italian, Danish, Norwegian, Swedish, Polish); adding a language is adding its words here. All are
matched on text folded by :func:`wiretrace.credit.names.fold_same_length`, so they are written without accents.
"""

from __future__ import annotations

import re

PHOTO = re.compile(
    r"\b(?:photo\w*|pictures?|image|foto\w*|bild\w*|handout|zdjecie|imagen|immagine|video|graphic|illustration"
    r"|getty|scanpix|shutterstock|corbis|alamy|istock|imago|zuma press|picture alliance|wide world|pool via"
    r"|via (?:ap|reuters|getty))\b"
)
PHOTO_LINE = re.compile(
    r"^\W*(?:file )?(?:photo\w*|picture|image|foto\w*|bild\w*|zdjecie|imagen|immagine|video|graphic|credit photo)\b"
)
CONTRIBUTION = re.compile(
    r"\b(?:contributed(?= (?:reporting|research|(?:in|from) [^.]{0,60}|to (?:this|the) )|\W*$)|also contributed"
    r"|contributing (?:to this|reporting)|contribut(?:ing|ors?)\s*:|contributions? (?:by|from|to this)"
    r"|additional report(?:ing|s)|also reported from|with report(?:s|ing)"
    r"|reported from|assisted (?:in|with) this|helped (?:to )?report|information from|with (?:files|material"
    r"|information)"
    r"|material from|was used in this|(?:ont|a) contribue|avec la contribution|contribuy|colabor(?:o|aron|aram|ou"
    r"|acion)"
    r"|mitarbeit|mit material|con informaci|com informac|bidrog|medvirkede|hanno contribuito|ha collaborato)"
)
SIGN_OFF = re.compile(
    r"\((?:[^()]{0,40}\b)?(?:reporting|writing|editing|additional reporting|compiled|by)\b[^()]{0,20}\bby\b"
    r"|^\(?(?:reporting|writing|editing) by\b|^\(?(?:reportage|redaction|reporte|edicao|reportagem) (?:de|por|par)\b"
)
COPYRIGHT = re.compile(
    r"©|\(c\)|™|\bcopyright(?:ed)?\b|\ball rights reserved|\balle rechte vorbehalten|\btous droits reserves"
    r"|\bderechos reservados|\bdireitos reservados|\briproduzione riservata|\brights reserved"
    r"|\bmay not be (?:published|broadcast|reproduced|rewritten)|\bshall not be (?:published|broadcast)"
)
# A copyright mark right before the holder's name.
CLAIM = re.compile(r"(?:©|\(c\)|\bcopyright\b)[\s\d\-,.:@©]*(?:\(c\)[\s\d\-,.]*)?(?:by )?(?:the )?$")
TERMS = re.compile(
    r"\b(?:may|shall) not be|\b(?:without|with) (?:the )?(?:prior |written )?(?:permission|consent)|\bthis material\b"
)
ORIGINAL = re.compile(
    r"\b(?:(?:originally|first|initially|previously) (?:was |were )?(?:appeared|published|posted|ran"
    r"|produced|written)|(?:originally|first|initially) (?:was |were )?reported"
    r"|(?:was|is|were|been|has been) (?:originally |first |initially )?(?:re-?published|re-?printed|re-?posted"
    r"|cross-?posted|distributed|syndicated|provided|produced|supplied)"
    r"|re-?published (?:here |with|from|by|under|courtesy)|re-?printed (?:with|from|by|courtesy)"
    r"|cross-?posted (?:from|at|on)"
    r"|this (?:story|article|report|piece|column|post|content|commentary) (?:is|was|comes|appears|appeared|ran"
    r"|originated) "
    r"(?:from|on|in|at|by|part|a|courtesy|produced|published|provided|made|through)"
    r"|appeared (?:first |originally )?(?:on|in|at)|courtesy of|excerpted from|with permission (?:from|of|by)"
    r"|content created by|available without charge|is a (?:nonprofit|non-profit|independent|national|nonpartisan|news service)"
    r"|zuerst (?:erschienen|veroffentlicht)|erschien zuerst|erstmals (?:erschienen|veroffentlicht)"
    r"|(?:publie|paru) (?:initialement|originalement|a l'origine|pour la premiere fois)|publicado originalmente"
    r"|originalmente (?:publicado|publicada)|pubblicato originariamente|oorspronkelijk (?:verschenen|gepubliceerd))\b"
)
SOURCE_LINE = re.compile(
    r"^\W*(?:quellen?|source|sources|fuente|fuentes|fonte|kilde|kalla|zrodlo|bron|lahde|forras|kaynak|източник|πηγη"
    r"|источник)\s*[:\-]"
)
BY = re.compile(
    r"^\W*(?:by:?|written by|story by|report by|reported by|article by|posted by|published by|from|author:?"
    r"|authors:?|von|af|av|de|par|por|di|da|door"
    r"|autor:?|autorin:?|auteur:?|text:?|texto:?|redazione|przez|avec|with)(?=\s|$|:)"
)
# Lines that lead readers on to other stories.
LEADS_ON = re.compile(
    r"^\W*(?:related|read (?:more|also|next|on)|see (?:also|more)|also (?:read|see)|more (?:from|on|stories|coverage)"
    r"|don'?t miss|recommended|you may also|up next|lire aussi|a lire|voir aussi|lesen sie|mehr zum|auch interessant"
    r"|lea tambien|lee tambien|mas sobre|leia (?:tambem|mais)|leggi anche|lees ook|laes ogsa|les ogsa"
    r"|las (?:ocksa|mer))\b"
)
# Lines that ask something of readers: to tune in, to follow an account.
ASKS = re.compile(
    r"^\W*(?:follow(?! @)|watch|listen|click|tap|download|subscribe|sign up|join us|like us|folgen sie|suivez"
    r"|siguenos|siga|seguici|volg ons|folg)\b"
)
# What makes of a wire's name the name of something it runs: "Reuters TV", "AP Headlines".
PRODUCT = re.compile(
    r"^\W{1,3}(?:headlines?|top (?:news|stories)|tv|radio|photographers|poll|market (?:report|news)|trust|shop|store"
    r"|newsletters?|podcasts?|archives?|summits?|investigates|graphics|fact check|events|jobs|careers|apps?)\b"
)
# A dateline opens the text: at most so many characters, then the agency in brackets, or after "via" and a dash.
DATELINE_LENGTH = 100
DATELINE_BRACKET = re.compile(r"^(?:[/\-][\w\-]{1,12})*(?: \w{1,12})?\s*\)")
DATELINE_ALONE = re.compile(r"^[^)]{0,12}\)\s*-+\s*$")
DATELINE_DASH = re.compile(r"^\s*(?:-|\.-)")

_FILLER = re.compile(
    r"\b(?:by|and|with|for|from|the|of|via|at|on|in|to|special|written|posted|published|updated|update|last|first"
    r"|modified|created|story|source|sources"
    r"|credit|author|authors|staff|wire|wires|service|services|news|agency|press|report|reports|reporting|writers?"
    r"|reporters?|correspondents?"
    r"|editors?|national|political|politics|business|sports?|science|health|auto|technology|entertainment"
    r"|white house|bureau|chief|senior|medical"
    r"|economics?|associate|contributor|freelance|columnist|analyst|min|mins|minutes?|read|hours?|days?|ago|am|pm"
    r"|a\.m|p\.m|est|edt|et|pst|pdt"
    r"|gmt|utc|cest|cet|uhr|ist|jan\w*|feb\w*|mar(?:ch)?|apr\w*|may|june?|july?|aug\w*|sept?\w*|oct\w*|nov\w*|dec\w*"
    r"|januar|februar|marz|mai|juni|juli|oktober|dezember|mon\w*day|tues\w*|wednes\w*|thurs\w*|fri\w*|satur\w*|sunday"
    r"|von|und|mit|der|die|das|dem|quelle|aktualisiert|stand|redaktion|af|og|av|och|par|avec|et|le|la|les|por|con|y"
    r"|de|del|da|di|e|em|fuente"
    r"|redazione|redaccion|redacao|autor|autora|kilde|foto|publie|mis|jour|share|tweet|print|email|comments?|follow"
    r"|twitter|facebook|view|all)\b"
)


def residue(folded: str) -> int:
    """Count the words of a line that a credit does not consist of: neither its small words, nor dates, nor numbers.

    Names of the parties are to be taken out by the caller first.
    """
    return len(re.findall(r"[^\W\d_]{2,}", _FILLER.sub(" ", folded)))
