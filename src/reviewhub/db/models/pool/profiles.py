"""Facts of a person, and how the person stood to the pool from the first day on."""

from datetime import date, datetime

from sqlalchemy import ForeignKey, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from reviewhub.db.base import Audited, BureauOwned, Row, Versioned
from reviewhub.db.types import CanonicalJson, Moment


class ExpertProfile(BureauOwned, Versioned, Audited, Row):
    """One expert's facts beyond the register; ``unavailable`` holds pairs of days, both included (ISO 8601).

    ``confirmed_on`` is the day on which the person last said that all of this is so.
    """

    __tablename__ = "expert_profiles"

    expert_id: Mapped[int] = mapped_column(ForeignKey("experts.id"), unique=True)
    gender: Mapped[str] = mapped_column(String(10), default="")
    region: Mapped[str] = mapped_column(String(80), default="")
    phone: Mapped[str] = mapped_column(String(40), default="")
    email: Mapped[str] = mapped_column(String(120), default="")
    wechat: Mapped[str] = mapped_column(String(80), default="")
    address: Mapped[str] = mapped_column(String(200), default="")
    certificate: Mapped[str] = mapped_column(String(80), default="")
    duties: Mapped[str] = mapped_column(String(120), default="")
    work_history: Mapped[str] = mapped_column(Text, default="")
    achievements: Mapped[str] = mapped_column(Text, default="")
    social_posts: Mapped[str] = mapped_column(Text, default="")
    former_reviews: Mapped[str] = mapped_column(Text, default="")
    categories: Mapped[list[str]] = mapped_column(CanonicalJson, default=list)
    specialities: Mapped[list[str]] = mapped_column(CanonicalJson, default=list)
    available: Mapped[bool] = mapped_column(default=True)
    unavailable: Mapped[list[list[str]]] = mapped_column(CanonicalJson, default=list)
    self_registered: Mapped[bool] = mapped_column(default=False)
    confirmed_on: Mapped[date | None]


class ExpertStanding(BureauOwned, Audited, Row):
    """One move of an expert's standing; ``until`` is a suspension's last day, None without an end.

    ``account_id`` is None where nobody was signed in: a person who applies.
    """

    __tablename__ = "expert_standings"

    expert_id: Mapped[int] = mapped_column(ForeignKey("experts.id"), index=True)
    act: Mapped[str] = mapped_column(String(20))
    was: Mapped[str] = mapped_column(String(20))
    status: Mapped[str] = mapped_column(String(20))
    reason: Mapped[str] = mapped_column(Text, default="")
    until: Mapped[date | None]
    account_id: Mapped[int | None] = mapped_column(ForeignKey("accounts.id"))
    at: Mapped[datetime] = mapped_column(Moment)
