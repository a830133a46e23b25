"""Templates from the shell: what is installed, what is in one, and what is wrong with a file."""

from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from reviewhub.cli import main
from reviewhub.plugin.templates import template_folder

NATIONAL = template_folder() / "prior-assessment-national.toml"


def run(*arguments: str) -> Result:
    return CliRunner().invoke(main, ["--language", "zh", "templates", *arguments], catch_exceptions=False)


@pytest.fixture
def altered(tmp_path: Path) -> Callable[[str, str], Path]:
    """Give the national template with one text replaced by another."""

    def write(old: str, new: str) -> Path:
        text = NATIONAL.read_text("utf-8")
        assert old in text
        path = tmp_path / "mine.toml"
        path.write_text(text.replace(old, new, 1), "utf-8")
        return path

    return write


def test_the_three_that_ship_are_listed() -> None:
    lines = [line.split() for line in run("list").stdout.splitlines()[1:]]
    assert [(line[0], line[3]) for line in lines] == [
        ("department-overall-2013", "28"),
        ("prior-assessment-national", "20"),
        ("project-evaluation-national", "17"),
    ]


def test_one_is_shown_with_every_criterion() -> None:
    answer = run("show", "prior-assessment-national")
    assert answer.exit_code == 0
    assert len([line for line in answer.stdout.splitlines() if "builtin.points" in line]) == 20


def test_an_unknown_one_names_those_there_are() -> None:
    answer = run("show", "nobody")
    assert (answer.exit_code, answer.stdout) == (1, "")
    assert "prior-assessment-national" in answer.stderr


@pytest.mark.parametrize("path", sorted(template_folder().glob("*.toml")), ids=lambda path: path.stem)
def test_every_file_that_ships_is_sound(path: Path) -> None:
    answer = run("check", str(path))
    assert answer.exit_code == 0
    assert answer.stdout.splitlines()[-1] == f"{path}: 没有问题"


def test_a_wrong_sum_is_named(altered: Callable[[str, str], Path]) -> None:
    answer = run("check", str(altered("points = 5\n", "points = 6\n")))
    assert answer.exit_code == 1
    assert "各指标分值之和是 101，应为 100" in answer.stderr


def test_a_scorer_nobody_offers_is_named(altered: Callable[[str, str], Path]) -> None:
    answer = run("check", str(altered('use = "builtin.points"', 'use = "nobody.points"')))
    assert answer.exit_code == 1
    assert "没有评分方法“nobody.points”" in answer.stderr


def test_a_parameter_of_the_wrong_kind_is_named(altered: Callable[[str, str], Path]) -> None:
    answer = run("check", str(altered("step = 0.1", 'step = "small"')))
    assert answer.exit_code == 1
    assert "格式不对" in answer.stderr


@pytest.mark.parametrize("data", [b"", b"not = toml = at all", b"\xff\xfe\x00", b"[[[[" * 1000])
def test_what_is_no_template_is_refused_in_words(tmp_path: Path, data: bytes) -> None:
    path = tmp_path / "mine.toml"
    path.write_bytes(data)
    answer = run("check", str(path))
    assert (answer.exit_code, answer.stdout) == (1, "")
    assert answer.stderr.startswith("Error: 评分模板有")


@pytest.mark.skipif(not Path("/dev/zero").exists(), reason="needs a device without an end")
def test_a_device_without_an_end_is_too_large() -> None:
    answer = run("check", "/dev/zero")
    assert (answer.exit_code, "5 MB" in answer.stderr) == (1, True)
