"""Questions between the parties to a task with everything that followed, in a constant number of queries."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import ColumnElement, select
from sqlalchemy.orm import Session

from reviewhub.db.models import Clarification, ClarificationEntry
from reviewhub.domain.commissioning.clarification import ClarificationState, is_overdue, state_of


@dataclass(frozen=True, slots=True)
class ThreadEntry:
    """One act on a question."""

    act: str
    party: str
    text: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Thread:
    """One question with what followed, the oldest first."""

    id: int
    task: int
    number: int
    asker: str
    asked: str
    text: str
    due: date | None
    at: datetime
    entries: tuple[ThreadEntry, ...]

    @property
    def state(self) -> ClarificationState:
        """How far it is."""
        return state_of(one.act for one in self.entries)

    def is_late(self, today: date) -> bool:
        """Tell whether the answer is overdue."""
        return is_overdue(self.state, self.due, today)


def threads(session: Session, *wanted: ColumnElement[bool]) -> list[Thread]:
    """Give the wanted asked in their order."""
    rows = list(
        session.execute(
            select(Clarification).where(*wanted).order_by(Clarification.task_id, Clarification.number)
        ).scalars()
    )
    entries = _entries(session, [row.id for row in rows])
    return [
        Thread(
            id=row.id,
            task=row.task_id,
            number=row.number,
            asker=row.asker,
            asked=row.asked,
            text=row.text,
            due=row.due,
            at=row.at,
            entries=tuple(entries[row.id]),
        )
        for row in rows
    ]


def _entries(session: Session, asked: Sequence[int]) -> dict[int, list[ThreadEntry]]:
    rows = session.execute(
        select(ClarificationEntry)
        .where(ClarificationEntry.clarification_id.in_(asked))
        .order_by(ClarificationEntry.clarification_id, ClarificationEntry.number)
    ).scalars()
    grouped: dict[int, list[ThreadEntry]] = defaultdict(list)
    for row in rows:
        grouped[row.clarification_id].append(ThreadEntry(row.act, row.party, row.text, row.at))
    return grouped
