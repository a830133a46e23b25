"""What was said of a draft, and what the firm made of it; only added to."""

from datetime import datetime

from sqlalchemy import ForeignKey, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from reviewhub.db.base import Audited, BureauOwned, Row
from reviewhub.db.types import Moment


class DraftComment(BureauOwned, Audited, Row):
    """One comment on the draft that was out; ``source`` is whose it is, ``place`` where in the draft."""

    __tablename__ = "draft_comments"
    __table_args__ = (UniqueConstraint("commission_id", "number"),)

    commission_id: Mapped[int] = mapped_column(ForeignKey("commissions.id"))
    number: Mapped[int]
    document_id: Mapped[int] = mapped_column(ForeignKey("documents.id"))
    source: Mapped[str] = mapped_column(String(20))
    place: Mapped[str] = mapped_column(String(120), default="")
    text: Mapped[str] = mapped_column(Text)
    account_id: Mapped[int] = mapped_column(ForeignKey("accounts.id"))
    at: Mapped[datetime] = mapped_column(Moment)


class CommentAnswer(BureauOwned, Audited, Row):
    """What the firm made of one comment; the newest answer counts."""

    __tablename__ = "comment_answers"
    __table_args__ = (UniqueConstraint("comment_id", "number"),)

    comment_id: Mapped[int] = mapped_column(ForeignKey("draft_comments.id"))
    number: Mapped[int]
    adoption: Mapped[str] = mapped_column(String(20))
    reason: Mapped[str] = mapped_column(Text, default="")
    account_id: Mapped[int] = mapped_column(ForeignKey("accounts.id"))
    at: Mapped[datetime] = mapped_column(Moment)
