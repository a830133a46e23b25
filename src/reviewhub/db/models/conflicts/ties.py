"""Ties that people declare: an expert's to bodies, people and projects, an officer's to organisations."""

from datetime import date, datetime

from sqlalchemy import ForeignKey, String, Text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from reviewhub.db.base import Audited, BureauOwned, Row
from reviewhub.db.models.experts import Expert
from reviewhub.db.models.organizations import Organization
from reviewhub.db.models.projects import Project
from reviewhub.db.types import Moment


class Tie(BureauOwned, Audited, Row):
    """One tie of an expert, declared by the expert or entered by an officer (``account_id`` says by whom).

    ``organization_name`` keeps what was typed where no row of the bureau bears that name.
    """

    __tablename__ = "ties"

    expert_id: Mapped[int] = mapped_column(ForeignKey("experts.id"), index=True)
    kind: Mapped[str] = mapped_column(String(20))
    organization_id: Mapped[int | None] = mapped_column(ForeignKey("organizations.id"))
    organization_name: Mapped[str] = mapped_column(String(200), default="")
    person: Mapped[str] = mapped_column(String(80), default="")
    project_id: Mapped[int | None] = mapped_column(ForeignKey("projects.id"))
    project_name: Mapped[str] = mapped_column(String(300), default="")
    since: Mapped[date | None]
    until: Mapped[date | None]
    note: Mapped[str] = mapped_column(Text, default="")
    account_id: Mapped[int] = mapped_column(ForeignKey("accounts.id"))
    declared_at: Mapped[datetime] = mapped_column(Moment)

    expert: Mapped[Expert] = relationship()
    organization: Mapped[Organization | None] = relationship()
    project: Mapped[Project | None] = relationship()


class TieWithdrawal(BureauOwned, Audited, Row):
    """That a declared tie was an error, with the reason; the declaration stays readable."""

    __tablename__ = "tie_withdrawals"

    tie_id: Mapped[int] = mapped_column(ForeignKey("ties.id"), unique=True)
    reason: Mapped[str] = mapped_column(Text)
    account_id: Mapped[int] = mapped_column(ForeignKey("accounts.id"))
    withdrawn_at: Mapped[datetime] = mapped_column(Moment)


class AccountTie(BureauOwned, Audited, Row):
    """An officer's own tie to an organisation: its tasks are run by somebody else from then on."""

    __tablename__ = "account_ties"

    account_id: Mapped[int] = mapped_column(ForeignKey("accounts.id"), index=True)
    organization_id: Mapped[int] = mapped_column(ForeignKey("organizations.id"), index=True)
    note: Mapped[str] = mapped_column(Text)
    declared_at: Mapped[datetime] = mapped_column(Moment)

    organization: Mapped[Organization] = relationship()
