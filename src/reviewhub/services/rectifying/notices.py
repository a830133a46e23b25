"""Notices to mend: proposing the items, dropping one, issuing the rest to the unit."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from reviewhub.db.models import Rectification, RectificationEntry, RectificationItem
from reviewhub.db.queries.releasing.releases import standing_lines
from reviewhub.domain.appointing.messages import Purpose
from reviewhub.domain.errors import Invalid, NotFound, Problem, WrongState
from reviewhub.domain.policy import Act, require
from reviewhub.domain.rectifying.rectification import ITEM, ItemAct, ItemState, Source
from reviewhub.domain.workflow import move
from reviewhub.services.outcome.results import found_task
from reviewhub.services.rectifying.telling import tell_unit
from reviewhub.services.work import Work, require_version

LONGEST: Final = 1000
MOST_ITEMS: Final = 30


@dataclass(frozen=True, slots=True)
class NewItem:
    """One thing to mend: the criterion's id or "", what is wrong, what is asked, by when.

    ``place`` is where the form had it, 0 for in its order.
    """

    criterion: str
    problem: str
    demand: str
    due_on: date | None
    place: int = 0


@dataclass(frozen=True, slots=True)
class NewNotice:
    """A notice before it is issued."""

    source: Source
    note: str
    items: Sequence[NewItem]


def propose_rectification(work: Work, task_id: int, new: NewNotice) -> int:
    """Write down what a unit is to mend; gives the notice, which the unit sees once it is issued.

    Raises :class:`Invalid` with every problem at once, each named by its item.
    """
    actor = require(work.actor, Act.RUN_CAMPAIGNS)
    problems = list(_problems(new))
    if problems:
        raise Invalid(problems)
    with work.transaction() as session:
        found_task(session, task_id)
        last = select(func.max(Rectification.number)).where(Rectification.task_id == task_id)
        notice = Rectification(
            task_id=task_id,
            number=(session.execute(last).scalar() or 0) + 1,
            source=new.source,
            note=new.note.strip(),
            account_id=actor.account,
            made_at=work.now(),
        )
        session.add(notice)
        session.flush()
        session.add_all(_row(notice.id, number, one) for number, one in enumerate(new.items, 1))
        session.flush()
        work.record("propose_rectification", notice, items=len(new.items))
        return notice.id


def drop_item(work: Work, rectification_id: int, item_id: int, version: int) -> None:
    """Leave a proposed item out before the notice is issued."""
    require(work.actor, Act.RUN_CAMPAIGNS)
    with work.transaction() as session:
        item = session.get(RectificationItem, item_id)
        if item is None or item.rectification_id != rectification_id:
            raise NotFound("not_found")
        require_version(item, version)
        item.state = move(ITEM, item.state, ItemAct.DROP)
        work.record("drop_rectification", item)


def issue_rectification(work: Work, rectification_id: int) -> None:
    """Issue every proposed item to the unit; what an evaluation found only after its result was released."""
    actor = require(work.actor, Act.RUN_CAMPAIGNS)
    with work.transaction() as session:
        notice = session.get(Rectification, rectification_id)
        if notice is None:
            raise NotFound("not_found")
        task = found_task(session, notice.task_id)
        if notice.source == Source.EVALUATION and not standing_lines(session, [task.id]):
            raise WrongState("rectification.not_released")
        proposed = _proposed(session, rectification_id)
        if not proposed:
            raise WrongState("rectification.nothing_to_issue")
        for item in proposed:
            item.state = move(ITEM, item.state, ItemAct.ISSUE)
            session.add(
                RectificationEntry(
                    item_id=item.id,
                    number=1,
                    act=ItemAct.ISSUE,
                    due_on=item.due_on,
                    account_id=actor.account,
                    entered_at=work.now(),
                )
            )
        about = (f"rectifications:{notice.id}", "issued", Purpose.RECTIFY)
        first = min(one.due_on for one in proposed).isoformat()
        more: dict[str, str | int] = {"items": len(proposed), "due": first, "rectification": notice.id}
        tell_unit(work, session, task, about, more)
        work.record("issue_rectification", notice, items=len(proposed))


def _proposed(session: Session, notice: int) -> Sequence[RectificationItem]:
    statement = select(RectificationItem).where(
        RectificationItem.rectification_id == notice, RectificationItem.state == ItemState.PROPOSED
    )
    return session.execute(statement).scalars().all()


def _row(notice: int, number: int, new: NewItem) -> RectificationItem:
    return RectificationItem(
        rectification_id=notice,
        number=number,
        criterion=new.criterion,
        problem=new.problem.strip(),
        demand=new.demand.strip(),
        due_on=new.due_on,
        state=ItemState.PROPOSED,
    )


def _problems(new: NewNotice) -> Iterator[Problem]:
    if not new.items:
        yield Problem("", "rectification.no_items")
    if len(new.items) > MOST_ITEMS:
        yield Problem("", "rectification.too_many_items", {"most": MOST_ITEMS})
    if len(new.note) > LONGEST:
        yield Problem("note", "answer.too_long", {"most": LONGEST})
    for number, one in enumerate(new.items, 1):
        yield from _item_problems(one.place or number, one)


def _item_problems(number: int, one: NewItem) -> Iterator[Problem]:
    for name, text in (("problem", one.problem), ("demand", one.demand)):
        if not text.strip() or len(text) > LONGEST:
            values = {"number": number, "longest": LONGEST}
            yield Problem(f"{name}{number}", f"rectification.needs_{name}", values)
    if one.due_on is None:
        yield Problem(f"due{number}", "rectification.needs_due", {"number": number})
