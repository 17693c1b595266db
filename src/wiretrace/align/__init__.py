"""Lays a story on a page: passages on both sides, edits by kind, the version that the page carries."""

from wiretrace.align.attribution import attribute, attribute_all
from wiretrace.align.matching import align

__all__ = ["align", "attribute", "attribute_all"]
