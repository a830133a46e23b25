"""Payment holds: money of a project that waits, from when, why, and when it was let go again."""

from datetime import date, datetime

from sqlalchemy import ForeignKey, String, Text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from reviewhub.db.base import Audited, BureauOwned, Row
from reviewhub.db.models.accounts import Account
from reviewhub.db.models.releasing.rectifications import Rectification
from reviewhub.db.models.tasks import Task
from reviewhub.db.types import Moment


class PaymentHold(BureauOwned, Audited, Row):
    """Payment of a task's project delayed or stopped from a day on (缓拨 / 停拨)."""

    __tablename__ = "payment_holds"

    task_id: Mapped[int] = mapped_column(ForeignKey("tasks.id"), index=True)
    rectification_id: Mapped[int | None] = mapped_column(ForeignKey("rectifications.id"), index=True)
    kind: Mapped[str] = mapped_column(String(10))
    held_from: Mapped[date]
    reason: Mapped[str] = mapped_column(Text)
    account_id: Mapped[int] = mapped_column(ForeignKey("accounts.id"))
    placed_at: Mapped[datetime] = mapped_column(Moment)

    task: Mapped[Task] = relationship()
    rectification: Mapped[Rectification | None] = relationship()
    account: Mapped[Account] = relationship()


class HoldEnd(BureauOwned, Audited, Row):
    """The end of a hold: from which day payment goes on, and why."""

    __tablename__ = "hold_ends"

    hold_id: Mapped[int] = mapped_column(ForeignKey("payment_holds.id"), unique=True)
    ended_on: Mapped[date]
    reason: Mapped[str] = mapped_column(Text)
    account_id: Mapped[int] = mapped_column(ForeignKey("accounts.id"))
    ended_at: Mapped[datetime] = mapped_column(Moment)

    hold: Mapped[PaymentHold] = relationship()
    account: Mapped[Account] = relationship()
