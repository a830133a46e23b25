"""By which rules a task is judged: what its campaign pinned, fitted to the task.

A concluded task stays with the revision it was concluded under, wherever its campaign has moved since.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from reviewhub.db.models import Campaign, Conclusion, EarlierRevision, Task, TemplateRevision
from reviewhub.db.queries.tailorings import NO_OPTIONS, Decided, earlier_revisions, tailorings
from reviewhub.domain.errors import Invalid
from reviewhub.domain.ledger import canonical_json
from reviewhub.domain.result import Rules
from reviewhub.domain.scoring.sheet import Scorer
from reviewhub.domain.scoring.tailoring import read_tailoring, tailored
from reviewhub.domain.scoring.template import ScoringTemplate
from reviewhub.plugin.registry import Choice, Registry, pinned
from reviewhub.services.templates import template_of


@dataclass(frozen=True, slots=True)
class Ruling:
    """What one task is judged by: the revision and pins it stands under, and how the template is fitted."""

    campaign: Campaign
    under: Campaign | EarlierRevision
    decided: Decided = None

    @property
    def revision(self) -> TemplateRevision:
        """The revision of the template."""
        return self.under.revision

    @property
    def template(self) -> ScoringTemplate:
        """The template as the task's sheets show it; raises :class:`Invalid` where it does not fit."""
        return fitted(template_of(self.revision), self.decided)

    def rules(self, registry: Registry) -> Rules:
        """Put the pinned rules together; a part that is missing or of another version is said."""
        chosen = self.campaign
        choice = Choice(chosen.aggregator, self.under.grade_scale, chosen.policy, chosen.parameters)
        return registry.rules(self.template, choice)

    def scorers(self, registry: Registry) -> dict[str, Scorer]:
        """Give the pinned scorers by key; raises :class:`PluginError` when one has another version now."""
        return {pin.partition("@")[0]: pinned(registry.scorers, pin) for pin in self.under.scorers}


@dataclass(frozen=True, slots=True)
class CampaignRules:
    """The rules of a campaign's tasks: the usual ones, and those of tasks that have others."""

    usual: Rules
    own: Mapping[int, Rules] = field(default_factory=dict)

    def of(self, task: int) -> Rules:
        """Give the rules of one task."""
        return self.own.get(task, self.usual)


def fitted(template: ScoringTemplate, decided: Decided) -> ScoringTemplate:
    """Fit a template as was decided, if anything was."""
    return template if decided is None else tailored(template, read_tailoring(decided))


def ruling_of(
    session: Session, task: Task, snapshot: Mapping[str, Any] | None, options: Mapping[str, Any] = NO_OPTIONS
) -> Ruling:
    """Give what a task is judged by, or was when the conclusion with this snapshot was made.

    ``options`` are execution options. A conclusion names the digest of its template; where none fits it, the
    campaign's stands, and computing again will show the difference.
    """
    campaign = task.campaign
    found = tailorings(session, [campaign.id], options)[campaign.id]
    decided = _decided(found, task.id)
    usual = Ruling(campaign, campaign, decided)
    if snapshot is None or _digest(usual) == snapshot["pins"]["template_digest"]:
        return usual
    earlier = (Ruling(campaign, one, decided) for one in earlier_revisions(session, [campaign.id], options))
    wanted = snapshot["pins"]["template_digest"]
    return next((one for one in earlier if _digest(one) == wanted), usual)


def current_rulings(session: Session, campaign: Campaign, tasks: Iterable[int]) -> dict[int, Ruling]:
    """Give what tasks of a campaign that are not concluded are judged by."""
    found = tailorings(session, [campaign.id])[campaign.id]
    return {task: Ruling(campaign, campaign, _decided(found, task)) for task in tasks}


def ruling_of_sheet(session: Session, campaign: Campaign, task: int, revision: int) -> Ruling:
    """Give what a sheet is written by: the revision its writer saw, fitted to its task."""
    decided = _decided(tailorings(session, [campaign.id])[campaign.id], task)
    if revision == campaign.template_revision_id:
        return Ruling(campaign, campaign, decided)
    earlier = earlier_revisions(session, [campaign.id])
    under = next((one for one in earlier if one.template_revision_id == revision), campaign)
    return Ruling(campaign, under, decided)


def rules_of_campaigns(
    registry: Registry, session: Session, campaigns: Sequence[Campaign]
) -> dict[int, CampaignRules]:
    """Give the rules of every task of some campaigns, by campaign, in a constant number of queries."""
    ids = [one.id for one in campaigns]
    decided = tailorings(session, ids)
    earlier = earlier_revisions(session, ids)
    moved = {one.campaign_id for one in earlier}
    concluded = _concluded(session, moved) if moved else {}
    return {one.id: _campaign_rules(registry, one, decided[one.id], earlier, concluded) for one in campaigns}


def _campaign_rules(
    registry: Registry,
    campaign: Campaign,
    decided: Mapping[int | None, Decided],
    earlier: Sequence[EarlierRevision],
    concluded: Mapping[int, Mapping[int, str]],
) -> CampaignRules:
    """Make rules once for each revision and fitting of a campaign.

    ``concluded`` gives, by campaign and task, the digest of the template of the last conclusion.
    """
    past = [one for one in earlier if one.campaign_id == campaign.id]
    under = concluded.get(campaign.id, {})
    made: dict[tuple[int, str], Rules] = {}
    rules: dict[int, Rules] = {}
    pinned_by: list[Campaign | EarlierRevision] = [campaign, *past]
    for task in {*under, *(one for one in decided if one is not None)}:
        rulings = [Ruling(campaign, one, _decided(decided, task)) for one in pinned_by]
        one = next((one for one in rulings if _digest(one) == under.get(task)), rulings[0])
        key = one.revision.id, canonical_json(one.decided)
        if key not in made:
            made[key] = one.rules(registry)
        rules[task] = made[key]
    return CampaignRules(Ruling(campaign, campaign, decided.get(None)).rules(registry), rules)


def _decided(found: Mapping[int | None, Decided], task: int) -> Decided:
    own = found.get(task)
    return found.get(None) if own is None else own


def _digest(ruling: Ruling) -> str:
    try:
        return ruling.template.digest
    except Invalid:
        return ""


def _concluded(session: Session, campaigns: set[int]) -> dict[int, dict[int, str]]:
    rows = session.execute(
        select(Task.campaign_id, Conclusion.task_id, Conclusion.snapshot)
        .join(Task, Task.id == Conclusion.task_id)
        .where(Task.campaign_id.in_(campaigns))
        .order_by(Conclusion.number)
    )
    found: dict[int, dict[int, str]] = {}
    for campaign, task, snapshot in rows:
        found.setdefault(campaign, {})[task] = snapshot["pins"]["template_digest"]
    return found
