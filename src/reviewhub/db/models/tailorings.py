"""How a template is fitted to a campaign or to one task, decision by decision."""

from datetime import datetime
from typing import Any

from sqlalchemy import ForeignKey, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from reviewhub.db.base import Audited, BureauOwned, Row
from reviewhub.db.types import CanonicalJson, Moment


class TailoringRecord(BureauOwned, Audited, Row):
    """What was decided for a campaign, or for the task it names; the newest counts, a task's before all.

    ``decided`` is the tailoring in plain values; None returns a task to what its campaign has.
    """

    __tablename__ = "tailorings"
    __table_args__ = (UniqueConstraint("campaign_id", "task_id", "number"),)

    campaign_id: Mapped[int] = mapped_column(ForeignKey("campaigns.id"))
    task_id: Mapped[int | None] = mapped_column(ForeignKey("tasks.id"), index=True)
    number: Mapped[int]
    decided: Mapped[dict[str, Any] | None] = mapped_column(CanonicalJson)
    reason: Mapped[str] = mapped_column(Text)
    account_id: Mapped[int] = mapped_column(ForeignKey("accounts.id"))
    decided_at: Mapped[datetime] = mapped_column(Moment)
