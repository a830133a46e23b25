"""Which submitted sheets stand."""

from collections.abc import Sequence

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from reviewhub.db.models import Conclusion, Sheet, SheetReturn

Standing = tuple[Sheet, SheetReturn | None]


def latest_sheets(session: Session, assignments: Sequence[int]) -> dict[int, Standing]:
    """Give the newest revision of every assignment that has one, with its return if it was returned."""
    newest = (
        select(func.max(Sheet.id)).where(Sheet.assignment_id.in_(assignments)).group_by(Sheet.assignment_id)
    )
    rows = session.execute(
        select(Sheet, SheetReturn)
        .outerjoin(SheetReturn, SheetReturn.sheet_id == Sheet.id)
        .where(Sheet.id.in_(newest))
    ).all()
    return {sheet.assignment_id: (sheet, returned) for sheet, returned in rows}


def is_concluded(session: Session, task: int) -> bool:
    """Tell whether a task has a conclusion."""
    return (
        session.execute(select(Conclusion.id).where(Conclusion.task_id == task).limit(1)).first() is not None
    )
