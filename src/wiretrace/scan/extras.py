"""Libraries that only some scans need, and that only those load: each is an extra of the distribution."""

from __future__ import annotations

from importlib import import_module
from typing import Any

from wiretrace.errors import MissingExtra


def library(name: str, *, extra: str) -> Any:
    """Import a library of an extra. Raises ``MissingExtra``, which says how to install it.

    Loading one at the start of every scan would cost it a tenth of a second to a whole one.
    """
    try:
        return import_module(name)
    except ModuleNotFoundError as error:
        raise MissingExtra(f'this needs {name.partition(".")[0]}: pip install "wirecopy[{extra}]"') from error
