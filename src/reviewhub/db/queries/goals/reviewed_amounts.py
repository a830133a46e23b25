"""What a goal review recommended, as it stands."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from reviewhub.db.models import ReviewedAmount, Task


def standing_amounts(session: Session, campaign: int) -> dict[int, ReviewedAmount]:
    """Give the newest recommendation of every task of a campaign that has one, by task."""
    rows = session.execute(
        select(ReviewedAmount)
        .join(Task, Task.id == ReviewedAmount.task_id)
        .where(Task.campaign_id == campaign)
        .order_by(ReviewedAmount.number)
    ).scalars()
    return {one.task_id: one for one in rows}


def standing_amount(session: Session, task: int) -> ReviewedAmount | None:
    """Give the newest recommendation of a task."""
    statement = select(ReviewedAmount).where(ReviewedAmount.task_id == task)
    return session.execute(statement.order_by(ReviewedAmount.number.desc()).limit(1)).scalar_one_or_none()
