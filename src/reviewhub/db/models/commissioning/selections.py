"""How an agency came to a task, and the lot that was drawn for it."""

from datetime import datetime
from typing import Any

from sqlalchemy import ForeignKey, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from reviewhub.db.base import Audited, BureauOwned, Row
from reviewhub.db.types import CanonicalJson, Moment


class AgencyLot(BureauOwned, Audited, Row):
    """A draw of one agency for a task: fixed first, drawn later, replaced by a newer one at need.

    ``agencies`` gives by code the id and name of everybody on the list; ``certificate`` is empty until drawn.
    """

    __tablename__ = "agency_lots"

    task_id: Mapped[int] = mapped_column(ForeignKey("tasks.id"), index=True)
    number: Mapped[int]
    commitment: Mapped[dict[str, Any]] = mapped_column(CanonicalJson)
    digest: Mapped[str] = mapped_column(String(64))
    agencies: Mapped[dict[str, Any]] = mapped_column(CanonicalJson)
    account_id: Mapped[int] = mapped_column(ForeignKey("accounts.id"))
    committed_at: Mapped[datetime] = mapped_column(Moment)
    reason: Mapped[str] = mapped_column(Text, default="")
    value: Mapped[str] = mapped_column(String(200), default="")
    certificate: Mapped[dict[str, Any] | None] = mapped_column(CanonicalJson)
    drawn_id: Mapped[int | None] = mapped_column(ForeignKey("organizations.id"), index=True)
    drawn_at: Mapped[datetime | None] = mapped_column(Moment)


class AgencySelection(BureauOwned, Audited, Row):
    """How the agency of a commission was chosen, on whose behalf, and who answers for the report."""

    __tablename__ = "agency_selections"

    commission_id: Mapped[int] = mapped_column(ForeignKey("commissions.id"), unique=True)
    method: Mapped[str] = mapped_column(String(20))
    basis: Mapped[str] = mapped_column(Text, default="")
    lot_id: Mapped[int | None] = mapped_column(ForeignKey("agency_lots.id"))
    principal_id: Mapped[int | None] = mapped_column(ForeignKey("organizations.id"), index=True)
    lead_id: Mapped[int | None] = mapped_column(ForeignKey("lead_evaluators.id"))
    account_id: Mapped[int] = mapped_column(ForeignKey("accounts.id"))
    selected_at: Mapped[datetime] = mapped_column(Moment)
