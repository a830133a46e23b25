"""What was concluded of a task: its conclusions as lines, and how the check-list of one stands."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from sqlalchemy.orm import Session

from reviewhub.db.models import Conclusion, PreconditionCheck
from reviewhub.db.queries.preconditions import Checks, checks_of
from reviewhub.domain.scoring.precondition import Required, conditions_in, thawed


@dataclass(frozen=True, slots=True)
class ConclusionLine:
    """One conclusion of a task, the newest last; amounts in yuan, ``cut_reason`` as the officer gave it.

    ``preconditions`` is its check-list with what was dropped.
    """

    id: int
    number: int
    total: Decimal
    grade: str
    conclusion: str
    action: str
    asked: Decimal
    amount: Decimal
    cut: Decimal
    cut_reason: str
    reason: str
    digest: str
    concluded_at: datetime
    preconditions: tuple[Required, ...]
    conditional: bool


@dataclass(frozen=True, slots=True)
class Check:
    """What was noted once of a line: fulfilled with its date and proof, or open again with a reason."""

    fulfilled: bool
    fulfilled_on: date | None
    proof: str
    document: int | None
    document_name: str
    reason: str
    by: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Line:
    """One line of the check-list that stands, with everything noted of it, the newest last."""

    required: Required
    checks: tuple[Check, ...]

    @property
    def is_fulfilled(self) -> bool:
        """Tell whether the newest note says so."""
        return bool(self.checks) and self.checks[-1].fulfilled


def conclusion_line(one: Conclusion) -> ConclusionLine:
    """Give a conclusion as a page lists it."""
    return ConclusionLine(
        id=one.id,
        number=one.number,
        total=one.total,
        grade=one.grade,
        conclusion=one.conclusion,
        action=one.action,
        asked=one.asked,
        amount=one.amount,
        cut=one.cut,
        cut_reason=one.snapshot.get("officer_cut_reason", ""),
        reason=one.reason,
        digest=one.digest,
        concluded_at=one.concluded_at,
        preconditions=thawed(one.snapshot.get("preconditions", ())),
        conditional=bool(one.snapshot.get("conditional")),
    )


def checklist_of(session: Session, conclusion: Conclusion | None) -> tuple[Line, ...]:
    """Give the check-list of a conclusion; nothing where it is not conditional."""
    required = conditions_in(conclusion.snapshot) if conclusion else ()
    if conclusion is None or not required:
        return ()
    checks = checks_of(session, [conclusion.id])
    return tuple(
        Line(one, tuple(_check(row) for row in checks.get((conclusion.id, one.id), ()))) for one in required
    )


def open_of_all(snapshot: Mapping[str, Any], conclusion: int, checks: Checks) -> tuple[int, int]:
    """Count the lines of a frozen check-list that are still open, and all of them."""
    required = conditions_in(snapshot)
    newest = [checks.get((conclusion, one.id), ())[-1:] for one in required]
    return sum(not any(row.fulfilled for row in rows) for rows in newest), len(required)


def _check(row: PreconditionCheck) -> Check:
    return Check(
        fulfilled=row.fulfilled,
        fulfilled_on=row.fulfilled_on,
        proof=row.proof,
        document=row.document_id,
        document_name=row.document.name if row.document else "",
        reason=row.reason,
        by=row.account.name,
        at=row.checked_at,
    )
