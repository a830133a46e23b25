"""Duty check-lists and replies of assignments, and the thresholds that were published."""

from collections.abc import Sequence

from sqlalchemy import select
from sqlalchemy.orm import Session, joinedload

from reviewhub.db.models import DutyCheck, DutyReply, WorkThresholds


def duty_checks(session: Session, assignments: Sequence[int]) -> dict[int, list[DutyCheck]]:
    """Give the check-lists of some assignments, the newest last."""
    found: dict[int, list[DutyCheck]] = {}
    rows = session.execute(
        select(DutyCheck)
        .where(DutyCheck.assignment_id.in_(assignments))
        .options(joinedload(DutyCheck.account))
        .order_by(DutyCheck.number)
    ).scalars()
    for row in rows:
        found.setdefault(row.assignment_id, []).append(row)
    return found


def duty_replies(session: Session, assignments: Sequence[int]) -> dict[int, list[DutyReply]]:
    """Give what experts answered to the entries of some assignments, the newest last."""
    found: dict[int, list[DutyReply]] = {}
    statement = select(DutyReply).where(DutyReply.assignment_id.in_(assignments)).order_by(DutyReply.id)
    for row in session.execute(statement).scalars():
        found.setdefault(row.assignment_id, []).append(row)
    return found


def published_thresholds(session: Session) -> WorkThresholds | None:
    """Give the thresholds that count now, None where none were ever published."""
    statement = select(WorkThresholds).order_by(WorkThresholds.id.desc()).limit(1)
    return session.execute(statement).scalar()
