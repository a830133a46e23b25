"""Fitting the template to a campaign or a task before scoring opens, decision by decision on record."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from reviewhub.db.models import Account, Assignment, Campaign, TailoringRecord, Task
from reviewhub.db.queries.tailorings import Decided
from reviewhub.domain.errors import Invalid, NotFound, Problem, StaleWrite, WrongState
from reviewhub.domain.policy import Act, require
from reviewhub.domain.scoring.tailoring import Tailoring, read_tailoring, tailored
from reviewhub.domain.scoring.template import ScoringTemplate
from reviewhub.plugin.registry import check_template
from reviewhub.services.campaigns import CampaignHead, found, head_of, schedule_of
from reviewhub.services.scoring.rules import Ruling, standing_ruling
from reviewhub.services.templates import template_of
from reviewhub.services.work import Work

NOT_OPEN = "campaign.not_open"


@dataclass(frozen=True, slots=True)
class Subject:
    """What is decided for: a whole campaign, or one task; the other is None."""

    campaign: int | None = None
    task: int | None = None


@dataclass(frozen=True, slots=True)
class PastTailoring:
    """One decision on record; ``tailoring`` is None where a task went back to what its campaign has."""

    number: int
    tailoring: Tailoring | None
    reason: str
    by: str
    at: datetime


@dataclass(frozen=True, slots=True)
class TailoringPage:
    """What was decided for a campaign or a task, and what comes of it.

    ``template`` is the campaign's revision as it is (of a concluded task the one it was concluded under),
    ``fitted`` as it is scored here. ``own`` tells whether the task has a decision of its own; ``project`` is
    empty for a campaign. ``past`` has the newest first; ``refusal`` says as a code why nothing can be decided
    now.
    """

    campaign: CampaignHead
    task: int | None
    project: str
    template: ScoringTemplate
    fitted: ScoringTemplate
    tailoring: Tailoring
    own: bool
    past: tuple[PastTailoring, ...]
    refusal: str


def tailoring_page(work: Work, subject: Subject) -> TailoringPage:
    """Give what was decided for a campaign or a task; raises :class:`NotFound`."""
    require(work.actor, Act.READ_RESULTS)
    with work.reading() as session:
        campaign, task = _found(session, subject)
        records = _records(session, campaign, task)
        usual = records if task is None else _records(session, campaign, None)
        own = records[0].decided if records else None
        decided = own if own is not None or not usual else usual[0].decided
        ruling = standing_ruling(session, task) if task else Ruling(campaign, campaign, decided)
        return TailoringPage(
            campaign=head_of(campaign),
            task=task.id if task else None,
            project=task.project.name if task else "",
            template=template_of(ruling.revision),
            fitted=ruling.template,
            tailoring=read_tailoring(decided),
            own=task is not None and own is not None,
            past=_past(session, records),
            refusal=refusal_of(work, session, campaign, task),
        )


def tailor(work: Work, subject: Subject, tailoring: Tailoring | None, number: int, reason: str) -> None:
    """Decide which optional criteria are left out and which indicators are set; None follows the campaign.

    ``number`` is how many decisions the form knew of. Raises :class:`Invalid` with everything that does not
    fit the template or its scorers, :class:`WrongState` once scoring has opened, :class:`StaleWrite`.
    """
    actor = require(work.actor, Act.RUN_CAMPAIGNS)
    with work.transaction() as session:
        campaign, task = _found(session, subject)
        in_turn(session, campaign)
        refusal = refusal_of(work, session, campaign, task)
        if refusal:
            raise WrongState(refusal)
        before = len(_records(session, campaign, task))
        if before != number:
            raise StaleWrite("stale", current=before, given=number)
        _require_fits(work, template_of(campaign.revision), tailoring, reason)
        record = record_of(session, campaign, task, tailoring)
        record.reason, record.account_id, record.decided_at = reason.strip(), actor.account, work.now()
        session.add(record)
        session.flush()
        work.record("tailor", record)


def in_turn(session: Session, campaign: Campaign) -> Campaign:
    """Let decisions for a campaign and its tasks follow each other, so that each counts those before it."""
    session.refresh(campaign, with_for_update=True)  # it may have opened or moved while this waited
    return campaign


def record_of(
    session: Session, campaign: Campaign, task: Task | None, tailoring: Tailoring | None
) -> TailoringRecord:
    """Make the next decision of a campaign or a task; who decides it, when and why is for the caller."""
    return TailoringRecord(
        campaign_id=campaign.id,
        task_id=task.id if task else None,
        number=len(_records(session, campaign, task)) + 1,
        decided=_decided(tailoring, task),
    )


def _found(session: Session, subject: Subject) -> tuple[Campaign, Task | None]:
    if subject.campaign is not None:
        return found(session, subject.campaign), None
    task = session.get(Task, subject.task)
    if task is None:
        raise NotFound("not_found")
    return task.campaign, task


def _decided(tailoring: Tailoring | None, task: Task | None) -> Decided:
    """Write a decision; one that leaves a campaign's template whole decides nothing."""
    if tailoring is None or (task is None and tailoring.is_empty):
        return None
    return tailoring.written()


def _records(session: Session, campaign: Campaign, task: Task | None) -> Sequence[TailoringRecord]:
    about = TailoringRecord.task_id.is_(None) if task is None else TailoringRecord.task_id == task.id
    statement = select(TailoringRecord).where(TailoringRecord.campaign_id == campaign.id, about)
    return session.execute(statement.order_by(TailoringRecord.number.desc())).scalars().all()


def _past(session: Session, records: Sequence[TailoringRecord]) -> tuple[PastTailoring, ...]:
    ids = {one.account_id for one in records}
    rows = session.execute(select(Account.id, Account.name).where(Account.id.in_(ids)))
    names = dict(iter(rows)) if ids else {}
    return tuple(
        PastTailoring(
            number=one.number,
            tailoring=None if one.decided is None else read_tailoring(one.decided),
            reason=one.reason,
            by=names.get(one.account_id, ""),
            at=one.decided_at,
        )
        for one in records
    )


def refusal_of(work: Work, session: Session, campaign: Campaign, task: Task | None) -> str:
    """Say why nothing can be decided: nothing is optional, or scoring has opened.

    For a task that joined later scoring opens when somebody is asked to score it.
    """
    template = template_of(campaign.revision)
    if not template.leaves_choices:
        return "tailoring.nothing_to_choose"
    refusal = schedule_of(campaign).refusal(work.now())
    if refusal == NOT_OPEN:
        return ""
    if refusal:
        return refusal
    asked = task is None or _is_assigned(session, task.id)
    return "tailoring.scoring_open" if asked else ""


def _is_assigned(session: Session, task: int) -> bool:
    statement = select(Assignment.id).where(Assignment.task_id == task).limit(1)
    return session.execute(statement).first() is not None


def _require_fits(work: Work, template: ScoringTemplate, tailoring: Tailoring | None, reason: str) -> None:
    if not reason.strip():
        raise Invalid([Problem("reason", "reason.missing")])
    if tailoring is not None:
        check_template(work.registry, tailored(template, tailoring))
