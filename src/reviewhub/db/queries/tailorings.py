"""How templates are fitted to tasks: the decision that counts for a task, or for every task of campaigns."""

from collections.abc import Mapping, Sequence
from typing import Any, Final

from sqlalchemy import ScalarSelect, select
from sqlalchemy.orm import InstrumentedAttribute, Session, aliased

from reviewhub.db.models import EarlierRevision, TailoringRecord

Decided = Mapping[str, Any] | None
NO_OPTIONS: Final[Mapping[str, Any]] = {}


def decided_for(
    campaign: InstrumentedAttribute[int], task: InstrumentedAttribute[int]
) -> tuple[ScalarSelect[Any], ScalarSelect[Any]]:
    """Give what was decided for a task and for its campaign, as two columns of a query about tasks."""
    own, usual = aliased(TailoringRecord), aliased(TailoringRecord)
    newest = select(own.decided).where(own.task_id == task).order_by(own.number.desc()).limit(1)
    general = (
        select(usual.decided)
        .where(usual.campaign_id == campaign, usual.task_id.is_(None))
        .order_by(usual.number.desc())
        .limit(1)
    )
    return newest.scalar_subquery(), general.scalar_subquery()


def tailorings(
    session: Session, campaigns: Sequence[int], options: Mapping[str, Any] = NO_OPTIONS
) -> dict[int, dict[int | None, Decided]]:
    """Give the newest decisions by campaign and task; None in place of a task is the campaign's own."""
    rows = session.execute(
        select(TailoringRecord.campaign_id, TailoringRecord.task_id, TailoringRecord.decided)
        .where(TailoringRecord.campaign_id.in_(campaigns))
        .order_by(TailoringRecord.number),
        execution_options=options,
    )
    found: dict[int, dict[int | None, Decided]] = {one: {} for one in campaigns}
    for campaign, task, decided in rows:
        found[campaign][task] = decided
    return found


def earlier_revisions(
    session: Session, campaigns: Sequence[int], options: Mapping[str, Any] = NO_OPTIONS
) -> list[EarlierRevision]:
    """Give what campaigns pinned before they moved on, the latest first."""
    rows = session.execute(
        select(EarlierRevision)
        .where(EarlierRevision.campaign_id.in_(campaigns))
        .order_by(EarlierRevision.id.desc()),
        execution_options=options,
    )
    return list(rows.scalars())
