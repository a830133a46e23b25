"""A row of every kind that the pool leaves, for tests that want one of everything."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any, Final

from sqlalchemy.orm import Session

from integration.world import World
from reviewhub.db.models import (
    Correction,
    ExpertProfile,
    ExpertStanding,
    FeeDetails,
    Organization,
    OrganizationMerge,
    PoolRules,
    Registration,
)

FACTS: Final[Mapping[str, Any]] = {
    "gender": "男",
    "region": "昆明市",
    "phone": "13800138000",
    "email": "x@example.cn",
    "wechat": "x",
    "address": "昆明",
    "certificate": "G1",
    "duties": "院长",
    "work_history": "水科院",
    "achievements": "三部",
    "social_posts": "理事",
    "former_reviews": "2024 年",
    "categories": ["预算评审"],
    "specialities": ["B0101"],
    "unavailable": [["2026-05-01", "2026-05-07"]],
}
STANDING: Final[Mapping[str, Any]] = {"act": "suspend", "was": "在库", "status": "停用", "reason": "迟交"}
APPLIED: Final[Mapping[str, Any]] = {
    "receipt": "SQ1",
    "key_digest": "0" * 64,
    "state": "accepted",
    "facts": {"name": "韩一"},
}


def leave_pool(session: Session, world: World, now: datetime) -> None:
    """Leave facts, a move, fees, an application, a correction, rules and a merge."""
    account, expert = world.actor("officer").account, world.facts.experts["ZJ0007"]
    twin = Organization(name="云岭水科院", is_employer=True)
    session.add(twin)
    session.flush()
    winner = world.facts.organizations["云岭水利科学研究院"]
    by = {"account_id": account}
    decided = {**by, "expert_id": expert, "reason": "符合", "decided_at": now}
    session.add_all(
        [
            ExpertProfile(**FACTS, expert_id=expert, confirmed_on=now.date()),
            ExpertStanding(**STANDING, **by, expert_id=expert, until=now.date(), at=now),
            FeeDetails(**by, expert_id=expert, key_id="0" * 8, sealed="密", written_at=now),
            Registration(**APPLIED, **decided, consented_at=now, received_at=now),
            Correction(**decided, facts={"title": "教授"}, proposed_at=now, state="taken"),
            PoolRules(link="l" * 22, open_until=now.date(), confirm_required=True),
            OrganizationMerge(
                **by, loser_id=twin.id, winner_id=winner, reason="同一单位", moved={"projects": 1}, at=now
            ),
        ]
    )
