"""The group: quick to start, plain in refusing, and every command with its help and an example."""

import subprocess
import sys
from collections.abc import Iterator

import click
import pytest
from click.testing import CliRunner, Result

from reviewhub.cli import COMMANDS, main
from reviewhub.cli.plugins import command as plugins_module
from reviewhub.domain.errors import Invalid, NotAllowed, Problem

HEAVY = ("flask", "sqlalchemy", "matplotlib", "numpy", "scipy", "jsonschema", "babel")
STARTED = "import sys; sys.argv[0] = 'reviewhub'; from reviewhub.cli import main; main(standalone_mode=False)"


def run(*arguments: str) -> Result:
    return CliRunner().invoke(main, list(arguments), catch_exceptions=False)


@pytest.mark.parametrize("arguments", [["--help"], ["--version"], ["statistics", "--help"]], ids=" ".join)
def test_help_is_given_without_the_packages_of_pages_and_numbers(arguments: list[str]) -> None:
    code = f"import sys; sys.argv = ['reviewhub', *{arguments}]\n{STARTED}\n"
    code += f"found = [name for name in {HEAVY} if name in sys.modules]; sys.exit(str(found) if found else 0)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (0, "")


def test_the_version_is_that_of_the_package() -> None:
    assert run("--version").stdout == "reviewhub, version 0.1.0\n"


def leaves(command: click.Command, path: tuple[str, ...] = ()) -> Iterator[tuple[str, ...]]:
    """Give the words of every command that does something."""
    if not isinstance(command, click.Group):
        yield path
        return
    context = click.Context(command)
    for name in command.list_commands(context):
        member = command.get_command(context, name)
        assert member is not None
        yield from leaves(member, (*path, name))


@pytest.mark.parametrize("path", list(leaves(main)), ids=" ".join)
def test_every_command_has_help_with_an_example(path: tuple[str, ...]) -> None:
    answer = run(*path, "--help")
    assert answer.exit_code == 0
    assert f"reviewhub {' '.join(path)}" in answer.stdout.partition("Example")[2]


def test_the_list_of_commands_says_what_each_does() -> None:
    listed = run("--help").stdout
    assert [name for name, (_, summary) in COMMANDS.items() if summary.split(" / ")[0] not in listed] == []


def test_an_unknown_command_is_wrong_usage() -> None:
    answer = run("nonsense")
    assert (answer.exit_code, answer.stdout) == (2, "")


def failing(monkeypatch: pytest.MonkeyPatch, error: Exception) -> None:
    """Let ``reviewhub plugins list`` fail in a given way."""

    def fail(*_given: object) -> None:
        raise error

    monkeypatch.setattr(plugins_module, "load_manager", fail)


def test_a_refusal_is_a_sentence_with_status_1(monkeypatch: pytest.MonkeyPatch) -> None:
    failing(monkeypatch, NotAllowed("not_allowed"))
    answer = run("--language", "zh", "plugins", "list")
    assert (answer.exit_code, answer.stderr) == (1, "Error: 您的角色不能执行这项操作。\n")


def test_every_problem_has_its_place(monkeypatch: pytest.MonkeyPatch) -> None:
    problems = [Problem("row 7 / 金额", "amount.missing"), Problem("criterion 1.1", "answer.missing")]
    failing(monkeypatch, Invalid(problems))
    said = run("plugins", "list", "--language", "zh").stderr.splitlines()
    assert said == [
        "Error: 有 2 处需要改正。",
        "  第 7 行“金额”：没有填写金额。",
        "  指标 1.1：还没有填写。",
    ]


def test_a_bad_setting_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("REVIEWHUB_COLOUR", "red")
    answer = run("plugins", "list")
    assert (answer.exit_code, answer.stderr) == (1, "Error: unknown setting REVIEWHUB_COLOUR\n")


def test_a_fault_of_the_program_is_said_without_a_traceback(monkeypatch: pytest.MonkeyPatch) -> None:
    failing(monkeypatch, ZeroDivisionError("by nought"))
    answer = run("plugins", "list")
    assert answer.exit_code == 1
    assert "ZeroDivisionError: by nought" in answer.stderr
    assert "Traceback" not in answer.stderr


def test_a_fault_of_the_program_is_shown_whole_when_asked_for(monkeypatch: pytest.MonkeyPatch) -> None:
    failing(monkeypatch, ZeroDivisionError("by nought"))
    with pytest.raises(ZeroDivisionError):
        run("--traceback", "plugins", "list")


@pytest.mark.parametrize(
    ("environment", "first"),
    [("zh_CN.UTF-8", "插件"), ("en_GB.UTF-8", "Plugin"), ("C.UTF-8", "插件"), ("", "插件")],
)
def test_the_language_is_that_of_the_environment_and_chinese_otherwise(
    monkeypatch: pytest.MonkeyPatch, environment: str, first: str
) -> None:
    for name in ("LC_ALL", "LC_MESSAGES"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("LANG", environment)
    assert run("plugins", "list").stdout.split()[0] == first


def test_the_language_that_is_asked_for_wins(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LC_ALL", "zh_CN.UTF-8")
    assert run("--language", "en", "plugins", "list").stdout.startswith("Plugin ")
    assert run("plugins", "list", "--language", "en").stdout.startswith("Plugin ")
