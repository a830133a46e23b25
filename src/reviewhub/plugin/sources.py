"""Where plugins come from: installed packages by entry point, single files in a folder."""

import importlib.util
import sys
from dataclasses import dataclass
from importlib.metadata import entry_points
from pathlib import Path
from types import ModuleType
from typing import Any, Final

import pluggy

from reviewhub.domain.errors import PluginError
from reviewhub.domain.hosting import blamed
from reviewhub.plugin import hookspecs

GROUP: Final = "reviewhub"
HOOK: Final = "register_"
MARK: Final = "reviewhub_impl"


@dataclass(frozen=True, slots=True)
class Source:
    """A plugin that does not ship with the product: a file, or an installed package by its entry point."""

    name: str
    path: Path | None = None


def strangers(folder: Path | None) -> list[Source]:
    """List what is installed and what lies in the folder, without importing any of it."""
    installed = [Source(name) for name in sorted({one.name for one in entry_points(group=GROUP)})]
    return [
        *installed,
        *(Source(path.name, path) for path in (sorted(folder.glob("*.py")) if folder else ())),
    ]


def imported(source: Source) -> Any:
    """Import a plugin; raises :class:`PluginError` with its name when that fails."""
    with blamed("plugin.broken_import", message=source.name):
        if source.path is None:
            [found, *_] = entry_points(group=GROUP, name=source.name)
            return found.load()
        return _import_file(source.path)


def new_manager() -> pluggy.PluginManager:
    """Make a manager that knows the hooks and no plugin."""
    manager = pluggy.PluginManager("reviewhub")
    manager.add_hookspecs(hookspecs)
    return manager


def register(manager: pluggy.PluginManager, plugin: object, name: str) -> None:
    """Take a plugin in; raises :class:`PluginError` when a hook of it is misspelt, unmarked or wrong."""
    try:
        manager.register(plugin, name)
    except pluggy.PluginValidationError as error:
        raise PluginError("plugin.wrong_hook", message=str(error)) from error
    _check_names(name, plugin)


def hooks_of(plugin: object) -> dict[str, Any]:
    """Give what looks like a hook of a plugin, marked or not."""
    return {hook: one for hook, one in vars(plugin).items() if hook.startswith(HOOK) or hasattr(one, MARK)}


def _check_names(name: str, plugin: object) -> None:
    """Refuse what looks like a hook and would never be asked: a misspelt name, a forgotten ``@hookimpl``."""
    hooks = hooks_of(plugin)
    for code, wrong in {
        "plugin.unknown_hook": [hook for hook in hooks if not hasattr(hookspecs, hook)],
        "plugin.unmarked_hook": [hook for hook, one in hooks.items() if not hasattr(one, MARK)],
    }.items():
        if wrong:
            raise PluginError(code, message=f"{name}: {', '.join(wrong)}")


def _import_file(path: Path) -> ModuleType:
    name = f"reviewhub_plugin_{path.stem}"
    spec = importlib.util.spec_from_file_location(name, path)
    if spec is None or spec.loader is None:
        raise ImportError(str(path))
    module = importlib.util.module_from_spec(spec)
    sys.modules[name] = module
    spec.loader.exec_module(module)
    return module
