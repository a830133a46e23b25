"""How good the work of commissions was, and what fee was agreed, for many at once."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from sqlalchemy import func, select
from sqlalchemy.orm import Session, joinedload

from reviewhub.db.models import FeeAgreement, QualitySheet
from reviewhub.domain.commissioning.fee import FeeTerms, read_terms
from reviewhub.domain.commissioning.quality import Side, overall


@dataclass(frozen=True, slots=True)
class Quality:
    """What both sides said of one commission: the sheet of each that stands, the total once both are in."""

    sheets: Mapping[Side, QualitySheet]

    @property
    def total(self) -> Decimal | None:
        """The total of both; None until both sheets are in."""
        return overall({side: one.total for side, one in self.sheets.items()})


def qualities_of(session: Session, commissions: Sequence[int]) -> dict[int, Quality]:
    """Give what was said of commissions; one that nobody judged is absent."""
    rows = session.execute(
        select(QualitySheet)
        .where(QualitySheet.commission_id.in_(commissions))
        .options(joinedload(QualitySheet.revision), joinedload(QualitySheet.account))
        .order_by(QualitySheet.number)
    ).scalars()
    found: dict[int, dict[Side, QualitySheet]] = {}
    for row in rows:
        found.setdefault(row.commission_id, {})[Side(row.side)] = row
    return {commission: Quality(sheets) for commission, sheets in found.items()}


def sheets_so_far(session: Session, commission_id: int, side: Side) -> int:
    """Count the sheets that a side has handed in about a commission."""
    return session.execute(
        select(func.count())
        .select_from(QualitySheet)
        .where(QualitySheet.commission_id == commission_id, QualitySheet.side == side)
    ).scalar_one()


def fee_agreements(session: Session, commission_id: int) -> Sequence[FeeAgreement]:
    """Give the agreements on a commission's fee, the one that counts last."""
    return (
        session.execute(
            select(FeeAgreement)
            .where(FeeAgreement.commission_id == commission_id)
            .order_by(FeeAgreement.number)
        )
        .scalars()
        .all()
    )


def fee_terms_of(agreement: FeeAgreement) -> FeeTerms:
    """Read the terms of an agreement."""
    return read_terms(agreement.terms)
