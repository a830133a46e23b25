"""Which documents a reader may know of; everything that leads to a document asks here."""

from typing import Final

from sqlalchemy import ColumnElement, and_, false, or_, select, true
from sqlalchemy.orm import Session

from reviewhub.db.models import Assignment, Commission, Document, Report, ReportClaims
from reviewhub.db.queries.commissioning.readable import drafts_for, papers_of, supplied_by, supplied_to
from reviewhub.db.queries.releasing.items import proofs_for
from reviewhub.domain.errors import NotFound
from reviewhub.domain.policy import Act, Actor, may
from reviewhub.domain.workflow import AssignmentState

MATERIAL: Final = "material"
REPORT: Final = "report"
EVIDENCE: Final = "evidence"
PAPER: Final = "paper"
SCORING_TABLE: Final = "scoring_table"


def document_for(session: Session, actor: Actor | None, document_id: int) -> Document:
    """Give one document.

    Raises :class:`NotFound` alike for what is not there and for what this reader may not know of.
    """
    if actor is None or actor.bureau is None:
        raise NotFound("not_found")
    row = session.execute(
        select(Document).where(Document.id == document_id, readable(actor))
    ).scalar_one_or_none()
    if row is None:
        raise NotFound("not_found")
    return row


def readable(actor: Actor) -> ColumnElement[bool]:
    """Which documents a reader may know of.

    The bureau's people: all; scorers: the material of what they accepted; agencies also what they delivered
    and the evidence of their tasks; units what they themselves supplied,
    the drafts they comment on and the proofs of what they mended.
    """
    if may(actor, Act.READ_RESULTS):
        return true()
    if actor.expert is not None:
        return _material_of(Assignment.expert_id == actor.expert)
    if actor.agency is not None:
        return or_(
            _material_of(Assignment.agency_id == actor.agency),
            _delivered_by(actor.agency),
            supplied_to(actor.agency),
            papers_of(actor.agency),
            _claimed_by(actor.agency),
        )
    return (
        false()
        if actor.unit is None
        else or_(supplied_by(actor.unit), drafts_for(actor.unit), proofs_for(actor.unit))
    )


def _material_of(mine: ColumnElement[bool]) -> ColumnElement[bool]:
    accepted = select(Assignment.id).where(
        mine, Assignment.task_id == Document.task_id, Assignment.state == AssignmentState.ACCEPTED
    )
    return and_(Document.purpose == MATERIAL, accepted.exists())


def _delivered_by(agency: int) -> ColumnElement[bool]:
    return (
        select(Report.id)
        .join(Commission, Commission.id == Report.commission_id)
        .where(Report.document_id == Document.id, Commission.agency_id == agency)
        .exists()
    )


def _claimed_by(agency: int) -> ColumnElement[bool]:
    """Tell the scoring tables that an agency's reports were read from."""
    return (
        select(ReportClaims.id)
        .join(Report, Report.id == ReportClaims.report_id)
        .join(Commission, Commission.id == Report.commission_id)
        .where(ReportClaims.document_id == Document.id, Commission.agency_id == agency)
        .exists()
    )
