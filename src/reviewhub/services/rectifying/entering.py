"""Entries about an item, by the unit and by the bureau: the move, the words, the proof, the term."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from sqlalchemy.orm import Session

from reviewhub.db.models import RectificationEntry, RectificationItem, Task
from reviewhub.db.queries.releasing.items import entries_of, items, open_to
from reviewhub.domain.appointing.messages import Purpose
from reviewhub.domain.errors import Invalid, NotFound, Problem, WrongState
from reviewhub.domain.policy import Act, Actor, may, require
from reviewhub.domain.rectifying.rectification import BY_UNIT, ITEM, Escalation, ItemAct, acts_on, is_overdue
from reviewhub.domain.workflow import move
from reviewhub.files.kinds import MATERIAL
from reviewhub.services.documents import Kept, checks_of, document_row, keep
from reviewhub.services.notifying.posting import Said, tell_officers
from reviewhub.services.rectifying.telling import tell_unit, values_of
from reviewhub.services.work import Work, require_version

LONGEST: Final = 2000
PROOF: Final = "proof"
WITH_TERM: Final = (ItemAct.ASK_EXTENSION, ItemAct.GRANT_EXTENSION)
WITHOUT_WORDS: Final = (ItemAct.VERIFY, ItemAct.GRANT_EXTENSION)


@dataclass(frozen=True, slots=True)
class Entered:
    """What somebody enters: the words, the term asked for or granted, the kind of escalation, files."""

    act: ItemAct
    version: int
    text: str = ""
    due_on: date | None = None
    escalation: Escalation | None = None
    proof: tuple[str, bytes] | None = None


def enter(work: Work, notice_id: int, item_id: int, given: Entered) -> None:
    """Enter one thing about an item of a notice.

    Raises :class:`NotFound` for an item of another unit or notice, :class:`WrongState` for what does not fit
    now, :class:`Invalid` with every problem at once.
    """
    actor = require(work.actor, Act.RECTIFY if given.act in BY_UNIT else Act.RUN_CAMPAIGNS)
    with work.reading() as session:
        _found(session, actor, notice_id, item_id)
    kept = keep(work, [given.proof], MATERIAL) if given.proof else ()
    with work.transaction() as session:
        item = _found(session, actor, notice_id, item_id)
        require_version(item, given.version)
        before = entries_of(session, [item_id]).get(item_id, [])
        _require_possible(work, item, before, given.act)
        problems = list(_problems(item, given))
        if problems:
            raise Invalid(problems)
        task = item.rectification.task
        document = _document(work, session, actor, task, kept)
        _move(item, given)
        entry = RectificationEntry(
            item_id=item.id,
            number=len(before) + 1,
            act=given.act,
            text=given.text.strip(),
            detail=given.escalation or "",
            due_on=given.due_on if given.act in WITH_TERM else None,
            document_id=document,
            account_id=actor.account,
            entered_at=work.now(),
        )
        session.add(entry)
        session.flush()
        _tell(work, session, item, entry)
        checks = checks_of(work, kept) if kept else {}
        work.record(f"{given.act}_rectification", entry, item=item.id, **checks)


def asked_extension(entries: Sequence[RectificationEntry]) -> RectificationEntry | None:
    """Give the request for a later term that waits for its answer."""
    for one in reversed(entries):
        if one.act in (ItemAct.GRANT_EXTENSION, ItemAct.REFUSE_EXTENSION):
            return None
        if one.act == ItemAct.ASK_EXTENSION:
            return one
    return None


def _found(session: Session, actor: Actor, notice_id: int, item_id: int) -> RectificationItem:
    of_notice = RectificationItem.rectification_id == notice_id
    found = items(session, RectificationItem.id == item_id, of_notice, open_to(actor))
    if not found:
        raise NotFound("not_found")
    return found[0]


def _require_possible(
    work: Work, item: RectificationItem, before: Sequence[RectificationEntry], act: ItemAct
) -> None:
    move(ITEM, item.state, act)
    late = is_overdue(item.state, item.due_on, work.now().astimezone(work.zone).date())
    asked = asked_extension(before) is not None
    if act not in acts_on(item.state, by_unit=act in BY_UNIT, overdue=late, asked=asked):
        raise WrongState("rectification.not_now")


def _move(item: RectificationItem, given: Entered) -> None:
    """Change the state, and the term where a later one is granted; touch the row even where both stay."""
    item.state = move(ITEM, item.state, given.act)
    if given.act is ItemAct.GRANT_EXTENSION and given.due_on is not None:
        item.due_on = given.due_on


def _problems(item: RectificationItem, given: Entered) -> Iterator[Problem]:
    words = given.text.strip()
    if (not words and given.act not in WITHOUT_WORDS) or len(given.text) > LONGEST:
        yield Problem("text", "rectification.needs_text", {"longest": LONGEST})
    if given.act in WITH_TERM and (given.due_on is None or given.due_on <= item.due_on):
        yield Problem("due_on", "rectification.later_term", {"due": item.due_on.isoformat()})
    if given.act is ItemAct.ESCALATE and given.escalation is None:
        yield Problem("escalation", "rectification.needs_escalation")


def _document(work: Work, session: Session, actor: Actor, task: Task, kept: Sequence[Kept]) -> int | None:
    for one in kept:
        row = document_row(work, actor, task.id, PROOF, one)
        session.add(row)
        session.flush()
        return row.id
    return None


def _tell(work: Work, session: Session, item: RectificationItem, entry: RectificationEntry) -> None:
    """Tell the other side: officers of what came in, the unit of what was answered."""
    task, subject = item.rectification.task, f"rectification_items:{item.id}"
    more: dict[str, str | int] = {
        "rectification": item.rectification_id,
        "number": item.number,
        "step": f"item_act.{entry.act}",
    }
    if may(work.actor, Act.RUN_CAMPAIGNS):
        tell_unit(work, session, task, (subject, str(entry.number), Purpose.RECTIFY_ANSWERED), more)
    else:
        values = {**values_of(task), **more}
        tell_officers(work, session, Said(subject, str(entry.number), Purpose.RECTIFY_CAME, values))
