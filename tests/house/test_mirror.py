"""Tests mirror code: a module of the pure folders that does something has its twin."""

from collections.abc import Iterable
from pathlib import Path
from typing import Final

import pytest

from house.tree import HOUSE, ROOT, acts, python_files

MIRRORED: Final = ("domain", "stats", "selection", "plugin", "builtin", "files")
UNIT: Final = ROOT / "tests" / "unit"


def twin_of(module: Path) -> Path:
    """Name the test of a module: ``domain/money.py`` is tested by ``unit/domain/test_money.py``.

    What a package's ``__init__`` defines is tested beside the package, under its name.
    """
    inside = module.relative_to(HOUSE)
    if inside.name == "__init__.py":
        return UNIT / inside.parent.parent / f"test_{inside.parent.name}.py"
    return UNIT / inside.parent / f"test_{inside.name}"


def names(paths: Iterable[Path]) -> list[str]:
    return sorted(str(path.relative_to(ROOT)) for path in paths)


@pytest.mark.parametrize("folder", MIRRORED)
def test_every_module_that_acts_has_its_twin(folder: str) -> None:
    twins = {twin_of(path) for path in python_files(f"src/reviewhub/{folder}") if acts(path)}
    assert names(twin for twin in twins if not twin.exists()) == []


@pytest.mark.parametrize("folder", MIRRORED)
def test_no_test_has_lost_its_module(folder: str) -> None:
    twins = {twin_of(path) for path in python_files(f"src/reviewhub/{folder}")}
    tests = {path for path in python_files(f"tests/unit/{folder}") if path.name.startswith("test_")}
    assert names(tests - twins) == []
