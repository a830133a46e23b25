"""Everything the plugins offer, collected once, by key, frozen."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Any, TypeVar

import pluggy

from reviewhub.domain.errors import Invalid, PluginError, Problem
from reviewhub.domain.hosting import blamed
from reviewhub.domain.result import Rules
from reviewhub.domain.scoring.hosted import HostedScorer
from reviewhub.domain.scoring.measured_value import unit_problems
from reviewhub.domain.scoring.template import ScoringTemplate
from reviewhub.plugin.offers import everything_offered, unique
from reviewhub.plugin.protocols import (
    Aggregator,
    BudgetPolicy,
    CheckedScorer,
    ConflictRule,
    Criterion,
    DocumentScanner,
    GradeScale,
    Notifier,
    ReportRenderer,
    Scorer,
)
from reviewhub.plugin.shape import Validator, shape_problems
from reviewhub.plugin.templates import load_template

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
    notifiers: Mapping[str, Notifier]

    def rules(
        self, template: ScoringTemplate, choice: Choice, own_policy: BudgetPolicy | None = None
    ) -> Rules:
        """Put together what a campaign pinned; raises :class:`PluginError` when a part is not installed.

        ``own_policy`` is one that the bureau wrote itself, in place of the key that was chosen.
        """
        conclusion = template.conclusion_scale
        chosen = pinned(self.policies, choice.policy) if choice.policy and own_policy is None else own_policy
        return Rules(
            template=template,
            aggregator=pinned(self.aggregators, choice.aggregator),
            grade_scale=pinned(self.grade_scales, choice.grade_scale or template.grade_scale),
            policy=chosen,
            conclusion_scale=pinned(self.grade_scales, conclusion) if conclusion else None,
            parameters=choice.parameters,
        )


def collect(manager: pluggy.PluginManager) -> Registry:
    """Ask every plugin once.

    Raises :class:`PluginError` when two offer the same key, naming both, or a scale has gaps, and
    :class:`Invalid` when a template names a scorer or scale that nobody offers.
    """
    registry = unchecked(manager)
    _check(registry)
    return registry


def unchecked(manager: pluggy.PluginManager) -> Registry:
    """Ask every plugin once, and let a template name what nobody offers: to say what is missing."""
    hook = manager.hook
    return Registry(
        templates=_by_id(everything_offered(hook.register_scoring_templates)),
        scorers=_by_key(everything_offered(hook.register_scorers)),
        aggregators=_by_key(everything_offered(hook.register_aggregators)),
        grade_scales=_by_key(everything_offered(hook.register_grade_scales)),
        policies=_by_key(everything_offered(hook.register_budget_policies)),
        conflict_rules=_by_key(everything_offered(hook.register_conflict_rules)),
        renderers=_by_key(everything_offered(hook.register_report_renderers)),
        scanners=_by_key(everything_offered(hook.register_document_scanners)),
        notifiers=_by_key(everything_offered(hook.register_notifiers)),
    )


def check_template(registry: Registry, template: ScoringTemplate) -> None:
    """Check that every scorer and scale a template names is offered and takes its parameters.

    Raises :class:`Invalid` with all problems at once.
    """
    problems = list(template_problems(registry, template))
    if problems:
        raise Invalid(problems, "template.invalid")


def _by_id(offered: Iterable[tuple[str, Any]]) -> Mapping[str, ScoringTemplate]:
    loaded = [(name, load_template(source)) for name, source in offered]
    return unique([(name, template.id, template) for name, template in loaded])


def _by_key(offered: Iterable[tuple[str, Any]]) -> Mapping[str, Any]:
    return unique([(name, _key(name, one), one) for name, one in offered])


def _key(name: str, offered: Any) -> str:
    with blamed("plugin.broken_import", message=name):
        return str(offered.key)


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
        if type(scale) is not GradeScale or list(scale.problems()):
            raise PluginError("plugin.bad_scale", key=scale.key)
    for template in registry.templates.values():
        check_template(registry, template)


def template_problems(registry: Registry, template: ScoringTemplate) -> Iterable[Problem]:
    """List every scorer and scale of a template that nobody offers or that does not take its parameters.

    Where all of them do, it is what they ask for together: a measured value has one unit.
    """
    found = list(_part_problems(registry, template))
    if found:
        return found
    used = {one.scorer for one in template.criteria}
    return unit_problems(template, {key: HostedScorer(registry.scorers[key]) for key in used})


def _part_problems(registry: Registry, template: ScoringTemplate) -> Iterable[Problem]:
    for scale in filter(None, (template.grade_scale, template.conclusion_scale)):
        if scale not in registry.grade_scales:
            yield Problem("grade_scale", "template.unknown_scale", {"key": scale})
    for criterion in template.criteria:
        place = f"criterion {criterion.id}"
        scorer = registry.scorers.get(criterion.scorer)
        if scorer is None:
            yield Problem(place, "template.unknown_scorer", {"key": criterion.scorer})
        else:
            yield from _scorer_problems(scorer, criterion, f"{place} / scorer")
    yield from _slot_problems(registry, template)


def _slot_problems(registry: Registry, template: ScoringTemplate) -> Iterable[Problem]:
    """Try the scorer of every place for own indicators on the plainest indicator there could be."""
    for criterion in template.criteria:
        slot = template.slots.get(criterion.id)
        if slot is None:
            continue
        place = f"criterion {criterion.id} / self_defined"
        scorer = registry.scorers.get(slot.scorer)
        if scorer is None:
            yield Problem(place, "template.unknown_scorer", {"key": slot.scorer})
            continue
        aim = {"operator": ">=", "target": 1, "unit": {"zh": "个", "en": "items"}}
        own = replace(criterion, scorer=slot.scorer, parameters={**slot.parameters, **aim}, scale=None)
        yield from _scorer_problems(scorer, own, place)


def _scorer_problems(scorer: Scorer, criterion: Criterion, place: str) -> Iterable[Problem]:
    """List what does not fit the scorer's schema; what fits is then checked by the scorer itself."""
    misfits = list(shape_problems(Validator(scorer.parameters), criterion.parameters, place))
    if misfits or not isinstance(scorer, CheckedScorer):
        return misfits
    with blamed("scorer.failed", key=scorer.key, criterion=criterion.id):
        found = list(scorer.problems(criterion.as_scored))
    return [Problem(f"{place}/{one.path}", one.code, one.values) for one in found]
