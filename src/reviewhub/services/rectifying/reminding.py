"""Reminders of items to mend: each once, however often one looks; officers hear of what is overdue."""

from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from reviewhub.db.models import Notification, RectificationItem
from reviewhub.db.queries.releasing.items import items
from reviewhub.domain.appointing.messages import Purpose, key_of
from reviewhub.domain.policy import Act, require
from reviewhub.domain.rectifying.rectification import WITH_UNIT
from reviewhub.domain.rectifying.reminding import Rung, reminder_key, rung
from reviewhub.services.notifying.posting import Said, tell_officers
from reviewhub.services.rectifying.telling import tell_unit, values_of
from reviewhub.services.work import Work


def due_reminders(work: Work) -> list[int]:
    """Name the items of which a reminder is due that nobody got; two queries."""
    require(work.actor, Act.RUN_CAMPAIGNS)
    today = _today(work)
    with work.reading() as session:
        rows = session.execute(
            select(RectificationItem.id, RectificationItem.due_on).where(
                RectificationItem.state.in_(WITH_UNIT)
            )
        ).all()
        keys = {f"{_key(id_, step, due)}/": id_ for id_, due in rows if (step := rung(due, today))}
        said = select(Notification.key).where(
            Notification.purpose.in_((Purpose.RECTIFY_DUE, Purpose.RECTIFY_LATE))
        )
        there = {f"{key.rpartition('/')[0]}/" for key in session.execute(said).scalars()}
    return sorted(id_ for key, id_ in keys.items() if key not in there)


def remind(work: Work, item_id: int) -> int:
    """Remind of one item what is due today; gives 1."""
    require(work.actor, Act.RUN_CAMPAIGNS)
    with work.transaction() as session:
        for item in items(session, RectificationItem.id == item_id, RectificationItem.state.in_(WITH_UNIT)):
            step = rung(item.due_on, _today(work))
            if step is not None:
                _say(work, session, item, step)
                return 1
        return 0


def _say(work: Work, session: Session, item: RectificationItem, step: Rung) -> None:
    task = item.rectification.task
    subject, rule = f"rectification_items:{item.id}", reminder_key(step, item.due_on)
    purpose = Purpose.RECTIFY_LATE if step is Rung.OVERDUE else Purpose.RECTIFY_DUE
    more: dict[str, str | int] = {
        "rectification": item.rectification_id,
        "number": item.number,
        "due": item.due_on.isoformat(),
    }
    tell_unit(work, session, task, (subject, rule, purpose), more)
    if step is Rung.OVERDUE:
        tell_officers(work, session, Said(subject, rule, purpose, {**values_of(task), **more}))


def _key(item: int, step: Rung, due_on: date) -> str:
    return key_of(f"rectification_items:{item}", reminder_key(step, due_on))


def _today(work: Work) -> date:
    return work.now().astimezone(work.zone).date()
