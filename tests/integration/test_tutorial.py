"""The tutorial is run: every block of it, and what it says comes out comes out."""

import os
import re
import subprocess
import sys
from pathlib import Path
from typing import Final

import pytest

ROOT: Final = Path(__file__).parents[2]
PAGE: Final = ROOT / "docs/tutorial.md"
PAIR: Final = re.compile(r"^```(sh|python)\n(.*?)^```\n\n```text\n(.*?)^```", re.MULTILINE | re.DOTALL)
BLOCKS: Final = PAIR.findall(PAGE.read_text("utf-8"))


def output(language: str, code: str) -> str:
    """Run a block from the top of the checkout with this environment's own programs first."""
    command = {"sh": ["sh", "-c", code], "python": [sys.executable, "-c", code]}[language]
    environ = {name: value for name, value in os.environ.items() if not name.startswith("REVIEWHUB_")}
    environ["LC_ALL"] = "C.UTF-8"
    environ["PATH"] = os.pathsep.join([str(Path(sys.executable).parent), environ["PATH"]])
    done = subprocess.run(
        command, cwd=ROOT, env=environ, capture_output=True, text=True, check=False, timeout=120
    )
    assert done.stderr == ""
    return done.stdout


@pytest.mark.parametrize(("language", "code", "said"), BLOCKS, ids=range(1, len(BLOCKS) + 1))
def test_a_block_prints_what_the_page_says(language: str, code: str, said: str) -> None:
    assert output(language, code) == said


def test_no_block_is_left_out() -> None:
    openings = re.findall(r"^```(?:sh|python)$", PAGE.read_text("utf-8"), re.MULTILINE)
    assert len(BLOCKS) == len(openings) >= 7


@pytest.mark.parametrize("name", ["README.md", "README.zh-CN.md"])
def test_the_readme_shows_real_output(name: str) -> None:
    text = (ROOT / name).read_text("utf-8")
    (code,) = re.findall(r"^```sh\n(reviewhub assess .*?)^```", text, re.MULTILINE | re.DOTALL)
    (shown,) = re.findall(r"^```text\n(.*?)^```", text, re.MULTILINE | re.DOTALL)
    printed = output("sh", code).splitlines()
    assert [line for line in shown.splitlines() if line not in printed] == []
