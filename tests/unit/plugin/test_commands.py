"""Commands of plugins: found by name, and never in the place of one that ships."""

from pathlib import Path

import click
import pytest

from reviewhub.domain.errors import PluginError
from reviewhub.plugin.commands import plugin_commands

COMMAND = """
import click
from reviewhub.plugin.hookspecs import hookimpl

@click.command("{name}")
def greet():
    '''Say good day.'''
    click.echo("good day")

@hookimpl
def register_commands():
    return [{offered}]
"""


def write(folder: Path, file: str, name: str, offered: str = "greet") -> None:
    (folder / file).write_text(COMMAND.format(name=name, offered=offered), "utf-8")


def refusal(folder: Path) -> PluginError:
    with pytest.raises(PluginError) as refused:
        plugin_commands(folder, {"serve"})
    return refused.value


def test_a_command_is_found_by_its_name(tmp_path: Path) -> None:
    write(tmp_path, "mine.py", "greet")
    found = plugin_commands(tmp_path, {"serve"})
    assert list(found) == ["greet"]
    assert isinstance(found["greet"], click.Command)


def test_without_plugins_there_are_none(tmp_path: Path) -> None:
    assert plugin_commands(tmp_path, {"serve"}) == {}


def test_the_name_of_a_command_that_ships_is_taken(tmp_path: Path) -> None:
    write(tmp_path, "mine.py", "serve")
    assert refusal(tmp_path).values == {"key": "serve", "first": "reviewhub", "second": "mine.py"}


def test_two_commands_of_one_name_are_both_named(tmp_path: Path) -> None:
    write(tmp_path, "one.py", "greet")
    write(tmp_path, "two.py", "greet")
    assert refusal(tmp_path).values == {"key": "greet", "first": "one.py", "second": "two.py"}


def test_what_is_no_command_is_refused(tmp_path: Path) -> None:
    write(tmp_path, "mine.py", "greet", offered="greet.callback")
    assert refusal(tmp_path).code == "plugin.broken_import"
