"""What stands concluded in a campaign, with the sheets it rests on."""

from decimal import Decimal

from sqlalchemy import select
from sqlalchemy.orm import Session, joinedload

from reviewhub.db.models import Assignment, Conclusion, Sheet, Task
from reviewhub.domain.budget.freezing import thawed_money
from reviewhub.domain.result import MoneyFacts


def standing_conclusions(session: Session, campaign: int) -> list[Conclusion]:
    """Give the newest conclusion of every task with task and project, in the order of the tasks."""
    rows = session.execute(
        select(Conclusion)
        .join(Task, Task.id == Conclusion.task_id)
        .where(Task.campaign_id == campaign)
        .order_by(Task.number, Conclusion.number)
        .options(joinedload(Conclusion.task).joinedload(Task.project))
    ).scalars()
    return list({one.task_id: one for one in rows}.values())


def frozen_money(session: Session, campaign: int) -> dict[int, MoneyFacts]:
    """Give what every standing conclusion knew of its task's money, by task."""
    rows = session.execute(
        select(Conclusion.task_id, Conclusion.snapshot)
        .join(Task, Task.id == Conclusion.task_id)
        .where(Task.campaign_id == campaign)
        .order_by(Conclusion.number)
    )
    frozen = {row.task_id: row.snapshot for row in rows}
    return {
        task: MoneyFacts(
            Decimal(one["asked"]),
            None if one["officer_cut"] is None else Decimal(one["officer_cut"]),
            one["officer_cut_reason"],
            *thawed_money(one),
        )
        for task, one in frozen.items()
    }


def sheets_by_task(session: Session, campaign: int) -> dict[int, dict[tuple[int, str], Sheet]]:
    """Give every sheet of a campaign by task, code number and digest; of equal ones the newest."""
    rows = session.execute(
        select(Assignment.number, Sheet)
        .join(Sheet, Sheet.assignment_id == Assignment.id)
        .join(Task, Task.id == Sheet.task_id)
        .where(Task.campaign_id == campaign)
        .order_by(Sheet.id)
    )
    found: dict[int, dict[tuple[int, str], Sheet]] = {}
    for number, sheet in rows:
        found.setdefault(sheet.task_id, {})[number, sheet.digest] = sheet
    return found
