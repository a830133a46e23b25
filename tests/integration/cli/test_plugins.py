"""Plugins from the shell: one table of what is there and what is missing, and a new one to start from."""

import json
import tomllib
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from reviewhub.cli import main
from reviewhub.cli.plugins.skeleton import skeleton_folder

BROKEN = """
from reviewhub.plugin.hookspecs import hookimpl
from reviewhub.plugin.protocols import TemplateSource

@hookimpl
def register_scoring_templates():
    words = {"zh": "指标", "en": "criterion"}
    criterion = {"id": "1", "path": [words], "title": words, "points": 100, "scorer": {"use": "gone.away"}}
    return [TemplateSource("park.toml", {
        "format": 1, "id": "park", "version": 1, "kind": "prior_assessment", "title": words, "basis": "x",
        "standing": "example", "standing_note": words, "purpose": words, "weighting": "points",
        "grade_scale": "builtin.cn_90_80_60", "criterion": [criterion]})]
"""
COMMAND = """
import click
from reviewhub.plugin.hookspecs import hookimpl

@click.command("greet")
def greet():
    '''Say good day.'''
    click.echo("good day")

@hookimpl
def register_commands():
    return [greet]
"""


def run(*arguments: str, language: str = "en") -> Result:
    return CliRunner().invoke(main, ["--language", language, *arguments], catch_exceptions=False)


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Give a folder of plugins that the product looks into."""
    (tmp_path / "plugins").mkdir()
    monkeypatch.setenv("REVIEWHUB_PLUGINS_DIR", str(tmp_path / "plugins"))
    return tmp_path / "plugins"


def test_the_table_names_plugin_key_and_templates(folder: Path) -> None:
    lines = run("plugins", "list").stdout.splitlines()
    assert lines[0].split() == [
        "Plugin",
        "Version",
        "Offers",
        "Key",
        "Version",
        "Title",
        "Used",
        "by",
        "templates",
    ]
    (points,) = [line for line in lines if " builtin.points " in line]
    assert points.startswith("reviewhub")
    assert "nested-percent-2008、prior-assessment-beijing、prior-assessment-national … (5)" in points


def test_what_a_template_misses_is_named_below_with_status_1(folder: Path) -> None:
    (folder / "park.py").write_text(BROKEN, "utf-8")
    answer = run("plugins", "list", language="zh")
    assert answer.exit_code == 1
    *_, title, line = answer.stdout.splitlines()
    assert title == "缺少"
    assert line.split()[:2] == ["park.py", "park"]
    assert "gone.away" in line


def test_as_json_it_carries_codes_and_values(folder: Path) -> None:
    (folder / "park.py").write_text(BROKEN, "utf-8")
    found = json.loads(run("plugins", "list", "--json").stdout)
    assert [one["plugin"] for one in found["plugins"]] == ["reviewhub", "park.py"]
    assert found["plugins"][1]["offers"][0]["key"] == "park"
    (missing,) = found["missing"]
    assert (missing["template"], missing["place"], missing["code"]) == (
        "park",
        "criterion 1",
        "template.unknown_scorer",
    )
    assert missing["values"] == {"key": "gone.away"}


def test_a_command_of_a_plugin_is_listed_in_the_help_and_runs(folder: Path) -> None:
    (folder / "greet.py").write_text(COMMAND, "utf-8")
    assert "Say good day." in run("--help").stdout
    assert run("greet").stdout == "good day\n"


def test_a_broken_plugin_hides_no_command_that_ships_and_is_named_when_its_own_is_asked_for(
    folder: Path,
) -> None:
    (folder / "broken.py").write_text("import nothing_of_that_name\n", "utf-8")
    assert "statistics" in run("--help").stdout
    answer = run("greet")
    assert answer.exit_code == 1
    assert "broken.py" in answer.stderr


def test_a_new_plugin_carries_its_name_everywhere(tmp_path: Path) -> None:
    answer = run("plugins", "new", "green-space", "--folder", str(tmp_path))
    assert answer.exit_code == 0
    written = tmp_path / "reviewhub-green-space"
    assert f"pip install -e {written}" in answer.stdout
    assert sorted(path.name for path in written.iterdir()) == [
        "README.md",
        "pyproject.toml",
        "reviewhub_green_space.py",
        "test_green_space.py",
    ]
    assert [path.name for path in written.iterdir() if "skeleton" in path.read_text("utf-8")] == []
    project = tomllib.loads((written / "pyproject.toml").read_text("utf-8"))["project"]
    assert project["name"] == "reviewhub-green-space"
    assert project["entry-points"]["reviewhub"] == {"green_space": "reviewhub_green_space"}


def test_a_new_plugin_is_found_at_once(folder: Path) -> None:
    run("plugins", "new", "green-space", "--folder", str(folder.parent))
    source = folder.parent / "reviewhub-green-space/reviewhub_green_space.py"
    source.rename(folder / source.name)
    assert "green_space.reached" in run("plugins", "list").stdout


def test_the_prefix_of_the_folder_may_stand_in_the_name(tmp_path: Path) -> None:
    run("plugins", "new", "reviewhub-water", "--folder", str(tmp_path))
    assert [path.name for path in tmp_path.iterdir()] == ["reviewhub-water"]


@pytest.mark.parametrize(
    "name", ["Green", "绿地", "green space", "green_space", "-x", "9lives", "a--b", "../x", "a" * 41]
)
def test_a_name_that_does_not_do_is_refused_in_words(tmp_path: Path, name: str) -> None:
    for language, said in (("zh", "不合适"), ("en", "will not do")):
        answer = run("plugins", "new", "--folder", str(tmp_path), "--", name, language=language)
        assert answer.exit_code == 1
        assert said in answer.stderr
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("name", ["builtin", "reviewhub"])
def test_a_name_of_the_product_s_own_is_refused(tmp_path: Path, name: str) -> None:
    answer = run("plugins", "new", name, "--folder", str(tmp_path))
    assert (answer.exit_code, list(tmp_path.iterdir())) == (1, [])


def test_a_folder_that_is_there_is_left_as_it_is(tmp_path: Path) -> None:
    (tmp_path / "reviewhub-water").mkdir()
    (tmp_path / "reviewhub-water/mine.txt").write_text("mine", "utf-8")
    for language, said in (("zh", "已经存在"), ("en", "already exists")):
        answer = run("plugins", "new", "water", "--folder", str(tmp_path), language=language)
        assert answer.exit_code == 1
        assert said in answer.stderr
    assert [path.name for path in (tmp_path / "reviewhub-water").iterdir()] == ["mine.txt"]


def test_the_skeleton_says_its_name_only_where_it_is_put_in() -> None:
    texts = [path.read_text("utf-8") for path in skeleton_folder().iterdir() if path.is_file()]
    assert all("skeleton" in text for text in texts)
