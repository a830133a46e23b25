"""Nothing in the tree depends on the machine it was written on."""

import re
from pathlib import Path
from typing import Final

import pytest

from house.tree import ROOT, is_ours

# Assembled, so that this file does not contain what it looks for.
MACHINE_PATH: Final = re.compile(r"(?<![\w.~)}*-])/(?:work|root|home|Users)/\w")
TOOL_NAMES: Final = ("chat" + "gpt", "cop" + "ilot", "clau" + "de", "anthro" + "pic", "open" + "ai")
WRITING_TOOLS: Final = re.compile("|".join(TOOL_NAMES), re.IGNORECASE)


def is_written_here(path: Path) -> bool:
    """Tell whether a file was written for this project: neither vendored nor compiled."""
    return path.is_file() and is_ours(path) and "vendor" not in path.parts and path.suffix != ".mo"


def texts() -> list[tuple[Path, str]]:
    """Give every text file of the project; what does not decode is not text."""
    found = []
    for path in sorted(filter(is_written_here, ROOT.rglob("*"))):
        try:
            found.append((path, path.read_text("utf-8")))
        except UnicodeDecodeError:
            continue
    return found


@pytest.mark.parametrize("pattern", [MACHINE_PATH, WRITING_TOOLS], ids=["paths", "tools"])
def test_no_file_names_a_place_or_a_tool_of_its_writers(pattern: re.Pattern[str]) -> None:
    hits = [
        f"{path.relative_to(ROOT)}:{number} {line.strip()[:80]}"
        for path, text in texts()
        for number, line in enumerate(text.splitlines(), 1)
        if pattern.search(line)
    ]
    assert hits == []


@pytest.mark.parametrize("path", ["see /wo" + "rk/x", "'/ro" + "ot/y'", "=/ho" + "me/me/z"])
def test_a_machine_path_is_caught(path: str) -> None:
    assert MACHINE_PATH.search(path)


@pytest.mark.parametrize("path", ["docs/wo" + "rk/x.md", "../ro" + "ot/y"])
def test_a_relative_path_is_not_a_machine_path(path: str) -> None:
    assert not MACHINE_PATH.search(path)
