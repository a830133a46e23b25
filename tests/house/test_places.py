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
LOCKS_WITH_ADDRESSES: Final = ("uv" + ".lock", "pylock" + ".toml", "package" + "-lock.json", "yarn" + ".lock")


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


def test_the_lock_carries_hashes_and_no_addresses() -> None:
    lines = (ROOT / "requirements.lock").read_text("utf-8").splitlines()
    shape = re.compile(r"[a-z0-9._-]+==[\w.+!-]+( ; .+)? \\|    --hash=sha256:[0-9a-f]{64}( \\)?")
    assert [line for line in lines if not shape.fullmatch(line)] == []


@pytest.mark.parametrize("name", LOCKS_WITH_ADDRESSES)
def test_no_lock_that_records_addresses_is_kept(name: str) -> None:
    assert [path for path in ROOT.rglob(name) if is_ours(path)] == []


@pytest.mark.parametrize("path", ["see /wo" + "rk/x", "'/ro" + "ot/y'", "=/ho" + "me/me/z"])
def test_a_machine_path_is_caught(path: str) -> None:
    assert MACHINE_PATH.search(path)


@pytest.mark.parametrize("path", ["docs/wo" + "rk/x.md", "../ro" + "ot/y"])
def test_a_relative_path_is_not_a_machine_path(path: str) -> None:
    assert not MACHINE_PATH.search(path)
