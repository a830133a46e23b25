"""The ledger: one chained entry an act, and the digests of the rows each act left behind."""

from datetime import datetime
from typing import Any

from sqlalchemy import ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from reviewhub.db.base import Row
from reviewhub.db.types import CanonicalJson, Moment


class Entry(Row):
    """One act; ``bureau_id`` is None for acts of the installation itself."""

    __tablename__ = "ledger_entries"
    __table_args__ = (UniqueConstraint("bureau_id", "number"),)

    bureau_id: Mapped[int | None] = mapped_column(ForeignKey("bureaus.id"), index=True)
    number: Mapped[int]
    at: Mapped[datetime] = mapped_column(Moment)
    actor: Mapped[str] = mapped_column(String(80))
    act: Mapped[str] = mapped_column(String(60))
    subject: Mapped[str] = mapped_column(String(80))
    data: Mapped[dict[str, Any]] = mapped_column(CanonicalJson)
    previous: Mapped[str] = mapped_column(String(64))
    digest: Mapped[str] = mapped_column(String(64))


class EntryRow(Row):
    """The digest of one row as one act left it."""

    __tablename__ = "ledger_rows"

    entry_id: Mapped[int] = mapped_column(ForeignKey("ledger_entries.id"), index=True)
    place: Mapped[str] = mapped_column(String(80), index=True)
    digest: Mapped[str] = mapped_column(String(64))
