"""Terms: what a wire asks of those who republish it, as data; the catalogue, the presets, the notice."""

from wiretrace.terms.codes import CODES, SECTIONS, Code, Kind
from wiretrace.terms.force import in_force
from wiretrace.terms.notice import describe, in_words, notice
from wiretrace.terms.presets import DEFAULT, preset, preset_names
from wiretrace.terms.reading import as_toml, read_terms, terms_from
from wiretrace.terms.validation import validate

__all__ = [
    "CODES",
    "DEFAULT",
    "SECTIONS",
    "Code",
    "Kind",
    "as_toml",
    "describe",
    "in_force",
    "in_words",
    "notice",
    "preset",
    "preset_names",
    "read_terms",
    "terms_from",
    "validate",
]
