"""What was recorded of the measured values of tasks, in one query, and what of it stands."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import datetime
from decimal import Decimal
from typing import NamedTuple

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from reviewhub.db.models import Account, Document, MeasuredValue
from reviewhub.domain.scoring import measured_value as domain
from reviewhub.domain.scoring.measured_value import Measured


class Recorded(NamedTuple):
    """One revision of a measured value; ``value`` is None once withdrawn, ``by`` an account's name or ""."""

    id: int
    task: int
    name: str
    number: int
    value: Decimal | None
    unit: str
    source: str
    evidence: str
    document: int | None
    document_name: str | None
    reason: str
    by: str
    recorded_at: datetime

    @property
    def shown_by(self) -> str:
        """What shows it: the document and the place in it."""
        return "，".join(filter(None, (self.document_name, self.evidence)))


def recorded(session: Session, tasks: Iterable[int]) -> list[Recorded]:
    """Give everything that was ever recorded for these tasks, the oldest first."""
    rows = session.execute(
        select(
            MeasuredValue.id,
            MeasuredValue.task_id,
            MeasuredValue.name,
            MeasuredValue.number,
            MeasuredValue.value,
            MeasuredValue.unit,
            MeasuredValue.source,
            MeasuredValue.evidence,
            MeasuredValue.document_id,
            Document.name,
            MeasuredValue.reason,
            func.coalesce(Account.name, ""),
            MeasuredValue.recorded_at,
        )
        .outerjoin(Account, Account.id == MeasuredValue.account_id)
        .outerjoin(Document, Document.id == MeasuredValue.document_id)
        .where(MeasuredValue.task_id.in_(list(tasks)))
        .order_by(MeasuredValue.id)
    )
    return [Recorded._make(row)._replace(value=_plain(row.value)) for row in rows]


def _plain(value: Decimal | None) -> Decimal | None:
    """Give a number without the zeros that its column fills up with."""
    return None if value is None else Decimal(f"{value.normalize():f}")


def newest(records: Iterable[Recorded], at: datetime | None = None) -> dict[str, Recorded]:
    """Give the newest revision of every name of one task, withdrawals too: now, or as it was at a moment."""
    return {one.name: one for one in records if at is None or one.recorded_at <= at}


def measured(records: Iterable[Recorded], at: datetime | None = None) -> Measured:
    """Give the values of one task that stand, or that stood at a moment."""
    return {
        name: domain.MeasuredValue(name, one.value, one.unit, one.source, one.shown_by)
        for name, one in newest(records, at).items()
        if one.value is not None
    }


def by_task(records: Sequence[Recorded]) -> dict[int, list[Recorded]]:
    """Group what was recorded by task."""
    grouped: dict[int, list[Recorded]] = defaultdict(list)
    for one in records:
        grouped[one.task].append(one)
    return grouped
