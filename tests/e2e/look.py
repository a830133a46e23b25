"""What an eye and a screen reader would find wrong with the page in a window."""

from collections.abc import Iterator
from pathlib import Path
from typing import Final

from playwright.sync_api import ConsoleMessage, Page

AXE: Final = (Path(__file__).parent / "vendor" / "axe.min.js").read_text("utf-8")
GRAVE: Final = frozenset({"serious", "critical"})
RUN: Final = "() => axe.run(document, { resultTypes: ['violations'] }).then(found => found.violations)"
SIDEWAYS: Final = "() => document.documentElement.scrollWidth - document.documentElement.clientWidth"
UNFOLD: Final = "() => document.querySelectorAll('details').forEach(box => { box.open = true; })"


def listen(page: Page) -> list[str]:
    """Collect what the browser complains about from now on: scripts, policy, files that did not come."""
    heard: list[str] = []
    page.on("console", lambda said: heard.append(_told(said)) if said.type in ("error", "warning") else None)
    page.on("pageerror", lambda error: heard.append(str(error)))
    page.on("requestfailed", lambda request: heard.append(f"{request.url} {request.failure}"))
    return heard


def _told(said: ConsoleMessage) -> str:
    return f"{said.text} ({said.location['url']})"


def grave(heard: list[str]) -> list[str]:
    """Leave out what was heard because somebody went on before everything had come."""
    return [one for one in heard if "ERR_ABORTED" not in one]


def faults_of(page: Page, *, axe: bool = True) -> list[str]:
    """List what is wrong: the page is wider than the window, or ``axe``, if asked, finds something grave.

    What is folded is unfolded first, for it will be read too.
    """
    too_wide = page.evaluate(SIDEWAYS)
    page.evaluate(UNFOLD)
    wide = [f"{too_wide} px wider than the window"] * (too_wide > 0)
    return [*wide, *(_found_by_axe(page) if axe else ())]


def _found_by_axe(page: Page) -> Iterator[str]:
    if not page.evaluate("() => 'axe' in window"):
        page.evaluate(AXE)
    for one in page.evaluate(RUN):
        if one["impact"] in GRAVE:
            yield f"{one['id']}: " + " | ".join(node["html"][:120] for node in one["nodes"][:3])
