"""Sizes and shape: short tails, not only short averages."""

import ast
from collections import Counter
from pathlib import Path
from statistics import median
from typing import Final

import pytest

from house.tree import ROOT, Function, functions, python_files

CODE: Final = ("src", "plugins", "docs")
EVERYTHING: Final = (*CODE, "tests")
ARGUMENTS: Final = 5
ARGUMENTS_OF_STATISTICS: Final = 7
LINES: Final = 400
# Outsiders get it as one file, which they read and run alone.
READ_ALONE: Final = {"src/reviewhub/selection/verify.py": 480}


def line_count(path: Path) -> int:
    return len(path.read_text("utf-8").splitlines())


def allowed_arguments(function: Function) -> int:
    return ARGUMENTS_OF_STATISTICS if "stats" in function.path.parts else ARGUMENTS


def test_no_function_is_longer_than_fifty_lines() -> None:
    long = [f"{one.place} has {one.lines} lines" for one in functions(*EVERYTHING) if one.lines > 50]
    assert long == []


def test_the_median_function_has_at_most_six_lines() -> None:
    assert median(one.lines for one in functions("src")) <= 6


def test_nine_functions_of_ten_have_at_most_twenty_lines() -> None:
    lengths = [one.lines for one in functions("src")]
    assert len([length for length in lengths if length <= 20]) >= 0.9 * len(lengths)


def test_no_function_takes_more_than_five_arguments_and_no_statistic_more_than_seven() -> None:
    wide = [
        f"{one.place} takes {one.arguments}"
        for one in functions(*CODE)
        if one.arguments > allowed_arguments(one)
    ]
    assert wide == []


def is_a_view(function: Function) -> bool:
    """Tell whether a route leads to it, by a decorator like ``area.get("/")``."""
    decorators = [one.func for one in function.node.decorator_list if isinstance(one, ast.Call)]
    return any(isinstance(one, ast.Attribute) and one.attr in {"get", "post", "route"} for one in decorators)


def test_no_view_is_longer_than_fifteen_lines() -> None:
    views = [one for one in functions("src/reviewhub/web") if is_a_view(one)]
    assert [f"{one.place} has {one.lines} lines" for one in views if one.lines > 15] == []


def test_no_service_is_longer_than_forty_lines() -> None:
    long = [
        f"{one.place} has {one.lines} lines" for one in functions("src/reviewhub/services") if one.lines > 40
    ]
    assert long == []


def test_no_file_is_longer_than_four_hundred_lines() -> None:
    long = {str(path.relative_to(ROOT)): line_count(path) for path in python_files(*EVERYTHING)}
    assert {name: lines for name, lines in long.items() if lines > READ_ALONE.get(name, LINES)} == {}


def test_the_median_file_has_at_most_eighty_lines() -> None:
    modules = [path for path in python_files("src") if path.name != "__init__.py"]
    assert median(line_count(path) for path in modules) <= 80


def test_no_folder_holds_more_than_sixteen_modules() -> None:
    modules = [path for path in python_files("src") if path.name != "__init__.py"]
    folders = Counter(str(path.parent.relative_to(ROOT)) for path in modules)
    assert {folder: count for folder, count in folders.items() if count > 16} == {}


@pytest.mark.parametrize("name", ["utils", "util", "helpers", "helper", "common", "misc", "base_utils"])
def test_there_is_no_room_for_leftovers(name: str) -> None:
    rooms = [path for path in python_files("src") if name in {path.stem, path.parent.name}]
    assert rooms == []
