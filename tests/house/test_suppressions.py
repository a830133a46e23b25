"""Every suppression names the rule it switches off and says why."""

import re
import tokenize
from collections.abc import Iterator
from pathlib import Path
from typing import Final

import pytest

from house.tree import ROOT, python_files

SUPPRESSES: Final = re.compile(
    r"#\s*(?:noqa|type:\s*ignore|(?:pragma|ruff|mypy|fmt|isort|deptry):)", re.IGNORECASE
)
REASONED: Final = re.compile(
    r"""(?: \#\ noqa:\ [A-Z]+\d+(?:,\ ?[A-Z]+\d+)*\ --\ \S.{7,}      # noqa: CODE -- why
          | \#\ type:\ ignore\[[a-z-]+(?:,\ ?[a-z-]+)*\]\ {2}\#\ (?:--\ )?\S.{7,}  # type: ignore[code]  # why
          | \#\ pragma:\ no\ cover\ --\ \S.{7,}                     # pragma: no cover -- why
        )$""",
    re.VERBOSE,
)


def comments(path: Path) -> Iterator[tuple[int, str]]:
    """Give the line and the text of every comment."""
    with path.open("rb") as source:
        for token in tokenize.tokenize(source.readline):
            if token.type == tokenize.COMMENT:
                yield token.start[0], token.string


def test_every_suppression_carries_its_reason() -> None:
    bare = [
        f"{path.relative_to(ROOT)}:{line} {text}"
        for path in python_files("src", "plugins", "docs", "tests")
        for line, text in comments(path)
        if SUPPRESSES.search(text) and not REASONED.search(text)
    ]
    assert bare == []


@pytest.mark.parametrize(
    "comment",
    [
        "# no" + "qa: S608 -- the table name is a constant above",
        "# type: ig" + "nore[arg-type]  # the stubs forget None",
        "# type: ig" + "nore[arg-type]  # -- the stubs forget None",
        "# prag" + "ma: no cover -- runs on Windows only",
    ],
)
def test_a_reasoned_suppression_passes(comment: str) -> None:
    assert REASONED.search(comment)


@pytest.mark.parametrize(
    "comment",
    [
        "# no" + "qa",
        "# no" + "qa: S608",
        "# type: ig" + "nore",
        "# type: ig" + "nore[arg-type]",
        "# ru" + "ff: noqa",
        "# fm" + "t: off",
    ],
)
def test_a_bare_suppression_is_caught(comment: str) -> None:
    assert SUPPRESSES.search(comment)
    assert not REASONED.search(comment)
