"""The ladder at work: what is due on invitations is done, each step once, however often one looks."""

from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any, Final

from sqlalchemy import Select, func, select
from sqlalchemy.orm import Session

from reviewhub.db.models import Assignment, Campaign, CampaignInvitationRules, Notification, Panel
from reviewhub.db.queries.inviting.invitations import OpenInvitation, open_invitations, rules_of
from reviewhub.domain.appointing.invitation_rules import read_rules
from reviewhub.domain.appointing.ladder import Rung, Step
from reviewhub.domain.appointing.messages import Purpose
from reviewhub.domain.policy import Act, require
from reviewhub.domain.workflow import ASSIGNMENT, AssignmentState, CampaignState, move
from reviewhub.services.notifying.asking import ask, ladder_of, report, say
from reviewhub.services.notifying.posting import Said, tell_officers
from reviewhub.services.panels.following import follow
from reviewhub.services.work import Work

SEATLESS: Final = (AssignmentState.DECLINED, AssignmentState.EXPIRED)
REMINDERS: Final = {Rung.REMIND: Purpose.REMINDER, Rung.REMIND_LATER: Purpose.REMINDER_LATER}


def due_invitations(work: Work) -> list[tuple[int, int]]:
    """Name panel and expert of every invitation on which something is due; four queries."""
    require(work.actor, Act.RUN_CAMPAIGNS)
    with work.reading() as session:
        invited = open_invitations(session)
    return list(dict.fromkeys((one.panel, one.expert) for one in invited if _is_due(work, one)))


def climb(work: Work, panel: int, expert: int) -> int:
    """Do what is due on one expert's invitation to one panel; gives how much was, if nobody else did it."""
    require(work.actor, Act.RUN_CAMPAIGNS)
    with work.transaction() as session:
        _hold(session, panel, expert)
        due = [one for one in open_invitations(session, panel=panel, expert=expert) if _is_due(work, one)]
        for one in due:
            step = _step(work, one)
            if step is None:
                ask(work, session, one)
            elif step.rung is Rung.EXPIRE:
                _expire(work, session, one)
            else:
                say(work, session, one, REMINDERS[step.rung], step.key)
        return len(due)


def cut_off_panels(work: Work) -> list[int]:
    """Name the panels past their cut-off with seats that nobody took, of which no officer was told."""
    require(work.actor, Act.RUN_CAMPAIGNS)
    now = work.now()
    with work.reading() as session:
        rows = session.execute(_with_empty_seats(now)).all()
    return [
        panel
        for panel, closes_at, rules in rows
        if now >= closes_at - timedelta(days=read_rules(rules).cut_off_days)
    ]


def tell_cut_off(work: Work, panel_id: int) -> int:
    """Tell the officers that nobody is asked by itself any more for a panel: they decide. Gives 1."""
    require(work.actor, Act.RUN_CAMPAIGNS)
    with work.transaction() as session:
        panel = session.get_one(Panel, panel_id)
        campaign = session.get_one(Campaign, panel.campaign_id)
        rows = session.execute(
            select(Assignment.state, func.count())
            .where(Assignment.panel_id == panel_id)
            .group_by(Assignment.state)
        )
        counted = dict(iter(rows))
        values = {
            "panel": panel.name,
            "campaign": campaign.name,
            "campaign_id": campaign.id,
            "accepted": counted.get(AssignmentState.ACCEPTED, 0),
            "empty": sum(counted.get(state, 0) for state in SEATLESS),
        }
        time = rules_of(session, campaign.id).working_time(work.zone)
        said = Said(f"panels:{panel_id}", Purpose.CUT_OFF, Purpose.CUT_OFF, values, panel=panel_id)
        tell_officers(work, session, replace(said, not_before=time.sendable(work.now())))
        return 1


def _with_empty_seats(now: datetime) -> Select[int, datetime, Any]:
    empty = select(Assignment.id).where(Assignment.panel_id == Panel.id, Assignment.state.in_(SEATLESS))
    told = select(Notification.id).where(
        Notification.panel_id == Panel.id, Notification.purpose == Purpose.CUT_OFF
    )
    return (
        select(Panel.id, Campaign.closes_at, CampaignInvitationRules.rules)
        .join(Campaign, Campaign.id == Panel.campaign_id)
        .outerjoin(CampaignInvitationRules, CampaignInvitationRules.campaign_id == Campaign.id)
        .where(
            Campaign.state != CampaignState.CLOSED, Campaign.closes_at > now, empty.exists(), ~told.exists()
        )
        .order_by(Panel.id)
    )


def _step(work: Work, invited: OpenInvitation) -> Step | None:
    if invited.asked is None:
        return None
    return ladder_of(work, invited).due(invited.asked, work.now(), invited.done)


def _is_due(work: Work, invited: OpenInvitation) -> bool:
    """An invitation without its message is due while an answer could still be of use."""
    if invited.asked is None:
        return work.now() < invited.closes_at
    return _step(work, invited) is not None


def _hold(session: Session, panel: int, expert: int) -> None:
    """Let nobody else look at the same invitation until this transaction ends."""
    session.execute(
        select(Assignment.id)
        .where(Assignment.panel_id == panel, Assignment.expert_id == expert)
        .order_by(Assignment.id)
        .with_for_update()
    ).all()


def _expire(work: Work, session: Session, invited: OpenInvitation) -> None:
    rows = session.execute(select(Assignment).where(Assignment.id.in_(invited.assignments))).scalars().all()
    for row in rows:
        row.state = move(ASSIGNMENT, row.state, "expire")
    seat = follow(work, session, rows, [invited], "expired")
    say(work, session, invited, Purpose.EXPIRED, Rung.EXPIRE)
    report(work, session, invited, Purpose.SEAT_EXPIRED, {"seat": seat})
    work.record("expire_invitation", f"panels:{invited.panel}", tasks=len(rows))
