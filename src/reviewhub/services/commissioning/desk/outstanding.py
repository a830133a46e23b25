"""What is due and what is missing on commissions, for the desk of the firm and for the bureau."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from sqlalchemy.orm import Session

from reviewhub.db.models import ChecklistItem, Clarification, DraftComment
from reviewhub.db.queries.commissioning.checklists import ListedItem, listed_items
from reviewhub.db.queries.commissioning.clarifications import Thread, threads
from reviewhub.db.queries.commissioning.comments import comments_of
from reviewhub.db.queries.commissioning.milestones import Scheduled, scheduled
from reviewhub.db.queries.commissions import Commissioned
from reviewhub.domain.commissioning.checklist import ItemState, may_judge
from reviewhub.domain.commissioning.clarification import ClarificationState
from reviewhub.domain.commissioning.milestone import open_acts
from reviewhub.domain.commissioning.party import Party
from reviewhub.domain.policy import Actor
from reviewhub.services.commissioning.desk.checklists import seen_by
from reviewhub.services.commissioning.desk.clarifications import seen_by as asked_of


@dataclass(frozen=True, slots=True)
class Outstanding:
    """What waits on one commission, counted for the reader's party.

    ``acts`` are the steps of the schedule that are its turn; of the material, ``own`` is what the firm still
    owes, ``from_unit`` what the unit does, ``to_judge`` what came and waits to be accepted.
    """

    schedule: Scheduled | None = None
    acts: tuple[str, ...] = ()
    own: int = 0
    from_unit: int = 0
    to_judge: int = 0
    late_items: int = 0
    unanswered: int = 0
    late_answers: int = 0
    comments: int = 0

    @property
    def is_empty(self) -> bool:
        """Tell whether nothing waits."""
        waits = self.own + self.from_unit + self.to_judge + self.unanswered + self.comments
        return not (waits or self.acts)


def outstanding(
    session: Session, who: tuple[Actor, Party], commissions: Sequence[Commissioned], today: date
) -> dict[int, Outstanding]:
    """Count for every commission what waits, in a constant number of queries."""
    _, party = who
    standing = {one.task: one.id for one in commissions if one.takes_part}
    found = _schedules(session, party, commissions)
    items = listed_items(session, ChecklistItem.task_id.in_(standing), seen_by(*who))
    open_threads = threads(session, Clarification.task_id.in_(standing), asked_of(*who))
    for task, commission in standing.items():
        mine = [one for one in items if one.task == task and one.commission in (None, commission)]
        asked = [one for one in open_threads if one.task == task]
        found[commission] = _counted(found[commission], party, (mine, asked), today)
    for comment in comments_of(session, DraftComment.commission_id.in_(standing.values())):
        if not comment.adoption:
            one = found[comment.commission]
            found[comment.commission] = replace(one, comments=one.comments + 1)
    return found


def _schedules(session: Session, party: Party, commissions: Sequence[Commissioned]) -> dict[int, Outstanding]:
    along = scheduled(session, [one.id for one in commissions])
    return {
        one.id: Outstanding(
            schedule=along.get(one.id),
            acts=tuple(sorted(open_acts(along[one.id].state, party)))
            if one.id in along and one.takes_part
            else (),
        )
        for one in commissions
    }


def _counted(
    sofar: Outstanding,
    party: Party,
    found: tuple[Sequence[ListedItem], Sequence[Thread]],
    today: date,
) -> Outstanding:
    items, asked = found
    open_items = [one for one in items if one.is_open]
    mine = [one for one in asked if one.asked == party and one.state is ClarificationState.OPEN]
    received = [one for one in items if one.state is ItemState.RECEIVED]
    return replace(
        sofar,
        own=sum(one.supplier == Party.AGENCY for one in open_items),
        from_unit=sum(one.supplier == Party.UNIT for one in open_items),
        to_judge=sum(may_judge(party, one.supplier) for one in received),
        late_items=sum(one.is_late(today) for one in open_items),
        unanswered=len(mine),
        late_answers=sum(one.is_late(today) for one in mine),
    )
