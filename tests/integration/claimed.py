"""Scoring tables of an agency's report, right and wrong, and the rows that reconciling them leaves."""

import io
from collections.abc import Mapping
from datetime import datetime

import xlsxwriter
from sqlalchemy.orm import Session

from reviewhub.db.models import ClaimExplanation, Report, ReportCheck, ReportClaims
from reviewhub.domain.commissioning.claiming.claims import Claims, frozen
from reviewhub.domain.scoring.template import ScoringTemplate


def scoring_table(template: ScoringTemplate, said: Mapping[str, str], **points: str) -> bytes:
    """Write a workbook that gives every criterion full marks, but for ``points`` by id; ``said`` below it.

    An id is written without its point: ``c11="3"`` is criterion 1.1.
    """
    rows: list[list[object]] = [["评分表"], ["一级指标", "三级指标", "分值", "得分"]]
    for one in template.criteria:
        given = points.get(f"c{one.id.replace('.', '')}", f"{one.points:f}")
        rows.append([one.path[0].zh, f"{one.id} {one.title.zh}", float(one.points), float(given)])
    rows += [[label, None, None, said[label]] for label in said]
    out = io.BytesIO()
    with xlsxwriter.Workbook(out) as book:
        sheet = book.add_worksheet()
        for number, row in enumerate(rows):
            sheet.write_row(number, 0, row)
    return out.getvalue()


def leave_claims(session: Session, report: Report, account: int, now: datetime) -> None:
    """Leave a row of everything that reconciling and checking a report leave."""
    check = ReportCheck(
        report_id=report.id, number=1, structure="x", found={}, account_id=account, checked_at=now
    )
    claims = ReportClaims(
        report_id=report.id,
        number=1,
        document_id=report.document_id,
        claimed=frozen(Claims(grade="良")),
        account_id=account,
        claimed_at=now,
    )
    session.add_all([check, claims])
    session.flush()
    session.add(
        ClaimExplanation(
            claims_id=claims.id, difference="b" * 64, reason="四舍五入", account_id=account, explained_at=now
        )
    )
