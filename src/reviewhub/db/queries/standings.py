"""How experts stand to the pool: the last move of each, and what decides about a draw."""

from collections.abc import Mapping
from datetime import date

from sqlalchemy import Select, func, select
from sqlalchemy.orm import Session

from reviewhub.db.models import Assignment, Campaign, Expert, ExpertProfile, ExpertStanding, PoolRules, Task
from reviewhub.domain.experts.eligibility import Absence, PoolFacts
from reviewhub.domain.experts.lifecycle import Standing, standing_on
from reviewhub.domain.workflow import ACTIVE


def last_suspensions() -> Select[int, date | None]:
    """Give the last day of everybody's latest suspension, None for one without an end."""
    last = (
        select(func.max(ExpertStanding.id).label("id"))
        .where(ExpertStanding.status == Standing.SUSPENDED)
        .group_by(ExpertStanding.expert_id)
        .subquery()
    )
    return select(ExpertStanding.expert_id, ExpertStanding.until).join(last, last.c.id == ExpertStanding.id)


def suspensions(session: Session) -> Mapping[int, date | None]:
    """Give the last day of the suspension of every suspended expert, None without an end."""
    rows = session.execute(
        last_suspensions()
        .join(Expert, Expert.id == ExpertStanding.expert_id)
        .where(Expert.status == Standing.SUSPENDED)
    )
    return dict(iter(rows))


def in_pool(session: Session, day: date) -> frozenset[int]:
    """Give the experts who are in the pool on a day, those included whose suspension is over."""
    ends = suspensions(session)
    rows = session.execute(select(Expert.id, Expert.status))
    return frozenset(
        expert for expert, status in rows if standing_on(status, ends.get(expert), day) == Standing.IN_POOL
    )


def yearly_loads(session: Session, year: int) -> Mapping[int, int]:
    """Count every expert's tasks of a fiscal year; one without any is absent."""
    rows = session.execute(
        select(Assignment.expert_id, func.count())
        .join(Task, Task.id == Assignment.task_id)
        .join(Campaign, Campaign.id == Task.campaign_id)
        .where(Assignment.state.in_(ACTIVE), Campaign.fiscal_year == year, Assignment.expert_id.is_not(None))
        .group_by(Assignment.expert_id)
    )
    return {expert: load for expert, load in rows if expert is not None}


def pool_facts(session: Session, year: int) -> Mapping[int, PoolFacts]:
    """Give what decides about every expert of the bureau, with the load of a fiscal year; four queries."""
    ends, loads = suspensions(session), yearly_loads(session, year)
    profiles = {one.expert_id: one for one in session.execute(select(ExpertProfile)).scalars()}
    rows = session.execute(select(Expert.id, Expert.status, Expert.yearly_limit))
    return {
        expert: _facts(status, ends.get(expert), profiles.get(expert), (loads.get(expert, 0), limit))
        for expert, status, limit in rows
    }


def absences_of(profile: ExpertProfile) -> tuple[Absence, ...]:
    """Give the days on which a person cannot come."""
    return tuple(
        Absence(date.fromisoformat(first), date.fromisoformat(last)) for first, last in profile.unavailable
    )


def pool_rules(session: Session) -> PoolRules | None:
    """Give what the bureau has published about its pool, None before it has published anything."""
    return session.execute(select(PoolRules)).scalar_one_or_none()


def confirmed_within(session: Session) -> int | None:
    """Give the published threshold in months, None where a record that is not confirmed may be drawn."""
    rules = pool_rules(session)
    return rules.confirm_months if rules is not None and rules.confirm_required else None


def _facts(
    status: str, until: date | None, profile: ExpertProfile | None, load: tuple[int, int | None]
) -> PoolFacts:
    if profile is None:
        profile = ExpertProfile(available=True, unavailable=[])
    absences = absences_of(profile)
    return PoolFacts(status, until, profile.available, absences, profile.confirmed_on, *load)
