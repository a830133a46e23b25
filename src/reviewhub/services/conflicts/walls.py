"""An officer's or leader's own ties: what they declare, and the wall before the tasks it concerns."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from reviewhub.db.models import AccountTie, Organization
from reviewhub.db.queries.conflicts import bodies_of
from reviewhub.db.queries.walls import is_walled
from reviewhub.domain.errors import Invalid, NotAllowed, Problem
from reviewhub.domain.policy import Act, may, require
from reviewhub.services.work import Work


@dataclass(frozen=True, slots=True)
class OwnTie:
    """A tie of the reader's own."""

    organization: str
    note: str
    declared_at: datetime


def own_ties(work: Work) -> tuple[OwnTie, ...]:
    """Give the ties that the actor declared, the newest first."""
    actor = require(work.actor, Act.DECIDE_CONFLICTS)
    with work.reading() as session:
        rows = session.execute(
            select(AccountTie)
            .where(AccountTie.account_id == actor.account)
            .options(joinedload(AccountTie.organization))
            .order_by(AccountTie.id.desc())
        ).scalars()
        return tuple(OwnTie(one.organization.name, one.note, one.declared_at) for one in rows)


def organizations_known(work: Work) -> tuple[str, ...]:
    """Name the bureau's organisations, to choose from."""
    require(work.actor, Act.DECIDE_CONFLICTS)
    with work.reading() as session:
        return tuple(session.execute(select(Organization.name).order_by(Organization.name)).scalars())


def declare_own_tie(work: Work, organization: str, note: str) -> None:
    """Declare a tie of one's own to an organisation; its tasks are somebody else's from now on."""
    actor = require(work.actor, Act.DECIDE_CONFLICTS)
    with work.transaction() as session:
        body = bodies_of(session).find(organization)
        problems = [] if body is not None else [Problem("organization", "wall.no_organization")]
        problems += [] if note.strip() else [Problem("note", "reason.missing")]
        if problems or body is None:
            raise Invalid(problems)
        row = AccountTie(
            account_id=actor.account, organization_id=body, note=note.strip(), declared_at=work.now()
        )
        session.add(row)
        session.flush()
        work.record("declare_own_tie", row)


def require_no_wall(work: Work, named: Mapping[str, int]) -> None:
    """Refuse what an address names when it belongs to a task that the actor keeps away from.

    Raises :class:`NotAllowed`. Scorers have no ties of this kind; what keeps them off is decided elsewhere.
    """
    actor = work.actor
    if actor is None or actor.bureau is None or not may(actor, Act.DECIDE_CONFLICTS):
        return
    with work.reading() as session:
        walled = is_walled(session, actor.account, named)
    if walled:
        raise NotAllowed("wall.tied")
