"""Loading plugins: built-ins by name, then what is installed and what lies in the operator's folder."""

import importlib
from pathlib import Path
from typing import Final

import pluggy

from reviewhub.plugin.apart.scorers import stand_in
from reviewhub.plugin.registry import Registry, collect
from reviewhub.plugin.sources import imported, new_manager, register, strangers

BUILTIN: Final = (
    "reviewhub.builtin.scorers.points",
    "reviewhub.builtin.scorers.levels",
    "reviewhub.builtin.scorers.elements",
    "reviewhub.builtin.scorers.rate",
    "reviewhub.builtin.scorers.bands",
    "reviewhub.builtin.scorers.deductions",
    "reviewhub.builtin.scorers.excess",
    "reviewhub.builtin.scorers.target",
    "reviewhub.builtin.scorers.ranges",
    "reviewhub.builtin.scorers.mixed",
    "reviewhub.builtin.scorers.satisfaction",
    "reviewhub.builtin.scorers.votes",
    "reviewhub.builtin.scorers.formula",
    "reviewhub.builtin.aggregators",
    "reviewhub.builtin.scales",
    "reviewhub.builtin.policies",
    "reviewhub.builtin.conflicts.employers",
    "reviewhub.builtin.conflicts.relations",
    "reviewhub.builtin.conflicts.offices",
    "reviewhub.builtin.conflicts.participation",
    "reviewhub.builtin.conflicts.kin",
    "reviewhub.builtin.conflicts.people",
    "reviewhub.builtin.conflicts.objections",
    "reviewhub.builtin.conflicts.agencies",
    "reviewhub.builtin.renderers.workbook",
    "reviewhub.builtin.renderers.delimited",
    "reviewhub.builtin.renderers.printed",
    "reviewhub.builtin.renderers.word",
    "reviewhub.builtin.scanners",
    "reviewhub.builtin.clamav",
    "reviewhub.builtin.notifiers.inbox",
    "reviewhub.builtin.notifiers.log",
    "reviewhub.builtin.notifiers.email",
    "reviewhub.builtin.templates",
)


def load_plugins(folder: Path | None = None, apart_seconds: int = 0) -> Registry:
    """Find every plugin and collect what they offer.

    With ``apart_seconds``, scorers that do not ship with the product run in processes of their own, and that
    is how long one answer may take. Raises :class:`PluginError`, naming the plugin, for a misspelt hook, a
    wrong argument, a doubled key or a plugin that cannot be imported: a start that fails says more than a
    score that is missing.
    """
    return collect(load_manager(folder, apart_seconds))


def load_manager(folder: Path | None = None, apart_seconds: int = 0) -> pluggy.PluginManager:
    """Find every plugin, and ask none of them yet; raises what :func:`load_plugins` raises here."""
    manager = builtin_manager()
    for source in strangers(folder):
        plugin = stand_in(source, apart_seconds) if apart_seconds else imported(source)
        register(manager, plugin, source.name)
    return manager


def builtin_manager() -> pluggy.PluginManager:
    """Take in what ships and nothing else."""
    manager = new_manager()
    for name in BUILTIN:
        register(manager, importlib.import_module(name), name)
    return manager
