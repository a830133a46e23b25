"""How a schedule follows the report: handing it in, returning and accepting it are milestones as well."""

from sqlalchemy.orm import Session

from reviewhub.db.models import MilestoneEntry
from reviewhub.db.queries.commissioning.milestones import scheduled
from reviewhub.domain.commissioning.milestone import AT, MILESTONES
from reviewhub.domain.errors import Invalid, Problem
from reviewhub.domain.policy import Actor
from reviewhub.domain.workflow import may
from reviewhub.services.work import Work


def follow(work: Work, session: Session, commission_id: int, act: str, remark: str = "") -> None:
    """Note an act of the report's flow along the schedule, if the commission has one.

    Raises :class:`Invalid` with ``milestone.final_too_early`` while an earlier milestone is open.
    """
    found = scheduled(session, [commission_id]).get(commission_id)
    if found is None or work.actor is None:
        return
    if not may(MILESTONES, found.state, act):
        raise Invalid([Problem("", "milestone.final_too_early", {"what": f"milestone.{AT[found.state]}"})])
    session.add(entry(work, work.actor, commission_id, (len(found.acts) + 1, act, remark)))


def entry(
    work: Work, actor: Actor, commission_id: int, done: tuple[int, str, str], document: int | None = None
) -> MilestoneEntry:
    """Make the row of one act: its number, the act, what was said."""
    number, act, remark = done
    return MilestoneEntry(
        commission_id=commission_id,
        number=number,
        act=act,
        remark=remark.strip(),
        document_id=document,
        account_id=actor.account,
        at=work.now(),
    )
