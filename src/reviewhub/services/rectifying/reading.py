"""Rectifications as pages show them: the items that a reader may know of, and one notice in full."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy.orm import Session

from reviewhub.db.models import Rectification, RectificationEntry, RectificationItem
from reviewhub.db.queries.releasing.items import entries_of, items, open_to
from reviewhub.domain.errors import NotFound
from reviewhub.domain.policy import Act, Actor, may, require
from reviewhub.domain.rectifying.rectification import OPEN, ItemAct, acts_on, is_overdue
from reviewhub.domain.words import Words
from reviewhub.services.rectifying.entering import asked_extension
from reviewhub.services.scoring.rules import standing_ruling
from reviewhub.services.work import Work


@dataclass(frozen=True, slots=True)
class ItemLine:
    """One item in a list; ``extension`` is the term that was asked for and waits for its answer."""

    id: int
    rectification: int
    task: int
    number: int
    project: str
    unit: str
    criterion: str
    problem: str
    due_on: date
    state: str
    overdue: bool

    @property
    def is_open(self) -> bool:
        """Tell whether something is still to be done."""
        return self.state in OPEN


@dataclass(frozen=True, slots=True)
class EntryLine:
    """One entry: who did what when, with which words, term and document."""

    act: str
    text: str
    detail: str
    due_on: date | None
    document: int | None
    document_name: str
    by: str
    at: datetime


@dataclass(frozen=True, slots=True)
class ItemPage:
    """One item with everything entered, and what the reader can do now; ``title`` is the criterion's."""

    line: ItemLine
    title: Words | None
    demand: str
    version: int
    entries: tuple[EntryLine, ...]
    extension: date | None
    acts: tuple[ItemAct, ...]


@dataclass(frozen=True, slots=True)
class NoticePage:
    """One notice with its items."""

    id: int
    task: int
    number: int
    campaign: str
    project: str
    unit: str
    source: str
    note: str
    items: tuple[ItemPage, ...]

    @property
    def is_done(self) -> bool:
        """Tell whether nothing is to be done any more."""
        return not any(one.line.is_open for one in self.items)


def list_items(work: Work) -> tuple[ItemLine, ...]:
    """Give every item the reader may know of, by term."""
    actor = reader_of(work)
    today = work.now().astimezone(work.zone).date()
    with work.reading() as session:
        return tuple(_line(one, today) for one in items(session, open_to(actor)))


def notice_page(work: Work, rectification_id: int) -> NoticePage:
    """Give one notice; raises :class:`NotFound` for another unit's and for what was not issued to it."""
    actor = reader_of(work)
    today = work.now().astimezone(work.zone).date()
    with work.reading() as session:
        found = items(session, RectificationItem.rectification_id == rectification_id, open_to(actor))
        if not found:
            raise NotFound("not_found")
        notice = found[0].rectification
        entries = entries_of(session, [one.id for one in found])
        titles = _titles(session, notice)
        return NoticePage(
            id=notice.id,
            task=notice.task_id,
            number=notice.number,
            campaign=notice.task.campaign.name,
            project=notice.task.project.name,
            unit=notice.task.project.unit.name,
            source=notice.source,
            note=notice.note,
            items=tuple(
                _item(actor, today, one, entries.get(one.id, []), titles)
                for one in sorted(found, key=lambda one: one.number)
            ),
        )


def reader_of(work: Work) -> Actor:
    """Give who reads: the bureau's people, or a unit; raises :class:`NotAllowed`."""
    return require(work.actor, Act.READ_RESULTS if may(work.actor, Act.READ_RESULTS) else Act.RECTIFY)


def _titles(session: Session, notice: Rectification) -> dict[str, Words]:
    return {one.id: one.title for one in standing_ruling(session, notice.task).template.criteria}


def _item(
    actor: Actor,
    today: date,
    row: RectificationItem,
    entries: Sequence[RectificationEntry],
    titles: dict[str, Words],
) -> ItemPage:
    line, extension = _line(row, today), asked_extension(entries)
    acts = _acts(actor, line, asked=extension is not None)
    return ItemPage(
        line=line,
        title=titles.get(row.criterion),
        demand=row.demand,
        version=row.version,
        entries=tuple(_entry(one) for one in entries),
        extension=extension.due_on if extension else None,
        acts=acts,
    )


def _acts(actor: Actor, line: ItemLine, *, asked: bool) -> tuple[ItemAct, ...]:
    """Give what the reader can enter; issuing is done to the whole notice."""
    by_unit = may(actor, Act.RECTIFY)
    if not by_unit and not may(actor, Act.RUN_CAMPAIGNS):
        return ()
    found = acts_on(line.state, by_unit=by_unit, overdue=line.overdue, asked=asked)
    return tuple(one for one in found if one is not ItemAct.ISSUE)


def _line(row: RectificationItem, today: date) -> ItemLine:
    task = row.rectification.task
    return ItemLine(
        id=row.id,
        rectification=row.rectification_id,
        task=task.id,
        number=row.number,
        project=task.project.name,
        unit=task.project.unit.name,
        criterion=row.criterion,
        problem=row.problem,
        due_on=row.due_on,
        state=row.state,
        overdue=is_overdue(row.state, row.due_on, today),
    )


def _entry(row: RectificationEntry) -> EntryLine:
    return EntryLine(
        act=row.act,
        text=row.text,
        detail=row.detail,
        due_on=row.due_on,
        document=row.document_id,
        document_name=row.document.name if row.document else "",
        by=row.account.name,
        at=row.entered_at,
    )
