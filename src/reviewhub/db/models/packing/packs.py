"""Report packs: what was asked for, how far the making is, and the file that came of it."""

from datetime import datetime

from sqlalchemy import ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from reviewhub.db.base import Audited, BureauOwned, Row
from reviewhub.db.models.accounts import Account
from reviewhub.db.models.campaigns import Campaign
from reviewhub.db.models.tasks import Task
from reviewhub.db.types import Moment


class Pack(BureauOwned, Audited, Row):
    """A pack that somebody asked for: of one task, or of a whole campaign where ``task_id`` is None.

    ``look`` names the template of its DOCX, "" for the standard one.
    """

    __tablename__ = "packs"

    campaign_id: Mapped[int] = mapped_column(ForeignKey("campaigns.id"), index=True)
    task_id: Mapped[int | None] = mapped_column(ForeignKey("tasks.id"), index=True)
    anonymised: Mapped[bool]
    language: Mapped[str] = mapped_column(String(10))
    look: Mapped[str] = mapped_column(String(120), default="")
    account_id: Mapped[int] = mapped_column(ForeignKey("accounts.id"))
    asked_at: Mapped[datetime] = mapped_column(Moment)

    campaign: Mapped[Campaign] = relationship()
    task: Mapped[Task | None] = relationship()
    account: Mapped[Account] = relationship()


class PackProgress(BureauOwned, Row):
    """How far the making of a pack is, in documents; who makes it holds it from ``claimed_at`` on."""

    __tablename__ = "pack_progress"

    pack_id: Mapped[int] = mapped_column(ForeignKey("packs.id"), unique=True)
    done: Mapped[int] = mapped_column(default=0)
    total: Mapped[int] = mapped_column(default=0)
    claimed_at: Mapped[datetime] = mapped_column(Moment)


class PackOutcome(BureauOwned, Audited, Row):
    """The file of a pack that is ready, or the code of why there is none; ``size`` in bytes."""

    __tablename__ = "pack_outcomes"

    pack_id: Mapped[int] = mapped_column(ForeignKey("packs.id"), unique=True)
    sha256: Mapped[str] = mapped_column(String(64), default="")
    size: Mapped[int] = mapped_column(default=0)
    failure: Mapped[str] = mapped_column(String(60), default="")
    finished_at: Mapped[datetime] = mapped_column(Moment)
