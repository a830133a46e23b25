"""A plugin that cannot work stops the start, and the message names it; the page on writing one runs."""

import re
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner

from reviewhub.cli import main
from reviewhub.domain.errors import PluginError
from reviewhub.plugin.manager import load_plugins
from reviewhub.testing import check_scorer, criterion_for

PAGE = Path(__file__).parents[2] / "docs/plugins/writing.md"
TESTING = PAGE.with_name("testing.md")
HEAD = "from reviewhub.plugin.hookspecs import hookimpl\n"
COPY = """
from reviewhub.plugin.protocols import Words
class Copy:
    key, version, title = "%s", "1", Words("复制", "Copy")
    parameters = {"type": "object"}
@hookimpl
def register_scorers():
    return [Copy()]
"""


def blocks(language: str, page: Path = PAGE) -> list[str]:
    return re.findall(rf"^```{language}\n(.*?)^```", page.read_text("utf-8"), re.MULTILINE | re.DOTALL)


def refusal(folder: Path, **modules: str) -> PluginError:
    for name, text in modules.items():
        (folder / f"{name}.py").write_text(HEAD + text, "utf-8")
    with pytest.raises(PluginError) as refused:
        load_plugins(folder)
    return refused.value


def test_two_plugins_with_one_key_are_both_named(tmp_path: Path) -> None:
    error = refusal(tmp_path, one=COPY % "copy.same", two=COPY % "copy.same")
    assert error.code == "plugin.doubled_key"
    assert error.values == {"key": "copy.same", "first": "one.py", "second": "two.py"}


def test_a_key_that_ships_is_taken(tmp_path: Path) -> None:
    error = refusal(tmp_path, mine=COPY % "builtin.points")
    assert error.values == {
        "key": "builtin.points",
        "first": "reviewhub.builtin.scorers.points",
        "second": "mine.py",
    }


def test_a_misspelt_hook_is_named_with_its_plugin(tmp_path: Path) -> None:
    error = refusal(tmp_path, mine="@hookimpl\ndef register_scorer():\n    return []\n")
    assert (error.code, error.values["message"]) == ("plugin.unknown_hook", "mine.py: register_scorer")


def test_a_hook_of_another_family_is_named_too(tmp_path: Path) -> None:
    error = refusal(tmp_path, mine="@hookimpl\ndef on_anything():\n    return []\n")
    assert (error.code, error.values["message"]) == ("plugin.unknown_hook", "mine.py: on_anything")


def test_a_hook_without_its_mark_would_never_be_asked_and_is_refused(tmp_path: Path) -> None:
    error = refusal(tmp_path, mine="def register_scorers():\n    return []\n")
    assert (error.code, error.values["message"]) == ("plugin.unmarked_hook", "mine.py: register_scorers")


def test_a_hook_with_an_argument_of_its_own_is_refused(tmp_path: Path) -> None:
    error = refusal(tmp_path, mine="@hookimpl\ndef register_scorers(app):\n    return []\n")
    assert error.code == "plugin.wrong_hook"
    assert "mine.py" in str(error.values["message"])


def test_a_plugin_that_cannot_be_imported_is_named(tmp_path: Path) -> None:
    error = refusal(tmp_path, mine="import nothing_of_that_name\n")
    assert error.code == "plugin.broken_import"
    assert str(error.values["message"]).startswith("mine.py: ")


def test_the_start_says_it_in_words(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "mine.py").write_text(HEAD + COPY % "builtin.points", "utf-8")
    monkeypatch.setenv("REVIEWHUB_PLUGINS_DIR", str(tmp_path))
    answer = CliRunner().invoke(main, ["plugins", "list", "--language", "zh"], catch_exceptions=False)
    assert answer.exit_code == 1
    assert (
        "插件 reviewhub.builtin.scorers.points 和 mine.py 使用了同一个名称“builtin.points”" in answer.stderr
    )


def test_the_scorer_of_the_page_is_found_listed_and_keeps_the_contract(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    module, check = blocks("python")
    (tmp_path / "pass_or_fail.py").write_text(module, "utf-8")
    monkeypatch.setenv("REVIEWHUB_PLUGINS_DIR", str(tmp_path))
    answer = CliRunner().invoke(main, ["plugins", "list", "--language", "en"], catch_exceptions=False)
    assert "example.pass" in answer.stdout
    scorer = load_plugins(tmp_path).scorers["example.pass"]
    exec(check, {"scorer": scorer, "check_scorer": check_scorer, "criterion_for": criterion_for})  # noqa: S102 -- the page's own block


def test_the_page_keeps_its_word_about_twenty_lines() -> None:
    lines = [line for line in blocks("python")[0].splitlines() if line.strip()]
    assert len(lines) <= 20


def test_the_tests_on_the_page_about_testing_run_with_the_fixtures_that_pytest_finds(tmp_path: Path) -> None:
    (tmp_path / "pass_or_fail.py").write_text(blocks("python")[0], "utf-8")
    (tmp_path / "test_page.py").write_text("\n".join(blocks("python", TESTING)), "utf-8")
    command = [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", "test_page.py"]
    done = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, check=False)
    assert "2 passed" in done.stdout, done.stdout
