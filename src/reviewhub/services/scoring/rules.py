"""By which rules a task is judged: what its campaign pinned, fitted to the task.

A concluded task stays with the revision it was concluded under, wherever its campaign has moved since.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from reviewhub.db.models import Campaign, Conclusion, EarlierRevision, Task, TemplateRevision
from reviewhub.db.queries.tailorings import NO_OPTIONS, Decided, earlier_revisions, tailorings
from reviewhub.domain.errors import Invalid, WrongState
from reviewhub.domain.result import Rules
from reviewhub.domain.scoring.sheet import Scorer
from reviewhub.domain.scoring.tailoring import read_tailoring, tailored
from reviewhub.domain.scoring.template import ScoringTemplate
from reviewhub.plugin.registry import Choice, Registry, pinned
from reviewhub.services.budget_policies.own import own_policy_of
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
        return registry.rules(self.template, choice, own_policy_of(chosen))

    def scorers(self, registry: Registry) -> dict[str, Scorer]:
        """Give the pinned scorers by key; raises :class:`PluginError` when one has another version now."""
        return {pin.partition("@")[0]: pinned(registry.scorers, pin) for pin in self.under.scorers}


def fitted(template: ScoringTemplate, decided: Decided) -> ScoringTemplate:
    """Fit a template as was decided, if anything was."""
    return template if decided is None else tailored(template, read_tailoring(decided))


def ruling_of(
    session: Session, task: Task, snapshot: Mapping[str, Any] | None, options: Mapping[str, Any] = NO_OPTIONS
) -> Ruling:
    """Give what a task is judged by, or was when the conclusion with this snapshot was made.

    ``options`` are execution options. A conclusion names the digest of its template; where none fits it, the
    campaign's stands, by which nothing is computed (:func:`require_as_concluded`).
    """
    campaign = task.campaign
    found = tailorings(session, [campaign.id], options)[campaign.id]
    decided = decided_of(found, task.id)
    usual = Ruling(campaign, campaign, decided)
    if snapshot is None or digest_of(usual) == snapshot["pins"]["template_digest"]:
        return usual
    earlier = (Ruling(campaign, one, decided) for one in earlier_revisions(session, [campaign.id], options))
    wanted = snapshot["pins"]["template_digest"]
    return next((one for one in earlier if digest_of(one) == wanted), usual)


def require_as_concluded(ruling: Ruling, snapshot: Mapping[str, Any]) -> None:
    """Refuse to compute a conclusion by anything but what it names; raises :class:`WrongState`."""
    if digest_of(ruling) != snapshot["pins"]["template_digest"]:
        raise WrongState("conclusion.rules_gone")


def standing_ruling(session: Session, task: Task) -> Ruling:
    """Give what a task is judged by as it stands: once concluded, as its last conclusion was."""
    last = select(Conclusion.snapshot).where(Conclusion.task_id == task.id).order_by(Conclusion.number.desc())
    return ruling_of(session, task, session.execute(last.limit(1)).scalar())


def current_rulings(session: Session, campaign: Campaign, tasks: Iterable[int]) -> dict[int, Ruling]:
    """Give what tasks of a campaign that are not concluded are judged by."""
    found = tailorings(session, [campaign.id])[campaign.id]
    return {task: Ruling(campaign, campaign, decided_of(found, task)) for task in tasks}


def ruling_of_sheet(session: Session, campaign: Campaign, task: int, revision: int) -> Ruling:
    """Give what a sheet is written by: the revision its writer saw, fitted to its task."""
    decided = decided_of(tailorings(session, [campaign.id])[campaign.id], task)
    if revision == campaign.template_revision_id:
        return Ruling(campaign, campaign, decided)
    earlier = earlier_revisions(session, [campaign.id])
    under = next((one for one in earlier if one.template_revision_id == revision), campaign)
    return Ruling(campaign, under, decided)


def decided_of(found: Mapping[int | None, Decided], task: int) -> Decided:
    """Give what counts for a task among what was decided in its campaign: its own decision before all."""
    own = found.get(task)
    return found.get(None) if own is None else own


def digest_of(ruling: Ruling) -> str:
    """Give the digest of a task's template; empty where what was decided does not fit it."""
    try:
        return ruling.template.digest
    except Invalid:
        return ""
