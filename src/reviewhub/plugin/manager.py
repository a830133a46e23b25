"""Finding plugins: built-ins by name, installed packages by entry point, single files in a folder."""

import importlib
import importlib.util
import sys
from pathlib import Path
from types import ModuleType
from typing import Final

import pluggy

from reviewhub.domain.errors import PluginError
from reviewhub.plugin import hookspecs
from reviewhub.plugin.registry import Registry, collect

HOOK: Final = "register_"
BUILTIN: Final = (
    "reviewhub.builtin.scorers.points",
    "reviewhub.builtin.scorers.levels",
    "reviewhub.builtin.scorers.elements",
    "reviewhub.builtin.scorers.rate",
    "reviewhub.builtin.scorers.bands",
    "reviewhub.builtin.scorers.deductions",
    "reviewhub.builtin.aggregators",
    "reviewhub.builtin.scales",
    "reviewhub.builtin.policies",
    "reviewhub.builtin.conflicts",
    "reviewhub.builtin.renderers.workbook",
    "reviewhub.builtin.renderers.delimited",
    "reviewhub.builtin.renderers.printed",
    "reviewhub.builtin.scanners",
    "reviewhub.builtin.templates",
)


def load_plugins(folder: Path | None = None) -> Registry:
    """Find every plugin and collect what they offer.

    Raises :class:`PluginError`, naming the plugin, for a misspelt hook, a wrong argument, a doubled key or
    a plugin that cannot be imported: a start that fails says more than a score that is missing.
    """
    manager = pluggy.PluginManager("reviewhub")
    manager.add_hookspecs(hookspecs)
    for name in BUILTIN:
        _register(manager, importlib.import_module(name), name)
    _load_entry_points(manager)
    for path in sorted(folder.glob("*.py")) if folder else ():
        _register(manager, _import_file(path), path.name)
    for name, plugin in manager.list_name_plugin():
        _check_names(name, plugin)
    return collect(manager)


def _load_entry_points(manager: pluggy.PluginManager) -> None:
    try:
        manager.load_setuptools_entrypoints("reviewhub")
    except Exception as error:
        raise PluginError("plugin.broken_import", message=str(error)) from error


def _register(manager: pluggy.PluginManager, module: ModuleType, name: str) -> None:
    try:
        manager.register(module, name)
    except pluggy.PluginValidationError as error:
        raise PluginError("plugin.wrong_hook", message=str(error)) from error


def _check_names(name: str, plugin: object) -> None:
    """Refuse what looks like a hook and would never be asked: a misspelt name, a forgotten ``@hookimpl``."""
    hooks = {hook: one for hook, one in vars(plugin).items() if hook.startswith(HOOK) or _is_marked(one)}
    misspelt = [hook for hook in hooks if not hasattr(hookspecs, hook)]
    if misspelt:
        raise PluginError("plugin.unknown_hook", message=f"{name}: {', '.join(misspelt)}")
    unmarked = [hook for hook, one in hooks.items() if not _is_marked(one)]
    if unmarked:
        raise PluginError("plugin.unmarked_hook", message=f"{name}: {', '.join(unmarked)}")


def _is_marked(one: object) -> bool:
    return hasattr(one, "reviewhub_impl")


def _import_file(path: Path) -> ModuleType:
    name = f"reviewhub_plugin_{path.stem}"
    spec = importlib.util.spec_from_file_location(name, path)
    if spec is None or spec.loader is None:
        raise PluginError("plugin.broken_import", message=str(path))
    module = importlib.util.module_from_spec(spec)
    sys.modules[name] = module
    try:
        spec.loader.exec_module(module)
    except Exception as error:
        raise PluginError("plugin.broken_import", message=f"{path.name}: {error}") from error
    return module
