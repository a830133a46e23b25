"""Matchings: who could do which of a campaign's tasks, proposed at once, corrected, applied, undone."""

from datetime import datetime
from typing import Any

from sqlalchemy import ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from reviewhub.db.base import Audited, BureauOwned, Row, Versioned
from reviewhub.db.models.campaigns import Campaign
from reviewhub.db.types import CanonicalJson, Moment


class Matching(BureauOwned, Versioned, Audited, Row):
    """One proposal for a campaign's tasks; one that was undone stays.

    ``rules`` is what was asked for, ``fit`` the published rule (``key@version``) that gave the points.
    ``pairs`` lists task, expert and points as they stand now; ``outcome`` says what the solver proved of what
    it proposed. ``kept`` and ``barred`` are the officer's own pairs of task and expert, which another
    proposal keeps to.
    """

    __tablename__ = "matchings"

    campaign_id: Mapped[int] = mapped_column(ForeignKey("campaigns.id"), index=True)
    state: Mapped[str] = mapped_column(String(20))
    rules: Mapped[dict[str, Any]] = mapped_column(CanonicalJson)
    fit: Mapped[str] = mapped_column(String(60))
    seed: Mapped[str] = mapped_column(String(64))
    pairs: Mapped[list[list[int]]] = mapped_column(CanonicalJson)
    outcome: Mapped[dict[str, Any]] = mapped_column(CanonicalJson)
    kept: Mapped[list[list[int]]] = mapped_column(CanonicalJson, default=list)
    barred: Mapped[list[list[int]]] = mapped_column(CanonicalJson, default=list)
    account_id: Mapped[int] = mapped_column(ForeignKey("accounts.id"))
    proposed_at: Mapped[datetime] = mapped_column(Moment)
    panel_id: Mapped[int | None] = mapped_column(ForeignKey("panels.id"), index=True)

    campaign: Mapped[Campaign] = relationship()
