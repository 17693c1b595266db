"""The shape of the house: one subject a module, no drawers, one door per library."""

import ast
import re
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
SOURCES = sorted(path for path in (ROOT / "src").rglob("*.py") if "migrations" not in path.parts)
ALL_CODE = [*SOURCES, *sorted((ROOT / "src").rglob("*.pyx")), *sorted((ROOT / "tests").rglob("*.py"))]
PYPROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))

# Which part of wiretrace imports which library. numpy has four doors: fingerprints are arrays from the moment the
# kernel makes them, the index stores them and a search counts its hits as arrays, and a perceptual hash is a
# transform of pixels.
DOORS = {
    "numpy": {"credit", "fingerprint", "index", "search"},
    "selectolax": {"html"},
    "deflate": {"warc"},
    "fastwarc": {"warc"},
    "pillow": {"credit"},
    "rich": {"cli"},
    "urllib3": {"scan"},
}
# Libraries that are installed on request: the one module that loads each (scan/extras.py).
EXTRA_DOORS = {"botocore": "scan/store/s3.py", "pyarrow": "scan/parquet.py", "ray": "scan/on_ray.py"}
# Libraries of the service, and its apps that import each; Django is in all of them, and some are only named in settings.
SERVICE_DOORS: dict[str, set[str] | None] = {
    "django": None,
    "django-allauth": {"accounts"},
    "nh3": {"desk"},
    "lxml": {"desk", "renditions"},
    "markdownify": {"renditions"},
    "whitenoise": set(),
    "waitress": {"cli"},
    "psycopg": set(),
    "httpx": {"net"},
    "protego": {"net"},
    "feedparser": {"desk"},
    "markdown-it-py": {"desk"},
    "crawler-user-agents": {"beacon"},
    "httptools": {"beacon"},
    "uvloop": {"beacon"},
    "django-storages": {"store"},
}
IMPORT_NAMES = {
    "pillow": "PIL",
    "django-allauth": "allauth",
    "markdown-it-py": "markdown_it",
    "crawler-user-agents": "crawleruseragents",
    "django-storages": "storages",
}


def imports(path: Path) -> set[str]:
    """The top names of everything that a file imports, at its top or inside a function."""
    names: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            names.update(alias.name.split(".")[0] for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.level == 0:
            names.add((node.module or "").split(".")[0])
    return names


def part(path: Path) -> str:
    """The module or package directly under ``wiretrace`` that a file belongs to."""
    return path.relative_to(ROOT / "src" / "wiretrace").parts[0].removesuffix(".py")


@pytest.mark.parametrize("path", ALL_CODE, ids=lambda path: str(path.relative_to(ROOT)))
def test_no_module_has_more_than_400_lines(path: Path) -> None:
    assert len(path.read_text(encoding="utf-8").splitlines()) <= 400, f"{path.name} has two subjects: split it"


def test_there_is_no_drawer_for_odds_and_ends() -> None:
    drawers = {"utils", "util", "helpers", "helper", "common", "misc", "lib", "shared"}
    assert [path for path in SOURCES if drawers & {path.stem, path.parent.name}] == []


@pytest.mark.parametrize("path", SOURCES, ids=lambda path: str(path.relative_to(ROOT / "src")))
def test_each_module_says_its_subject_first(path: Path) -> None:
    docstring = ast.get_docstring(ast.parse(path.read_text(encoding="utf-8"))) or ""
    first_line = docstring.partition("\n")[0]
    assert len(first_line) >= 15, f"{path}: the first line of the docstring names the module's one subject"
    assert "being built" not in docstring.lower()


@pytest.mark.parametrize("path", SOURCES, ids=lambda path: str(path.relative_to(ROOT / "src")))
def test_imports_stand_at_the_top(path: Path) -> None:
    tree = ast.parse(path.read_text(encoding="utf-8"))
    late = [
        node.lineno
        for scope in ast.walk(tree)
        if isinstance(scope, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef)
        for node in ast.walk(scope)
        if isinstance(node, ast.Import | ast.ImportFrom)
    ]
    assert late == [], f"{path}: imports inside functions at lines {late}"


@pytest.mark.parametrize("library", sorted(DOORS))
def test_each_library_has_one_door(library: str) -> None:
    name = IMPORT_NAMES.get(library, library)
    users = {part(path) for path in SOURCES if "wiretrace" in path.parts and name in imports(path)}
    assert users == DOORS[library]


@pytest.mark.parametrize("name", sorted(EXTRA_DOORS))
def test_each_extra_has_one_door(name: str) -> None:
    loads = re.compile(rf'library\("{name}[".]')
    users = {str(path.relative_to(ROOT / "src/wiretrace")) for path in SOURCES if loads.search(path.read_text("utf-8"))}
    assert users == {EXTRA_DOORS[name]}
    assert not [path for path in SOURCES if name in imports(path)]


@pytest.mark.parametrize("library", sorted(name for name, doors in SERVICE_DOORS.items() if doors is not None))
def test_each_library_of_the_service_has_one_door(library: str) -> None:
    name = IMPORT_NAMES.get(library, library)
    service = [path for path in SOURCES if "wirecopy" in path.parts]
    users = {
        path.relative_to(ROOT / "src/wirecopy").parts[0].removesuffix(".py")
        for path in service
        if name in imports(path)
    }
    assert users <= (SERVICE_DOORS[library] or set())


def test_every_dependency_has_a_door_and_a_reason() -> None:
    listed = {re.split(r"[<>=~!;\[ ]", line)[0] for line in PYPROJECT["project"]["dependencies"]}
    assert listed == set(DOORS)
    extras = [line for extra in PYPROJECT["project"]["optional-dependencies"].values() for line in extra]
    assert {re.split(r"[<>=~!;\[ ]", line)[0] for line in extras} == {*EXTRA_DOORS, *SERVICE_DOORS}
    reasons = (ROOT / "docs" / "decisions" / "0002-dependencies.md").read_text(encoding="utf-8")
    development = [line for group in PYPROJECT["dependency-groups"].values() for line in group]
    for name in [*listed, *EXTRA_DOORS, *SERVICE_DOORS, *(re.split(r"[<>=~!;\[ ]", line)[0] for line in development)]:
        assert f"`{name}`" in reasons, f"docs/decisions/0002-dependencies.md does not say why {name} is there"


def test_locked_requirements_name_no_host_and_no_path() -> None:
    for lock in sorted((ROOT / "requirements").glob("*.txt")):
        words = lock.read_text(encoding="utf-8")
        assert not re.search(r"https?://|file:|--index|--find-links|--extra|/home/|/root/|/tmp/", words), lock.name
        pinned = re.findall(r"^[a-z0-9.-]+==\S+.*$(?=\n\s+--hash=sha256:)", words, flags=re.MULTILINE)
        named = re.findall(r"^[a-z0-9].*$", words, flags=re.MULTILINE)
        assert pinned == named, f"{lock.name}: every package is pinned and hashed"
