"""What is known of the money of tasks, beside what is asked."""

from datetime import datetime
from typing import Any

from sqlalchemy import ForeignKey, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from reviewhub.db.base import Audited, BureauOwned, Row
from reviewhub.db.types import CanonicalJson, Moment


class BudgetFact(BureauOwned, Audited, Row):
    """All that was known of a task's money at one moment, and the source; the newest of a task stands."""

    __tablename__ = "budget_facts"
    __table_args__ = (UniqueConstraint("task_id", "number"),)

    task_id: Mapped[int] = mapped_column(ForeignKey("tasks.id"))
    number: Mapped[int]
    circumstances: Mapped[dict[str, Any]] = mapped_column(CanonicalJson)
    source: Mapped[str] = mapped_column(Text)
    account_id: Mapped[int] = mapped_column(ForeignKey("accounts.id"))
    recorded_at: Mapped[datetime] = mapped_column(Moment)
