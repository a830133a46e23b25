"""Which budget policies a campaign can pin: the installed ones, and those that the bureau wrote itself."""

from collections.abc import Iterator, Mapping

from sqlalchemy import select
from sqlalchemy.orm import Session

from reviewhub.db.models import BudgetPolicyRevision, Campaign, CampaignPolicy
from reviewhub.domain.budget.term_policy import TermPolicy
from reviewhub.domain.errors import Problem
from reviewhub.domain.grade import GradeScale
from reviewhub.domain.recommendation import BudgetPolicy
from reviewhub.services.budget_policies.own import is_own, newest_policies
from reviewhub.services.work import Work


def policies_offered(work: Work, session: Session) -> dict[str, BudgetPolicy]:
    """Give every policy a campaign can pin, by key, each in its newest version."""
    return {**work.registry.policies, **newest_policies(session)}


def policy_faults(
    policies: Mapping[str, BudgetPolicy], key: str, scale: GradeScale | None
) -> Iterator[Problem]:
    """List what speaks against a campaign's choice: unknown, or without an answer to a grade of the scale."""
    chosen = policies.get(key)
    if key and chosen is None:
        yield Problem("policy", "campaign.unknown_method", {"key": key})
    if isinstance(chosen, TermPolicy) and chosen.grades and scale is not None:
        lacking = [band.id for band in scale.bands if band.id not in chosen.grades]
        if lacking:
            yield Problem("policy", "campaign.policy_lacks_grades", {"scale": scale.key})


def pin_of(policies: Mapping[str, BudgetPolicy], key: str) -> str:
    """Name a policy with its version, as a campaign keeps it; "" for none."""
    return f"{key}@{policies[key].version}" if key else ""


def link_own_policy(session: Session, campaign: Campaign) -> None:
    """Bind a campaign to the revision it pinned, where the bureau wrote it."""
    key, _, version = campaign.policy.partition("@")
    if not is_own(key):
        return
    wanted = select(BudgetPolicyRevision.id).where(
        BudgetPolicyRevision.key == key, BudgetPolicyRevision.number == int(version)
    )
    session.add(CampaignPolicy(campaign_id=campaign.id, revision_id=session.execute(wanted).scalar_one()))
    session.flush()
