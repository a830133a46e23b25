"""Commissions: taking the work, handing in, accepting or returning what was handed in."""

from dataclasses import dataclass, replace
from typing import Final

from sqlalchemy import ColumnElement, select, true
from sqlalchemy.orm import Session, joinedload

from reviewhub.db.models import Acceptance, Assignment, Commission, Document, Report, SheetReturn, Task
from reviewhub.db.queries.commissioning.documents import MATERIAL, REPORT
from reviewhub.db.queries.commissions import Commissioned, commissioned
from reviewhub.domain.appointing.commission import Milestone, is_late, milestones, missing
from reviewhub.domain.appointing.panel import signed_pledge
from reviewhub.domain.errors import Invalid, NotFound, Problem, WrongState
from reviewhub.domain.policy import Act, Actor, may, require
from reviewhub.domain.workflow import ACTIVE, ASSIGNMENT, COMMISSION, AssignmentState, move
from reviewhub.domain.workflow import may as may_move
from reviewhub.files.kinds import REPORT as REPORT_KINDS
from reviewhub.services.campaigns import schedule_of
from reviewhub.services.commissioning.desk.following import follow
from reviewhub.services.commissioning.desk.outstanding import Outstanding, outstanding
from reviewhub.services.commissioning.desk.parties import party_of
from reviewhub.services.commissioning.reconciling import Figures, figures_of, require_reconciled
from reviewhub.services.documents import checks_of, document_row, keep
from reviewhub.services.work import Work, require_version

AGENCY_ACTS: Final = ("take", "decline", "deliver")
OFFICER_ACTS: Final = ("return", "approve")
SEEN_BY_AGENCY: Final = (*ACTIVE, AssignmentState.DECLINED)


@dataclass(frozen=True, slots=True)
class CommissionLine:
    """One commission in a list: what it is, how far, and the codes of what is missing.

    ``outstanding`` is what waits along its schedule, on its check-list and in what was asked.
    """

    commission: Commissioned
    outstanding: Outstanding
    milestones: tuple[Milestone, ...]
    missing: tuple[str, ...]
    late: bool
    acts: frozenset[str]


@dataclass(frozen=True, slots=True)
class Material:
    """A document to read for the work; ``size`` in bytes."""

    id: int
    name: str
    media_type: str
    size: int


@dataclass(frozen=True, slots=True)
class CommissionPage:
    """One commission as this reader may see it; ``line.acts`` are the moves open to this reader now.

    ``figures`` tells how far the comparison of the newest report's figures is.
    """

    line: CommissionLine
    materials: tuple[Material, ...]
    figures: Figures | None


def list_commissions(work: Work, task_id: int | None = None) -> tuple[CommissionLine, ...]:
    """List an agency's own commissions, or the bureau's for its people, what is due first at the top."""
    actor = _reader(work)
    wanted = [_visible(actor)] if task_id is None else [_visible(actor), Commission.task_id == task_id]
    with work.reading() as session:
        found = commissioned(session, *wanted)
        waiting = outstanding(session, party_of(work), found, work.now().date())
    return tuple(_line(work, actor, one, waiting[one.id]) for one in found)


def open_commission(work: Work, commission_id: int) -> CommissionPage:
    """Give one commission; another firm's does not exist."""
    actor = _reader(work)
    with work.reading() as session:
        found = commissioned(session, _visible(actor), Commission.id == commission_id)
        if not found:
            raise NotFound("not_found")
        reads = may(actor, Act.READ_RESULTS) or found[0].takes_part
        materials = _materials(session, found[0].task) if reads else ()
        waiting = outstanding(session, party_of(work), found, work.now().date())[commission_id]
        figures = figures_of(work, session, found[0], actor)
    return CommissionPage(_line(work, actor, found[0], waiting), materials, figures)


def take(work: Work, commission_id: int, version: int, *, pledged: bool) -> None:
    """Take the work and sign the pledge; the scoring sheet opens with it."""
    if not pledged:
        raise Invalid([Problem("pledge", "pledge.missing")])
    with work.transaction() as session:
        commission = _own(work, session, commission_id, version)
        schedule = schedule_of(commission.task.campaign)
        if schedule.refusal(work.now()) == "campaign.over":
            raise WrongState("campaign.over")
        _answer(work, commission, "take", "accept")
        commission.assignment.pledge = signed_pledge(work.now())
        work.record("take_commission", commission)


def decline(work: Work, commission_id: int, version: int, reason: str) -> None:
    """Decline the work with a reason."""
    if not reason.strip():
        raise Invalid([Problem("reason", "reason.missing")])
    with work.transaction() as session:
        commission = _own(work, session, commission_id, version)
        _answer(work, commission, "decline", "decline")
        commission.answer_reason = commission.assignment.answer_reason = reason.strip()
        work.record("decline_commission", commission)


def deliver(work: Work, commission_id: int, name: str, data: bytes, remark: str = "") -> int:
    """Upload a version of the report; gives its number, from 1. Earlier versions stay.

    Raises :class:`Invalid` for what is no fit document or is one of the versions already there, and
    :class:`WrongState` while the officer has it.
    """
    actor = require(work.actor, Act.DELIVER_REPORTS)
    with work.reading() as session:
        _require_at_work(_own(work, session, commission_id))
    kept = keep(work, [(name, data)], REPORT_KINDS)
    with work.transaction() as session:
        commission = _own(work, session, commission_id)
        _require_at_work(commission)
        number = _next_version(session, commission, kept[0].sha256)
        report = Report(
            commission_id=commission.id,
            number=number,
            document=document_row(work, actor, commission.task_id, REPORT, kept[0]),
            remark=remark.strip(),
            delivered_at=work.now(),
        )
        session.add(report)
        session.flush()
        work.record("deliver_report", report, sha256=kept[0].sha256, **checks_of(work, kept))
        return number


def submit(work: Work, commission_id: int, version: int) -> None:
    """Hand in for acceptance; raises :class:`Invalid` with what is still missing: report, scoring sheet."""
    with work.transaction() as session:
        commission = _own(work, session, commission_id, version)
        commission.state = move(COMMISSION, commission.state, "deliver")
        _require_complete(session, commission)
        follow(work, session, commission.id, "hand_in_final")
        work.record("submit_commission", commission)


def approve(work: Work, commission_id: int, version: int, remarks: str = "") -> None:
    """Accept what was handed in; from here on the task can be concluded.

    Raises :class:`Invalid` when the scoring sheet was returned in the meantime, or while the report's figures
    differ from the platform's and nobody has explained why.
    """
    actor = require(work.actor, Act.RUN_CAMPAIGNS)
    with work.transaction() as session:
        commission = _found(session, actor, commission_id, version)
        commission.state = move(COMMISSION, commission.state, "approve")
        standing = _require_complete(session, commission)
        require_reconciled(work, session, standing)
        session.add(_acceptance(work, actor, standing, (True, remarks)))
        follow(work, session, commission.id, "accept_final", remarks)
        work.record("approve_report", commission)


def return_report(
    work: Work, commission_id: int, version: int, remarks: str, *, sheet_too: bool = False
) -> None:
    """Send the newest version back with remarks, and the scoring sheet with it when ``sheet_too``.

    Nothing is overwritten: a new version of the report is asked for, and a new revision of the sheet.
    Raises :class:`WrongState` when the sheet could not be submitted again for the campaign is over.
    """
    actor = require(work.actor, Act.RUN_CAMPAIGNS)
    if not remarks.strip():
        raise Invalid([Problem("remarks", "reason.missing")])
    with work.transaction() as session:
        commission = _found(session, actor, commission_id, version)
        commission.state = move(COMMISSION, commission.state, "return")
        (standing,) = commissioned(session, Commission.id == commission_id)
        session.add(_acceptance(work, actor, standing, (False, remarks)))
        follow(work, session, commission.id, "return_final", remarks)
        if sheet_too and standing.sheet is not None:
            schedule_of(commission.task.campaign).require_open(work.now())
            session.add(
                SheetReturn(
                    sheet_id=standing.sheet,
                    reason=remarks.strip(),
                    account_id=actor.account,
                    returned_at=work.now(),
                )
            )
        work.record("return_report", commission, sheet_too=sheet_too)


def _reader(work: Work) -> Actor:
    if may(work.actor, Act.READ_RESULTS):
        return require(work.actor, Act.READ_RESULTS)
    return require(work.actor, Act.DELIVER_REPORTS)


def _visible(actor: Actor) -> ColumnElement[bool]:
    """Which commissions a reader may know of; an agency taken off a task loses sight of it."""
    if may(actor, Act.READ_RESULTS):
        return true()
    own = Commission.agency_id == actor.agency
    return own & Assignment.state.in_(SEEN_BY_AGENCY)


def _line(work: Work, actor: Actor, one: Commissioned, waiting: Outstanding) -> CommissionLine:
    today = work.now().date()
    officer = may(actor, Act.RUN_CAMPAIGNS)
    acts = OFFICER_ACTS if officer else AGENCY_ACTS if may(actor, Act.DELIVER_REPORTS) else ()
    shown = one if may(actor, Act.READ_RESULTS) else replace(one, reason="")
    return CommissionLine(
        commission=shown,
        outstanding=waiting,
        milestones=milestones(one.facts, today),
        missing=tuple(missing(one.facts)),
        late=is_late(one.facts, today),
        acts=frozenset(act for act in acts if one.stands and may_move(COMMISSION, one.state, act)),
    )


def _materials(session: Session, task_id: int) -> tuple[Material, ...]:
    rows = session.execute(
        select(Document.id, Document.name, Document.media_type, Document.size)
        .where(Document.task_id == task_id, Document.purpose == MATERIAL)
        .order_by(Document.id)
    )
    return tuple(Material(*row) for row in rows)


def _own(work: Work, session: Session, commission_id: int, version: int | None = None) -> Commission:
    return _found(session, require(work.actor, Act.DELIVER_REPORTS), commission_id, version)


def _found(session: Session, actor: Actor, commission_id: int, version: int | None) -> Commission:
    """Give a commission the actor may act on, at the version the page was made from."""
    row = session.execute(
        select(Commission)
        .join(Assignment, Assignment.id == Commission.assignment_id)
        .where(Commission.id == commission_id, _visible(actor))
        .options(joinedload(Commission.assignment), joinedload(Commission.task).joinedload(Task.campaign))
    ).scalar_one_or_none()
    if row is None:
        raise NotFound("not_found")
    if version is not None:
        require_version(row, version)
    return row


def _answer(work: Work, commission: Commission, act: str, answer: str) -> None:
    assignment = commission.assignment
    commission.state = move(COMMISSION, commission.state, act)
    assignment.state = move(ASSIGNMENT, assignment.state, answer)
    assignment.answered_at = work.now()


def _require_at_work(commission: Commission) -> None:
    if not may_move(COMMISSION, commission.state, "deliver"):
        raise WrongState("commission.not_open_for_reports")


def _next_version(session: Session, commission: Commission, sha256: str) -> int:
    rows = session.execute(
        select(Document.sha256, Report.number)
        .join(Report, Report.document_id == Document.id)
        .where(Report.commission_id == commission.id)
    )
    present = dict(rows.all())
    if sha256 in present:
        raise Invalid([Problem("file", "commission.same_report", {"number": present[sha256]})])
    return len(present) + 1


def _require_complete(session: Session, commission: Commission) -> Commissioned:
    (standing,) = commissioned(session, Commission.id == commission.id)
    problems = [Problem("", code) for code in missing(standing.facts)]
    if problems:
        raise Invalid(problems)
    return standing


def _acceptance(work: Work, actor: Actor, standing: Commissioned, decided: tuple[bool, str]) -> Acceptance:
    approved, remarks = decided
    return Acceptance(
        report_id=standing.reports[-1].id,
        approved=approved,
        remarks=remarks.strip(),
        account_id=actor.account,
        decided_at=work.now(),
    )
