"""Accuracy on the shared data: what is measured, with floors. The data is never part of the project."""

from __future__ import annotations

import os
from collections.abc import Mapping
from pathlib import Path
from typing import Any


def shared_data(name: str) -> Path | None:
    """The folder of one data set, or ``None`` after saying that it is missing.

    It lies under ``$WIRECOPY_SHARED/data`` (default ``../shared`` beside the project).
    """
    root = Path(os.environ.get("WIRECOPY_SHARED", Path(__file__).parents[3] / "shared"))
    folder = root / "data" / name
    if folder.is_dir():
        return folder
    print(f"SKIPPED: no shared data at {folder}; set WIRECOPY_SHARED to the folder that holds data/{name}")
    return None


def meets(reached: float, bar: float, floor: Mapping[str, Any]) -> bool:
    """Say whether a figure meets a bar, which is a most where the floors file says ``at_most``."""
    return reached <= bar if floor.get("at_most") else reached >= bar
