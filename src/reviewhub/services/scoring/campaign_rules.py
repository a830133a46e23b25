"""The rules of all tasks of campaigns at once: the usual ones, and those of tasks that have others."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from sqlalchemy import select
from sqlalchemy.orm import Session

from reviewhub.db.models import Campaign, Conclusion, EarlierRevision, Task
from reviewhub.db.queries.tailorings import Decided, earlier_revisions, tailorings
from reviewhub.domain.ledger import canonical_json
from reviewhub.domain.result import Rules
from reviewhub.plugin.registry import Registry
from reviewhub.services.budget_policies.own import note_own_policies
from reviewhub.services.scoring.rules import Ruling, decided_of, digest_of


@dataclass(frozen=True, slots=True)
class CampaignRules:
    """The rules of a campaign's tasks: the usual ones, and those of tasks that have others."""

    usual: Rules
    own: Mapping[int, Rules] = field(default_factory=dict)

    def of(self, task: int) -> Rules:
        """Give the rules of one task."""
        return self.own.get(task, self.usual)


def rules_of_campaigns(
    registry: Registry, session: Session, campaigns: Sequence[Campaign]
) -> dict[int, CampaignRules]:
    """Give the rules of every task of some campaigns, by campaign, in a constant number of queries."""
    ids = [one.id for one in campaigns]
    note_own_policies(session, campaigns)
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
        rulings = [Ruling(campaign, one, decided_of(decided, task)) for one in pinned_by]
        one = next((one for one in rulings if digest_of(one) == under.get(task)), rulings[0])
        key = one.revision.id, canonical_json(one.decided)
        if key not in made:
            made[key] = one.rules(registry)
        rules[task] = made[key]
    return CampaignRules(Ruling(campaign, campaign, decided.get(None)).rules(registry), rules)


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
