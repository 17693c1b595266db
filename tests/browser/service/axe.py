"""axe-core on an open page: what it finds that is serious or critical."""

from __future__ import annotations

from importlib.resources import files

from playwright.sync_api import Page

# Run as it stands: the package's own wrapper keeps more than is asked for here.
SCRIPT = files("axe_playwright_python").joinpath("axe.min.js").read_text(encoding="utf-8")
GRAVE = ("serious", "critical")


def faults(page: Page) -> list[str]:
    """The serious and critical findings in words, with the first place of each; none: an empty list."""
    if page.evaluate("typeof window.axe") == "undefined":
        page.evaluate(SCRIPT)
    found = page.evaluate("axe.run({ resultTypes: ['violations'] })")["violations"]
    return [
        f"{each['impact']} {each['id']}: {each['help']} ({len(each['nodes'])} times, first {each['nodes'][0]['html'][:200]})"
        for each in found
        if each["impact"] in GRAVE
    ]
