"""Scoring templates of a bureau: drafts that may change, and published revisions that never do."""

from datetime import datetime
from typing import Any

from sqlalchemy import ForeignKey, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from reviewhub.db.base import Audited, BureauOwned, Row, Versioned
from reviewhub.db.types import CanonicalJson, Moment


class TemplateRevision(BureauOwned, Audited, Row):
    """The whole source of one revision in canonical form, with its digest; ``toml`` is how it was written.

    The TOML is not audited by itself: read again, it must have the digest.
    """

    unaudited = frozenset({"toml"})

    __tablename__ = "template_revisions"
    __table_args__ = (UniqueConstraint("bureau_id", "key", "digest"),)

    key: Mapped[str] = mapped_column(String(80))
    number: Mapped[int]
    digest: Mapped[str] = mapped_column(String(64))
    source: Mapped[dict[str, Any]] = mapped_column(CanonicalJson, deferred=True)
    published_at: Mapped[datetime] = mapped_column(Moment)
    toml: Mapped[str] = mapped_column(Text, default="", deferred=True)


class TemplateDraft(BureauOwned, Versioned, Row):
    """A template being written, as TOML; it scores nothing until it is published."""

    __tablename__ = "template_drafts"
    __table_args__ = (UniqueConstraint("bureau_id", "key"),)

    key: Mapped[str] = mapped_column(String(80))
    toml: Mapped[str] = mapped_column(Text)
    account_id: Mapped[int] = mapped_column(ForeignKey("accounts.id"))
    changed_at: Mapped[datetime] = mapped_column(Moment)
