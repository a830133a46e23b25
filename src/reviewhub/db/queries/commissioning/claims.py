"""The claims that stand for a report, with what was said of their differences."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from reviewhub.db.models import Account, ClaimExplanation, Document, Report, ReportClaims
from reviewhub.domain.commissioning.claiming.claims import Claims, thawed


@dataclass(frozen=True, slots=True)
class StandingClaims:
    """The newest claims of one version; ``role`` gave them, ``file`` is "" where they were typed."""

    id: int
    number: int
    claims: Claims
    document: int | None
    file: str
    role: str
    claimed_at: datetime


@dataclass(frozen=True, slots=True)
class Explanation:
    """Why one difference is as it is; ``role`` is whose account said so."""

    reason: str
    role: str
    explained_at: datetime


def standing_claims(session: Session, report: int) -> StandingClaims | None:
    """Give the newest claims of a delivered version, if any."""
    found = session.execute(
        select(ReportClaims, Account.role, Document.name)
        .join(Account, Account.id == ReportClaims.account_id)
        .outerjoin(Document, Document.id == ReportClaims.document_id)
        .where(ReportClaims.report_id == report)
        .order_by(ReportClaims.number.desc())
        .limit(1)
    ).first()
    if found is None:
        return None
    row, role, name = found
    return StandingClaims(
        row.id, row.number, thawed(row.claimed), row.document_id, name or "", role, row.claimed_at
    )


def explanations(session: Session, claims: int) -> Mapping[str, Explanation]:
    """Give what was said of the differences of some claims, the newest of each, by the difference's key."""
    rows = session.execute(
        select(ClaimExplanation, Account.role)
        .join(Account, Account.id == ClaimExplanation.account_id)
        .where(ClaimExplanation.claims_id == claims)
        .order_by(ClaimExplanation.id)
    )
    return {row.difference: Explanation(row.reason, role, row.explained_at) for row, role in rows}


def ever_claimed(session: Session, commission: int) -> bool:
    """Tell whether any version of this commission's report had its figures given."""
    rows = (
        select(func.count(ReportClaims.id))
        .join(Report, Report.id == ReportClaims.report_id)
        .where(Report.commission_id == commission)
    )
    return bool(session.execute(rows).scalar())
