"""Everything that wiretrace refuses, as one tree: each error names the item and the next step."""


class WiretraceError(Exception):
    """Root of the tree; catch this to catch everything that wiretrace raises on purpose."""


class StoryError(WiretraceError):
    """A story, or a file of stories, cannot be used as it is."""


class StoryConflict(StoryError):
    """Two records claim one id and version with different content."""


class TermsError(WiretraceError):
    """A terms file is unreadable, names an unknown rule, or contradicts itself. ``rule``: the number of the rule, or 0."""

    rule: int = 0


class IndexFileError(WiretraceError):
    """Root of what can be wrong with an index file."""


class NotAnIndex(IndexFileError):
    """The file does not begin as an index does: it is something else."""


class IndexVersionMismatch(IndexFileError):
    """The index was built by a version whose format or parameters this one does not read."""


class DamagedIndex(IndexFileError):
    """A checksum of the index does not hold: the file is cut or changed."""


class IndexBusy(IndexFileError):
    """Another process is writing to the index; nothing was changed."""


class PageError(WiretraceError):
    """A page cannot be read."""


class PageTooLarge(PageError):
    """The page is larger than the limit, so it is not read at all."""


class PageTooDeep(PageError):
    """The page nests its elements deeper than the limit, so it is not parsed."""


class InputError(WiretraceError):
    """An input path or a case is missing, unreadable or of an unknown kind."""


class MissingExtra(InputError):
    """What was asked for needs a library that is installed on request only."""


class StoreError(WiretraceError):
    """A store of archives did not give what was asked of it."""


class AddressRefused(StoreError):
    """An address that nobody typed leads to a host that is not public, so it was not asked."""


class RunError(WiretraceError):
    """A scan's ledger or output cannot be used, or cannot be written."""


class RunBusy(RunError):
    """Another process is working on this run; nothing was changed."""
