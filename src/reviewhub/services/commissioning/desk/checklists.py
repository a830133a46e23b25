"""Check-lists: what a task asks for, shown to who takes part in it, and asking for more."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from sqlalchemy import ColumnElement, select
from sqlalchemy.orm import Session

from reviewhub.db.models import Assignment, ChecklistItem, Commission
from reviewhub.db.queries.commissioning.checklists import ListedItem, listed_items
from reviewhub.domain.commissioning.checklist import (
    CHECKLIST,
    PRESETS,
    ItemOfList,
    may_judge,
    may_supply,
    presets_for,
)
from reviewhub.domain.commissioning.party import Party
from reviewhub.domain.errors import Invalid, NotFound, Problem
from reviewhub.domain.policy import Actor
from reviewhub.domain.words import Words
from reviewhub.domain.workflow import ACTIVE
from reviewhub.domain.workflow import may as may_move
from reviewhub.services.commissioning.desk.parties import require_party
from reviewhub.services.outcome.results import found_task
from reviewhub.services.work import Work

LONGEST_TITLE: Final = 200
MOST_ITEMS: Final = 200
SUPPLIERS: Final = (Party.UNIT, Party.AGENCY)


@dataclass(frozen=True, slots=True)
class ItemLine:
    """One item as its reader may act on it."""

    item: ListedItem
    late: bool
    may_supply: bool
    may_judge: bool
    may_waive: bool


@dataclass(frozen=True, slots=True)
class ChecklistPage:
    """The check-list of one task; ``presets`` are the lists that fit its kind, for who may ask.

    ``commission`` is the one that stands, if the task was given to a firm.
    """

    task: int
    project: str
    campaign_name: str
    party: Party
    commission: int | None
    lines: tuple[ItemLine, ...]
    presets: tuple[str, ...]

    @property
    def open(self) -> int:
        """Count what is still missing or was sent back."""
        return sum(one.item.is_open for one in self.lines)


@dataclass(frozen=True, slots=True)
class NewItem:
    """One more thing to ask for."""

    title: str
    supplier: str
    required: bool
    due: date | None


def open_checklist(work: Work, task_id: int) -> ChecklistPage:
    """Give the check-list of a task to who takes part in it; raises :class:`NotFound` for others.

    A unit learns of a task only once something is asked of it.
    """
    with work.reading() as session:
        actor, party = require_party(work, session, task_id)
        task = found_task(session, task_id)
        commission = standing_commission(session, task_id)
        items = listed_items(session, ChecklistItem.task_id == task_id, seen_by(actor, party))
        if party is Party.UNIT and not items:
            raise NotFound("not_found")
        today = work.now().date()
        return ChecklistPage(
            task=task_id,
            project=task.project.name,
            campaign_name=task.campaign.name,
            party=party,
            commission=commission,
            lines=tuple(_line(one, party, today) for one in items),
            presets=presets_for(task.campaign.kind) if party is Party.BUREAU else (),
        )


def ask_preset(work: Work, task_id: int, preset: str, due: date | None) -> int:
    """Ask for everything on a preset that the task does not ask for yet; gives how many items that are.

    What an agency supplies is asked for once the task is given to one.
    """
    with work.transaction() as session:
        actor, _ = require_party(work, session, task_id, Party.BUREAU)
        if preset not in PRESETS:
            raise Invalid([Problem("preset", "checklist.no_preset")])
        commission = standing_commission(session, task_id)
        there = _asked(session, task_id, commission)
        fresh = [
            one
            for one in PRESETS[preset]
            if one.key not in there and (one.supplier is Party.UNIT or commission is not None)
        ]
        _add(work, session, (actor, task_id, commission), [(one, due) for one in fresh])
        if fresh:
            work.record("ask_material", f"tasks:{task_id}", preset=preset, items=len(fresh))
        return len(fresh)


def ask_item(work: Work, task_id: int, new: NewItem) -> None:
    """Ask for one more thing; raises :class:`Invalid` with every fault of it."""
    with work.transaction() as session:
        actor, _ = require_party(work, session, task_id, Party.BUREAU)
        commission = standing_commission(session, task_id)
        problems = list(_faults(work, new, commission))
        if problems:
            raise Invalid(problems)
        item = ItemOfList("", Words(new.title.strip(), ""), Party(new.supplier), new.required)
        _add(work, session, (actor, task_id, commission), [(item, new.due)])
        work.record("ask_material", f"tasks:{task_id}", items=1)


def standing_commission(session: Session, task_id: int) -> int | None:
    """Give the commission whose firm is on the task, if there is one."""
    return session.execute(
        select(Commission.id)
        .join(Assignment, Assignment.id == Commission.assignment_id)
        .where(Commission.task_id == task_id, Assignment.state.in_(ACTIVE))
        .order_by(Commission.id.desc())
        .limit(1)
    ).scalar()


def seen_by(actor: Actor, party: Party) -> ColumnElement[bool]:
    """Which items a party may know of: a unit those asked of it, a firm nothing of another firm's."""
    if party is Party.UNIT:
        return ChecklistItem.supplier == Party.UNIT
    if party is Party.AGENCY:
        own = select(Commission.id).where(Commission.agency_id == actor.agency)
        return ChecklistItem.commission_id.is_(None) | ChecklistItem.commission_id.in_(own)
    return ChecklistItem.id.is_not(None)


def _line(one: ListedItem, party: Party, today: date) -> ItemLine:
    judges = may_judge(party, one.supplier)
    return ItemLine(
        item=one,
        late=one.is_late(today),
        may_supply=may_supply(party, one.supplier),
        may_judge=judges and may_move(CHECKLIST, one.state, "return"),
        may_waive=party is Party.BUREAU and may_move(CHECKLIST, one.state, "waive"),
    )


def _asked(session: Session, task_id: int, commission: int | None) -> set[str]:
    rows = session.execute(
        select(ChecklistItem.key).where(
            ChecklistItem.task_id == task_id,
            ChecklistItem.commission_id.is_(None) | (ChecklistItem.commission_id == commission),
        )
    )
    return {key for (key,) in rows if key}


def _faults(work: Work, new: NewItem, commission: int | None) -> Iterator[Problem]:
    if not new.title.strip():
        yield Problem("title", "checklist.no_title")
    if len(new.title.strip()) > LONGEST_TITLE:
        yield Problem("title", "answer.too_long", {"most": LONGEST_TITLE})
    if new.supplier not in SUPPLIERS:
        yield Problem("supplier", "checklist.no_supplier")
    if new.supplier == Party.AGENCY and commission is None:
        yield Problem("supplier", "checklist.no_agency")
    if new.due is not None and new.due < work.now().date():
        yield Problem("due", "commission.due_past")


def _add(
    work: Work,
    session: Session,
    place: tuple[Actor, int, int | None],
    items: Sequence[tuple[ItemOfList, date | None]],
) -> None:
    actor, task_id, commission = place
    numbers = select(ChecklistItem.number).where(ChecklistItem.task_id == task_id)
    last = max(session.execute(numbers).scalars(), default=0)
    if last + len(items) > MOST_ITEMS:
        raise Invalid([Problem("", "checklist.too_many", {"most": MOST_ITEMS})])
    session.add_all(
        ChecklistItem(
            task_id=task_id,
            commission_id=commission if one.supplier is Party.AGENCY else None,
            number=last + place_in_list,
            key=one.key,
            title=one.title.zh,
            title_en=one.title.en,
            supplier=one.supplier,
            required=one.required,
            due=due,
            account_id=actor.account,
            asked_at=work.now(),
        )
        for place_in_list, (one, due) in enumerate(items, start=1)
    )
