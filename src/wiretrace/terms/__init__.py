"""Terms: what a wire asks of those who republish it, as data; the catalogue, the presets, the notice."""

from wiretrace.terms.codes import CODES, Code, Kind
from wiretrace.terms.force import in_force
from wiretrace.terms.notice import describe, notice
from wiretrace.terms.presets import DEFAULT, preset, preset_names
from wiretrace.terms.reading import as_toml, read_terms, terms_from
from wiretrace.terms.validation import validate

__all__ = [
    "CODES",
    "DEFAULT",
    "Code",
    "Kind",
    "as_toml",
    "describe",
    "in_force",
    "notice",
    "preset",
    "preset_names",
    "read_terms",
    "terms_from",
    "validate",
]
