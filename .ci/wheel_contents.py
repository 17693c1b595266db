"""Checks what a wheel holds: the kernel and the package's data, and neither C nor Cython sources."""

import sys
import zipfile

WANTED = (
    "wiretrace/py.typed",
    "wiretrace/fingerprint/_kernel.pyi",
    "wiretrace/terms/presets.toml",
    "wiretrace/report/page.html",
    "wiretrace/report/style.css",
    "wiretrace/samples/wire/terms.toml",
    "wiretrace/samples/wire/stories.jsonl",
    "wiretrace/samples/wire/harbor-at-dusk.jpg",
    "wiretrace/samples/pages/01-careful-copy.html",
    "wiretrace/samples/pages.warc.gz",
    "wirecopy/portal/templates/portal/story.html",
    "wirecopy/portal/static/portal/wire.css",
    "wirecopy/portal/static/portal/logo.svg",
    "wirecopy/portal/static/portal/vendor/quill/quill.js",
    "wirecopy/portal/static/portal/vendor/quill/LICENSE",
    "wirecopy/templates/404.html",
    "wirecopy/desk/migrations/0001_initial.py",
)


def faults(names: list[str]) -> list[str]:
    """Return in words what a wheel with these file names has too much or too little of."""
    found = [f"{name} is missing" for name in WANTED if name not in names]
    found += [f"{name} does not belong in a wheel" for name in names if name.endswith((".c", ".h", ".pyx", ".pxd"))]
    found += [f"{name} does not belong in a wheel" for name in names if name.startswith("tests/")]
    if not any(name.startswith("wiretrace/fingerprint/_kernel.") and name.endswith((".so", ".pyd")) for name in names):
        found.append("the compiled kernel is missing")
    return found


def main(path: str) -> int:
    """Check the wheel at ``path``; return 1 and say why where something is wrong."""
    with zipfile.ZipFile(path) as wheel:
        names = wheel.namelist()
    for fault in (found := faults(names)):
        print(f"{path}: {fault}", file=sys.stderr)
    print(f"{path}: {len(names)} files, {len(found)} faults")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
