"""The register of agencies: facts beside the organisation, lead evaluators, violations and their lifting."""

from datetime import date, datetime

from sqlalchemy import ForeignKey, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from reviewhub.db.base import Audited, BureauOwned, Row, Versioned
from reviewhub.db.types import Moment


class AgencyProfile(BureauOwned, Versioned, Audited, Row):
    """What the register says of an agency; ``registered``: on the ministry's platform (财监〔2021〕4号)."""

    __tablename__ = "agency_profiles"

    # Two organisations that were merged may leave two: the older one counts.
    agency_id: Mapped[int] = mapped_column(ForeignKey("organizations.id"), index=True)
    kind: Mapped[str] = mapped_column(String(20), default="")
    legal_person: Mapped[str] = mapped_column(String(80), default="")
    registered: Mapped[bool] = mapped_column(default=False)
    remark: Mapped[str] = mapped_column(Text, default="")


class LeadEvaluator(BureauOwned, Versioned, Audited, Row):
    """Somebody of an agency who may answer for its reports; ``expert_id`` if the pool knows the person.

    ``came_from_id`` is the earlier employer, left on ``came_on``.
    """

    __tablename__ = "lead_evaluators"

    agency_id: Mapped[int] = mapped_column(ForeignKey("organizations.id"), index=True)
    name: Mapped[str] = mapped_column(String(80))
    title: Mapped[str] = mapped_column(String(80), default="")
    speciality: Mapped[str] = mapped_column(String(80), default="")
    certificate: Mapped[str] = mapped_column(String(120), default="")
    working_since: Mapped[date | None]
    evaluating_since: Mapped[date | None]
    expert_id: Mapped[int | None] = mapped_column(ForeignKey("experts.id"), index=True)
    came_from_id: Mapped[int | None] = mapped_column(ForeignKey("organizations.id"), index=True)
    came_on: Mapped[date | None]
    left_on: Mapped[date | None]


class AgencyViolation(BureauOwned, Audited, Row):
    """What is held against an agency, by which document; appended, never changed."""

    __tablename__ = "agency_violations"

    agency_id: Mapped[int] = mapped_column(ForeignKey("organizations.id"), index=True)
    gravity: Mapped[str] = mapped_column(String(20))
    what: Mapped[str] = mapped_column(Text)
    document: Mapped[str] = mapped_column(String(120))
    found_on: Mapped[date]
    bars_until: Mapped[date | None]
    account_id: Mapped[int] = mapped_column(ForeignKey("accounts.id"))
    noted_at: Mapped[datetime] = mapped_column(Moment)


class ViolationLifting(BureauOwned, Audited, Row):
    """Why a violation counts no more, as after a successful appeal."""

    __tablename__ = "violation_liftings"

    violation_id: Mapped[int] = mapped_column(ForeignKey("agency_violations.id"), unique=True)
    reason: Mapped[str] = mapped_column(Text)
    account_id: Mapped[int] = mapped_column(ForeignKey("accounts.id"))
    lifted_at: Mapped[datetime] = mapped_column(Moment)
