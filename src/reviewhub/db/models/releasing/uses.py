"""What became of released results, and which projects are kept from the public."""

from datetime import date, datetime

from sqlalchemy import ForeignKey, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from reviewhub.db.base import Audited, BureauOwned, Row
from reviewhub.db.types import Moment


class ResultUse(BureauOwned, Audited, Row):
    """One item of a task's check-list of uses; the newest of an item stands."""

    __tablename__ = "result_uses"
    __table_args__ = (UniqueConstraint("task_id", "item", "number"),)

    task_id: Mapped[int] = mapped_column(ForeignKey("tasks.id"))
    item: Mapped[str] = mapped_column(String(30))
    number: Mapped[int]
    done: Mapped[bool]
    used_on: Mapped[date | None]
    document: Mapped[str] = mapped_column(String(120), default="")
    note: Mapped[str] = mapped_column(Text, default="")
    account_id: Mapped[int] = mapped_column(ForeignKey("accounts.id"))
    noted_at: Mapped[datetime] = mapped_column(Moment)


class ProjectSecrecy(BureauOwned, Audited, Row):
    """That a project is secret, or no longer is, and on what basis; the newest of a project stands."""

    __tablename__ = "project_secrecies"
    __table_args__ = (UniqueConstraint("project_id", "number"),)

    project_id: Mapped[int] = mapped_column(ForeignKey("projects.id"))
    number: Mapped[int]
    secret: Mapped[bool]
    basis: Mapped[str] = mapped_column(Text)
    account_id: Mapped[int] = mapped_column(ForeignKey("accounts.id"))
    marked_at: Mapped[datetime] = mapped_column(Moment)
