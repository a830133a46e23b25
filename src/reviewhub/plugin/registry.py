"""Everything the plugins offer, collected once, by key, frozen."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any, TypeVar

import pluggy

from reviewhub.domain.errors import Invalid, PluginError, Problem
from reviewhub.domain.result import Rules
from reviewhub.domain.template import ScoringTemplate
from reviewhub.plugin.protocols import (
    Aggregator,
    BudgetPolicy,
    ConflictRule,
    DocumentScanner,
    GradeScale,
    ReportRenderer,
    Scorer,
)
from reviewhub.plugin.templates import Validator, load_template, shape_problems

Offered = TypeVar("Offered")


@dataclass(frozen=True, slots=True)
class Choice:
    """Keys that a campaign or a command names; an entry may pin a version as ``key@version``."""

    aggregator: str
    grade_scale: str
    policy: str
    parameters: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Registry:
    """What can be chosen, by key; ``templates`` by template id, each in the newest version offered."""

    templates: Mapping[str, ScoringTemplate]
    scorers: Mapping[str, Scorer]
    aggregators: Mapping[str, Aggregator]
    grade_scales: Mapping[str, GradeScale]
    policies: Mapping[str, BudgetPolicy]
    conflict_rules: Mapping[str, ConflictRule]
    renderers: Mapping[str, ReportRenderer]
    scanners: Mapping[str, DocumentScanner]

    def rules(self, template: ScoringTemplate, choice: Choice) -> Rules:
        """Put together what a campaign pinned; raises :class:`PluginError` when a part is not installed."""
        conclusion = template.conclusion_scale
        return Rules(
            template=template,
            aggregator=pinned(self.aggregators, choice.aggregator),
            grade_scale=pinned(self.grade_scales, choice.grade_scale or template.grade_scale),
            policy=pinned(self.policies, choice.policy) if choice.policy else None,
            conclusion_scale=pinned(self.grade_scales, conclusion) if conclusion else None,
            parameters=choice.parameters,
        )


def collect(manager: pluggy.PluginManager) -> Registry:
    """Ask every plugin once.

    Raises :class:`PluginError` when two offer the same key, a scale has gaps, or a template names a
    scorer or scale that nobody offers.
    """
    hook = manager.hook
    registry = Registry(
        templates=_by_key(
            [load_template(source) for found in hook.register_scoring_templates() for source in found],
            lambda template: template.id,
        ),
        scorers=_by_key(_flat(hook.register_scorers()), _key),
        aggregators=_by_key(_flat(hook.register_aggregators()), _key),
        grade_scales=_by_key(_flat(hook.register_grade_scales()), _key),
        policies=_by_key(_flat(hook.register_budget_policies()), _key),
        conflict_rules=_by_key(_flat(hook.register_conflict_rules()), _key),
        renderers=_by_key(_flat(hook.register_report_renderers()), _key),
        scanners=_by_key(_flat(hook.register_document_scanners()), _key),
    )
    _check(registry)
    return registry


def check_template(registry: Registry, template: ScoringTemplate) -> None:
    """Check that every scorer and scale a template names is offered and takes its parameters.

    Raises :class:`Invalid` with all problems at once.
    """
    problems = list(_template_problems(registry, template))
    if problems:
        raise Invalid(problems, "template.invalid")


def _flat(found: Iterable[Iterable[Any]]) -> list[Any]:
    return [offered for plugin in found for offered in plugin]


def _key(offered: Any) -> str:
    return str(offered.key)


def _by_key(offered: Iterable[Offered], key: Callable[[Offered], str]) -> Mapping[str, Offered]:
    chosen: dict[str, Offered] = {}
    for one in offered:
        if key(one) in chosen:
            raise PluginError("plugin.doubled_key", key=key(one))
        chosen[key(one)] = one
    return chosen


def pinned(offered: Mapping[str, Offered], pin: str) -> Offered:
    """Give what ``key@version`` names; raises :class:`PluginError` when it is gone or has another version."""
    key, _, version = pin.partition("@")
    found = offered.get(key)
    if found is None:
        raise PluginError("plugin.missing", key=key)
    present = getattr(found, "version", "")
    if version and version != present:
        raise PluginError("plugin.other_version", key=key, pinned=version, present=present)
    return found


def _check(registry: Registry) -> None:
    for scale in registry.grade_scales.values():
        problems = list(scale.problems())
        if problems:
            raise PluginError("plugin.bad_scale", key=scale.key)
    for template in registry.templates.values():
        check_template(registry, template)


def _template_problems(registry: Registry, template: ScoringTemplate) -> Iterable[Problem]:
    for scale in filter(None, (template.grade_scale, template.conclusion_scale)):
        if scale not in registry.grade_scales:
            yield Problem("grade_scale", "template.unknown_scale", {"key": scale})
    for criterion in template.criteria:
        place = f"criterion {criterion.id}"
        scorer = registry.scorers.get(criterion.scorer)
        if scorer is None:
            yield Problem(place, "template.unknown_scorer", {"key": criterion.scorer})
        else:
            yield from shape_problems(Validator(scorer.parameters), criterion.parameters, f"{place} ")
