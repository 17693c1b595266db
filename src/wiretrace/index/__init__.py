"""The index of a wire's stories: fingerprints and records in one memory-mapped file."""

from wiretrace.index.file import IndexFile
from wiretrace.index.layout import Parameters
from wiretrace.index.view import Hits

__all__ = ["Hits", "IndexFile", "Parameters"]
