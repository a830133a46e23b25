"""Measured values of tasks: every figure that was ever recorded, the newest of a name counting."""

from datetime import datetime
from decimal import Decimal

from sqlalchemy import ForeignKey, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from reviewhub.db.base import Audited, BureauOwned, Row
from reviewhub.db.types import MeasureColumn, Moment


class MeasuredValue(BureauOwned, Audited, Row):
    """One revision of one measured value of a task; a withdrawal has no value, and a reason.

    ``unit`` is that of the template it was recorded under, so that no later template takes it for another.
    A command at the server's own shell has no account.
    """

    __tablename__ = "measured_values"
    __table_args__ = (UniqueConstraint("task_id", "name", "number"),)

    task_id: Mapped[int] = mapped_column(ForeignKey("tasks.id"))
    name: Mapped[str] = mapped_column(Text)
    number: Mapped[int]
    value: Mapped[Decimal | None] = mapped_column(MeasureColumn)
    unit: Mapped[str] = mapped_column(Text, default="")
    source: Mapped[str] = mapped_column(Text, default="")
    evidence: Mapped[str] = mapped_column(Text, default="")
    document_id: Mapped[int | None] = mapped_column(ForeignKey("documents.id"))
    reason: Mapped[str] = mapped_column(Text, default="")
    account_id: Mapped[int | None] = mapped_column(ForeignKey("accounts.id"))
    recorded_at: Mapped[datetime] = mapped_column(Moment)
