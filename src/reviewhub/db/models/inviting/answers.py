"""What experts answered, and the links under which they may without signing in."""

from datetime import date, datetime

from sqlalchemy import ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column

from reviewhub.db.base import Audited, BureauOwned, Row
from reviewhub.db.types import Moment


class InvitationAnswer(BureauOwned, Audited, Row):
    """One answer; ``assignment_id`` is the first of those it is about, ``until`` the day it was put off to.

    ``link_id`` is None where the expert was signed in.
    """

    __tablename__ = "invitation_answers"

    panel_id: Mapped[int] = mapped_column(ForeignKey("panels.id"), index=True)
    expert_id: Mapped[int] = mapped_column(ForeignKey("experts.id"), index=True)
    assignment_id: Mapped[int] = mapped_column(ForeignKey("assignments.id"), index=True)
    act: Mapped[str] = mapped_column(String(20))
    until: Mapped[date | None]
    link_id: Mapped[int | None] = mapped_column(ForeignKey("invitation_links.id"))
    at: Mapped[datetime] = mapped_column(Moment)


class InvitationLink(BureauOwned, Row):
    """One link that answers one invitation once; the address holds ``nonce`` under the server's signature."""

    __tablename__ = "invitation_links"

    notification_id: Mapped[int] = mapped_column(ForeignKey("notifications.id"), index=True)
    panel_id: Mapped[int] = mapped_column(ForeignKey("panels.id"), index=True)
    expert_id: Mapped[int] = mapped_column(ForeignKey("experts.id"), index=True)
    nonce: Mapped[str] = mapped_column(String(40), unique=True)
    expires_at: Mapped[datetime] = mapped_column(Moment)
    used_at: Mapped[datetime | None] = mapped_column(Moment)
    revoked_at: Mapped[datetime | None] = mapped_column(Moment)
