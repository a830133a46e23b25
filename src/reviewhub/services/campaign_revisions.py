"""Moving a campaign to a newer revision of its template: an explicit step that says whose sheets it costs."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session, joinedload

from reviewhub.db.models import Assignment, Campaign, Conclusion, Sheet, SheetReturn, Task
from reviewhub.db.queries.sheets import latest_sheets
from reviewhub.domain.errors import Invalid, Problem, StaleWrite, WrongState
from reviewhub.domain.policy import Act, require
from reviewhub.domain.scoring.difference import Change, differences, must_redo
from reviewhub.domain.scoring.template import ScoringTemplate
from reviewhub.domain.workflow import ACTIVE, CampaignState
from reviewhub.services.campaigns import CampaignHead, found, head_of, template_pins
from reviewhub.services.templates import offered, publish, template_of
from reviewhub.services.work import Work, require_version


@dataclass(frozen=True, slots=True)
class ToRedo:
    """A submitted sheet that would be sent back: whose it is, of which project, since when."""

    scorer: str
    project: str
    submitted_at: datetime


@dataclass(frozen=True, slots=True)
class RevisionMove:
    """What moving would change, and whose sheets must be redone; ``newer`` is None where there is none.

    ``refusal`` says as a code why the campaign cannot be moved.
    """

    campaign: CampaignHead
    newer: ScoringTemplate | None
    changes: tuple[Change, ...]
    redo: tuple[ToRedo, ...]
    refusal: str


def has_newer_revision(work: Work, campaign_id: int) -> bool:
    """Tell whether a campaign that is not over could move to a newer revision of its template."""
    require(work.actor, Act.RUN_CAMPAIGNS)
    with work.reading() as session:
        campaign = found(session, campaign_id)
        return campaign.state != CampaignState.CLOSED and _newer(work, session, campaign) is not None


def revision_move(work: Work, campaign_id: int) -> RevisionMove:
    """Say what moving a campaign to the newest revision of its template would change and cost."""
    require(work.actor, Act.RUN_CAMPAIGNS)
    with work.reading() as session:
        campaign = found(session, campaign_id)
        newer = _newer(work, session, campaign)
        changes = differences(template_of(campaign.revision), newer) if newer else ()
        redo = _to_redo(session, campaign_id) if must_redo(changes) else ()
        return RevisionMove(head_of(campaign), newer, changes, redo, _refusal(session, campaign))


def move_to_revision(work: Work, campaign_id: int, digest: str, version: int, reason: str) -> int:
    """Move a campaign to the revision with this digest; gives how many sheets were sent back for it.

    Sheets that were scored by the older one stay as they are and are returned with the reason, so that a new
    revision of each is due. Raises :class:`WrongState` once anything was concluded: one campaign, one rule.
    """
    actor = require(work.actor, Act.RUN_CAMPAIGNS)
    if not reason.strip():
        raise Invalid([Problem("reason", "reason.missing")])
    with work.transaction() as session:
        campaign = found(session, campaign_id)
        require_version(campaign, version)
        refusal = _refusal(session, campaign)
        if refusal:
            raise WrongState(refusal)
        newer = _newer(work, session, campaign)
        if newer is None or newer.digest != digest:
            raise StaleWrite("stale")
        sheets = _standing(session, campaign_id) if must_redo(_changes(campaign, newer)) else []
        for sheet in sheets:
            session.add(
                SheetReturn(
                    sheet_id=sheet.id, reason=reason.strip(), account_id=actor.account, returned_at=work.now()
                )
            )
        campaign.revision = publish(work, session, newer)
        for name, pin in template_pins(work.registry, newer).items():
            setattr(campaign, name, pin)
        session.flush()
        work.record("move_to_revision", campaign, template=newer.digest, returned=len(sheets))
        return len(sheets)


def _changes(campaign: Campaign, newer: ScoringTemplate) -> tuple[Change, ...]:
    return differences(template_of(campaign.revision), newer)


def _newer(work: Work, session: Session, campaign: Campaign) -> ScoringTemplate | None:
    """Give what is offered under the template's id if it is not what the campaign has."""
    newest = offered(work, session).get(campaign.revision.key)
    if newest is None or newest.digest == campaign.revision.digest:
        return None
    return newest


def _refusal(session: Session, campaign: Campaign) -> str:
    if campaign.state == CampaignState.CLOSED:
        return "campaign.over"
    concluded = (
        select(Conclusion.id).join(Task, Task.id == Conclusion.task_id).where(Task.campaign_id == campaign.id)
    )
    return "campaign.already_concluded" if session.execute(concluded.limit(1)).first() else ""


def _standing(session: Session, campaign_id: int) -> list[Sheet]:
    """Give the submitted sheets that count now."""
    assignments = session.execute(
        select(Assignment.id)
        .join(Task, Task.id == Assignment.task_id)
        .where(Task.campaign_id == campaign_id, Assignment.state.in_(ACTIVE))
    ).scalars()
    newest = latest_sheets(session, list(assignments)).values()
    return [sheet for sheet, returned in newest if returned is None]


def _to_redo(session: Session, campaign_id: int) -> tuple[ToRedo, ...]:
    ids = {sheet.assignment_id: sheet.submitted_at for sheet in _standing(session, campaign_id)}
    rows = session.execute(
        select(Assignment)
        .where(Assignment.id.in_(ids))
        .options(
            joinedload(Assignment.expert),
            joinedload(Assignment.agency),
            joinedload(Assignment.task).joinedload(Task.project),
        )
        .order_by(Assignment.task_id, Assignment.number)
    ).scalars()
    return tuple(ToRedo(_name(one), one.task.project.name, ids[one.id]) for one in rows)


def _name(assignment: Assignment) -> str:
    scorer = assignment.expert or assignment.agency
    return scorer.name if scorer else ""
