"""The index of a wire's stories: one file that many processes read while one appends."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from pathlib import Path
from types import TracebackType
from typing import Self

import numpy as np
import numpy.typing as npt

from wiretrace.errors import IndexFileError
from wiretrace.fingerprint import Sifted
from wiretrace.index.layout import Parameters
from wiretrace.index.opening import locked, open_view, put, replacing, scratch
from wiretrace.index.view import Hits, View
from wiretrace.index.writing import Writer
from wiretrace.model import Story

SPARE_BYTES = 16 << 20
"""A file is made compact by itself once more than this, and more than half of it, is no longer needed."""


LOOKS = 64
"""Calls of ``keep_up`` for each look at what lies at the path: it asks the system, which took 14 microseconds."""
_PARAMETERS = Parameters()


class IndexFile:
    """Stories and their fingerprints in one memory-mapped file.

    Make one with ``build`` or ``open``; close it, or use it in a ``with`` block. It shows the file as it was when
    opened, until ``refresh`` or a change through this object. **Ordinals** number the stories (each version is one);
    they hold until the next refresh or change. Damage is refused by name: the header, the commit and the list of
    removed stories are checked on opening, a record when it is read, everything by ``verify``.

    One object may be shared by threads that only read. Processes each open their own: the memory is shared.
    """

    def __init__(self, view: View) -> None:
        self._open_view: View | None = view
        self._looks = 0
        self.path = view.path

    @classmethod
    def build(cls, path: str | os.PathLike[str], stories: Iterable[Story]) -> Self:
        """Write a new index of ``stories`` to ``path`` (replacing what is there once all is well) and open it.

        ``stories`` may be an iterator: they are read once and not kept; memory stays bounded, at some 500 MB. Raises
        ``StoryError`` for a story without text, ``StoryConflict`` for two contents under one id and version,
        ``InputError`` if the path cannot be written. About 2,400 stories of 468 words a second with the kernel
        (docs/decisions/0004-index-file.md has the figures).
        """
        path = Path(path)
        with scratch(path) as writer:
            writer.add(stories)
            if writer.is_compact:
                put(writer, path)
            else:
                with replacing(path) as target:
                    writer.copy_to(target)
        return cls.open(path)

    @classmethod
    def open(cls, path: str | os.PathLike[str]) -> Self:
        """Open an index to read (and, by the methods that say so, to change) it. Milliseconds, whatever its size.

        Raises ``InputError`` (no such file), ``NotAnIndex``, ``IndexVersionMismatch`` or ``DamagedIndex``.
        """
        return cls(open_view(Path(path)))

    def lookup(self, grams: npt.NDArray[np.uint64]) -> Hits:
        """Find where ``grams`` (the hashes of ``fingerprint.grams``, in any order) stand in stories.

        Of a page, look up all grams, not only the winnowed ones: a story's kept grams are then found wherever they
        survive. Cost: about 100 ns a gram and segment.
        """
        return self._view.lookup(np.ascontiguousarray(grams, np.uint64))

    def sift(self, data: bytes | bytearray, *, high: str | None = None, markup: bool = True, rare: int) -> Sifted:
        """Read a page's text from its bytes, unparsed, and say whether it may carry a story: ``Sieve.sift`` says how.

        A story that was removed still counts, until the file is made compact.
        """
        return self._view.sieve.sift(data, high=high, markup=markup, rare=rare)

    def document_frequency(self, grams: npt.NDArray[np.uint64]) -> npt.NDArray[np.int32]:
        """Say for each gram in how many stories it is kept; versions of one story count once. See ``Hits``."""
        hits = self.lookup(grams)
        counts = np.zeros(len(grams), np.int32)
        counts[hits.grams] = hits.frequencies
        return counts

    def story(self, ordinal: int) -> Story:
        """Read one story, about 50 microseconds. Raises ``IndexError`` if there is none, or ``DamagedIndex``."""
        return self._view.story(int(ordinal))

    def versions(self, story_id: str) -> list[Story]:
        """Read all versions of one story, oldest version first; an empty list if there is no such story."""
        stories = map(self._view.story, self._view.ordinals(story_id))
        return sorted((s for s in stories if s.id == story_id), key=lambda story: story.version)

    def stories(self) -> Iterator[Story]:
        """Read all stories, in the order they were added."""
        return map(self._view.story, self._view.live_ordinals())

    def __len__(self) -> int:
        """Count the stories; each version is one."""
        return self._view.state.live

    @property
    def parameters(self) -> Parameters:
        """What the file was built with; always what this wiretrace builds with, as others are refused."""
        return _PARAMETERS

    def append(self, stories: Iterable[Story]) -> int:
        """Add stories (or none of them, if an error is raised) without a rebuild; returns how many were new.

        A story that is there already with the same content is passed over. Raises ``StoryConflict`` if its id and
        version are there with other content, ``StoryError`` if it has no text, ``IndexBusy`` if another process is
        writing. Survives being killed at any moment: the earlier commit stays in force.
        """
        with locked(self.path) as writer:
            added = writer.add(stories)
            if added:
                self._commit(writer)
        self.refresh()
        return added

    def remove(self, ids: Iterable[str]) -> int:
        """Remove all versions of some stories; returns how many versions went (none of an id that is not there).

        They are not found any more at once; their bytes go when the file is made compact. Raises ``IndexBusy``.
        """
        with locked(self.path) as writer:
            removed = writer.remove(ids)
            if removed:
                self._commit(writer)
        self.refresh()
        return removed

    def compact(self) -> None:
        """Write the file anew without what is no longer needed; ordinals change. Raises ``IndexBusy``."""
        with locked(self.path) as writer:
            self._rewrite(writer)
        self.refresh()

    def refresh(self) -> bool:
        """Show the file as it is now; says whether it had changed. Raises what ``open`` raises."""
        before, self._open_view = self._view, open_view(self.path)
        return before.commit != self._open_view.commit

    def keep_up(self) -> bool:
        """Refresh, if the file has changed; says whether it had.

        A reader that calls it before each page finds a story that was added a moment ago on the next one; that the file
        was written anew as a whole (``build``, ``compact``) it sees within ``LOOKS`` calls. Costs a microsecond.
        """
        self._looks = (self._looks + 1) % LOOKS
        is_old = self._view.has_later_commit() or (self._looks == 0 and self._view.is_replaced())
        return is_old and self.refresh()

    def verify(self) -> None:
        """Check the tables byte by byte and read every story. Raises ``DamagedIndex``."""
        self._view.verify_tables()
        self._view.verify_records()

    def close(self) -> None:
        """Let go of the file. Closing twice does no harm."""
        self._open_view = None

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self.close()

    @property
    def _view(self) -> View:
        if self._open_view is None:
            raise IndexFileError(f"{self.path}: the index was closed; open it again")
        return self._open_view

    def _commit(self, writer: Writer) -> None:
        writer.commit()
        if writer.dead_bytes > max(SPARE_BYTES, writer.needed_bytes):
            self._rewrite(writer)

    def _rewrite(self, writer: Writer) -> None:
        with replacing(self.path) as target:
            writer.copy_to(target)
