"""Our own words for ODRL, described in ODRL: what stands at the address of the namespace."""

from __future__ import annotations

from typing import Any

from wirecopy.renditions.rights.odrl_vocabulary import EXPRESSIONS, NAMESPACE, ODRL_CONTEXT, PREFIX
from wiretrace.terms import CODES

_LEFT_OPERANDS = {
    "tier": "The tier on which the wire has put the publisher that republishes.",
    "publisher": "The publisher that republishes, by name.",
    "words": "How many words of the story are published.",
    "paragraphs": "How many paragraphs of the story are published.",
    "hours": "How many hours have passed since the wire sent what is to be carried.",
    "days": "How many days have passed since the wire sent what is to be carried.",
}
_ONE_OF = "At least one of the alternatives is met."


def profile() -> dict[str, Any]:
    """The ODRL profile as JSON-LD: each action of our own with the codes that use it, and each left operand.

    Ready for ``json.dumps``; the order is that of the catalogue. Source: ODRL Information Model 2.2, section 4 (profiles).
    """
    meanings: dict[str, list[str]] = {f"{PREFIX}oneOf": [_ONE_OF]}
    for code, known in CODES.items():
        action = EXPRESSIONS[code].action
        if action.startswith(PREFIX):
            meanings.setdefault(action, []).append(f"{code}: {known.says}")
    actions = [
        {"@id": action, "@type": "Action", "includedIn": "odrl:use",
         "skos:definition": " ".join(said)}
        for action, said in meanings.items()
    ]  # fmt: skip
    operands = [
        {"@id": PREFIX + name, "@type": "LeftOperand", "skos:definition": said} for name, said in _LEFT_OPERANDS.items()
    ]
    return {"@context": [ODRL_CONTEXT, {"wirecopy": NAMESPACE}], "@graph": [*actions, *operands]}
