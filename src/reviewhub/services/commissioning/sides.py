"""The two sides of a commission: who may know of it, and who may act on it in which state."""

from collections.abc import Mapping, Sequence

from sqlalchemy import ColumnElement, true
from sqlalchemy.orm import Session

from reviewhub.db.models import Assignment, Commission
from reviewhub.db.queries.commissions import Commissioned, commissioned
from reviewhub.domain.errors import NotFound
from reviewhub.domain.policy import Act, Actor, may, require
from reviewhub.domain.workflow import ACTIVE
from reviewhub.services.work import Work

States = Mapping[Act, Sequence[str]]


def reader_of(work: Work) -> Actor:
    """Give who reads: the bureau's people, or an agency; others are refused."""
    return require(work.actor, Act.READ_RESULTS if may(work.actor, Act.READ_RESULTS) else Act.DELIVER_REPORTS)


def acting(work: Work) -> Actor:
    """Give who acts: the agency or the officer; others are refused."""
    return require(
        work.actor, Act.DELIVER_REPORTS if may(work.actor, Act.DELIVER_REPORTS) else Act.RUN_CAMPAIGNS
    )


def seen(session: Session, actor: Actor, commission_id: int) -> Commissioned:
    """Give a commission that somebody may know of; an agency off its task, or another firm, finds nothing."""
    own = (Commission.agency_id == actor.agency) & Assignment.state.in_(ACTIVE)
    visible: ColumnElement[bool] = true() if may(actor, Act.READ_RESULTS) else own
    found = commissioned(session, visible, Commission.id == commission_id)
    if not found:
        raise NotFound("not_found")
    return found[0]


def is_open_to(actor: Actor, one: Commissioned, states: States) -> bool:
    """Tell whether an actor may do what these states allow each side."""
    return one.stands and any(may(actor, act) and one.state in allowed for act, allowed in states.items())
