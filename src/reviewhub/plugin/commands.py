"""Commands that plugins add to ``reviewhub``: asked for only when a command does not ship."""

from collections.abc import Container, Mapping
from pathlib import Path
from typing import Final

import click

from reviewhub.domain.errors import PluginError
from reviewhub.plugin.offers import everything_offered, unique
from reviewhub.plugin.sources import imported, new_manager, register, strangers

PRODUCT: Final = "reviewhub"


def plugin_commands(folder: Path | None, taken: Container[str]) -> Mapping[str, click.Command]:
    """Give the commands of every plugin that does not ship, by name.

    Raises :class:`PluginError` for a plugin that cannot be imported, two commands of one name, and one that
    has the name of a command that ships.
    """
    manager = new_manager()
    for source in strangers(folder):
        register(manager, imported(source), source.name)
    offered = list(everything_offered(manager.hook.register_commands))
    for plugin, command in offered:
        if not isinstance(command, click.Command) or not command.name:
            raise PluginError("plugin.broken_import", message=f"{plugin}: {command!r} is not a command")
        if command.name in taken:
            raise PluginError("plugin.doubled_key", key=command.name, first=PRODUCT, second=plugin)
    return unique([(plugin, str(command.name), command) for plugin, command in offered])
