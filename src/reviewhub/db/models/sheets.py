"""Score sheets: drafts that may change, submitted revisions that never do, the rounds they belong to."""

from datetime import datetime
from decimal import Decimal
from typing import Any

from sqlalchemy import ForeignKey, Index, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from reviewhub.db.base import Audited, BureauOwned, Row
from reviewhub.db.models.panels import Assignment
from reviewhub.db.types import CanonicalJson, Moment, PointsColumn


class Draft(BureauOwned, Row):
    """What an expert has typed so far; it enters no status, no count and no aggregate."""

    __tablename__ = "drafts"

    assignment_id: Mapped[int] = mapped_column(ForeignKey("assignments.id"), unique=True)
    answers: Mapped[dict[str, Any]] = mapped_column(CanonicalJson)
    version: Mapped[int]
    saved_at: Mapped[datetime] = mapped_column(Moment)


class Sheet(BureauOwned, Audited, Row):
    """One submitted revision, sealed: the points as the pinned scorers gave them, in the template's order.

    ``points`` are whole ten-thousandths of a point, null where a criterion was left out; ``digest`` covers
    answers, points, total and the revision of the template.
    """

    __tablename__ = "sheets"
    __table_args__ = (
        UniqueConstraint("assignment_id", "number"),
        UniqueConstraint("assignment_id", "idempotency_key"),
        Index("ix_sheets_task", "task_id", "assignment_id", "number"),
    )

    assignment_id: Mapped[int] = mapped_column(ForeignKey("assignments.id"))
    task_id: Mapped[int] = mapped_column(ForeignKey("tasks.id"))
    number: Mapped[int]
    supersedes_id: Mapped[int | None] = mapped_column(ForeignKey("sheets.id"))
    template_revision_id: Mapped[int] = mapped_column(ForeignKey("template_revisions.id"))
    points: Mapped[list[int | None]] = mapped_column(CanonicalJson)
    total: Mapped[Decimal] = mapped_column(PointsColumn)
    opinion: Mapped[str] = mapped_column(Text, default="")
    digest: Mapped[str] = mapped_column(String(64))
    idempotency_key: Mapped[str] = mapped_column(String(64))
    submitted_at: Mapped[datetime] = mapped_column(Moment)
    account_id: Mapped[int] = mapped_column(ForeignKey("accounts.id"))

    assignment: Mapped[Assignment] = relationship()


class SheetAnswer(BureauOwned, Audited, Row):
    """What was filled in for one criterion, as typed; a left-out criterion has no value, never a stand-in."""

    __tablename__ = "sheet_answers"

    sheet_id: Mapped[int] = mapped_column(ForeignKey("sheets.id"), index=True)
    criterion: Mapped[str] = mapped_column(String(40))
    given: Mapped[dict[str, str] | None] = mapped_column(CanonicalJson)
    not_applicable: Mapped[bool] = mapped_column(default=False)
    reason: Mapped[str] = mapped_column(Text, default="")
    evidence: Mapped[str] = mapped_column(Text, default="")


class SheetReturn(BureauOwned, Audited, Row):
    """An officer's return of one submitted revision; the revision stays, and a new one is asked for."""

    __tablename__ = "sheet_returns"

    sheet_id: Mapped[int] = mapped_column(ForeignKey("sheets.id"), unique=True)
    reason: Mapped[str] = mapped_column(Text)
    account_id: Mapped[int] = mapped_column(ForeignKey("accounts.id"))
    returned_at: Mapped[datetime] = mapped_column(Moment)


class ScoringRound(BureauOwned, Audited, Row):
    """A second round of one task: which triggers fired, which criteria it is about, who is asked until when.

    ``numbers`` are the code numbers of those asked; the sheets that it began from are in ``first_sheets``, by
    code number.
    """

    __tablename__ = "scoring_rounds"
    __table_args__ = (UniqueConstraint("task_id", "number"),)

    task_id: Mapped[int] = mapped_column(ForeignKey("tasks.id"))
    number: Mapped[int]
    reply: Mapped[str] = mapped_column(String(20))
    flags: Mapped[list[dict[str, Any]]] = mapped_column(CanonicalJson)
    criteria: Mapped[list[str]] = mapped_column(CanonicalJson)
    numbers: Mapped[list[int]] = mapped_column(CanonicalJson)
    first_sheets: Mapped[dict[str, int]] = mapped_column(CanonicalJson)
    reason: Mapped[str] = mapped_column(Text)
    opened_at: Mapped[datetime] = mapped_column(Moment)
    deadline: Mapped[datetime] = mapped_column(Moment)
    account_id: Mapped[int] = mapped_column(ForeignKey("accounts.id"))


class RoundSheet(BureauOwned, Audited, Row):
    """That a sheet was written in a later round; it counts from the closing of the round on."""

    __tablename__ = "round_sheets"

    round_id: Mapped[int] = mapped_column(ForeignKey("scoring_rounds.id"), index=True)
    sheet_id: Mapped[int] = mapped_column(ForeignKey("sheets.id"), unique=True)


class RoundClosing(BureauOwned, Audited, Row):
    """The end of a round; who did not answer keeps the first values."""

    __tablename__ = "round_closings"

    round_id: Mapped[int] = mapped_column(ForeignKey("scoring_rounds.id"), unique=True)
    account_id: Mapped[int] = mapped_column(ForeignKey("accounts.id"))
    closed_at: Mapped[datetime] = mapped_column(Moment)
