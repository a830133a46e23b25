"""Rows of every kind that the money of a campaign leaves, as one act."""

from decimal import Decimal

from sqlalchemy import select

from integration.world import World
from reviewhub.db.models import (
    Allotment,
    BudgetFact,
    BudgetPolicyRevision,
    Campaign,
    CampaignEnvelope,
    CampaignPolicy,
)


def leave_money(world: World) -> None:
    """Leave a policy of the bureau that a campaign pinned, facts of a task, an envelope and an allotment."""
    work, account, now = world.work("officer"), world.actor("officer").account, world.parts.now()
    with work.transaction() as session:
        campaign = session.execute(select(Campaign)).scalars().first()
        assert campaign is not None
        revision = BudgetPolicyRevision(
            key="own.rule", number=1, digest="a" * 64, toml="format = 1", account_id=account, published_at=now
        )
        session.add(revision)
        session.flush()
        one = {"campaign_id": campaign.id, "number": 1, "account_id": account}
        session.add_all(
            [
                CampaignPolicy(campaign_id=campaign.id, revision_id=revision.id),
                BudgetFact(
                    task_id=1,
                    number=1,
                    circumstances={"rectified": True},
                    source="批复",
                    account_id=account,
                    recorded_at=now,
                ),
                CampaignEnvelope(total=Decimal(10) ** 9, ceilings={}, reason="预算", set_at=now, **one),
                Allotment(
                    ranking={"chosen": {}, "left": []}, digest="b" * 64, reason="会议", adopted_at=now, **one
                ),
            ]
        )
        work.record("leave_money", revision)
