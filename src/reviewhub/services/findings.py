"""Findings: the list that waits, one with its facts, and the second person's decision with what follows."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from reviewhub.db.models import (
    Account,
    ConflictDecision,
    ConflictFinding,
    Task,
)
from reviewhub.db.queries.findings import Standing, assignment_of, findings, involved_accounts
from reviewhub.db.queries.sheets import is_concluded, latest_sheets
from reviewhub.domain.conflicts.conflict import Severity
from reviewhub.domain.conflicts.finding import (
    FindingState,
    Outcome,
    Stage,
    require_decidable,
    state_of,
)
from reviewhub.domain.errors import Invalid, NotFound, Problem, StaleWrite, WrongState
from reviewhub.domain.policy import Act, require
from reviewhub.domain.words import Reason
from reviewhub.domain.workflow import ASSIGNMENT, move
from reviewhub.services.campaigns import CampaignHead, found, head_of
from reviewhub.services.conflicts.checking import check_agencies, check_campaign, check_experts, keep
from reviewhub.services.conflicts.redoing import mark_redo
from reviewhub.services.drawing.replacing import replace_seat
from reviewhub.services.notifying.asking import ask_panel
from reviewhub.services.work import Work


@dataclass(frozen=True, slots=True)
class FindingLine:
    """One finding in the list: whom and what it is about, why, and how it stands."""

    id: int
    state: FindingState
    severity: str
    rule: str
    version: str
    reason: Reason
    record: str
    who: str
    task: int
    project: str
    campaign: int
    campaign_name: str
    stage: str
    found_at: datetime
    decided: str
    decided_at: datetime | None


@dataclass(frozen=True, slots=True)
class DecisionLine:
    """One decision of a finding, by whom and why."""

    outcome: str
    reason: str
    by: str
    at: datetime


@dataclass(frozen=True, slots=True)
class FindingPage:
    """One finding with its decisions and what deciding would mean.

    ``takes_part`` tells that the scorer is on the task now, ``has_sheet`` that a sheet would be voided;
    ``refusals`` says by outcome why this reader cannot decide so, None where nothing stands against it.
    """

    line: FindingLine
    history: tuple[DecisionLine, ...]
    takes_part: bool
    has_sheet: bool
    is_concluded: bool
    refusals: dict[str, Reason | None]


@dataclass(frozen=True, slots=True)
class Deciding:
    """What a second person decides; ``seen`` is how many decisions the form knew of."""

    outcome: Outcome
    reason: str
    seen: int


def list_findings(work: Work, *, open_only: bool, campaign: int | None = None) -> tuple[FindingLine, ...]:
    """List the findings, the newest first: those that wait, or all."""
    require(work.actor, Act.DECIDE_CONFLICTS)
    wanted = []
    if campaign is not None:
        tasks = select(Task.id).where(Task.campaign_id == campaign)
        wanted.append(ConflictFinding.task_id.in_(tasks))
    with work.reading() as session:
        lines = [_line(one) for one in findings(session, *wanted)]
    return tuple(one for one in lines if one.state is FindingState.OPEN or not open_only)


def finding_page(work: Work, finding_id: int) -> FindingPage:
    """Give one finding; raises :class:`NotFound`."""
    actor = require(work.actor, Act.DECIDE_CONFLICTS)
    with work.reading() as session:
        standing = _standing(session, finding_id)
        assignment = assignment_of(session, standing.finding)
        sheets = latest_sheets(session, [assignment.id]) if assignment else {}
        codes = {one.value: _refusal(work, session, standing, one, actor.account) for one in Outcome}
        return FindingPage(
            line=_line(standing),
            history=_history(session, finding_id),
            takes_part=assignment is not None,
            has_sheet=any(returned is None for _, returned in sheets.values()),
            is_concluded=is_concluded(session, standing.finding.task_id),
            refusals={outcome: Reason(code) if code else None for outcome, code in codes.items()},
        )


def decide(work: Work, finding_id: int, deciding: Deciding) -> FindingState:
    """Decide a finding as a second person.

    Confirmed, the scorer is taken off the task at once; a sheet that had been submitted stays and counts no
    more, and the task must be done anew. Raises :class:`WrongState` for who may not decide it or for what is
    pinned, :class:`StaleWrite` when somebody decided in between.
    """
    actor = require(work.actor, Act.DECIDE_CONFLICTS)
    if not deciding.reason.strip():
        raise Invalid([Problem("reason", "reason.missing")])
    with work.transaction() as session:
        standing = _standing(session, finding_id)
        refusal = _refusal(work, session, standing, deciding.outcome, actor.account)
        if refusal:
            raise WrongState(refusal)
        row = ConflictDecision(
            finding_id=finding_id,
            number=_next_number(session, finding_id, deciding.seen),
            outcome=deciding.outcome,
            reason=deciding.reason.strip(),
            account_id=actor.account,
            decided_at=work.now(),
        )
        session.add(row)
        session.flush()
        if deciding.outcome is Outcome.CONFIRMED:
            _take_off(work, session, standing.finding, row)
        work.record("decide_conflict", row, finding=finding_id, outcome=deciding.outcome)
    return state_of(standing.finding.severity, deciding.outcome)


def recheck(work: Work, campaign_id: int) -> int:
    """Check everybody who takes part in a campaign anew; gives how many findings are new."""
    require(work.actor, Act.RUN_CAMPAIGNS)
    with work.transaction() as session:
        campaign = found(session, campaign_id)
        fresh = keep(work, session, check_campaign(work, session, campaign_id), Stage.LATER)
        work.record("check_conflicts", campaign, findings=len(fresh))
        return len(fresh)


def campaign_named(work: Work, campaign_id: int) -> CampaignHead:
    """Give the campaign whose findings are listed."""
    require(work.actor, Act.DECIDE_CONFLICTS)
    with work.reading() as session:
        return head_of(found(session, campaign_id))


def _standing(session: Session, finding_id: int) -> Standing:
    known = findings(session, ConflictFinding.id == finding_id)
    if not known:
        raise NotFound("not_found")
    return known[0]


def _refusal(work: Work, session: Session, standing: Standing, outcome: Outcome, account: int) -> str:
    finding, decided = standing
    state = state_of(finding.severity, decided.outcome if decided else None)
    pinned = finding.severity == Severity.BLOCK and _still_found(work, session, finding)
    involved = involved_accounts(session, finding)
    try:
        require_decidable(state, outcome, pinned=pinned, account=account, involved=involved)
    except WrongState as error:
        return error.code
    return ""


def _still_found(work: Work, session: Session, finding: ConflictFinding) -> bool:
    """Tell whether the facts still say what the finding says."""
    if finding.expert_id is not None:
        hits = check_experts(work, session, [finding.expert_id], [finding.task_id])
    else:
        hits = check_agencies(work, session, [finding.agency_id or 0], [finding.task_id])
    return any(hit.fingerprint == finding.fingerprint for hit in hits)


def _next_number(session: Session, finding_id: int, seen: int) -> int:
    given = session.execute(
        select(func.count(ConflictDecision.id)).where(ConflictDecision.finding_id == finding_id)
    ).scalar_one()
    if given != seen:
        raise StaleWrite("stale", current=given, given=seen)
    return int(given) + 1


def _take_off(work: Work, session: Session, finding: ConflictFinding, decided: ConflictDecision) -> None:
    """End the scorer's part; what was found with a sheet of theirs, or concluded, must be done anew.

    On a drawn panel the next alternate is invited at once; on an appointed one the officer chooses.
    """
    assignment = assignment_of(session, finding)
    if assignment is None:
        return
    mark_redo(session, assignment, decided)
    assignment.state = move(ASSIGNMENT, assignment.state, "exclude")
    assignment.ended_reason = decided.reason
    session.flush()
    if replace_seat(work, session, assignment, f"conflict:{finding.rule}"):
        ask_panel(work, session, assignment.panel_id or 0)


def _history(session: Session, finding_id: int) -> tuple[DecisionLine, ...]:
    rows = session.execute(
        select(ConflictDecision, Account.name)
        .join(Account, Account.id == ConflictDecision.account_id)
        .where(ConflictDecision.finding_id == finding_id)
        .order_by(ConflictDecision.number)
    )
    return tuple(DecisionLine(row.outcome, row.reason, name, row.decided_at) for row, name in rows)


def _line(standing: Standing) -> FindingLine:
    row, decided = standing
    person = row.expert.name if row.expert else row.agency.name if row.agency else ""
    return FindingLine(
        id=row.id,
        state=state_of(row.severity, decided.outcome if decided else None),
        severity=row.severity,
        rule=row.rule,
        version=row.rule_version,
        reason=Reason(row.code, row.said),
        record=row.record,
        who=person,
        task=row.task_id,
        project=row.task.project.name,
        campaign=row.task.campaign_id,
        campaign_name=row.task.campaign.name,
        stage=row.stage,
        found_at=row.found_at,
        decided=decided.reason if decided else "",
        decided_at=decided.decided_at if decided else None,
    )
