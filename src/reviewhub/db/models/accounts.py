"""Accounts and the sessions in which they are signed in."""

from datetime import datetime

from sqlalchemy import ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column

from reviewhub.db.base import Audited, Row, Versioned
from reviewhub.db.types import Moment


class Account(Versioned, Audited, Row):
    """Someone who can sign in; the expert or agency behind the account, if any."""

    __tablename__ = "accounts"
    unaudited = frozenset({"version", "failed_attempts", "locked_until", "language"})

    bureau_id: Mapped[int | None] = mapped_column(ForeignKey("bureaus.id"), index=True)
    login: Mapped[str] = mapped_column(String(80), unique=True)
    name: Mapped[str] = mapped_column(String(120))
    role: Mapped[str] = mapped_column(String(20))
    password_hash: Mapped[str] = mapped_column(String(300))
    expert_id: Mapped[int | None] = mapped_column(ForeignKey("experts.id"), index=True)
    agency_id: Mapped[int | None] = mapped_column(ForeignKey("organizations.id"), index=True)
    disabled: Mapped[bool] = mapped_column(default=False)
    must_change_password: Mapped[bool] = mapped_column(default=False)
    failed_attempts: Mapped[int] = mapped_column(default=0)
    locked_until: Mapped[datetime | None] = mapped_column(Moment)
    language: Mapped[str] = mapped_column(String(10), default="")
    created_at: Mapped[datetime] = mapped_column(Moment)


class UnitAccount(Audited, Row):
    """The unit or department that an account speaks for."""

    __tablename__ = "unit_accounts"

    account_id: Mapped[int] = mapped_column(ForeignKey("accounts.id"), unique=True)
    organization_id: Mapped[int] = mapped_column(ForeignKey("organizations.id"), index=True)


class SignIn(Row):
    """One signed-in browser; ended here, it is ended everywhere."""

    __tablename__ = "sign_ins"

    token_digest: Mapped[str] = mapped_column(String(64), unique=True)
    account_id: Mapped[int] = mapped_column(ForeignKey("accounts.id"), index=True)
    started_at: Mapped[datetime] = mapped_column(Moment)
    seen_at: Mapped[datetime] = mapped_column(Moment)
    ended_at: Mapped[datetime | None] = mapped_column(Moment)
