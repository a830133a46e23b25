"""What is installed: every plugin with all it offers, the templates that use it, and what they miss."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from importlib.metadata import entry_points, version
from typing import Any, Final

import pluggy

from reviewhub.domain.errors import Problem
from reviewhub.domain.scoring.template import ScoringTemplate
from reviewhub.plugin.offers import everything_offered
from reviewhub.plugin.protocols import TemplateSource, Words
from reviewhub.plugin.registry import Registry, template_problems, unchecked
from reviewhub.plugin.sources import GROUP, hooks_of

PRODUCT: Final = "reviewhub"
BUILTIN: Final = f"{PRODUCT}.builtin."
TEMPLATES: Final = "register_scoring_templates"


@dataclass(frozen=True, slots=True)
class Offer:
    """One thing that can be chosen: which plugin offers it by which hook, and the templates that use it.

    ``plugin_version`` is that of the package, "" for a single file; ``title`` is None where there is none.
    """

    plugin: str
    plugin_version: str
    hook: str
    key: str
    version: str
    title: Words | None
    templates: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Missing:
    """What a template misses: a scorer or a scale nobody offers, or parameters the scorer takes."""

    plugin: str
    template: str
    problem: Problem


@dataclass(frozen=True, slots=True)
class Inventory:
    """Everything that is on offer, in the order of plugins and hooks, and everything that is missing."""

    offers: tuple[Offer, ...]
    missing: tuple[Missing, ...]


def inventory(manager: pluggy.PluginManager) -> tuple[Registry, Inventory]:
    """Ask every plugin what it offers; gives that with the registry, however much is missing.

    Raises :class:`PluginError` for a doubled key, and :class:`Invalid` for a template without shape or sense.
    """
    registry = unchecked(manager)
    users = _users(registry.templates.values())
    offers = tuple(_offers(manager, users))
    owner = {one.key: one.plugin for one in offers if one.hook == TEMPLATES}
    missing = tuple(
        Missing(owner[template.id], template.id, problem)
        for template in registry.templates.values()
        for problem in template_problems(registry, template)
    )
    return registry, Inventory(offers, missing)


def offered_by(manager: pluggy.PluginManager, name: str) -> Iterator[tuple[str, Any]]:
    """Give hook and thing for everything one plugin offers."""
    for hook in hooks_of(manager.get_plugin(name)):
        for plugin, one in everything_offered(getattr(manager.hook, hook)):
            if plugin == name:
                yield hook, one


def _offers(manager: pluggy.PluginManager, users: Mapping[str, tuple[str, ...]]) -> Iterator[Offer]:
    for name, plugin in manager.list_name_plugin():
        for hook, one in offered_by(manager, name) if plugin else ():
            key, its_version = _named(one)
            shown = PRODUCT if name.startswith(BUILTIN) else name
            title = _title(one)
            yield Offer(shown, _version(name), hook, key, its_version, title, users.get(key, ()))


def _users(templates: Iterable[ScoringTemplate]) -> dict[str, tuple[str, ...]]:
    """Name the templates that use a scorer or a scale."""
    users: dict[str, dict[str, None]] = {}
    for template in templates:
        for key in template.needs():
            users.setdefault(key, {})[template.id] = None
    return {key: tuple(ids) for key, ids in users.items()}


def _named(one: Any) -> tuple[str, str]:
    """Give key and version; a template is named by its id, a command by its name."""
    if isinstance(one, TemplateSource):
        return str(one.mapping.get("id", "")), str(one.mapping.get("version", ""))
    return str(getattr(one, "key", getattr(one, "name", ""))), str(getattr(one, "version", ""))


def _title(one: Any) -> Words | None:
    """Give the title; a template's is still the mapping that TOML gave."""
    given = one.mapping.get("title") if isinstance(one, TemplateSource) else getattr(one, "title", None)
    if isinstance(given, Mapping):
        return Words(str(given.get("zh", "")), str(given.get("en", "")))
    return given if isinstance(given, Words) else None


def _version(plugin: str) -> str:
    """Give the version of the package a plugin came in."""
    if plugin.startswith(BUILTIN):
        return version(PRODUCT)
    found = next(iter(entry_points(group=GROUP, name=plugin)), None)
    return found.dist.version if found and found.dist else ""
