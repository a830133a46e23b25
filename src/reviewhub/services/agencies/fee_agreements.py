"""The fee agreed with an agency: what comes of it, and what the grade of the work leaves of the last part."""

from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from sqlalchemy.orm import Session

from reviewhub.db.models import Commission, FeeAgreement
from reviewhub.db.queries.commissioning.quality import fee_agreements, fee_terms_of, qualities_of
from reviewhub.db.queries.commissions import Commissioned, commissioned
from reviewhub.domain.commissioning.fee import Fee, FeeTerms, fee_of, problems_of
from reviewhub.domain.errors import Invalid, NotFound, Problem, StaleWrite
from reviewhub.domain.policy import Act, may, require
from reviewhub.services.agencies.grading import grade_of
from reviewhub.services.work import Work


@dataclass(frozen=True, slots=True)
class Agreement:
    """One agreement on the fee."""

    number: int
    terms: FeeTerms
    reason: str
    agreed_at: datetime


@dataclass(frozen=True, slots=True)
class FeePage:
    """The fee of one commission: the agreements, newest last, and what the last one comes to.

    ``amount`` (yuan) is what is evaluated; ``grade`` that of the work, None until both sides judged it.
    """

    commission: int
    project: str
    agency_name: str
    amount: Decimal
    agreements: tuple[Agreement, ...]
    fee: Fee | None
    grade: str | None
    may_agree: bool

    @property
    def standing(self) -> Agreement | None:
        """The agreement that counts."""
        return self.agreements[-1] if self.agreements else None


def fee_page(work: Work, commission_id: int) -> FeePage:
    """Show the fee to an officer, or to the agency its own; others find nothing."""
    officer = may(work.actor, Act.RUN_CAMPAIGNS)
    actor = require(work.actor, Act.RUN_CAMPAIGNS if officer else Act.DELIVER_REPORTS)
    with work.reading() as session:
        one = _found(session, commission_id)
        if not officer and (one.agency != actor.agency or not one.takes_part):
            raise NotFound("not_found")
        rows = fee_agreements(session, commission_id)
        quality = qualities_of(session, [commission_id]).get(commission_id)
        band = grade_of(work, quality) if quality else None
    agreements = tuple(Agreement(row.number, fee_terms_of(row), row.reason, row.agreed_at) for row in rows)
    grade = band.id if band else None
    fee = fee_of(agreements[-1].terms, one.asked, grade) if agreements else None
    return FeePage(one.id, one.project, one.agency_name, one.asked, agreements, fee, grade, officer)


def agree_fee(work: Work, commission_id: int, terms: FeeTerms, standing: int, reason: str = "") -> int:
    """Keep what was agreed; ``standing`` is how many agreements the form knew of. Gives its number.

    Raises :class:`Invalid` with every fault, a new agreement without a reason among them, and
    :class:`StaleWrite` when another one came in between.
    """
    actor = require(work.actor, Act.RUN_CAMPAIGNS)
    with work.transaction() as session:
        one = _found(session, commission_id)
        before = len(fee_agreements(session, commission_id))
        if before != standing:
            raise StaleWrite("stale", current=before, given=standing)
        problems = list(problems_of(terms))
        if before and not reason.strip():
            problems.append(Problem("reason", "fee.again_needs_reason"))
        if problems:
            raise Invalid(problems)
        row = FeeAgreement(
            commission_id=one.id,
            number=before + 1,
            terms=terms.written(),
            reason=reason.strip(),
            account_id=actor.account,
            agreed_at=work.now(),
        )
        session.add(row)
        session.flush()
        work.record("agree_fee", row, commission=one.id)
        return row.number


def _found(session: Session, commission_id: int) -> Commissioned:
    found = commissioned(session, Commission.id == commission_id)
    if not found:
        raise NotFound("not_found")
    return found[0]
