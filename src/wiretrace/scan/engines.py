"""The engines that a scan can run on, by name."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final, Protocol

from wiretrace.scan.engine import Engine, ScanFile
from wiretrace.scan.local import LocalEngine
from wiretrace.scan.on_ray import RayEngine


class MakeEngine(Protocol):
    """Makes an engine of up to ``workers`` workers; ``None``: as many as there are processors."""

    def __call__(self, *, index_path: str, workers: int | None, scan: ScanFile) -> Engine: ...


ENGINES: Final[Mapping[str, MakeEngine]] = {"local": LocalEngine, "ray": RayEngine}
