"""One answer to one invitation, whichever way it came: signed in, or by the link of a message."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from sqlalchemy import select
from sqlalchemy.orm import Session

from reviewhub.db.models import Assignment, InvitationAnswer
from reviewhub.db.queries.inviting.invitations import LATER, OpenInvitation, open_invitations
from reviewhub.domain.appointing.messages import Purpose
from reviewhub.domain.appointing.panel import signed_pledge
from reviewhub.domain.errors import Invalid, NotFound, Problem, WrongState
from reviewhub.domain.policy import Actor
from reviewhub.domain.workflow import ACTIVE, ASSIGNMENT, AssignmentState, move
from reviewhub.services.campaigns import schedule_of
from reviewhub.services.notifying.asking import ladder_of, report
from reviewhub.services.panels.following import follow
from reviewhub.services.work import Work

ANSWERED: Final = (*ACTIVE, AssignmentState.DECLINED, AssignmentState.EXPIRED)
NAMES: Final = {
    "accept": "accept_invitation",
    "decline": "decline_invitation",
    LATER: "put_off_invitation",
}


@dataclass(frozen=True, slots=True)
class Answer:
    """What an expert says: ``accept`` with the pledge, ``decline`` with a reason, ``later`` with a day."""

    act: str
    reason: str = ""
    pledge: dict[str, object] | None = None
    until: date | None = None


@dataclass(frozen=True, slots=True)
class Kept:
    """What is kept with an answer: the link it came by, and what became of the seat."""

    link: int | None
    seat: str


def acceptance(work: Work, *, pledged: bool) -> Answer:
    """Make the answer that accepts; raises :class:`Invalid` without the pledge."""
    if not pledged:
        raise Invalid([Problem("pledge", "pledge.missing")])
    return Answer("accept", pledge=signed_pledge(work.now()))


def refusal(reason: str) -> Answer:
    """Make the answer that declines; raises :class:`Invalid` without a reason."""
    if not reason.strip():
        raise Invalid([Problem("reason", "reason.missing")])
    return Answer("decline", reason.strip())


@dataclass(frozen=True, slots=True)
class Answering:
    """Who answers for which panel; ``link`` is the id of the link it came by, None for who is signed in."""

    actor: Actor
    panel: int
    link: int | None = None


def take_answer(work: Work, session: Session, by: Answering, answer: Answer) -> None:
    """Take the answer to everything that waits on a panel, and record it.

    Raises :class:`NotFound` for another's panel, :class:`WrongState` when it is too late or answered,
    :class:`Invalid` for a day that is not offered.
    """
    actor, panel = by.actor, by.panel
    rows = own_rows(session, actor, panel)
    if not rows:
        raise NotFound("not_found")
    if schedule_of(rows[0].task.campaign).refusal(work.now()) == "campaign.over":
        raise WrongState("campaign.over")
    waiting = [row for row in rows if row.state == AssignmentState.INVITED]
    invited = open_invitations(session, panel=panel, expert=actor.expert) if actor.expert else []
    has_expired = rows[0].state == AssignmentState.EXPIRED and not waiting
    if has_expired or any(is_over(work, one) for one in invited):
        raise WrongState("invitation.expired")
    if answer.act == LATER:
        _put_off(work, invited, answer)
    else:
        for row in waiting or rows[:1]:
            row.state = move(ASSIGNMENT, row.state, answer.act)
            row.answered_at, row.answer_reason, row.pledge = work.now(), answer.reason, answer.pledge
    seat = follow(work, session, waiting, invited, "declined") if answer.act == "decline" else ""
    for one in invited:
        _keep(work, session, one, answer, Kept(by.link, seat))
    by_link = {} if by.link is None else {"link": by.link}
    work.record(NAMES[answer.act], f"panels:{panel}", tasks=len(waiting), **by_link)


def own_rows(session: Session, actor: Actor, panel: int) -> Sequence[Assignment]:
    """Give one's own assignments of a panel, those of the past too."""
    mine = (
        Assignment.agency_id == actor.agency if actor.expert is None else Assignment.expert_id == actor.expert
    )
    statement = select(Assignment).where(mine, Assignment.panel_id == panel, Assignment.state.in_(ANSWERED))
    return session.execute(statement.order_by(Assignment.task_id)).scalars().all()


def is_over(work: Work, invited: OpenInvitation) -> bool:
    """Tell whether an invitation's time to answer is over, swept or not."""
    return invited.asked is not None and work.now() >= ladder_of(work, invited).answer_by(invited.asked)


def _put_off(work: Work, invited: Sequence[OpenInvitation], answer: Answer) -> None:
    """Refuse a day that is not offered; whoever was not asked yet has nothing to put off."""
    if not any(one.asked for one in invited):
        raise WrongState("invitation.no_later")
    problems = [ladder_of(work, one).later_problem(one.asked, answer.until) for one in invited if one.asked]
    if any(problems):
        raise Invalid([one for one in problems if one][:1])


def _keep(work: Work, session: Session, invited: OpenInvitation, answer: Answer, kept: Kept) -> None:
    """Write the answer down beside the assignments, and tell the officers what they have to know."""
    session.add(
        InvitationAnswer(
            panel_id=invited.panel,
            expert_id=invited.expert,
            assignment_id=invited.anchor or invited.assignments[0],
            act=answer.act,
            until=answer.until,
            link_id=kept.link,
            at=work.now(),
        )
    )
    if answer.act == "decline":
        report(work, session, invited, Purpose.DECLINED, {"reason": answer.reason, "seat": kept.seat})
    elif answer.until:
        report(work, session, invited, Purpose.PUT_OFF, {"until": answer.until.isoformat()})
