"""Accuracy on the shared data: what is measured, with floors. The data is never part of the project."""

from __future__ import annotations

import os
from pathlib import Path


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
