"""The standards' own machines, read from the shared data, and the golden files."""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator, FormatChecker
from lxml import etree
from referencing import Registry, Resource

GOLDEN = Path(__file__).with_name("golden")
_SHARED = Path(os.environ.get("WIRECOPY_SHARED", Path(__file__).parents[5] / "shared"))


def standard(path: str) -> Path:
    """A file of the shared standards; the test is skipped where it is missing."""
    found = _SHARED / "data" / "standards" / path
    if not found.is_file():
        pytest.skip(f"no {found}; set WIRECOPY_SHARED to the folder that holds data/standards")
    return found


def ninjs_validator(version: str) -> Draft202012Validator:
    """The schema of ninjs, with checks of formats; GeoJSON's schema is registered, so that nothing is fetched."""
    schema = json.loads(standard(f"ninjs/specification/ninjs-schema_{version}.json").read_text(encoding="utf-8"))
    geojson = json.loads(standard("ninjs/validation/test_suite/GeoJSON-schema.json").read_text(encoding="utf-8"))
    registry: Registry[Any] = Registry().with_resource(
        "https://geojson.org/schema/GeoJSON.json", Resource.from_contents(geojson)
    )
    checker = FormatChecker()
    assert {"uri", "date-time"} <= set(checker.checkers), "install jsonschema[format-nongpl]: formats go unchecked"
    return Draft202012Validator(schema, registry=registry, format_checker=checker)


def schema_errors(path: str, written: bytes) -> list[str]:
    """What an XML Schema of the shared data finds wrong with ``written``."""
    schema = etree.XMLSchema(etree.parse(standard(path)))
    if schema.validate(etree.fromstring(written)):
        return []
    return str(schema.error_log).splitlines() or ["invalid"]


def assert_golden(name: str, written: bytes) -> None:
    """``written`` is the golden file, to the byte. ``WIRECOPY_WRITE_GOLDEN=1`` writes it anew: read the diff then."""
    file = GOLDEN / name
    if os.environ.get("WIRECOPY_WRITE_GOLDEN") == "1":
        file.write_bytes(written)
    assert file.read_bytes() == written, f"{name} has changed; where that is meant, run with WIRECOPY_WRITE_GOLDEN=1"
