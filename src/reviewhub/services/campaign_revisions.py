"""Moving a campaign to a newer revision of its template: an explicit step that says whose sheets it costs."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session, joinedload

from reviewhub.db.models import Assignment, Campaign, Conclusion, EarlierRevision, Sheet, SheetReturn, Task
from reviewhub.db.queries.scoring_rounds import open_rounds
from reviewhub.db.queries.sheets import latest_sheets
from reviewhub.db.queries.tailorings import Decided, tailorings
from reviewhub.domain.errors import Invalid, Problem, StaleWrite, WrongState
from reviewhub.domain.ledger import canonical_json
from reviewhub.domain.policy import Act, require
from reviewhub.domain.scoring.difference import Change, differences, must_redo
from reviewhub.domain.scoring.template import ScoringTemplate
from reviewhub.domain.words import Reason
from reviewhub.domain.workflow import ACTIVE, CampaignState
from reviewhub.plugin.registry import check_template
from reviewhub.services.campaigns import CampaignHead, found, head_of, missing_parts, template_pins
from reviewhub.services.scoring.rules import current_rulings, fitted
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

    ``concluded`` counts the tasks that stay with the older revision; ``refusal`` says as a code why the
    campaign cannot be moved.
    """

    campaign: CampaignHead
    newer: ScoringTemplate | None
    changes: tuple[Change, ...]
    redo: tuple[ToRedo, ...]
    concluded: int
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
        changes = _changes(work, campaign, newer) if newer else ()
        refusal = _refusal(work, session, campaign, newer)
        return RevisionMove(
            campaign=head_of(campaign),
            newer=newer,
            changes=changes,
            redo=_to_redo(session, _to_return(work, session, campaign, newer))
            if newer and not refusal
            else (),
            concluded=len(_concluded(session, campaign_id)),
            refusal=refusal,
        )


def move_to_revision(work: Work, campaign_id: int, digest: str, version: int, reason: str) -> int:
    """Move a campaign to the revision with this digest; gives how many sheets were sent back for it.

    Sheets that were scored by the older one stay as they are and are returned with the reason, so that a new
    revision of each is due. What is concluded stays with the revision it was concluded under.
    """
    actor = require(work.actor, Act.RUN_CAMPAIGNS)
    if not reason.strip():
        raise Invalid([Problem("reason", "reason.missing")])
    with work.transaction() as session:
        campaign = found(session, campaign_id)
        require_version(campaign, version)
        _hold(session, campaign)
        newer = _newer(work, session, campaign)
        refusal = _refusal(work, session, campaign, newer)
        if refusal:
            raise WrongState(refusal)
        if newer is None or newer.digest != digest:
            raise StaleWrite("stale")
        if lacking := missing_parts(work.registry, newer):
            raise WrongState("campaign.template_lacks", keys="、".join(lacking))
        signed = {"reason": reason.strip(), "account_id": actor.account}
        sheets = _to_return(work, session, campaign, newer)
        for sheet in sheets:
            session.add(SheetReturn(sheet_id=sheet.id, returned_at=work.now(), **signed))
        session.add(_left(campaign, left_at=work.now(), **signed))
        campaign.revision = publish(work, session, newer)
        for name, pin in template_pins(work.registry, newer).items():
            setattr(campaign, name, pin)
        session.flush()
        work.record("move_to_revision", campaign, template=newer.digest, returned=len(sheets))
        return len(sheets)


def _hold(session: Session, campaign: Campaign) -> None:
    """Let submissions and choices of criteria wait, so that none is made by what is being left."""
    session.execute(select(Campaign.id).where(Campaign.id == campaign.id).with_for_update())
    tasks = select(Task.id).where(Task.campaign_id == campaign.id).order_by(Task.id)
    session.execute(tasks.with_for_update(key_share=True))


def _left(campaign: Campaign, **signed: Any) -> EarlierRevision:
    """Keep what the campaign pinned of its template until now."""
    return EarlierRevision(
        campaign_id=campaign.id,
        template_revision_id=campaign.template_revision_id,
        grade_scale=campaign.grade_scale,
        conclusion_scale=campaign.conclusion_scale,
        scorers=list(campaign.scorers),
        **signed,
    )


def _newer(work: Work, session: Session, campaign: Campaign) -> ScoringTemplate | None:
    """Give what is offered under the template's id if it is not what the campaign has."""
    newest = offered(work, session).get(campaign.revision.key)
    if newest is None or newest.digest == campaign.revision.digest:
        return None
    return newest


def _refusal(work: Work, session: Session, campaign: Campaign, newer: ScoringTemplate | None) -> str:
    """Say why the campaign cannot move: it is over, experts are asked again, or a choice fits no more."""
    if campaign.state == CampaignState.CLOSED:
        return "campaign.over"
    if newer is None or missing_parts(work.registry, newer):
        return ""
    if open_rounds(session, select(Task.id).where(Task.campaign_id == campaign.id)):
        return "campaign.round_open"
    usual = tailorings(session, [campaign.id])[campaign.id].get(None)
    chosen = {canonical_json(one): one for one in (usual, *_fittings(session, campaign).values())}
    try:
        for decided in chosen.values():
            check_template(work.registry, fitted(newer, decided))
    except Invalid:
        return "campaign.tailoring_misfits"
    return ""


def _fittings(session: Session, campaign: Campaign) -> dict[int, Decided]:
    """Give how the template is fitted to every task that is not concluded."""
    tasks = set(session.execute(select(Task.id).where(Task.campaign_id == campaign.id)).scalars())
    rulings = current_rulings(session, campaign, tasks - _concluded(session, campaign.id))
    return {task: one.decided for task, one in rulings.items()}


def _concluded(session: Session, campaign_id: int) -> set[int]:
    statement = select(Conclusion.task_id).join(Task, Task.id == Conclusion.task_id)
    return set(session.execute(statement.where(Task.campaign_id == campaign_id)).scalars())


def _changes(work: Work, campaign: Campaign, newer: ScoringTemplate) -> tuple[Change, ...]:
    return (*differences(template_of(campaign.revision), newer), *_repinned(work, campaign, newer))


def _repinned(work: Work, campaign: Campaign, newer: ScoringTemplate) -> Iterator[Change]:
    """Name the scorers that would be pinned in another version: what they counted may count otherwise now."""
    for pin in campaign.scorers:
        key = pin.partition("@")[0]
        installed = work.registry.scorers.get(key)
        if key in newer.scorers and installed is not None and f"{key}@{installed.version}" != pin:
            values = {"what": "change.scorer", "before": pin, "after": f"{key}@{installed.version}"}
            yield Change("", Reason("change.value", values))


def _to_return(work: Work, session: Session, campaign: Campaign, newer: ScoringTemplate) -> list[Sheet]:
    """Give the submitted sheets that count now and could not stand under the newer revision."""
    fittings = _fittings(session, campaign)
    older, repinned = template_of(campaign.revision), tuple(_repinned(work, campaign, newer))
    distinct = {canonical_json(one): one for one in fittings.values()}
    changed = {
        key: must_redo((*differences(fitted(older, one), fitted(newer, one)), *repinned))
        for key, one in distinct.items()
    }
    redo = [task for task, one in fittings.items() if changed[canonical_json(one)]]
    assignments = session.execute(
        select(Assignment.id).where(Assignment.task_id.in_(redo), Assignment.state.in_(ACTIVE))
    ).scalars()
    newest = latest_sheets(session, list(assignments)).values()
    return [sheet for sheet, returned in newest if returned is None]


def _to_redo(session: Session, sheets: Sequence[Sheet]) -> tuple[ToRedo, ...]:
    ids = {sheet.assignment_id: sheet.submitted_at for sheet in sheets}
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
