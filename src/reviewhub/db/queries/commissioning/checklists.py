"""Check-lists of tasks with everything that came, in a constant number of queries."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import ColumnElement, select
from sqlalchemy.orm import Session

from reviewhub.db.models import ChecklistEntry, ChecklistFile, ChecklistItem, Document
from reviewhub.domain.commissioning.checklist import ItemState, state_of
from reviewhub.domain.words import Words


@dataclass(frozen=True, slots=True)
class SuppliedFile:
    """One file of an item, the ``version``-th that came; ``size`` in bytes."""

    document: int
    version: int
    entry: int
    name: str
    media_type: str
    size: int
    sha256: str
    uploaded_at: datetime


@dataclass(frozen=True, slots=True)
class ItemAct:
    """One act on an item, by which party; ``reason`` says why it was returned, or what came."""

    number: int
    act: str
    party: str
    reason: str
    at: datetime


@dataclass(frozen=True, slots=True)
class ListedItem:
    """One item of a check-list with its history and its files, the oldest first."""

    id: int
    task: int
    commission: int | None
    number: int
    key: str
    title: Words
    supplier: str
    required: bool
    due: date | None
    acts: tuple[ItemAct, ...]
    files: tuple[SuppliedFile, ...]

    @property
    def state(self) -> ItemState:
        """How far the item is."""
        return state_of(one.act for one in self.acts)

    @property
    def is_open(self) -> bool:
        """Tell whether somebody still has to supply it."""
        return self.required and self.state in (ItemState.MISSING, ItemState.RETURNED)

    def is_late(self, today: date) -> bool:
        """Tell whether it should be there by now; the due day itself is in time."""
        return self.is_open and self.due is not None and today > self.due


def listed_items(session: Session, *wanted: ColumnElement[bool]) -> list[ListedItem]:
    """Give the wanted items in the order of their lists."""
    items = list(
        session.execute(
            select(ChecklistItem).where(*wanted).order_by(ChecklistItem.task_id, ChecklistItem.number)
        ).scalars()
    )
    acts, files = _acts(session, items), _files(session, items)
    return [_listed(one, tuple(acts[one.id]), tuple(files[one.id])) for one in items]


def _acts(session: Session, items: Sequence[ChecklistItem]) -> dict[int, list[ItemAct]]:
    rows = session.execute(
        select(ChecklistEntry)
        .where(ChecklistEntry.item_id.in_([one.id for one in items]))
        .order_by(ChecklistEntry.item_id, ChecklistEntry.number)
    ).scalars()
    grouped: dict[int, list[ItemAct]] = defaultdict(list)
    for row in rows:
        grouped[row.item_id].append(ItemAct(row.number, row.act, row.party, row.reason, row.at))
    return grouped


def _files(session: Session, items: Sequence[ChecklistItem]) -> dict[int, list[SuppliedFile]]:
    rows = session.execute(
        select(ChecklistFile, Document)
        .join(Document, Document.id == ChecklistFile.document_id)
        .where(ChecklistFile.item_id.in_([one.id for one in items]))
        .order_by(ChecklistFile.item_id, ChecklistFile.version)
    )
    grouped: dict[int, list[SuppliedFile]] = defaultdict(list)
    for file, document in rows:
        grouped[file.item_id].append(
            SuppliedFile(
                document=document.id,
                version=file.version,
                entry=file.entry_id,
                name=document.name,
                media_type=document.media_type,
                size=document.size,
                sha256=document.sha256,
                uploaded_at=document.uploaded_at,
            )
        )
    return grouped


def _listed(row: ChecklistItem, acts: tuple[ItemAct, ...], files: tuple[SuppliedFile, ...]) -> ListedItem:
    return ListedItem(
        id=row.id,
        task=row.task_id,
        commission=row.commission_id,
        number=row.number,
        key=row.key,
        title=Words(row.title, row.title_en),
        supplier=row.supplier,
        required=row.required,
        due=row.due,
        acts=acts,
        files=files,
    )
