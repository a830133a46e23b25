"""Schedules and milestones of commissions, in a constant number of queries."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from reviewhub.db.models import CommissionSchedule, Document, MilestoneEntry
from reviewhub.domain.commissioning.milestone import (
    Milestone,
    MilestoneState,
    Moved,
    Station,
    Terms,
    is_overdue,
    state_after,
    stations,
)


@dataclass(frozen=True, slots=True)
class MilestoneAct:
    """One act along a schedule, with its paper if it has one; ``size`` in bytes."""

    number: int
    act: str
    remark: str
    at: datetime
    document: int | None
    name: str
    size: int
    sha256: str


@dataclass(frozen=True, slots=True)
class Scheduled:
    """The schedule of one commission, the ``number``-th, and what happened along it, the oldest first."""

    commission: int
    number: int
    terms: Terms
    reason: str
    acts: tuple[MilestoneAct, ...]

    @property
    def state(self) -> MilestoneState:
        """How far it is."""
        return state_after(one.act for one in self.acts)

    @property
    def last_return(self) -> MilestoneAct | None:
        """The act that sent the work back, while nothing followed it."""
        return self.acts[-1] if self.acts and self.acts[-1].act.startswith("return_") else None

    def line(self, today: date) -> tuple[Station, ...]:
        """Draw the line of milestones."""
        return stations([Moved(one.act, one.at) for one in self.acts], self.terms, today)

    def is_late(self, today: date) -> bool:
        """Tell whether the milestone that the work is at is overdue."""
        return is_overdue(self.state, self.terms, today)


def scheduled(session: Session, commissions: Sequence[int]) -> dict[int, Scheduled]:
    """Give the newest schedule of every commission that has one, with its history."""
    rows = session.execute(
        select(CommissionSchedule)
        .where(CommissionSchedule.commission_id.in_(commissions))
        .order_by(CommissionSchedule.commission_id, CommissionSchedule.number)
    ).scalars()
    acts = _acts(session, commissions)
    return {
        row.commission_id: Scheduled(
            row.commission_id, row.number, _terms(row), row.reason, tuple(acts.get(row.commission_id, ()))
        )
        for row in rows
    }


def _acts(session: Session, commissions: Sequence[int]) -> Mapping[int, list[MilestoneAct]]:
    rows = session.execute(
        select(MilestoneEntry, Document)
        .outerjoin(Document, Document.id == MilestoneEntry.document_id)
        .where(MilestoneEntry.commission_id.in_(commissions))
        .order_by(MilestoneEntry.commission_id, MilestoneEntry.number)
    )
    grouped: dict[int, list[MilestoneAct]] = defaultdict(list)
    for row, paper in rows:
        grouped[row.commission_id].append(_act(row, paper))
    return grouped


def _act(row: MilestoneEntry, paper: Document | None) -> MilestoneAct:
    return MilestoneAct(
        number=row.number,
        act=row.act,
        remark=row.remark,
        at=row.at,
        document=row.document_id,
        name=paper.name if paper else "",
        size=paper.size if paper else 0,
        sha256=paper.sha256 if paper else "",
    )


def _terms(row: CommissionSchedule) -> dict[Milestone, date]:
    return {Milestone(one): date.fromisoformat(day) for one, day in row.terms.items()}
