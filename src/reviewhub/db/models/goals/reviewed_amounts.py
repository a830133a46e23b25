"""What goal reviews recommended: every figure that was ever imported, the newest of a task counting."""

from datetime import datetime
from decimal import Decimal

from sqlalchemy import ForeignKey, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from reviewhub.db.base import Audited, BureauOwned, Row
from reviewhub.db.types import Moment, Yuan


class ReviewedAmount(BureauOwned, Audited, Row):
    """Of ``asked`` a third party recommends ``amount``, both in yuan; ``file`` is the digest of its table.

    A command at the server's own shell has no account.
    """

    __tablename__ = "reviewed_amounts"
    __table_args__ = (UniqueConstraint("task_id", "number"),)

    task_id: Mapped[int] = mapped_column(ForeignKey("tasks.id"))
    number: Mapped[int]
    asked: Mapped[Decimal] = mapped_column(Yuan)
    amount: Mapped[Decimal] = mapped_column(Yuan)
    reason: Mapped[str] = mapped_column(Text, default="")
    file: Mapped[str] = mapped_column(String(64))
    account_id: Mapped[int | None] = mapped_column(ForeignKey("accounts.id"))
    recorded_at: Mapped[datetime] = mapped_column(Moment)
