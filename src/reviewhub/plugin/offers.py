"""Asking plugins what they offer, by name: who said it, and that nobody says it twice."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any, TypeVar

import pluggy

from reviewhub.domain.errors import PluginError
from reviewhub.domain.hosting import blamed

Offered = TypeVar("Offered")


def everything_offered(hook: pluggy.HookCaller) -> Iterator[tuple[str, Any]]:
    """Give everything a hook offers with the name of the plugin; pluggy's own call would lose who said it."""
    for plugin in hook.get_hookimpls():
        with blamed("plugin.broken_import", message=plugin.plugin_name):
            offered: Iterable[Any] = plugin.function()  # type: ignore[assignment]  # pluggy knows no hook's type
            found = list(offered)
        yield from ((plugin.plugin_name, one) for one in found)


def unique(offered: Iterable[tuple[str, str, Offered]]) -> Mapping[str, Offered]:
    """Give things by key; raises :class:`PluginError`, naming both plugins, when two offer one key."""
    first: dict[str, str] = {}
    chosen: dict[str, Offered] = {}
    for name, key, one in offered:
        if key in chosen:
            raise PluginError("plugin.doubled_key", key=key, first=first[key], second=name)
        first[key], chosen[key] = name, one
    return chosen
