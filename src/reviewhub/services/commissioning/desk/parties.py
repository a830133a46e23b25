"""Parties: in whose name somebody acts on a task, and whether they may know of it at all."""

from sqlalchemy import ColumnElement, select, true
from sqlalchemy.orm import Session

from reviewhub.db.models import Assignment, Project, Task
from reviewhub.db.queries.projects import of_unit
from reviewhub.domain.commissioning.party import Party
from reviewhub.domain.errors import NotAllowed, NotFound
from reviewhub.domain.policy import Act, Actor, may
from reviewhub.domain.workflow import AssignmentState
from reviewhub.services.work import Work


def party_of(work: Work) -> tuple[Actor, Party]:
    """Give the actor and the party it speaks for; raises :class:`NotAllowed` for whoever is none."""
    actor = work.actor
    for act, party in (
        (Act.RUN_CAMPAIGNS, Party.BUREAU),
        (Act.READ_RESULTS, Party.READER),
        (Act.DELIVER_REPORTS, Party.AGENCY),
        (Act.COMMENT_ON_DRAFTS, Party.UNIT),
    ):
        if actor is not None and may(actor, act):
            return actor, party
    raise NotAllowed("not_allowed", act=Act.READ_RESULTS)


def require_party(work: Work, session: Session, task_id: int, *parties: Party) -> tuple[Actor, Party]:
    """Give who acts on a task, one of ``parties`` if any are named.

    Raises :class:`NotFound` for a task of others and :class:`NotAllowed` for a party that this is not for.
    """
    actor, party = party_of(work)
    known = session.execute(select(Task.id).where(Task.id == task_id, of_party(actor, party))).scalar()
    if known is None:
        raise NotFound("not_found")
    if parties and party not in parties:
        raise NotAllowed("not_allowed", act=Act.RUN_CAMPAIGNS)
    return actor, party


def of_party(actor: Actor, party: Party) -> ColumnElement[bool]:
    """Which tasks a party takes part in: the bureau in all, an agency in those it took, a unit in its own."""
    if party in (Party.BUREAU, Party.READER):
        return true()
    if party is Party.UNIT:
        return Task.project_id.in_(select(Project.id).where(of_unit(actor.unit)))
    return Task.id.in_(
        select(Assignment.task_id).where(
            Assignment.agency_id == actor.agency, Assignment.state == AssignmentState.ACCEPTED
        )
    )
