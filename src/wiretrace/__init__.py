"""wiretrace finds copies of a wire's stories and says, rule by rule, whether the credit stayed on.

``check`` judges one page against a few stories; ``Index`` finds which of many stories a page carries. Pages come from
``parse`` and ``page_from_text``, stories from ``read_stories``, terms from ``read_terms`` and ``preset``.
"""

from importlib.metadata import version

from wiretrace.errors import WiretraceError
from wiretrace.fingerprint import KERNEL
from wiretrace.html import page_from_text, parse
from wiretrace.model import Edit, Finding, Match, Mention, Page, Passage, Rule, Span, Story, Terms, Verdict, Wire
from wiretrace.pipeline import Index, check
from wiretrace.rules import RULESET
from wiretrace.stories import read_stories
from wiretrace.terms import notice, preset, preset_names, read_terms

__version__ = version("wirecopy")

__all__ = [
    "KERNEL",
    "RULESET",
    "Edit",
    "Finding",
    "Index",
    "Match",
    "Mention",
    "Page",
    "Passage",
    "Rule",
    "Span",
    "Story",
    "Terms",
    "Verdict",
    "Wire",
    "WiretraceError",
    "__version__",
    "check",
    "notice",
    "page_from_text",
    "parse",
    "preset",
    "preset_names",
    "read_stories",
    "read_terms",
]
