"""Payment holds: delaying or stopping payment of a project, and letting it go on."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Final

from sqlalchemy import select
from sqlalchemy.orm import Session

from reviewhub.db.models import HoldEnd, PaymentHold, Rectification
from reviewhub.db.queries.projects import of_unit
from reviewhub.db.queries.releasing.items import holds
from reviewhub.domain.appointing.messages import Purpose
from reviewhub.domain.errors import Invalid, NotFound, Problem, WrongState
from reviewhub.domain.policy import Act, may, require
from reviewhub.domain.rectifying.rectification import HoldKind
from reviewhub.services.outcome.results import found_task
from reviewhub.services.rectifying.telling import tell_unit
from reviewhub.services.work import Work

LONGEST: Final = 1000


@dataclass(frozen=True, slots=True)
class NewHold:
    """A hold to be placed; ``rectification`` is the notice that is not mended, if that is why."""

    kind: HoldKind | None
    held_from: date | None
    reason: str
    rectification: int | None = None


@dataclass(frozen=True, slots=True)
class HoldLine:
    """One hold in a list; ``asked`` in yuan, ``ended_on`` None while payment waits."""

    id: int
    task: int
    campaign: str
    code: str
    project: str
    unit: str
    department: str
    asked: Decimal
    kind: str
    held_from: date
    reason: str
    by: str
    rectification: int | None
    placed_at: datetime
    ended_on: date | None
    end_reason: str
    ended_by: str


def place_hold(work: Work, task_id: int, new: NewHold) -> int:
    """Hold payment of a task's project; gives the hold. One is in force at a time."""
    actor = require(work.actor, Act.RUN_CAMPAIGNS)
    with work.transaction() as session:
        task = found_task(session, task_id)
        problems = list(_problems(session, task_id, new))
        if problems:
            raise Invalid(problems)
        if in_force(session, task_id):
            raise WrongState("hold.already_held")
        hold = PaymentHold(
            task_id=task_id,
            rectification_id=new.rectification,
            kind=new.kind,
            held_from=new.held_from,
            reason=new.reason.strip(),
            account_id=actor.account,
            placed_at=work.now(),
        )
        session.add(hold)
        session.flush()
        more: dict[str, str | int] = {"step": f"hold.{new.kind}"}
        tell_unit(work, session, task, (f"payment_holds:{hold.id}", "placed", Purpose.HOLD), more)
        work.record("place_hold", hold, kind=str(new.kind))
        return hold.id


def end_hold(work: Work, hold_id: int, ended_on: date | None, reason: str) -> None:
    """Let payment go on from a day; raises :class:`Invalid` for a day before the hold began."""
    actor = require(work.actor, Act.RUN_CAMPAIGNS)
    with work.transaction() as session:
        hold = session.get(PaymentHold, hold_id)
        if hold is None:
            raise NotFound("not_found")
        if session.execute(select(HoldEnd.id).where(HoldEnd.hold_id == hold_id)).first():
            raise WrongState("hold.ended")
        problems = [Problem("reason", "hold.needs_reason", {"longest": LONGEST})] * _is_bad(reason)
        if ended_on is None or ended_on < hold.held_from:
            problems.append(Problem("ended_on", "hold.needs_end", {"from": hold.held_from.isoformat()}))
        if problems:
            raise Invalid(problems)
        end = HoldEnd(
            hold_id=hold_id,
            ended_on=ended_on,
            reason=reason.strip(),
            account_id=actor.account,
            ended_at=work.now(),
        )
        session.add(end)
        session.flush()
        task = found_task(session, hold.task_id)
        more: dict[str, str | int] = {"step": "hold.ended"}
        tell_unit(work, session, task, (f"payment_holds:{hold.id}", "ended", Purpose.HOLD), more)
        work.record("end_hold", end, hold=hold_id)


def list_holds(work: Work, *, only_open: bool = False) -> tuple[HoldLine, ...]:
    """Give the bureau's holds, or those on a unit's own projects, the newest first."""
    actor = work.actor
    if not may(actor, Act.READ_RESULTS):
        actor = require(actor, Act.RECTIFY)
    with work.reading() as session:
        own = () if actor is None or may(actor, Act.READ_RESULTS) else (of_unit(actor.unit),)
        rows = holds(session, *own)
        ends = _ends(session, [one.id for one in rows])
        lines = tuple(hold_line(one, ends.get(one.id)) for one in rows)
    return tuple(one for one in lines if not only_open or one.ended_on is None)


def in_force(session: Session, task_id: int) -> bool:
    """Tell whether payment of a task's project waits."""
    ended = select(HoldEnd.hold_id)
    statement = select(PaymentHold.id).where(PaymentHold.task_id == task_id, PaymentHold.id.not_in(ended))
    return session.execute(statement).first() is not None


def hold_line(one: PaymentHold, end: HoldEnd | None) -> HoldLine:
    """Give a hold as pages and the table for the treasury list it."""
    project = one.task.project
    return HoldLine(
        id=one.id,
        task=one.task_id,
        campaign=one.task.campaign.name,
        code=project.code,
        project=project.name,
        unit=project.unit.name,
        department=project.department.name if project.department else "",
        asked=one.task.asked,
        kind=one.kind,
        held_from=one.held_from,
        reason=one.reason,
        by=one.account.name,
        rectification=one.rectification_id,
        placed_at=one.placed_at,
        ended_on=end.ended_on if end else None,
        end_reason=end.reason if end else "",
        ended_by=end.account.name if end else "",
    )


def _ends(session: Session, wanted: list[int]) -> dict[int, HoldEnd]:
    rows = session.execute(select(HoldEnd).where(HoldEnd.hold_id.in_(wanted))).scalars()
    return {one.hold_id: one for one in rows}


def _problems(session: Session, task_id: int, new: NewHold) -> Iterator[Problem]:
    if new.kind is None:
        yield Problem("kind", "hold.needs_kind")
    if new.held_from is None:
        yield Problem("held_from", "hold.needs_from")
    if _is_bad(new.reason):
        yield Problem("reason", "hold.needs_reason", {"longest": LONGEST})
    notice = session.get(Rectification, new.rectification) if new.rectification is not None else None
    if new.rectification is not None and (notice is None or notice.task_id != task_id):
        yield Problem("rectification", "hold.no_such_notice")


def _is_bad(text: str) -> bool:
    return not text.strip() or len(text) > LONGEST
