"""Policies that a bureau wrote itself: read from their revisions, once a process."""

from collections.abc import Sequence
from typing import Final

from sqlalchemy import select
from sqlalchemy.orm import Session
from sqlalchemy.orm.attributes import set_committed_value

from reviewhub.db.models import BudgetPolicyRevision, Campaign, CampaignPolicy
from reviewhub.domain.budget.term_policy import TermPolicy
from reviewhub.plugin.budget_policies import read_policy

OWN: Final = "own."
"""What the key of such a policy begins with, so that no plugin can ever take its place."""

_READ: Final[dict[str, TermPolicy]] = {}


def is_own(pin: str) -> bool:
    """Tell whether a key, with its version or without, is that of a policy of a bureau."""
    return pin.startswith(OWN)


def policy_of(revision: BudgetPolicyRevision) -> TermPolicy:
    """Read a stored revision; what a digest names is read once a process."""
    known = _READ.get(revision.toml)
    if known is None:
        known = _READ[revision.toml] = read_policy(revision.toml)
    return known


def own_policy_of(campaign: Campaign) -> TermPolicy | None:
    """Give the policy of the bureau that a campaign pinned, if it pinned one."""
    if not is_own(campaign.policy) or campaign.own_policy is None:
        return None
    return policy_of(campaign.own_policy.revision)


def note_own_policies(session: Session, campaigns: Sequence[Campaign]) -> None:
    """Load the policies of many campaigns at once: no query where none pinned one of the bureau."""
    wanted = {one.id: one for one in campaigns if is_own(one.policy)}
    if not wanted:
        return
    rows = session.execute(select(CampaignPolicy).where(CampaignPolicy.campaign_id.in_(wanted))).scalars()
    for row in rows:
        set_committed_value(wanted[row.campaign_id], "own_policy", row)


def newest_policies(session: Session) -> dict[str, TermPolicy]:
    """Give every policy of the bureau in its newest version, by key."""
    rows = select(BudgetPolicyRevision).order_by(BudgetPolicyRevision.key, BudgetPolicyRevision.number)
    return {row.key: policy_of(row) for row in session.execute(rows).scalars()}
