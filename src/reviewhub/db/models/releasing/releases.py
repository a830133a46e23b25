"""Releases: which conclusions go to the departments together, what was done to the list, what units say."""

from datetime import datetime

from sqlalchemy import ForeignKey, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from reviewhub.db.base import Audited, BureauOwned, Row, Versioned
from reviewhub.db.models.accounts import Account
from reviewhub.db.models.campaigns import Campaign
from reviewhub.db.models.conclusions import Conclusion
from reviewhub.db.models.tasks import Task
from reviewhub.db.types import Moment


class Release(BureauOwned, Versioned, Audited, Row):
    """A numbered list of one campaign's conclusions; ``digest`` is what is checked and signed."""

    __tablename__ = "releases"
    __table_args__ = (UniqueConstraint("campaign_id", "number"),)

    campaign_id: Mapped[int] = mapped_column(ForeignKey("campaigns.id"))
    number: Mapped[int]
    state: Mapped[str] = mapped_column(String(20))
    note: Mapped[str] = mapped_column(Text, default="")
    digest: Mapped[str] = mapped_column(String(64))

    campaign: Mapped[Campaign] = relationship()


class ReleaseLine(BureauOwned, Audited, Row):
    """One conclusion of a release; what was released stays readable under it unchanged."""

    __tablename__ = "release_lines"
    __table_args__ = (UniqueConstraint("release_id", "task_id"),)

    release_id: Mapped[int] = mapped_column(ForeignKey("releases.id"))
    task_id: Mapped[int] = mapped_column(ForeignKey("tasks.id"), index=True)
    conclusion_id: Mapped[int] = mapped_column(ForeignKey("conclusions.id"), index=True)

    release: Mapped[Release] = relationship()
    task: Mapped[Task] = relationship()
    conclusion: Mapped[Conclusion] = relationship()


class ReleaseStep(BureauOwned, Audited, Row):
    """One act on a release: who, when, over which digest, and why where it was returned."""

    __tablename__ = "release_steps"
    __table_args__ = (UniqueConstraint("release_id", "number"),)

    release_id: Mapped[int] = mapped_column(ForeignKey("releases.id"))
    number: Mapped[int]
    act: Mapped[str] = mapped_column(String(20))
    digest: Mapped[str] = mapped_column(String(64))
    reason: Mapped[str] = mapped_column(Text, default="")
    account_id: Mapped[int] = mapped_column(ForeignKey("accounts.id"))
    done_at: Mapped[datetime] = mapped_column(Moment)

    account: Mapped[Account] = relationship()


class Reconsideration(BureauOwned, Audited, Row):
    """A unit's request to look at a released result again (申请复核)."""

    __tablename__ = "reconsiderations"

    line_id: Mapped[int] = mapped_column(ForeignKey("release_lines.id"), index=True)
    reason: Mapped[str] = mapped_column(Text)
    account_id: Mapped[int] = mapped_column(ForeignKey("accounts.id"))
    asked_at: Mapped[datetime] = mapped_column(Moment)

    line: Mapped[ReleaseLine] = relationship()
    account: Mapped[Account] = relationship()


class ReconsiderationAnswer(BureauOwned, Audited, Row):
    """What the bureau answered: the result is looked at again, or it stands, and why."""

    __tablename__ = "reconsideration_answers"

    reconsideration_id: Mapped[int] = mapped_column(ForeignKey("reconsiderations.id"), unique=True)
    admitted: Mapped[bool]
    reason: Mapped[str] = mapped_column(Text)
    account_id: Mapped[int] = mapped_column(ForeignKey("accounts.id"))
    answered_at: Mapped[datetime] = mapped_column(Moment)
