"""People who apply to the pool, the link under which they may, and what experts propose to correct."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import ForeignKey, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from reviewhub.db.base import Audited, BureauOwned, Row, Versioned
from reviewhub.db.types import CanonicalJson, Moment


class PoolRules(BureauOwned, Versioned, Audited, Row):
    """What a bureau has published about its pool.

    ``link`` opens self-registration until ``open_until`` ("" while it is closed). Records are confirmed anew
    every ``confirm_months``; ``confirm_required`` keeps one that was not from draws.
    """

    __tablename__ = "pool_rules"
    __table_args__ = (UniqueConstraint("bureau_id"),)

    link: Mapped[str] = mapped_column(String(60), default="", index=True)
    open_until: Mapped[date | None]
    confirm_months: Mapped[int] = mapped_column(default=12)
    confirm_required: Mapped[bool] = mapped_column(default=False)


class Registration(BureauOwned, Versioned, Audited, Row):
    """One person's application; ``key_digest`` is of the secret in the address under which it is followed."""

    __tablename__ = "registrations"
    __table_args__ = (UniqueConstraint("bureau_id", "receipt"),)

    receipt: Mapped[str] = mapped_column(String(20))
    key_digest: Mapped[str] = mapped_column(String(64), unique=True)
    state: Mapped[str] = mapped_column(String(20))
    facts: Mapped[dict[str, Any]] = mapped_column(CanonicalJson)
    consented_at: Mapped[datetime] = mapped_column(Moment)
    received_at: Mapped[datetime] = mapped_column(Moment)
    reason: Mapped[str] = mapped_column(Text, default="")
    decided_at: Mapped[datetime | None] = mapped_column(Moment)
    account_id: Mapped[int | None] = mapped_column(ForeignKey("accounts.id"))
    expert_id: Mapped[int | None] = mapped_column(ForeignKey("experts.id"), index=True)


class Correction(BureauOwned, Versioned, Audited, Row):
    """What an expert proposes to change in the register, until an officer takes it over or refuses it."""

    __tablename__ = "corrections"

    expert_id: Mapped[int] = mapped_column(ForeignKey("experts.id"), index=True)
    facts: Mapped[dict[str, Any]] = mapped_column(CanonicalJson)
    proposed_at: Mapped[datetime] = mapped_column(Moment)
    state: Mapped[str] = mapped_column(String(20))
    reason: Mapped[str] = mapped_column(Text, default="")
    decided_at: Mapped[datetime | None] = mapped_column(Moment)
    account_id: Mapped[int | None] = mapped_column(ForeignKey("accounts.id"))
