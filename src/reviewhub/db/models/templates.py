"""Published revisions of scoring templates: inserted once, never changed."""

from datetime import datetime
from typing import Any

from sqlalchemy import String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from reviewhub.db.base import Audited, BureauOwned, Row
from reviewhub.db.types import CanonicalJson, Moment


class TemplateRevision(BureauOwned, Audited, Row):
    """The whole source of one revision in canonical form, with its digest."""

    __tablename__ = "template_revisions"
    __table_args__ = (UniqueConstraint("bureau_id", "key", "digest"),)

    key: Mapped[str] = mapped_column(String(80))
    number: Mapped[int]
    digest: Mapped[str] = mapped_column(String(64))
    source: Mapped[dict[str, Any]] = mapped_column(CanonicalJson, deferred=True)
    published_at: Mapped[datetime] = mapped_column(Moment)
