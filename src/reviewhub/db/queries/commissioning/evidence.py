"""Proofs of criteria, and the documents that can be one, in a constant number of queries."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, or_, select
from sqlalchemy.orm import Session

from reviewhub.db.models import (
    ChecklistFile,
    ChecklistItem,
    Document,
    EvidenceLink,
    EvidenceWithdrawal,
)


@dataclass(frozen=True, slots=True)
class Proof:
    """One proof that counts; pages are None where it is the whole document."""

    number: int
    criterion: str
    document: int
    name: str
    first_page: int | None
    last_page: int | None
    note: str
    linked_at: datetime


@dataclass(frozen=True, slots=True)
class Provable:
    """A document that can prove something."""

    id: int
    name: str
    media_type: str
    sha256: str


def proofs_of(session: Session, commission: int) -> tuple[list[Proof], int]:
    """Give the proofs of a commission that were not taken back, and how many links were ever made."""
    ever = select(func.count(EvidenceLink.id)).where(EvidenceLink.commission_id == commission)
    rows = session.execute(
        select(EvidenceLink, Document.name)
        .join(Document, Document.id == EvidenceLink.document_id)
        .outerjoin(EvidenceWithdrawal, EvidenceWithdrawal.link_id == EvidenceLink.id)
        .where(EvidenceLink.commission_id == commission, EvidenceWithdrawal.id.is_(None))
        .order_by(EvidenceLink.number)
    )
    return [_proof(link, name) for link, name in rows], session.execute(ever).scalar_one()


def provable(session: Session, task: int, commission: int) -> list[Provable]:
    """Give the documents that can prove something: the material of the task, and what was supplied for it."""
    supplied = (
        select(ChecklistFile.document_id)
        .join(ChecklistItem, ChecklistItem.id == ChecklistFile.item_id)
        .where(
            ChecklistItem.task_id == task,
            ChecklistItem.commission_id.is_(None) | (ChecklistItem.commission_id == commission),
        )
    )
    rows = session.execute(
        select(Document.id, Document.name, Document.media_type, Document.sha256)
        .where(Document.task_id == task, or_(Document.purpose == "material", Document.id.in_(supplied)))
        .order_by(Document.id)
    )
    # The same bytes are one document to prove by, whichever way they came first.
    return list({row.sha256: Provable(*row) for row in reversed(rows.all())}.values())[::-1]


def _proof(row: EvidenceLink, name: str) -> Proof:
    return Proof(
        number=row.number,
        criterion=row.criterion,
        document=row.document_id,
        name=name,
        first_page=row.first_page,
        last_page=row.last_page,
        note=row.note,
        linked_at=row.linked_at,
    )
