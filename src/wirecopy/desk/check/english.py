"""The small words of English that tell where a name or a clause begins and ends. A table, no more.

Everything that imports this module is for English only.
"""

from __future__ import annotations

from typing import Final


def _set(words: str) -> frozenset[str]:
    return frozenset(words.split())


LANGUAGE: Final = "en"

WEEKDAYS: Final = _set("monday tuesday wednesday thursday friday saturday sunday")
MONTHS: Final = _set(
    "january february march april may june july august september october november december"
    " jan feb mar apr jun jul aug sept sep oct nov dec"
)
DETERMINERS: Final = _set(
    "the a an his her their its our my your this that these those one two three four five six some many several most all"
    " both another each every no any more few other senior"
)
PRONOUNS: Final = _set("he she they it we you i who she's he's everyone someone nobody others both")
PREPOSITIONS: Final = _set(
    "of in on at by for from with to about after before during since until into over under through against between among"
    " amid despite without within near across around behind beyond toward towards via per like than upon inside outside"
    " because"
)
CONJUNCTIONS: Final = _set(
    "and but or nor so yet that which who whom whose when while where whereas if though although because as since until"
    " once unless whether after before what how why than"
)
AUXILIARIES: Final = _set(
    "is are was were be been being am has have had having do does did will would can could may might must shall should"
    " won't wouldn't can't cannot couldn't didn't doesn't don't isn't aren't wasn't weren't hasn't haven't hadn't"
)
# A verb of saying after one of these says nothing that was said.
NOT_SAID: Final = _set(
    "to not never cannot can can't could couldn't would wouldn't will won't may might must should shouldn't didn't did"
    " don't do does doesn't be is are was were being been let rarely hardly nobody that's"
)
ADVERBS: Final = _set(
    "either also later then has have had recently earlier repeatedly publicly previously first once now still already"
    " immediately himself herself themselves itself just only subsequently reportedly allegedly often always again"
    " simply bluntly finally quickly initially privately previously today yesterday instead too"
)
# "After Moreno said no, ..." tells what happened; it does not ascribe the sentence to her.
EVENT: Final = _set("after when before once until whenever because whether if unless although though")
# Words that open a sentence with a capital and are no part of a name.
OPENERS: Final = _set(
    "however but and so still yet also meanwhile instead then later earlier now here there today yesterday tomorrow what"
    " not only even just nonetheless nevertheless moreover indeed according asked when while speaking separately"
    " once again addressing responding similarly likewise perhaps"
)
FUNCTION: Final = (
    DETERMINERS - {"senior", "few", "more", "other"} | PREPOSITIONS | CONJUNCTIONS | AUXILIARIES | OPENERS | PRONOUNS
)
# Between the words of one name: "Department of Health", "Ann van der Ray".
PARTICLES: Final = _set("of de la le van von der den bin al el ibn da di du dos y & for st")

TITLES: Final = _set(
    "mr mrs ms dr st gen sen rep gov lt col sgt capt cmdr adm rev prof hon pres supt det insp maj cpl sens reps"
)
NEVER_LAST: Final = TITLES | _set(
    "jan feb mar apr jun jul aug sept sep oct nov dec no nos vs mt ft fig approx dept est"
)
MAYBE_LAST: Final = _set("a.m p.m u.s u.n u.k e.u d.c inc corp co ltd jr sr etc plc bros calif fla mass")
STARTERS: Final = _set(
    "The A An In On At It He She They We But And This That These Those His Her Their There When While After Before For"
    " As If Its I You So Then Now According Asked However Meanwhile Still Other Others Some Many Most All No Not"
)
