"""A row of every kind that the register of agencies leaves, for tests that want one of everything."""

from datetime import date, datetime
from decimal import Decimal

from sqlalchemy.orm import Session

from reviewhub.db.models import (
    AgencyLot,
    AgencyProfile,
    AgencySelection,
    AgencyViolation,
    Commission,
    FeeAgreement,
    LeadEvaluator,
    QualitySheet,
    ViolationLifting,
)


def leave_register(session: Session, commission: Commission, account: int, now: datetime) -> None:
    """Leave what is known of the commission's agency, and how it was chosen."""
    agency, task, day = commission.agency_id, commission.task_id, date(2025, 3, 2)
    lead = LeadEvaluator(agency_id=agency, name="杨主评", title="会计师", working_since=day, left_on=day)
    lead.speciality, lead.certificate, lead.evaluating_since = "财务", "CPA1", day
    lead.expert_id, lead.came_from_id, lead.came_on = 1, agency, day
    held = AgencyViolation(agency_id=agency, gravity="major", what="虚假", document="3 号", found_on=day)
    held.bars_until, held.account_id, held.noted_at = day, account, now
    lot = AgencyLot(task_id=task, number=1, commitment={"a": 1}, digest="a" * 64, agencies={"A001": {}})
    lot.account_id, lot.committed_at, lot.reason, lot.value = account, now, "重抽", "1-2"
    lot.certificate, lot.drawn_id, lot.drawn_at = {"b": 2}, agency, now
    profile = AgencyProfile(agency_id=agency, kind="accountant", legal_person="段法人", remark="延期")
    session.add_all([lead, held, lot, profile])
    session.flush()
    chosen = AgencySelection(commission_id=commission.id, method="lot", basis="名单", lot_id=lot.id)
    chosen.principal_id, chosen.lead_id, chosen.account_id, chosen.selected_at = agency, lead.id, account, now
    lifted = ViolationLifting(violation_id=held.id, reason="复议撤销", account_id=account, lifted_at=now)
    fee = FeeAgreement(commission_id=commission.id, number=1, terms={"fixed": "1"}, reason="重订")
    fee.account_id, fee.agreed_at = account, now
    sheet = QualitySheet(commission_id=commission.id, side="unit", number=1, template_revision_id=1)
    sheet.answers, sheet.points, sheet.total = {"1.1.points": "9"}, ["9"], Decimal(9)
    sheet.paper, sheet.correction, sheet.account_id, sheet.submitted_at = "纸质表", "漏项", account, now
    session.add_all([chosen, lifted, fee, sheet])
