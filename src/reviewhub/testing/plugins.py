"""A whole plugin at once: everything it offers, held to its contract beside what ships."""

from collections.abc import Callable, Iterable, Mapping
from typing import Any, Final

from reviewhub.plugin.inventory import offered_by
from reviewhub.plugin.manager import builtin_manager
from reviewhub.plugin.protocols import BudgetPolicy, Criterion, Scorer
from reviewhub.plugin.registry import Registry, collect
from reviewhub.plugin.sources import register
from reviewhub.testing.aggregators import check_aggregator
from reviewhub.testing.conflicts import check_conflict_rule
from reviewhub.testing.contract import ContractBroken, require
from reviewhub.testing.notifiers import check_notifier
from reviewhub.testing.policies import check_budget_policy
from reviewhub.testing.renderers import check_report_renderer
from reviewhub.testing.scales import check_grade_scale
from reviewhub.testing.scanners import check_document_scanner
from reviewhub.testing.scorers import check_scorer
from reviewhub.testing.templates import check_template_source

NAME: Final = "the plugin"


def check_plugin(plugin: object, criteria: Iterable[Criterion] = ()) -> Registry:
    """Hold everything that a plugin offers to its contract; gives the registry of what ships and the plugin.

    ``plugin`` is its module, installed or not. A scorer is tried on the criteria of templates that use it and
    on ``criteria``; one that stands in neither cannot be tried, and that is said. A policy answers to one of
    the scales. Raises :class:`ContractBroken`, or what stops a start.
    """
    manager = builtin_manager()
    register(manager, plugin, NAME)
    registry = collect(manager)
    own = tuple(criteria)
    offers = list(offered_by(manager, NAME))
    require(bool(offers), "the plugin offers nothing")
    for hook, one in offers:
        check_offer(hook, one, registry, own)
    return registry


def check_offer(hook: str, one: Any, registry: Registry, criteria: Iterable[Criterion] = ()) -> None:
    """Hold one thing that a hook gave to the contract of that hook."""
    checks: Mapping[str, Callable[[], object]] = {
        "register_scorers": lambda: _check_scorer(one, registry, criteria),
        "register_scoring_templates": lambda: check_template_source(one, registry),
        "register_aggregators": lambda: check_aggregator(one),
        "register_grade_scales": lambda: check_grade_scale(one),
        "register_budget_policies": lambda: _check_policy(one, registry),
        "register_conflict_rules": lambda: check_conflict_rule(one),
        "register_report_renderers": lambda: check_report_renderer(one),
        "register_document_scanners": lambda: check_document_scanner(one),
        "register_notifiers": lambda: check_notifier(one),
        "register_commands": lambda: require(bool(one.help), f"{one.name}: a command says what it does"),
    }
    checks[hook]()


def _check_scorer(scorer: Scorer, registry: Registry, criteria: Iterable[Criterion]) -> None:
    known = [one for template in registry.templates.values() for one in template.criteria]
    tried = [one for one in (*known, *criteria) if one.scorer == scorer.key]
    require(bool(tried), f"{scorer.key}: no criterion uses it; hand one in to try it on")
    for criterion in tried:
        given = check_scorer(scorer, criterion.as_scored)
        require(any(one is not None for one in given), f"{scorer.key}: no made answer gives points")


def _check_policy(policy: BudgetPolicy, registry: Registry) -> None:
    """A policy is written for one scale; on another it may know no grade."""
    faults: dict[str, str] = {}
    for scale in registry.grade_scales.values():
        try:
            check_budget_policy(policy, scale)
        except ContractBroken as broken:
            faults[scale.key] = str(broken)
        else:
            return
    raise ContractBroken(f"{policy.key}: keeps its contract on no scale: {faults}")
