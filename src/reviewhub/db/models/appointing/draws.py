"""Draws: what was fixed, who gave which part of the randomness, and everything that happened since."""

from datetime import datetime
from typing import Any

from sqlalchemy import ForeignKey, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from reviewhub.db.base import Audited, BureauOwned, Row, Versioned
from reviewhub.db.models.campaigns import Campaign
from reviewhub.db.types import CanonicalJson, Moment


class Draw(BureauOwned, Versioned, Audited, Row):
    """One draw for some tasks of a campaign; a voided one stays.

    ``left_out`` gives the officer's documented reasons by the expert's code. ``commitment`` and its
    ``digest`` are empty before the commitment; ``people`` then gives by draw code the expert's id, name,
    employer and salt, which the pages keep under seal.
    """

    __tablename__ = "draws"

    campaign_id: Mapped[int] = mapped_column(ForeignKey("campaigns.id"), index=True)
    name: Mapped[str] = mapped_column(String(120))
    preset: Mapped[str] = mapped_column(String(60))
    composition: Mapped[dict[str, Any]] = mapped_column(CanonicalJson)
    tasks: Mapped[list[int]] = mapped_column(CanonicalJson)
    left_out: Mapped[dict[str, str]] = mapped_column(CanonicalJson, default=dict)
    state: Mapped[str] = mapped_column(String(20))
    account_id: Mapped[int] = mapped_column(ForeignKey("accounts.id"))
    prepared_at: Mapped[datetime] = mapped_column(Moment)
    commitment: Mapped[dict[str, Any] | None] = mapped_column(CanonicalJson)
    digest: Mapped[str] = mapped_column(String(64), default="", index=True)
    people: Mapped[dict[str, Any] | None] = mapped_column(CanonicalJson)
    panel_id: Mapped[int | None] = mapped_column(ForeignKey("panels.id"), index=True)
    opened_at: Mapped[datetime | None] = mapped_column(Moment)
    opened_reason: Mapped[str] = mapped_column(Text, default="")
    void_reason: Mapped[str] = mapped_column(Text, default="")

    campaign: Mapped[Campaign] = relationship()


class DrawContribution(BureauOwned, Audited, Row):
    """One source of randomness of a draw, in its ``place``: what was fixed of it, and the value it gave.

    ``fixed`` is the source as the commitment names it; a sealed text is kept as its digest only, until
    ``value`` repeats it.
    """

    __tablename__ = "draw_contributions"
    __table_args__ = (UniqueConstraint("draw_id", "place"),)

    draw_id: Mapped[int] = mapped_column(ForeignKey("draws.id"), index=True)
    place: Mapped[int]
    account_id: Mapped[int] = mapped_column(ForeignKey("accounts.id"))
    fixed: Mapped[dict[str, Any]] = mapped_column(CanonicalJson)
    given_at: Mapped[datetime] = mapped_column(Moment)
    value: Mapped[str] = mapped_column(Text, default="")
    revealed_at: Mapped[datetime | None] = mapped_column(Moment)


class DrawEvent(BureauOwned, Audited, Row):
    """One entry of a draw's log, as the certificate carries it; appended, never changed."""

    __tablename__ = "draw_events"
    __table_args__ = (UniqueConstraint("draw_id", "number"),)

    draw_id: Mapped[int] = mapped_column(ForeignKey("draws.id"), index=True)
    number: Mapped[int]
    act: Mapped[str] = mapped_column(String(20))
    at: Mapped[datetime] = mapped_column(Moment)
    values: Mapped[dict[str, Any]] = mapped_column(CanonicalJson, default=dict)


class PanelApproval(BureauOwned, Audited, Row):
    """The document by which a panel was appointed instead of drawn."""

    __tablename__ = "panel_approvals"

    panel_id: Mapped[int] = mapped_column(ForeignKey("panels.id"), unique=True)
    document: Mapped[str] = mapped_column(String(120))
    approved_at: Mapped[datetime] = mapped_column(Moment)
